import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HOUR } from '#core/clock';
import { objectName } from '#core/media-host/address';
import type { MediaHostSettings } from '#core/media-host/settings';
import { err } from '#core/result';
import { createHttp } from '#electron/connectors/http/fetch';
import type { Http, HttpRequest } from '#electron/connectors/http/http';
import { createMediaPlace } from '#electron/connectors/media-host/media-host';
import type { FileSource } from '#electron/connectors/ports/publish';
import { type MediaHostServers, startMediaHosts } from '#test/support/servers/media-host/media-host';
import { listenOnLoopback } from './support/listen';
import { must } from './support/mastodon-rigs';
import { realClock } from './support/real-clock';

const MIB = 1_048_576;
const { signal } = new AbortController();
const plain = createHttp({ clock: realClock, userAgent: 'Linnet/test', isPublic: () => true });
const placeOf = (settings: MediaHostSettings, secret: string, over: Http = plain) => createMediaPlace({ http: over, clock: realClock, life: 2 * HOUR }, settings, secret);
const name = (): string => objectName(randomBytes(16), 'video/mp4');

let servers: MediaHostServers;
let folder: string;
let sparse: FileHandle;
const BYTES = 120 * MIB + 7;
beforeAll(async () => {
  servers = await startMediaHosts();
  folder = await mkdtemp(join(tmpdir(), 'linnet-large-'));
  sparse = await open(join(folder, 'film.mp4'), 'w+');
  await sparse.truncate(BYTES);
  await sparse.write(Buffer.from('the end'), 0, 7, BYTES - 7);
}, 300_000);
afterAll(async () => {
  await servers.close();
  await sparse.close();
  await rm(folder, { recursive: true, force: true });
});

/** The sparse file, and how it is read: the largest piece, and how often each begins. */
function watched(bytes = BYTES) {
  const reads = new Map<number, number>();
  const seen = { largest: 0, onRead: (_times: number, _length: number): void => undefined };
  const file: FileSource = {
    bytes,
    readRange: async (from, to) => {
      const piece = new Uint8Array(to - from);
      await sparse.read(piece, 0, piece.length, from);
      reads.set(from, (reads.get(from) ?? 0) + 1);
      seen.largest = Math.max(seen.largest, piece.length);
      seen.onRead(reads.get(from) ?? 0, piece.length);
      return piece;
    },
  };
  return { file, reads, seen };
}
/** Every byte of it, as somebody outside gets them. */
async function fetched(address: string): Promise<{ readonly bytes: number; readonly type: string | null; readonly sum: string }> {
  const answer = await fetch(address);
  const sum = createHash('sha256');
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    sum.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, type: answer.headers.get('content-type'), sum: sum.digest('hex') };
}
async function sumOf(bytes: number): Promise<string> {
  const sum = createHash('sha256');
  const { file } = watched(bytes);
  for (let from = 0; from < bytes; from += MIB) sum.update(await file.readRange(from, Math.min(from + MIB, bytes)));
  return sum.digest('hex');
}
/** The road out, where calls of that number come to nothing. */
function failing(fails: (call: number, request: HttpRequest) => boolean): { readonly http: Http; readonly calls: HttpRequest[] } {
  const calls: HttpRequest[] = [];
  return { calls, http: { ...plain, request: (request) => {
    calls.push(request);
    const log = { request: '', status: null, body: '', durationMs: 0 };
    return fails(calls.length, request) ? Promise.resolve(err({ type: 'reset', sent: true, detail: 'ECONNRESET', log })) : plain.request(request);
  } } };
}

describe.each(['s3', 'webdav'] as const)('a large video on a real %s server', (kind) => {
  it('comes whole, read piece by piece, and is taken away', { timeout: 300_000 }, async () => {
    const place = placeOf(servers[kind].settings, servers[kind].secret);
    const [file, { file: film, seen, reads }] = [name(), watched()];
    const address = must(await place.put(file, film, 'video/mp4', signal));
    expect(seen.largest).toBeLessThanOrEqual(MIB);
    // S3 wants to know what comes before it comes, so it is read once for that.
    expect(Math.max(...reads.values())).toBe(kind === 's3' ? 2 : 1);
    expect(await fetched(address)).toEqual({ bytes: BYTES, type: 'video/mp4', sum: await sumOf(BYTES) });
    expect(await servers.unfinished()).toEqual([]);
    must(await place.remove(file, signal));
    expect((await servers.lying()).filter((one) => one.includes(file))).toEqual([]);
  });
});

