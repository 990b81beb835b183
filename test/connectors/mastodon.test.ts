import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { MetricsPort, NativeSchedulePort } from '#electron/connectors/connector';
import { startRun, testPicture } from './conformance';
import type { Run } from './conformance';
import type { SeenRequest } from './support/fault-proxy';
import { agreeing, doubleRig, login, mastodonOn, memoryRegistrations, must, sessionOf } from './support/mastodon-rigs';
import type { DoubleRig } from './support/mastodon-rigs';
import { createSchemaCheck, schemaPresent } from './support/mastodon-schema';
import { realClock } from './support/real-clock';
import { turn } from '#test/support/fake-clock';

let rig: DoubleRig;
const exchanged: SeenRequest[] = [];
const signal = new AbortController().signal;
beforeAll(async () => {
  rig = await doubleRig();
});
afterAll(() => rig.close());
afterEach(async () => {
  exchanged.push(...rig.proxy.seen);
  await rig.proxy.reset();
});

const unique = (words: string): string => `${words} ${randomBytes(4).toString('hex')}`;
const runOf = (text: string, options: JsonObject = {}, pictures = 0, dueAt = rig.clock.now()): Run => {
  const media = Array.from({ length: pictures }, (_, n) => testPicture(`Picture ${n}`));
  return startRun(rig, { parts: [{ text, media }], options, dueAt });
};
/** Lets the fake time run until the promise has settled; the servers are in this process, so turns of the event loop are enough. */
const drive = async <T>(promise: Promise<T>): Promise<T> => {
  let settled = false;
  const done = promise.finally(() => (settled = true));
  while (!settled) {
    await turn(30);
    if (!settled) await rig.clock.advance(SECOND);
  }
  return done;
};
const postOf = (text: string) => rig.double.posts.find((post) => post.text === text);

