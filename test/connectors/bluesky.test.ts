import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBlueskyConnector } from '#electron/connectors/bluesky/bluesky';
import { readHandle, readServer } from '#electron/connectors/bluesky/identity';
import { readPage } from '#electron/connectors/http/link-card';
import { createTid, partTid } from '#electron/connectors/bluesky/tid';
import type { Session } from '#electron/connectors/ports/account';
import type { Connector } from '#electron/connectors/ports/connector';
import type { LoginContext } from '#electron/connectors/ports/login';
import { createHttp } from '#electron/connectors/http/fetch';
import { createLoopbackListen } from '#electron/connectors/oauth/loopback';
import type { JsonObject } from '#core/json';
import { answerConsent, type Pds, startPds } from '#test/support/servers/pds/pds';
import { outgoingVideo } from '#test/support/outgoing';
import { largeVideo, video } from '#test/support/videos';
import { startRun, testPicture } from './support/run';
import { sessionOfLogin } from './support/bluesky-rigs';
import { realClock } from './support/real-clock';

let pds: Pds;
let connector: Connector;
let alice: Awaited<ReturnType<Pds['addAccount']>>;

beforeAll(async () => {
  pds = await startPds();
  alice = await pds.addAccount('alice', 'alice-password');
  connector = createBlueskyConnector({
    http: createHttp({ clock: realClock, userAgent: 'Linnet/test' }), clock: realClock, randomBytes: (n) => randomBytes(n),
    bases: { plc: pds.plc, handleResolver: pds.url, app: 'http://localhost', allowHttp: true },
  });
}, 240_000);
afterAll(async () => { await pds.close(); });

/** A login with a person at the page; gives the result and what the person was shown. */
async function signIn(fields: Record<string, string>, person: (url: string) => Promise<void>, method = 'oauth') {
  const stop = new AbortController();
  const context: LoginContext = { openBrowser: (url) => { void person(url); }, listen: createLoopbackListen({ clock: realClock, signal: stop.signal }), signal: stop.signal };
  const found = connector.login.find((m) => m.id === method);
  if (found === undefined) throw new Error('no such method');
  return found.login(fields, context);
}
const allow = async (url: string): Promise<void> => { await fetch(await answerConsent(url, { username: 'alice.test', password: 'alice-password' })); };

async function oauthSession() {
  const connected = await signIn({ handle: 'alice.test' }, allow);
  if (!connected.ok) throw new Error(JSON.stringify(connected.error));
  return sessionOfLogin(connected.value);
}
const rigOf = (session: Session) => ({ connector, session, clock: realClock as never });

