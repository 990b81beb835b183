import { createHash, randomBytes } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import type { JsonObject } from '#core/json';
import { turn } from '#test/support/fake-clock';
import { outgoingVideo } from '#test/support/outgoing';
import type { SeenRequest } from './support/fault-proxy';
import { unique, useMastodon } from './support/mastodon-cases';
import { agreeing, login, mastodonOn, memoryRegistrations, must } from './support/mastodon-rigs';
import { realClock } from './support/real-clock';
import { type Run, startRun } from './support/run';

const m = useMastodon();
const signal = new AbortController().signal;

describe('logging in', () => {
  beforeEach(() => {
    m.rig.double.consent = 'agrees';
  });
  const connector = mastodonOn(realClock);

  it('registers the app with the redirect it uses, proves itself with PKCE, and asks for no more than it needs', async () => {
    const registrations = memoryRegistrations();
    const asked: URL[] = [];
    const connected = must(await login(mastodonOn(realClock, registrations), m.rig.double.url, (url) => {
      asked.push(new URL(url));
      return agreeing(url);
    }));
    const query = asked.at(-1)?.searchParams;
    expect(query?.get('code_challenge_method')).toBe('S256');
    expect(query?.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    expect(query?.get('scope')?.split(' ')).toEqual(expect.arrayContaining(['write:statuses', 'write:media', 'read:notifications']));
    expect(query?.get('scope')?.split(' ')).not.toContain('write');
    expect([...m.rig.double.apps.values()].at(-1)?.redirects).toEqual(['http://127.0.0.1/callback', query?.get('redirect_uri')]);
    expect(connected).toMatchObject({
      serverUrl: m.rig.double.url, expiresAt: null, missingScopes: [],
      profile: { handle: 'alice@social.example', displayName: 'Test alice', followers: 12, remoteId: m.rig.double.alice.id },
      secret: { software: 'mastodon', domain: 'social.example' },
    });
    expect(connected.profile.limits).toMatchObject({ maxCharacters: 500, charactersPerUrl: 23, maxMedia: 4, descriptionLimit: 1500, imageSizeLimit: 16_777_216 });
  });

  it('uses one registration for every login, on any port, until the server has forgotten it', async () => {
    const registrations = memoryRegistrations();
    const again = mastodonOn(realClock, registrations);
    m.rig.double.forgetApps();
    must(await login(again, m.rig.double.url, agreeing));
    must(await login(again, m.rig.double.url, agreeing));
    expect(m.rig.double.apps.size).toBe(1);
    m.rig.double.forgetApps();
    must(await login(again, m.rig.double.url, agreeing));
    expect(m.rig.double.apps.size).toBe(1);
    expect(registrations.kept.get(m.rig.double.url)?.clientId).toBe([...m.rig.double.apps.keys()][0]);
  });

  it('a person who says no, cancels, or mistypes', async () => {
    m.rig.double.consent = 'refuses';
    expect(await login(connector, m.rig.double.url, agreeing)).toEqual({ ok: false, error: { type: 'denied' } });
    const stop = new AbortController();
    expect(await login(connector, m.rig.double.url, () => stop.abort(), stop.signal)).toEqual({ ok: false, error: { type: 'cancelled' } });
    expect(await login(connector, 'javascript:alert(1)', agreeing)).toEqual({ ok: false, error: { type: 'bad-input', field: 'server' } });
  });

  it('an answer with a state that is not ours changes nothing; the right one still counts', async () => {
    const result = await login(connector, m.rig.double.url, async (url) => {
      const redirect = new URL(url).searchParams.get('redirect_uri') ?? '';
      expect((await fetch(`${redirect}?code=stolen&state=${'x'.repeat(32)}`)).status).toBe(400);
      await agreeing(url);
    });
    expect(result.ok).toBe(true);
  });

  it('a code for another verifier is refused by the server and called forged', async () => {
    const result = await login(connector, m.rig.double.url, async (url) => {
      const other = new URL(url);
      other.searchParams.set('code_challenge', 'A'.repeat(43));
      await agreeing(other.href);
    });
    expect(result).toMatchObject({ ok: false, error: { type: 'forged' } });
  });

  it.each<[string, (request: SeenRequest) => boolean, number, string, string]>([
    ['no Mastodon at all', () => true, 404, '<html>Shop</html>', 'not-found'],
    ['a server in trouble', () => true, 503, '', 'unreachable'],
    ['metadata that are none', (r) => r.path.startsWith('/.well-known'), 200, '{"issuer":7}', 'server-lied'],
    ['metadata that lead elsewhere', (r) => r.path.startsWith('/.well-known'), 200, '{"issuer":"x","authorization_endpoint":"https://evil.example/a","token_endpoint":"https://evil.example/t"}', 'server-lied'],
    ['metadata that lead into a script', (r) => r.path.startsWith('/.well-known'), 200, '{"issuer":"x","authorization_endpoint":"javascript:alert(1)","token_endpoint":"https://evil.example/t"}', 'server-lied'],
    ['a registration without keys', (r) => r.path === '/api/v1/apps' || r.path.startsWith('/.well-known'), 200, '{"id":"1","issuer":1}', 'server-lied'],
  ])('%s', async (_name, fits, status, body, type) => {
    m.rig.proxy.fault(fits, { kind: 'answer', status, body }, 10);
    let opened = 0;
    expect(await login(connector, m.rig.proxy.url, () => (opened += 1))).toMatchObject({ ok: false, error: { type } });
    expect(opened).toBe(0);
  });
});

describe('publishing', () => {
  it('sends what the options say', async () => {
    const text = unique('Kiln opening on Friday @bob https://example.com/kiln #clay');
    const run = m.runOf(text, { visibility: 'unlisted', contentWarning: 'Fire', language: 'de', sensitive: false }, 2);
    must(await run.prepare());
    expect(await run.commit()).toMatchObject({ type: 'published', permalink: expect.stringContaining('/@alice/'), answer: { status: 200, request: 'POST /api/v1/statuses' } });
    expect(m.postOf(text)).toMatchObject({ visibility: 'unlisted', warning: 'Fire', language: 'de', sensitive: true, media: [{ alt: 'Picture 0' }, { alt: 'Picture 1' }] });
  });

  it('waits for pictures that the server works on, saves each step, and never uploads one twice', async () => {
    m.rig.double.processingLooks = 3;
    const text = unique('A picture that takes a while');
    const run = m.runOf(text, {}, 1);
    const begun = m.rig.clock.now();
    must(await m.drive(run.prepare()));
    m.rig.double.processingLooks = 0;
    // Pauses of one, two and four seconds.
    expect(m.rig.clock.now() - begun).toBeGreaterThanOrEqual(7 * SECOND);
    expect(m.rig.clock.now() - begun).toBeLessThan(25 * SECOND);
    must(await run.prepare());
    expect(m.rig.proxy.seen.map((r) => r.method)).toEqual(['POST', 'GET', 'GET', 'GET', 'GET']);
    expect((await run.commit()).type).toBe('published');
    expect(m.postOf(text)?.media).toHaveLength(1);
  });

  it('goes on with an upload of an earlier run, uploads anew when it is too old, and stops when told to', async () => {
    m.rig.double.processingLooks = 1;
    const run = m.runOf(unique('Interrupted'), {}, 1);
    const waiting = run.prepare();
    await expect.poll(() => m.rig.proxy.seen.filter((r) => r.method === 'GET' && r.answer !== null).length).toBe(1);
    await turn(50);
    run.stop.abort();
    expect(await waiting).toEqual({ ok: false, error: { type: 'aborted' } });
    m.rig.double.processingLooks = 0;
    await m.rig.proxy.reset();
    const next = { ...run, signal };
    must(await m.rig.connector.publish.prepare(next));
    expect(m.rig.proxy.seen.filter((r) => r.method === 'POST')).toEqual([]);
    await m.rig.clock.advance(21 * HOUR);
    must(await m.rig.connector.publish.prepare(next));
    expect(m.rig.proxy.seen.filter((r) => r.method === 'POST')).toHaveLength(1);
  });

  it('a video is sent while it is read, waited for over a restart, and stands with its alt text', async () => {
    Object.assign(m.rig.double, { processingLooks: 30 });
    const bytes = new Uint8Array(randomBytes(3_000_000));
    const film = outgoingVideo(bytes, { alt: 'A kiln is opened' });
    const text = unique('A film');
    const run = startRun(m.rig, { parts: [{ text, media: [film] }], options: {}, dueAt: m.rig.clock.now() });
    const stopped = new AbortController();
    m.rig.proxy.fault(({ path, method }) => method === 'GET' && path.startsWith('/api/v1/media/'), { kind: 'reset' });
    expect(await m.drive(m.rig.connector.publish.prepare({ ...run, signal: stopped.signal }))).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    // The upload was written down before the server was asked how far it is: another run of Linnet asks again, and sends nothing.
    const after = startRun(m.rig, run.outgoing);
    for (const [step, value] of Object.entries(run.saved)) after.save(step, value);
    must(await m.drive(after.prepare()));
    expect(m.rig.proxy.seen.filter(({ method, path }) => method === 'POST' && path === '/api/v2/media')).toHaveLength(1);
    expect((await after.commit()).type).toBe('published');
    expect(m.postOf(text)?.media).toMatchObject([{ alt: 'A kiln is opened', mime: 'video/mp4', bytes: bytes.length, hash: createHash('sha256').update(bytes).digest('hex') }]);
    Object.assign(m.rig.double, { processingLooks: 0 });
  });

  it('a picture the server cannot use is rejected, and not asked for again', async () => {
    Object.assign(m.rig.double, { processingLooks: 1, processingFails: true });
    const run = m.runOf(unique('Broken'), {}, 1);
    expect(await m.drive(run.prepare())).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
    Object.assign(m.rig.double, { processingLooks: 0, processingFails: false });
    expect((await run.commit()).type).toBe('unavailable');
    must(await run.prepare());
    expect((await run.commit()).type).toBe('published');
  });

  it.each<[string, string, JsonObject, string]>([
    ['too long', 'x'.repeat(501), {}, 'too-long'],
    ['nothing to say', '', {}, 'invalid'],
    ['options that are none', 'Hello', { visibility: 'everybody' }, 'invalid'],
  ])('%s is rejected', async (_name, text, options, reason) => {
    const run = m.runOf(text, options);
    must(await run.prepare());
    expect(await run.commit()).toMatchObject({ type: 'rejected', reason });
  });

  it('the key holds for an hour on the server, and we say 55 minutes; without a known Mastodon, never', async () => {
    const text = unique('Once');
    const run = m.runOf(text);
    await run.commit();
    const { replaySafeUntil } = m.rig.connector.publish;
    const young = { 'not-before': m.rig.clock.now() };
    expect(replaySafeUntil(1000, m.rig.session, young)).toBe(1000 + 55 * MINUTE);
    expect(replaySafeUntil(1000, undefined, young)).toBeNull();
    expect(replaySafeUntil(1000, { ...m.rig.session, secret: { ...m.rig.session.secret, software: 'other' } }, young)).toBeNull();
    await m.rig.clock.advance(54 * MINUTE);
    await m.rig.connector.publish.commit({ ...run, saved: {} });
    expect(await m.rig.countPosts(text)).toBe(1);
    // The double forgets, as the server does: this is why the limit matters.
    await m.rig.clock.advance(7 * MINUTE);
    await m.rig.connector.publish.commit({ ...run, saved: {} });
    expect(await m.rig.countPosts(text)).toBe(2);
  });

  it('just after a start the server is heard first, so a lost post can be replayed after the next start', async () => {
    const started = () => ({ ...m.rig, connector: mastodonOn(m.rig.clock) });
    const text = unique('Just started');
    const { saved, ...lost } = startRun(started(), { ...m.rig.newPost([text]) });
    m.rig.proxy.fault(m.rig.isCommit, { kind: 'lose' });
    expect((await lost.commit()).type).toBe('unknown');
    const { connector } = started();
    const again = { ...lost, saved, committedAt: m.rig.clock.now() };
    must(await connector.publish.findPublished({ ...again, saved: {}, save: () => undefined }));
    expect(connector.publish.replaySafeUntil(again.committedAt, m.rig.session, saved)).not.toBeNull();
    expect((await connector.publish.commit({ ...again })).type).toBe('published');
    expect(await m.rig.countPosts(text)).toBe(1);
    // A server that is away is away for the post too: nothing of it is sent.
    const early = startRun(started(), m.rig.newPost([unique('Away')]));
    m.rig.proxy.fault(({ method }) => method === 'GET', { kind: 'answer', status: 503, body: '{}' });
    const before = m.rig.proxy.seen.filter(m.rig.isCommit).length;
    expect((await early.commit()).type).toBe('unavailable');
    expect(m.rig.proxy.seen.filter(m.rig.isCommit)).toHaveLength(before);
  });

  it('our clock set back does not make a key younger: without the server\'s own times, or with old ones, nothing is replayed', async () => {
    const { replaySafeUntil } = m.rig.connector.publish;
    const read = async () => must(await m.rig.connector.account.profile(m.rig.session, signal));
    await read();
    const run = m.runOf(unique('Kept waiting'));
    await run.commit();
    // What our clock says is as it would be had it been set back to the moment of the commit each time.
    const until = () => replaySafeUntil(m.rig.clock.now(), m.rig.session, run.saved);
    expect(until()).not.toBeNull();
    expect(replaySafeUntil(m.rig.clock.now(), m.rig.session, {})).toBeNull();
    await m.rig.clock.advance(49 * MINUTE);
    await read();
    expect(until()).not.toBeNull();
    await m.rig.clock.advance(2 * MINUTE);
    await read();
    expect(until()).toBeNull();
    // Nor does a server whose own clock was set back tell how old it is.
    expect(replaySafeUntil(m.rig.clock.now(), m.rig.session, { 'not-before': m.rig.clock.now() + 10 * MINUTE })).toBeNull();
  });
});

describe('looking for a post', () => {
  const lookFor = (run: Run, committedAt: number) => m.rig.connector.publish.findPublished({ ...run, saved: {}, committedAt });
  it.each(['public', 'unlisted', 'private', 'direct'])('finds a %s one among many', async (visibility) => {
    const text = unique('Needle @bob https://example.com/a?b=c&d=e #clay');
    const run = m.runOf(text, { visibility });
    const at = m.rig.clock.now();
    await run.commit();
    for (let n = 0; n < 90; n += 1) await m.runOf(unique('Hay')).commit();
    expect(await lookFor(run, at)).toMatchObject({ ok: true, value: { type: 'published', remoteId: m.postOf(text)?.id } });
  });

  it('does not take an older post with the same words for this one, nor call it absent', async () => {
    const text = unique('Good morning');
    await m.runOf(text).commit();
    await m.rig.clock.advance(30 * MINUTE);
    expect(await lookFor(m.runOf(text), m.rig.clock.now())).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    await m.rig.clock.advance(3 * HOUR);
    const since = { 'not-before': m.rig.clock.now() };
    expect(await lookFor(m.runOf(text), m.rig.clock.now())).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    expect(await m.rig.connector.publish.findPublished({ ...m.runOf(text), saved: since, committedAt: m.rig.clock.now() })).toEqual({ ok: true, value: { type: 'absent' } });
  });

  it('our clock set back hours ago, or ahead at the commit, does not make it absent, nor take an older one for it', async () => {
    const text = unique('Long after the clock was set');
    await m.runOf(text).commit();
    await m.rig.clock.advance(6 * HOUR);
    for (const skew of [-9 * HOUR, 5 * HOUR]) expect(await lookFor(m.runOf(text), m.rig.clock.now() - 6 * HOUR + skew + 10 * HOUR)).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    const lost = m.runOf(unique('Nobody answered'));
    const at = m.rig.clock.now();
    must(await m.rig.connector.account.profile(m.rig.session, AbortSignal.timeout(120_000)));
    await lost.commit();
    expect(lost.saved['not-before']).toBeGreaterThan(0);
    // The same, had our clock been five hours ahead when it was sent.
    await m.rig.clock.advance(6 * HOUR);
    const saved = Object.fromEntries(Object.entries(lost.saved).filter(([step]) => !step.startsWith('part:')));
    expect(await m.rig.connector.publish.findPublished({ ...lost, saved, committedAt: at + 5 * HOUR })).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('our clock set back after the commit does not make it absent', async () => {
    const text = unique('Before the clock was set');
    const run = m.runOf(text);
    await run.commit();
    expect(await lookFor(run, m.rig.clock.now() + 5 * HOUR)).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('the same words with other pictures, or as a reply, are another post', async () => {
    const text = unique('Same words');
    await m.runOf(text).commit();
    const at = m.rig.clock.now();
    expect(await lookFor(m.runOf(text, {}, 1), at)).toEqual({ ok: true, value: { type: 'absent' } });
    const thread = startRun(m.rig, { parts: [{ text: unique('Root'), media: [] }, { text, media: [] }], options: {}, dueAt: at });
    const saved = { 'part:0': { id: '1', url: 'http://x' } };
    expect(await m.rig.connector.publish.findPublished({ ...thread, saved, committedAt: at })).toEqual({ ok: true, value: { type: 'partly' } });
  });

  it('says so when there are too many posts to read', async () => {
    const run = m.runOf(unique('Lost in the crowd'));
    const at = m.rig.clock.now();
    for (let n = 0; n < 245; n += 1) await m.runOf(unique('Crowd')).commit();
    expect(await lookFor(run, at)).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });
});

m.holdToSchema(11);