describe('logging in', () => {
  beforeEach(() => {
    rig.double.consent = 'agrees';
  });
  const connector = mastodonOn(realClock);

  it('registers the app with the redirect it uses, proves itself with PKCE, and asks for no more than it needs', async () => {
    const registrations = memoryRegistrations();
    const asked: URL[] = [];
    const connected = must(await login(mastodonOn(realClock, registrations), rig.double.url, (url) => {
      asked.push(new URL(url));
      return agreeing(url);
    }));
    const query = asked.at(-1)?.searchParams;
    expect(query?.get('code_challenge_method')).toBe('S256');
    expect(query?.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    expect(query?.get('scope')?.split(' ')).toEqual(expect.arrayContaining(['write:statuses', 'write:media', 'read:notifications']));
    expect(query?.get('scope')?.split(' ')).not.toContain('write');
    expect([...rig.double.apps.values()].at(-1)?.redirects).toEqual(['http://127.0.0.1/callback', query?.get('redirect_uri')]);
    expect(connected).toMatchObject({
      serverUrl: rig.double.url, expiresAt: null, missingScopes: [],
      profile: { handle: 'alice@social.example', displayName: 'Test alice', followers: 12, remoteId: rig.double.alice.id },
      secret: { software: 'mastodon', domain: 'social.example' },
    });
    expect(connected.profile.limits).toMatchObject({ maxCharacters: 500, charactersPerUrl: 23, maxMedia: 4, descriptionLimit: 1500, imageSizeLimit: 16_777_216 });
  });

  it('uses one registration for every login, on any port, until the server has forgotten it', async () => {
    const registrations = memoryRegistrations();
    const again = mastodonOn(realClock, registrations);
    rig.double.forgetApps();
    must(await login(again, rig.double.url, agreeing));
    must(await login(again, rig.double.url, agreeing));
    expect(rig.double.apps.size).toBe(1);
    rig.double.forgetApps();
    must(await login(again, rig.double.url, agreeing));
    expect(rig.double.apps.size).toBe(1);
    expect(registrations.kept.get(rig.double.url)?.clientId).toBe([...rig.double.apps.keys()][0]);
  });

  it('a person who says no, cancels, or mistypes', async () => {
    rig.double.consent = 'refuses';
    expect(await login(connector, rig.double.url, agreeing)).toEqual({ ok: false, error: { type: 'denied' } });
    const stop = new AbortController();
    expect(await login(connector, rig.double.url, () => stop.abort(), stop.signal)).toEqual({ ok: false, error: { type: 'cancelled' } });
    expect(await login(connector, 'javascript:alert(1)', agreeing)).toEqual({ ok: false, error: { type: 'bad-input', field: 'server' } });
  });

  it('an answer with a state that is not ours changes nothing; the right one still counts', async () => {
    const result = await login(connector, rig.double.url, async (url) => {
      const redirect = new URL(url).searchParams.get('redirect_uri') ?? '';
      expect((await fetch(`${redirect}?code=stolen&state=${'x'.repeat(32)}`)).status).toBe(400);
      await agreeing(url);
    });
    expect(result.ok).toBe(true);
  });

  it('a code for another verifier is refused by the server and called forged', async () => {
    const result = await login(connector, rig.double.url, async (url) => {
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
    rig.proxy.fault(fits, { kind: 'answer', status, body }, 10);
    let opened = 0;
    expect(await login(connector, rig.proxy.url, () => (opened += 1))).toMatchObject({ ok: false, error: { type } });
    expect(opened).toBe(0);
  });
});

describe('publishing', () => {
  it('sends what the options say', async () => {
    const text = unique('Kiln opening on Friday @bob https://example.com/kiln #clay');
    const run = runOf(text, { visibility: 'unlisted', contentWarning: 'Fire', language: 'de', sensitive: false }, 2);
    must(await run.prepare());
    expect(await run.commit()).toMatchObject({ type: 'published', permalink: expect.stringContaining('/@alice/'), answer: { status: 200, request: 'POST /api/v1/statuses' } });
    expect(postOf(text)).toMatchObject({ visibility: 'unlisted', warning: 'Fire', language: 'de', sensitive: true, media: [{ alt: 'Picture 0' }, { alt: 'Picture 1' }] });
  });

  it('waits for pictures that the server works on, saves each step, and never uploads one twice', async () => {
    rig.double.processingLooks = 3;
    const text = unique('A picture that takes a while');
    const run = runOf(text, {}, 1);
    const begun = rig.clock.now();
    must(await drive(run.prepare()));
    rig.double.processingLooks = 0;
    // Pauses of one, two and four seconds.
    expect(rig.clock.now() - begun).toBeGreaterThanOrEqual(7 * SECOND);
    expect(rig.clock.now() - begun).toBeLessThan(25 * SECOND);
    must(await run.prepare());
    expect(rig.proxy.seen.map((r) => r.method)).toEqual(['POST', 'GET', 'GET', 'GET', 'GET']);
    expect((await run.commit()).type).toBe('published');
    expect(postOf(text)?.media).toHaveLength(1);
  });

  it('goes on with an upload of an earlier run, uploads anew when it is too old, and stops when told to', async () => {
    rig.double.processingLooks = 1;
    const run = runOf(unique('Interrupted'), {}, 1);
    const waiting = run.prepare();
    await expect.poll(() => rig.proxy.seen.filter((r) => r.method === 'GET' && r.answer !== null).length).toBe(1);
    await turn(50);
    run.stop.abort();
    expect(await waiting).toEqual({ ok: false, error: { type: 'aborted' } });
    rig.double.processingLooks = 0;
    await rig.proxy.reset();
    const next = { ...run, signal };
    must(await rig.connector.publish.prepare(next));
    expect(rig.proxy.seen.filter((r) => r.method === 'POST')).toEqual([]);
    await rig.clock.advance(21 * HOUR);
    must(await rig.connector.publish.prepare(next));
    expect(rig.proxy.seen.filter((r) => r.method === 'POST')).toHaveLength(1);
  });

  it('a picture the server cannot use is rejected, and not asked for again', async () => {
    Object.assign(rig.double, { processingLooks: 1, processingFails: true });
    const run = runOf(unique('Broken'), {}, 1);
    expect(await drive(run.prepare())).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
    Object.assign(rig.double, { processingLooks: 0, processingFails: false });
    expect((await run.commit()).type).toBe('unavailable');
    must(await run.prepare());
    expect((await run.commit()).type).toBe('published');
  });

  it.each<[string, string, JsonObject, string]>([
    ['too long', 'x'.repeat(501), {}, 'too-long'],
    ['nothing to say', '', {}, 'invalid'],
    ['options that are none', 'Hello', { visibility: 'everybody' }, 'invalid'],
  ])('%s is rejected', async (_name, text, options, reason) => {
    const run = runOf(text, options);
    must(await run.prepare());
    expect(await run.commit()).toMatchObject({ type: 'rejected', reason });
  });

  it('the key holds for an hour on the server, and we say 55 minutes; without a known Mastodon, never', async () => {
    const text = unique('Once');
    const run = runOf(text);
    await run.commit();
    const { replaySafeUntil } = rig.connector.publish;
    expect(replaySafeUntil(1000, rig.session)).toBe(1000 + 55 * MINUTE);
    expect(replaySafeUntil(1000)).toBeNull();
    expect(replaySafeUntil(1000, { ...rig.session, secret: { ...rig.session.secret, software: 'other' } })).toBeNull();
    await rig.clock.advance(54 * MINUTE);
    await rig.connector.publish.commit({ ...run, saved: {} });
    expect(await rig.countPosts(text)).toBe(1);
    // The double forgets, as the server does: this is why the limit matters.
    await rig.clock.advance(7 * MINUTE);
    await rig.connector.publish.commit({ ...run, saved: {} });
    expect(await rig.countPosts(text)).toBe(2);
  });
});

describe('looking for a post', () => {
  const lookFor = (run: Run, committedAt: number) => rig.connector.publish.findPublished({ ...run, saved: {}, committedAt });
  it.each(['public', 'unlisted', 'private', 'direct'])('finds a %s one among many', async (visibility) => {
    const text = unique('Needle @bob https://example.com/a?b=c&d=e #clay');
    const run = runOf(text, { visibility });
    const at = rig.clock.now();
    await run.commit();
    for (let n = 0; n < 90; n += 1) await runOf(unique('Hay')).commit();
    expect(await lookFor(run, at)).toMatchObject({ ok: true, value: { type: 'published', remoteId: postOf(text)?.id } });
  });

  it('does not take an older post with the same words for this one, nor call it absent', async () => {
    const text = unique('Good morning');
    await runOf(text).commit();
    await rig.clock.advance(30 * MINUTE);
    expect(await lookFor(runOf(text), rig.clock.now())).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    await rig.clock.advance(3 * HOUR);
    expect(await lookFor(runOf(text), rig.clock.now())).toEqual({ ok: true, value: { type: 'absent' } });
  });

  it('our clock set back after the commit does not make it absent', async () => {
    const text = unique('Before the clock was set');
    const run = runOf(text);
    await run.commit();
    expect(await lookFor(run, rig.clock.now() + 5 * HOUR)).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('the same words with other pictures, or as a reply, are another post', async () => {
    const text = unique('Same words');
    await runOf(text).commit();
    const at = rig.clock.now();
    expect(await lookFor(runOf(text, {}, 1), at)).toEqual({ ok: true, value: { type: 'absent' } });
    const thread = startRun(rig, { parts: [{ text: unique('Root'), media: [] }, { text, media: [] }], options: {}, dueAt: at });
    const saved = { 'part:0': { id: '1', url: 'http://x' } };
    expect(await rig.connector.publish.findPublished({ ...thread, saved, committedAt: at })).toEqual({ ok: true, value: { type: 'partly' } });
  });

  it('says so when there are too many posts to read', async () => {
    const run = runOf(unique('Lost in the crowd'));
    const at = rig.clock.now();
    for (let n = 0; n < 245; n += 1) await runOf(unique('Crowd')).commit();
    expect(await lookFor(run, at)).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });
});

describe('handing over to the server', () => {
  const port = (): NativeSchedulePort => {
    const found = rig.connector.nativeSchedule;
    if (found === undefined) throw new Error('no port');
    return found;
  };

  it('keeps, moves, and publishes at its time', async () => {
    const text = unique('Later');
    const dueAt = rig.clock.now() + HOUR;
    const run = runOf(text, {}, 0, dueAt);
    const outcome = await port().schedule(run);
    expect(outcome).toMatchObject({ type: 'processing', checkAt: dueAt + MINUTE });
    if (outcome.type !== 'processing') return;
    expect(await port().status(run, outcome.ref)).toEqual({ ok: true, value: { type: 'waiting' } });
    must(await port().reschedule(rig.session, outcome.ref, dueAt + HOUR, signal));
    await rig.clock.advance(HOUR + MINUTE);
    expect(postOf(text)).toBeUndefined();
    await rig.clock.advance(HOUR);
    const moved = { ...run, outgoing: { ...run.outgoing, dueAt: dueAt + HOUR } };
    expect(await port().status(moved, outcome.ref)).toMatchObject({ ok: true, value: { type: 'published' } });
    expect(await rig.countPosts(text)).toBe(1);
    expect(await port().cancel(rig.session, outcome.ref, signal)).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'not-found' } });
  });

  it('a cancelled one never goes out, and our own commit afterwards is a post of its own', async () => {
    const text = unique('Cancelled');
    const run = runOf(text, {}, 0, rig.clock.now() + 10 * MINUTE);
    const outcome = await port().schedule(run);
    if (outcome.type !== 'processing') throw new Error(outcome.type);
    must(await port().cancel(rig.session, outcome.ref, signal));
    expect(await port().status(run, outcome.ref)).toMatchObject({ ok: true, value: { type: 'absent' } });
    expect((await run.commit()).type).toBe('published');
    await rig.clock.advance(HOUR);
    expect(await rig.countPosts(text)).toBe(1);
  });

  it('a lost answer is unknown, and the list has what is there under its key, even after the key is forgotten', async () => {
    const text = unique('Handed over, perhaps');
    const dueAt = rig.clock.now() + 5 * HOUR;
    const run = runOf(text, {}, 1, dueAt);
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await port().schedule({ ...run, committedAt: rig.clock.now() })).type).toBe('unknown');
    await rig.clock.advance(2 * HOUR);
    const held = must(await port().held({ ...run, committedAt: rig.clock.now() }));
    expect(held.complete).toBe(true);
    expect(held.posts.filter((one) => one.mine)).toEqual([{ ref: rig.double.scheduled.find((one) => one.fields['status'] === text)?.id, dueAt, text, mediaCount: 1, mine: true }]);
    expect(must(await port().held(runOf(text))).posts.find((one) => one.text === text)).toMatchObject({ mine: false });
  });

  it('lists everything it keeps, page by page', async () => {
    const texts = Array.from({ length: 45 }, () => unique('One of many'));
    for (const text of texts) expect((await port().schedule(runOf(text, {}, 0, rig.clock.now() + 9 * HOUR))).type).toBe('processing');
    const held = must(await port().held(runOf('x')));
    expect(held.complete).toBe(true);
    expect(texts.filter((text) => !held.posts.some((one) => one.text === text))).toEqual([]);
    const broken = runOf('x');
    rig.proxy.fault((request) => request.path.includes('max_id'), { kind: 'reset' });
    expect(await port().held(broken)).toMatchObject({ ok: false, error: { type: 'unavailable' } });
  });

  it('what is taken back and handed over again within the hour is kept as it is now', async () => {
    const first = unique('First words');
    const second = unique('Second words');
    const run = runOf(first, {}, 0, rig.clock.now() + HOUR);
    const kept = await port().schedule({ ...run, committedAt: rig.clock.now() });
    if (kept.type !== 'processing') throw new Error(kept.type);
    must(await port().cancel(rig.session, kept.ref, signal));
    await rig.clock.advance(SECOND);
    const again = await port().schedule({ ...run, committedAt: rig.clock.now() });
    if (again.type !== 'processing') throw new Error(again.type);
    expect(again.ref).not.toBe(kept.ref);
    must(await port().cancel(rig.session, again.ref, signal));
    await rig.clock.advance(SECOND);
    const later = { ...run, outgoing: { ...run.outgoing, parts: [{ text: second, media: [] }], dueAt: rig.clock.now() + 2 * HOUR }, committedAt: rig.clock.now() };
    expect(await port().schedule(later)).toMatchObject({ type: 'processing', checkAt: later.outgoing.dueAt + MINUTE });
    expect(rig.double.scheduled.filter((one) => [first, second].includes(String(one.fields['status']))).map((one) => one.fields['status'])).toEqual([second]);
  });

  it('too soon, a thread, or a server that does not keep posts: said, and nothing is out', async () => {
    const soon = unique('Too soon');
    expect(await port().schedule(runOf(soon, {}, 0, rig.clock.now() + 4 * MINUTE))).toMatchObject({ type: 'rejected' });
    const thread = startRun(rig, { parts: [{ text: 'a', media: [] }, { text: 'b', media: [] }], options: {}, dueAt: rig.clock.now() + HOUR });
    expect(await port().schedule(thread)).toMatchObject({ type: 'rejected', reason: 'invalid' });
    await rig.proxy.reset();
    const other = { ...runOf('c', {}, 0, rig.clock.now() + HOUR), session: { ...rig.session, secret: { ...rig.session.secret, software: 'other' } } };
    expect(await port().schedule(other)).toMatchObject({ type: 'rejected', reason: 'other' });
    expect(rig.proxy.seen).toEqual([]);
    expect(postOf(soon)).toBeUndefined();
  });

  it('a server that publishes at once instead is taken at its word', async () => {
    const run = runOf(unique('At once'), {}, 0, rig.clock.now() + HOUR);
    const lie = { id: '77', created_at: '2026-11-22T09:00:00.000Z', content: '', uri: 'https://social.example/77', url: 'https://social.example/@alice/77' };
    rig.proxy.fault(rig.isCommit, { kind: 'answer', status: 200, body: JSON.stringify(lie) });
    expect(await port().schedule(run)).toMatchObject({ type: 'published', remoteId: '77', permalink: 'https://social.example/@alice/77' });
  });
});