describe('S3 in parts', () => {
  it('below 32 MiB it is one call, above it parts of 16 MiB', { timeout: 300_000 }, async () => {
    const { http: over, calls } = failing(() => false);
    const place = placeOf(servers.s3.settings, servers.s3.secret, over);
    for (const [bytes, methods] of [[20 * MIB, ['PUT']], [40 * MIB, ['POST', 'PUT', 'PUT', 'PUT', 'POST']]] as const) {
      calls.length = 0;
      const file = name();
      must(await place.put(file, watched(bytes).file, 'video/mp4', signal));
      expect(calls.map(({ method }) => method)).toEqual(methods);
      must(await place.remove(file, signal));
    }
  });

  it('a part that gets lost is sent again, and nothing else', { timeout: 300_000 }, async () => {
    const { http: over, calls } = failing((call) => call === 3 || call === 4);
    const place = placeOf(servers.s3.settings, servers.s3.secret, over);
    const file = name();
    const address = must(await place.put(file, watched(40 * MIB).file, 'video/mp4', signal));
    expect(calls.map(({ url }) => new URL(url).searchParams.get('partNumber'))).toEqual([null, '1', '2', '2', '2', '3', null]);
    expect((await fetched(address)).bytes).toBe(40 * MIB);
    must(await place.remove(file, signal));
  });

  it('what cannot be finished is given up, also when it was stopped', { timeout: 300_000 }, async () => {
    const { http: lossy } = failing((_call, { url }) => new URL(url).searchParams.get('partNumber') === '2');
    expect(await placeOf(servers.s3.settings, servers.s3.secret, lossy).put(name(), watched(40 * MIB).file, 'video/mp4', signal)).toMatchObject({ ok: false, error: { problem: 'unreachable' } });
    expect(await servers.unfinished()).toEqual([]);
    const stop = new AbortController();
    const { http: stopped } = failing((call) => { if (call === 3) stop.abort(); return false; });
    expect(await placeOf(servers.s3.settings, servers.s3.secret, stopped).put(name(), watched(40 * MIB).file, 'video/mp4', stop.signal)).toMatchObject({ ok: false, error: { problem: 'aborted' } });
    expect(await servers.unfinished()).toEqual([]);
  });

  it('what a killed Linnet left is known by what it was told, and given up later', { timeout: 300_000 }, async () => {
    const { http: dying } = failing((call) => call > 2);
    const file = name();
    let upload: string | undefined;
    await placeOf(servers.s3.settings, servers.s3.secret, dying).put(file, watched(40 * MIB).file, 'video/mp4', signal, (told) => { upload = told; });
    expect(await servers.unfinished()).toEqual([upload]);
    const place = placeOf(servers.s3.settings, servers.s3.secret);
    for (let times = 0; times < 2; times += 1) must(await place.remove(file, signal, upload));
    expect(await servers.unfinished()).toEqual([]);
  });

  it('a file that cannot be read to its end is said to be so, and given up', { timeout: 300_000 }, async () => {
    const { file } = watched(40 * MIB);
    const shrunk: FileSource = { ...file, readRange: (from, to) => (from >= 20 * MIB ? Promise.reject(new Error('it has become shorter')) : file.readRange(from, to)) };
    expect(await placeOf(servers.s3.settings, servers.s3.secret).put(name(), shrunk, 'video/mp4', signal)).toMatchObject({ ok: false, error: { problem: 'refused', detail: 'the file can no longer be read: it has become shorter' } });
    expect(await servers.unfinished()).toEqual([]);
  });
});

describe('a host that is slower than the disk', () => {
  /** It reads the next bytes only when nothing has been read from the file for a while. */
  const got = { bytes: 0, read: 0, ends: '' };
  const server = http.createServer((request, response) => {
    const still = (turns: number, read: number): void => {
      if (turns === 0) { request.resume(); return; }
      setImmediate(() => { still(got.read === read ? turns - 1 : 40, got.read); });
    };
    request.on('data', (chunk: Buffer) => {
      got.bytes += chunk.length;
      request.pause();
      still(40, got.read);
    });
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://x');
      if (request.method === 'POST' && url.searchParams.has('uploads')) response.end('<InitiateMultipartUploadResult><UploadId>up.1</UploadId></InitiateMultipartUploadResult>');
      else if (request.method === 'POST') response.end(got.ends);
      else response.writeHead(200, { etag: '"abc"' }).end();
    });
  });
  let base = '';
  beforeAll(async () => { base = `http://127.0.0.1:${await listenOnLoopback(server)}/`; });
  afterAll(() => { server.close(); server.closeAllConnections(); });

  it.each(['s3', 'webdav'] as const)('%s: what was read and is not there yet stays small, however large the file is', { timeout: 300_000 }, async (kind) => {
    Object.assign(got, { bytes: 0, read: 0 });
    const settings = kind === 's3' ? { ...servers.s3.settings, endpoint: base } : { ...servers.webdav.settings, address: `${base}a/` };
    const { file, seen } = watched();
    let given = 0;
    let most = 0;
    seen.onRead = (times, length) => {
      got.read += 1;
      // What is read for its sum alone is not held.
      if (times < (kind === 's3' ? 2 : 1)) return;
      given += length;
      most = Math.max(most, given - got.bytes);
    };
    must(await placeOf(settings, 'secret').put(name(), file, 'video/mp4', signal));
    expect(given).toBe(BYTES);
    // A few pieces, and what the two ends of the line hold.
    expect(most).toBeLessThan(24 * MIB);
  });

  it('S3 may say "done" and in its body that it is not', { timeout: 60_000 }, async () => {
    got.ends = '<?xml version="1.0"?>\n<Error><Code>InternalError</Code><Message>We encountered an internal error</Message></Error>';
    expect(await placeOf({ ...servers.s3.settings, endpoint: base }, 'secret').put(name(), watched(33 * MIB).file, 'video/mp4', signal)).toMatchObject({ ok: false, error: { problem: 'busy' } });
  });
});