describe('Bluesky login on a real server', () => {
  it('signs in by handle over OAuth with PAR and DPoP, and posts', async () => {
    const connected = await signIn({ handle: '@Alice.test ' }, allow);
    expect(connected).toMatchObject({ ok: true, value: { serverUrl: pds.url, profile: { remoteId: alice.did, handle: 'alice.test' }, missingScopes: [] } });
    if (!connected.ok) return;
    // Two weeks after the login, however often it is renewed: the end that people are warned of.
    expect(Math.abs((connected.value.loginEndsAt ?? 0) - (Date.now() + 14 * 86_400_000))).toBeLessThan(60_000);
    const run = startRun(rigOf(sessionOfLogin(connected.value)), { parts: [{ text: 'Posted over OAuth', media: [] }], options: {}, dueAt: Date.now() });
    expect(await run.prepare()).toEqual({ ok: true, value: null });
    expect(await run.commit()).toMatchObject({ type: 'published', answer: { status: 200, body: expect.stringContaining('app.bsky.feed.post') } });
    expect((await pds.posts(alice.did)).filter((p) => p.value.text === 'Posted over OAuth')).toHaveLength(1);
    const film = startRun(rigOf(sessionOfLogin(connected.value)), { parts: [{ text: 'Filmed', media: [outgoingVideo(video('h264-aac.mp4'))] }], options: {}, dueAt: Date.now() });
    expect(await film.prepare()).toEqual({ ok: true, value: null });
    expect(await film.commit()).toMatchObject({ type: 'published' });
  });

  it('signs in by the server\'s address', async () => {
    expect(await signIn({ handle: pds.url }, allow)).toMatchObject({ ok: true, value: { profile: { handle: 'alice.test' } } });
  });

  it('says that the person denied', async () => {
    const denied = await signIn({ handle: 'alice.test' }, async (url) => { await fetch(await answerConsent(url, { username: '', password: '', deny: true })); });
    expect(denied).toEqual({ ok: false, error: { type: 'denied' } });
  });

  it('ignores an answer with a wrong state and goes on waiting for the right one', async () => {
    const connected = await signIn({ handle: 'alice.test' }, async (url) => {
      const end = new URL(await answerConsent(url, { username: 'alice.test', password: 'alice-password' }));
      const forged = new URL(end);
      forged.searchParams.set('state', 'somebody-elses');
      expect((await fetch(forged)).status).toBe(400);
      await fetch(end);
    });
    expect(connected.ok).toBe(true);
  });

  it('refuses an answer from another issuer', async () => {
    const forged = await signIn({ handle: 'alice.test' }, async (url) => {
      const end = new URL(await answerConsent(url, { username: 'alice.test', password: 'alice-password' }));
      end.searchParams.set('iss', 'https://evil.example');
      await fetch(end);
    });
    expect(forged).toMatchObject({ ok: false, error: { type: 'forged' } });
  });

  it('signs in with an app password, and says when it is wrong', async () => {
    const password = await pds.appPassword(alice.accessJwt);
    expect(await signIn({ handle: 'alice.test', password }, allow, 'app-password')).toMatchObject({ ok: true, value: { serverUrl: pds.url, profile: { handle: 'alice.test' } } });
    expect(await signIn({ handle: 'alice.test', password: 'wrong' }, allow, 'app-password')).toEqual({ ok: false, error: { type: 'wrong-password' } });
    expect(await signIn({ handle: 'nobody.test', password: 'wrong' }, allow, 'app-password')).toMatchObject({ ok: false, error: { type: 'not-found' } });
    expect(await signIn({ handle: 'not a handle' }, allow, 'app-password')).toEqual({ ok: false, error: { type: 'bad-input', field: 'handle' } });
  });

  it('says of an account that is switched off, or was taken down, that it is, whatever the password', async () => {
    const off = await pds.addAccount('off', 'off-password');
    await pds.deactivate(off.accessJwt);
    expect(await signIn({ handle: 'off.test', password: 'off-password', server: pds.url }, allow, 'app-password')).toEqual({ ok: false, error: { type: 'account-closed', detail: 'deactivated' } });
    const down = await pds.addAccount('down', 'down-password');
    await pds.takeDown(down.did);
    expect(await signIn({ handle: 'down.test', password: 'down-password', server: pds.url }, allow, 'app-password')).toEqual({ ok: false, error: { type: 'account-closed', detail: 'AccountTakedown' } });
    expect(await signIn({ handle: 'down.test', password: 'wrong', server: pds.url }, allow, 'app-password')).toEqual({ ok: false, error: { type: 'wrong-password' } });
  });

  it('renews the login, and only a real refusal signs out', async () => {
    const session = await oauthSession();
    const before = JSON.stringify(session.kept());
    expect(await connector.account.refresh?.(session, AbortSignal.timeout(120_000))).toMatchObject({ ok: true });
    expect(JSON.stringify(session.kept())).not.toBe(before);
    expect(await connector.account.profile(session, AbortSignal.timeout(120_000))).toMatchObject({ ok: true, value: { handle: 'alice.test' } });
    // The old refresh token was used up: the server says so itself.
    const stale = { ...session, accountId: 'stale', secret: JSON.parse(before) as JsonObject, saveSecret: async () => undefined };
    expect(await connector.account.refresh?.(stale, AbortSignal.timeout(120_000))).toMatchObject({ ok: false, error: { type: 'reauth' } });
  });

  it('keeps the login when the line is lost during a refresh', async () => {
    const session = await oauthSession();
    const offline = createBlueskyConnector({
      http: createHttp({ clock: realClock, userAgent: 'Linnet/test', resolve: (_host, _options, done) => { done(Object.assign(new Error('no line'), { code: 'ENOTFOUND' }), '', 4); } }),
      clock: realClock, randomBytes: (n) => randomBytes(n), bases: { plc: 'https://plc.invalid', handleResolver: 'https://resolver.invalid', app: '', allowHttp: true },
    });
    const before = JSON.stringify(session.kept());
    expect(await offline.account.refresh?.(session, AbortSignal.timeout(120_000))).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect(JSON.stringify(session.kept())).toBe(before);
  });
});