describe('reading', () => {
  it('counts in batches, leaves out what is gone, and asks one by one where there are no batches', async () => {
    const metrics = (rig.connector.metrics satisfies MetricsPort | undefined)?.posts;
    if (metrics === undefined) throw new Error('no port');
    const ids: string[] = [];
    for (let n = 0; n < 25; n += 1) {
      const outcome = await runOf(unique('Counted')).commit();
      if (outcome.type === 'published') ids.push(outcome.remoteId);
    }
    await rig.proxy.reset();
    const counted = must(await metrics(rig.session, [...ids, '999'], signal));
    expect(counted.size).toBe(25);
    expect(counted.get(ids[0] ?? '')).toEqual({ likes: 2, reposts: 1, replies: 0, quotes: 0, views: null });
    expect(rig.proxy.seen).toHaveLength(2);
    rig.proxy.fault((r) => r.path.startsWith('/api/v1/statuses?'), { kind: 'answer', status: 404 }, 10);
    expect(must(await metrics(rig.session, [...ids.slice(0, 3), '999'], signal)).size).toBe(3);
  });

  it('brings answers and mentions since the last look, each once', async () => {
    const inbox = rig.connector.inbox;
    if (inbox === undefined) throw new Error('no port');
    const first = must(await inbox.list(rig.session, null, signal));
    const outcome = await runOf(unique('Which glaze?')).commit();
    const bob = { ...rig.session, remoteId: rig.double.bob.id, secret: { ...rig.session.secret, accessToken: rig.double.bob.token } };
    const say = (text: string, extra: Readonly<Record<string, unknown>>) =>
      fetch(`${rig.double.url}/api/v1/statuses`, { method: 'POST', headers: { authorization: `Bearer ${rig.double.bob.token}`, 'content-type': 'application/json' }, body: JSON.stringify({ status: text, ...extra }) });
    expect(bob.secret['accessToken']).toBe(rig.double.bob.token);
    await say('@alice the <blue> one\n& the green', { in_reply_to_id: outcome.type === 'published' ? outcome.remoteId : '' });
    await say('Have you seen @alice and her mugs?', {});
    const second = must(await inbox.list(rig.session, first.cursor, signal));
    expect(second.items.map((item) => [item.kind, item.text, item.authorHandle])).toEqual([
      ['mention', 'Have you seen @alice and her mugs?', 'bob'], ['comment', '@alice the <blue> one\n& the green', 'bob'],
    ]);
    expect(second.items[1]?.postRemoteId).toBe(outcome.type === 'published' ? outcome.remoteId : '');
    expect(must(await inbox.list(rig.session, second.cursor, signal))).toEqual({ items: [], cursor: second.cursor });
  });

  it('the profile, and a revoked token', async () => {
    const connected = must(await login(mastodonOn(realClock), rig.double.url, agreeing));
    const session = sessionOf(connected);
    expect(must(await rig.connector.account.profile(session, signal))).toMatchObject({ handle: 'alice@social.example', limits: { maxCharacters: 500 } });
    await rig.connector.account.revoke?.(session, signal);
    expect(await rig.connector.account.profile(session, signal)).toMatchObject({ ok: false, error: { type: 'reauth' } });
  });
});

// Last, over everything the cases above said to the double and it to them.
const absent = schemaPresent ? '' : ' (not run: ../shared/networks/specs/mastodon/schema.json is not there)';
describe(`the published schema${absent}`, () => {
  it.runIf(schemaPresent)('fits every request of ours and every answer of the double', () => {
    const check = createSchemaCheck();
    const real = exchanged.filter((one) => one.answer !== null && !one.path.startsWith('/oauth/authorize'));
    const distinct = new Map(real.map((one) => [`${one.method} ${one.path.replace(/\d{6,}/g, 'N')} ${one.answer?.status} ${one.body.length > 0 ? Object.keys(Object(safeJson(one.body))).join() : ''}`, one]));
    const problems = [...new Set([...distinct.values()].flatMap(check))];
    expect(distinct.size).toBeGreaterThan(15);
    expect(problems).toEqual([]);
  });
});

function safeJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
