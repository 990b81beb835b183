import http from 'node:http';
import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Clock, HOUR } from '#core/clock';
import { objectName } from '#core/media-host/address';
import type { HostProblem } from '#core/media-host/problems';
import type { MediaHostSettings } from '#core/media-host/settings';
import { createHttp } from '#electron/connectors/http/fetch';
import { createMediaPlace, lookFromOutside } from '#electron/connectors/media-host/media-host';
import { TEST_FILE, TEST_PICTURE } from '#electron/features/media-host/test-picture';
import { fileOf } from '#test/support/outgoing';
import { type MediaHostServers, startMediaHosts } from '#test/support/servers/media-host/media-host';
import { listenOnLoopback } from './support/listen';
import { must } from './support/mastodon-rigs';
import { realClock } from './support/real-clock';

const { signal } = new AbortController();
const name = (): string => objectName(randomBytes(16), 'image/png');
/** This computer's clock is off by so much. */
const off = (by: number): Clock => ({ ...realClock, now: () => realClock.now() + by, callAt: (at, fn) => realClock.callAt(at - by, fn) });
const httpOf = (clock: Clock) => createHttp({ clock, userAgent: 'Linnet/test', isPublic: () => true });
const placeOf = (settings: MediaHostSettings, secret: string, clock: Clock = realClock, life = 2 * HOUR) => createMediaPlace({ http: httpOf(clock), clock, life }, settings, secret);
const look = (address: string, bytes: Uint8Array = TEST_PICTURE) => lookFromOutside(httpOf(realClock), address, { bytes, mime: 'image/png' }, signal);
const wrong = (problem: HostProblem) => expect.objectContaining({ ok: false, error: expect.objectContaining({ problem }) });

let servers: MediaHostServers;
beforeAll(async () => { servers = await startMediaHosts(); }, 300_000);
afterAll(() => servers.close());

describe.each(['s3', 'webdav'] as const)('%s, a real server', (kind) => {
  it('takes a picture, shows it to everybody with its type, and lets go of it, as often as it is asked', async () => {
    const { settings, secret } = servers[kind];
    const place = placeOf(settings, secret);
    const [file, bytes] = [name(), randomBytes(300_000)];
    const address = must(await place.put(file, fileOf(bytes), 'image/png', signal));
    expect(address).toContain(file);
    expect(decodeURIComponent(address)).not.toContain(secret);
    expect(await look(address, bytes)).toEqual({ ok: true, value: null });
    must(await place.put(file, TEST_FILE, 'image/png', signal));
    expect(await look(address)).toEqual({ ok: true, value: null });
    for (let times = 0; times < 2; times += 1) must(await place.remove(file, signal));
    expect(await look(address)).toEqual(wrong('not-served'));
    expect((await servers.lying()).filter((one) => one.includes(file))).toEqual([]);
  });

  it('does not accept a wrong secret, and says so', async () => {
    const place = placeOf(servers[kind].settings, 'not-the-secret');
    expect(await place.put(name(), TEST_FILE, 'image/png', signal)).toEqual(wrong('login-refused'));
    expect(await place.remove(name(), signal)).toEqual(wrong('login-refused'));
    const answer = await place.put(name(), TEST_FILE, 'image/png', signal);
    expect(JSON.stringify(answer)).not.toContain('not-the-secret');
  });

  it('says when nobody answers, or when it was stopped', async () => {
    const { settings, secret } = servers[kind];
    const away = settings.kind === 's3' ? { ...settings, endpoint: 'http://127.0.0.1:1/' } : { ...settings, address: 'http://127.0.0.1:1/a/' };
    expect(await placeOf(away, secret).put(name(), TEST_FILE, 'image/png', signal)).toEqual(wrong('unreachable'));
    expect(await placeOf(settings, secret).put(name(), TEST_FILE, 'image/png', AbortSignal.abort())).toEqual(wrong('aborted'));
  });

  it('puts and deletes nothing that Linnet did not name', async () => {
    const place = placeOf(servers[kind].settings, servers[kind].secret);
    for (const hostile of ['', '.', '../x.png', 'a/b.png', 'index.html', `${name()}/..`, `../${name()}`, `${name()}?acl`]) {
      await expect(place.put(hostile, TEST_FILE, 'image/png', signal)).rejects.toThrow('Not a name of ours');
      await expect(place.remove(hostile, signal)).rejects.toThrow('Not a name of ours');
    }
  });
});