describe('Bluesky posts on a real server', () => {
  let session: Awaited<ReturnType<typeof oauthSession>>;
  beforeAll(async () => { session = await oauthSession(); });
  const post = (text: string, more: { media?: ReturnType<typeof testPicture>[]; options?: JsonObject; parts?: string[] } = {}) =>
    startRun(rigOf(session), { parts: [{ text, media: more.media ?? [] }, ...(more.parts ?? []).map((t) => ({ text: t, media: [] }))], options: more.options ?? {}, dueAt: Date.now() });
  const stored = async (text: string) => (await pds.posts(alice.did)).filter((p) => p.value.text === text);

  it('carries links, tags and mentions as byte ranges, and the language', async () => {
    const text = 'Grüße 👋🏽 @alice.test, siehe https://example.org/a und #töpfern';
    const run = post(text, { options: { language: 'de', linkCard: false } });
    await run.prepare();
    expect(await run.commit()).toMatchObject({ type: 'published' });
    const [record] = await stored(text);
    const bytes = Buffer.from(text);
    const facets = record?.value['facets'] as { index: { byteStart: number; byteEnd: number }; features: { $type: string; did?: string }[] }[];
    expect(facets.map((f) => bytes.subarray(f.index.byteStart, f.index.byteEnd).toString())).toEqual(['@alice.test', 'https://example.org/a', '#töpfern']);
    expect(facets[0]?.features[0]?.did).toBe(alice.did);
    expect(record?.value['langs']).toEqual(['de']);
  });

  it('tells who is there and who is not, as publishing will find it', async () => {
    const signal = new AbortController().signal;
    expect(connector.mentions?.find('@alice.test, @nobody.test and me@alice.test')).toEqual(['alice.test', 'nobody.test']);
    expect(await connector.mentions?.exists('Alice.test', signal)).toEqual({ ok: true, value: true });
    expect(await connector.mentions?.exists('nobody.test', signal)).toEqual({ ok: true, value: false });
    const away = createBlueskyConnector({ http: createHttp({ clock: realClock, userAgent: 'Linnet/test' }), clock: realClock, randomBytes: (n) => randomBytes(n), bases: { plc: pds.plc, handleResolver: 'http://127.0.0.1:9', app: 'http://localhost', allowHttp: true } });
    expect(await away.mentions?.exists('alice.test', signal)).toMatchObject({ ok: false, error: { type: 'unavailable' } });
  });

  it('uploads pictures once, with alt text and aspect ratio', async () => {
    const run = post('With four pictures', { media: [testPicture('One'), testPicture('Two'), testPicture('Three'), testPicture('Four')] });
    await run.prepare();
    const steps = Object.keys(run.saved).length;
    await run.prepare();
    expect(Object.keys(run.saved)).toHaveLength(steps);
    expect(await run.commit()).toMatchObject({ type: 'published' });
    const [record] = await stored('With four pictures');
    const images = (record?.value['embed'] as { images: { alt: string; aspectRatio: { width: number; height: number } }[] } | undefined)?.images ?? [];
    expect(images.map((i) => i.alt)).toEqual(['One', 'Two', 'Three', 'Four']);
    expect(images[0]?.aspectRatio).toEqual({ width: 1, height: 1 });
  });

  it('uploads a video once, read while it is sent, and the server keeps it under the post with its words and shape', async () => {
    const pieces: Uint8Array[] = [];
    for await (const piece of largeVideo(4_000_000)) pieces.push(piece.slice());
    const film = outgoingVideo(new Uint8Array(Buffer.concat(pieces)), { alt: 'A kiln is opened', width: 320, height: 180 });
    const run = startRun(rigOf(session), { parts: [{ text: 'With a video', media: [film] }], options: {}, dueAt: Date.now() });
    expect(await run.prepare()).toMatchObject({ ok: true });
    const steps = Object.keys(run.saved).length;
    await run.prepare();
    expect(Object.keys(run.saved)).toHaveLength(steps);
    expect(await run.commit()).toMatchObject({ type: 'published' });
    const [record] = await stored('With a video');
    expect(record?.value['embed']).toMatchObject({ $type: 'app.bsky.embed.video', alt: 'A kiln is opened', aspectRatio: { width: 320, height: 180 }, video: { mimeType: 'video/mp4', size: 4_000_000 } });
    const beside = startRun(rigOf(session), { parts: [{ text: 'Both', media: [film, testPicture()] }], options: {}, dueAt: Date.now() });
    expect(await beside.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
  });

  it('says so when the server takes no blob of that size', async () => {
    const run = startRun(rigOf(session), { parts: [{ text: 'Too large a video', media: [outgoingVideo(new Uint8Array(6_000_000))] }], options: {}, dueAt: Date.now() });
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected' } });
  });

  it('adds a card for the first link, also when its page cannot be read', async () => {
    const run = post('Read this: https://example.invalid/page');
    await run.prepare();
    expect(await run.commit()).toMatchObject({ type: 'published' });
    const [record] = await stored('Read this: https://example.invalid/page');
    expect(record?.value['embed']).toMatchObject({ $type: 'app.bsky.embed.external', external: { uri: 'https://example.invalid/page', title: 'example.invalid' } });
  });

  it('never makes a second post however often a commit is repeated', async () => {
    const run = post('Only once, please');
    await run.prepare();
    const outcomes = [await run.commit(), await run.commit(), await run.commit()];
    expect(new Set(outcomes.map((o) => (o.type === 'published' ? o.remoteId : o.type))).size).toBe(1);
    // A run of the app that lost every saved step but the key and the time of creation.
    for (const step of Object.keys(run.saved)) if (step.startsWith('part:')) delete (run.saved as Record<string, unknown>)[step];
    expect(await run.commit()).toMatchObject({ type: 'published' });
    expect(await stored('Only once, please')).toHaveLength(1);
  });

  it('tells what is there, and that nothing is', async () => {
    const run = post('Looked for');
    await run.prepare();
    expect(await run.find()).toEqual({ ok: true, value: { type: 'absent' } });
    const made = await run.commit();
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'published', remoteId: made.type === 'published' ? made.remoteId : '' } });
  });

  it('posts a thread in order and goes on where it stopped', async () => {
    const run = post('Thread one', { parts: ['Thread two', 'Thread three'] });
    await run.prepare();
    expect(await run.commit()).toMatchObject({ type: 'published' });
    const again = await run.commit();
    expect(again).toMatchObject({ type: 'published' });
    const [two] = await stored('Thread two');
    const [three] = await stored('Thread three');
    const [one] = await stored('Thread one');
    expect(two?.value['reply']).toMatchObject({ root: { uri: one?.uri }, parent: { uri: one?.uri } });
    expect(three?.value['reply']).toMatchObject({ root: { uri: one?.uri }, parent: { uri: two?.uri } });
    // Removing the thread takes every part.
    expect(await connector.publish.remove(session, one?.uri ?? '', AbortSignal.timeout(120_000))).toEqual({ ok: true, value: null });
    for (const text of ['Thread one', 'Thread two', 'Thread three']) expect(await stored(text)).toHaveLength(0);
  });

  it('names a text that is too long', async () => {
    const run = post('x'.repeat(301));
    await run.prepare();
    expect(await run.commit()).toMatchObject({ type: 'rejected', reason: 'too-long' });
  });

  it('proves that a post is live, and that it is gone, and deletes twice', async () => {
    const run = post('Here and gone');
    await run.prepare();
    const made = await run.commit();
    const uri = made.type === 'published' ? made.remoteId : '';
    const signal = AbortSignal.timeout(120_000);
    expect(await connector.publish.fetchPost(session, uri, signal)).toEqual({ ok: true, value: 'live' });
    expect(await connector.publish.remove(session, uri, signal)).toEqual({ ok: true, value: null });
    expect(await connector.publish.remove(session, uri, signal)).toEqual({ ok: true, value: null });
    expect(await connector.publish.fetchPost(session, uri, signal)).toEqual({ ok: true, value: 'gone' });
  });

  it('says that numbers are not to be had while the app view is away, without signing out', async () => {
    expect(await connector.metrics?.posts(session, ['at://x/app.bsky.feed.post/y'], AbortSignal.timeout(120_000))).toMatchObject({ ok: false, error: { type: 'unavailable' } });
  });
});

describe('Bluesky record keys', () => {
  it('are TIDs that sort by time, and so do the parts of a thread', () => {
    fc.assert(fc.property(fc.integer({ min: 1.5e12, max: 4e12 }), fc.integer({ min: 1, max: 1e9 }), fc.nat(1023), fc.nat(50), (now, later, clock, part) => {
      const a = createTid(now, clock);
      expect(a).toMatch(/^[234567a-j][234567a-z]{12}$/);
      expect(createTid(now + later, clock) > a).toBe(true);
      expect(partTid(a, 0)).toBe(a);
      expect(partTid(a, part + 1) > partTid(a, part)).toBe(true);
    }));
  });
});

describe('what people and pages say', () => {
  it('reads a handle and refuses what is none', () => {
    expect(readHandle(' @Alice.Bsky.Social\u200e')).toBe('alice.bsky.social');
    for (const bad of ['', 'alice', 'a..b', '-a.b', 'https://a.b', 'a.b/c', `${'a'.repeat(64)}.com`, 'a.123']) expect(readHandle(bad)).toBeNull();
  });

  it('takes https servers, and http on this machine only where it is allowed', () => {
    expect(readServer('bsky.social', false)).toBe('https://bsky.social');
    expect(readServer('http://localhost:2583', true)).toBe('http://localhost:2583');
    for (const bad of ['http://localhost:2583', 'http://bsky.social', 'https://u:p@bsky.social', 'https://bsky.social/x', 'ftp://bsky.social', 'nothing', 'javascript:alert(1)']) expect(readServer(bad, false)).toBeNull();
  });

  it('reads a page\'s own words and survives any text', () => {
    expect(readPage('<title>Plain &amp; simple</title><meta property="og:title" content="Bread &#x26; books"><meta content=\'Warm\' name=description>')).toEqual({ title: 'Bread & books', description: 'Warm', image: null });
    fc.assert(fc.property(fc.string({ maxLength: 2_000 }), (html) => { readPage(`<meta ${html}`); readPage(html); }));
  });
});