describe('S3', () => {
  it('has no bucket of that name', async () => {
    expect(await placeOf({ ...servers.s3.settings, bucket: 'nobodys' }, servers.s3.secret).put(name(), TEST_FILE, 'image/png', signal)).toEqual(wrong('place-missing'));
  });

  it.each([-3 * HOUR, -20 * 60_000, 20 * 60_000, 3 * HOUR])('works with a clock that is off by %d ms, addresses included', async (by) => {
    const place = placeOf(servers.s3.settings, servers.s3.secret, off(by));
    const file = name();
    const address = must(await place.put(file, TEST_FILE, 'image/png', signal));
    expect(await look(address)).toEqual({ ok: true, value: null });
    const signedAt = new URL(address).searchParams.get('X-Amz-Date') ?? '';
    expect(Math.abs(Date.parse(signedAt.replace(/^(....)(..)(..T..)(..)(..)Z$/, '$1-$2-$3:$4:$5Z')) - Date.now())).toBeLessThan(60_000);
    must(await place.remove(file, signal));
  });

  it('shows one picture only, for its time only, and nothing without a signature', async () => {
    const place = placeOf(servers.s3.settings, servers.s3.secret);
    const [file, other] = [name(), name()];
    const address = must(await place.put(file, TEST_FILE, 'image/png', signal));
    must(await place.put(other, TEST_FILE, 'image/png', signal));
    const changed = (change: (url: URL) => void): string => { const url = new URL(address); change(url); return url.href; };
    expect(new URL(address).searchParams.get('X-Amz-Expires')).toBe('7200');
    expect(await look(changed((url) => { url.search = ''; }))).toEqual(wrong('not-public'));
    expect(await look(address.replace(file, other))).toEqual(wrong('not-public'));
    expect(await look(changed((url) => { url.searchParams.set('X-Amz-Expires', '604800'); }))).toEqual(wrong('not-public'));
    for (const each of [file, other]) must(await place.remove(each, signal));
  });
});

describe('wrong answers of a host', () => {
  let answer: { status: number; headers?: Record<string, string>; body?: string } = { status: 200 };
  const asked: string[] = [];
  const fake = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.resume().on('end', () => { response.writeHead(answer.status, answer.headers).end(answer.body); });
  });
  let base = '';
  beforeAll(async () => { base = `http://127.0.0.1:${await listenOnLoopback(fake)}/`; });
  afterEach(() => { asked.length = 0; });
  afterAll(() => { fake.close(); fake.closeAllConnections(); });

  const xml = (code: string): string => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>Because</Message></Error>`;
  it.each<[number, string, HostProblem]>([
    [403, xml('RequestTimeTooSkewed'), 'clock-wrong'], [400, xml('AuthorizationHeaderMalformed'), 'region-wrong'], [301, xml('PermanentRedirect'), 'region-wrong'], [503, xml('SlowDown'), 'busy'],
    [403, xml('AccessDenied'), 'login-refused'], [404, xml('NoSuchBucket'), 'place-missing'], [400, xml('EntityTooLarge'), 'too-large'], [418, 'tea', 'refused'], [500, '<html>', 'busy'],
  ])('S3: %i %s is %s', async (status, body, problem) => {
    answer = { status, body, headers: { location: `${base}elsewhere` } };
    expect(await placeOf({ ...servers.s3.settings, endpoint: base }, 'secret').put(name(), TEST_FILE, 'image/png', signal)).toEqual(wrong(problem));
    expect(asked.some((line) => line.includes('elsewhere'))).toBe(false);
  });

  it.each<[number, HostProblem]>([[301, 'moved'], [308, 'moved'], [401, 'login-refused'], [403, 'login-refused'], [404, 'place-missing'], [409, 'place-missing'], [413, 'too-large'], [429, 'busy'], [502, 'busy'], [507, 'full'], [405, 'refused']])('WebDAV: %i is %s', async (status, problem) => {
    answer = { status, headers: { location: `${base}elsewhere` } };
    const place = placeOf({ ...servers.webdav.settings, address: `${base}a/b/` }, 'secret');
    expect(await place.put(name(), TEST_FILE, 'image/png', signal)).toEqual(wrong(problem));
    expect(asked.length).toBeLessThan(10);
    expect(asked.some((line) => line.includes('elsewhere'))).toBe(false);
  });

  it.each<[number, string, HostProblem]>([[200, 'text/html', 'other-type'], [200, 'image/png', 'other-bytes'], [401, 'text/html', 'not-public'], [403, 'text/html', 'not-public'], [404, 'text/html', 'not-served'], [503, 'text/html', 'busy']])('seen from outside: %i with %s is %s', async (status, type, problem) => {
    answer = { status, headers: { 'content-type': type }, body: 'something else' };
    expect(await look(`${base}x.png`)).toEqual(wrong(problem));
  });

  it('seen from outside: an address of this computer is no public one', async () => {
    const strict = createHttp({ clock: realClock, userAgent: 'Linnet/test' });
    expect(await lookFromOutside(strict, `${base}x.png`, { bytes: TEST_PICTURE, mime: 'image/png' }, signal)).toEqual(wrong('not-public'));
    expect(asked).toEqual([]);
  });
});
