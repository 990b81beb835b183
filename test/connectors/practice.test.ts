import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHash, randomBytes } from 'node:crypto';
import type { Session } from '#electron/connectors/ports/account';
import type { Outgoing, PublishContext } from '#electron/connectors/ports/publish';
import { createHttp } from '#electron/connectors/http/fetch';
import { createLoopbackListen } from '#electron/connectors/oauth/loopback';
import { practiceSecret } from '#electron/connectors/practice/api-types';
import { createPracticeConnector } from '#electron/connectors/practice/practice';
import type { Json } from '#core/json';
import { realClock } from '#test/connectors/support/real-clock';
import { startPractice, type StartedPractice } from '#test/support/practice';
import { connectPractice, type PracticeSession } from '#test/support/practice-session';
import { outgoingPicture } from '#test/support/outgoing';

const http = createHttp({ clock: realClock, userAgent: 'Linnet/test' });
let network: StartedPractice;
let honoursKeys = true;
const deps = { http, clock: realClock, resolveBase: () => network.url, honoursKeys: () => honoursKeys, randomBytes: (n: number) => randomBytes(n) };
const connector = createPracticeConnector(deps);
const never = new AbortController().signal;

const connect = (name: string): Promise<PracticeSession> => connectPractice(deps, network, name);

function contextOf(session: Session, parts: Outgoing['parts'], more: Partial<PublishContext> = {}): PublishContext & { readonly saved: Record<string, Json> } {
  const saved: Record<string, Json> = {};
  return {
    session,
    publicationId: 'p',
    outgoing: { parts, options: {}, dueAt: realClock.now() },
    key: connector.publish.chooseKey(realClock.now(), (n) => randomBytes(n)),
    save: (step, value) => {
      saved[step] = value;
    },
    committedAt: realClock.now(),
    signal: never,
    ...more,
    saved,
  };
}
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const say = (text: string) => [{ text, media: [] }];
const serverTexts = async (text: string) => (await network.admin.posts()).filter((p) => p.text === text && p.deleted_at_ms === null);

let session: PracticeSession;
beforeEach(async () => {
  honoursKeys = true;
  network = await startPractice();
  session = await connect('Harbour Lane');
});
afterEach(async () => {
  await network.stop();
});

describe('publishing', () => {
  it('publishes, proves it live, deletes it, and deletes it again without complaint', async () => {
    const context = contextOf(session, say('Fresh from the press'));
    const outcome = await connector.publish.commit(context);
    if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
    expect(outcome.permalink).toBe(`${network.url}/@harbour.lane/${outcome.remoteId}`);
    expect(await connector.publish.fetchPost(session, outcome.remoteId, never)).toEqual({ ok: true, value: 'live' });
    expect(await connector.publish.remove(session, outcome.remoteId, never)).toEqual({ ok: true, value: null });
    expect(await connector.publish.remove(session, outcome.remoteId, never)).toEqual({ ok: true, value: null });
    expect(await connector.publish.fetchPost(session, outcome.remoteId, never)).toEqual({ ok: true, value: 'gone' });
  });

  it('a replay with the same key gives the first post and makes no second', async () => {
    const context = contextOf(session, say('Said once'));
    const first = await connector.publish.commit(context);
    // As after a crash before the answer was saved.
    const again = await connector.publish.commit({ ...context, saved: {} });
    expect(first.type).toBe('published');
    expect(again).toMatchObject({ remoteId: (first as { remoteId: string }).remoteId });
    expect(await serverTexts('Said once')).toHaveLength(1);
  });

  it.each(['reset', 'error', 'hang'] as const)('an answer lost by %s after the write is unknown, and is found by its key', async (kind) => {
    await network.admin.fault({ kind, when: 'after', endpoint: 'POST /api/posts', count: 1 });
    const context = contextOf(session, say(`Lost by ${kind}`));
    const stop = new AbortController();
    const waiting = connector.publish.commit({ ...context, signal: stop.signal });
    if (kind === 'hang') {
      await expect.poll(() => serverTexts('Lost by hang')).toHaveLength(1);
      stop.abort();
    }
    expect((await waiting).type).toBe('unknown');
    expect(await serverTexts(`Lost by ${kind}`)).toHaveLength(1);
    expect(await connector.publish.findPublished(context)).toMatchObject({ ok: true, value: { type: 'published' } });
  });

  it('a reset before the write is unknown too, and is found absent', async () => {
    await network.admin.fault({ kind: 'reset', endpoint: 'POST /api/posts', count: 1 });
    const context = contextOf(session, say('Never arrived'));
    expect((await connector.publish.commit(context)).type).toBe('unknown');
    expect(await connector.publish.findPublished(context)).toEqual({ ok: true, value: { type: 'absent' } });
  });

  it('without keys, a lost post is found by its words, and a blind resend makes a duplicate', async () => {
    honoursKeys = false;
    await network.admin.honourKeys(false);
    expect(connector.publish.replaySafeUntil(realClock.now(), undefined, {})).toBeNull();
    await network.admin.fault({ kind: 'reset', when: 'after', endpoint: 'POST /api/posts', count: 1 });
    const context = contextOf(session, say('  Café\r\nwith a view '));
    expect((await connector.publish.commit(context)).type).toBe('unknown');
    const found = await connector.publish.findPublished({ ...context, saved: {} });
    expect(found).toMatchObject({ ok: true, value: { type: 'published' } });
    expect(await serverTexts('Café\nwith a view')).toHaveLength(1);
    await connector.publish.commit({ ...context, saved: {} });
    expect(await serverTexts('Café\nwith a view')).toHaveLength(2);
    expect(await connector.publish.findPublished({ ...context, saved: {} })).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('finds a post whose key nobody knows any more by its words', async () => {
    const context = contextOf(session, say('Sent before the restore'));
    const since = realClock.now() - 60_000;
    expect((await connector.publish.commit(context)).type).toBe('published');
    const forgotten = { ...contextOf(session, say('Sent before the restore')), committedAt: since };
    expect(await connector.publish.findPublished(forgotten)).toEqual({ ok: true, value: { type: 'absent' } });
    expect(await connector.publish.findPublished({ ...forgotten, byWords: true })).toMatchObject({ ok: true, value: { type: 'published' } });
  });

  it('uploads pictures ahead, each once, and a thread goes on behind what is out', async () => {
    const parts = [{ text: 'Thread, one', media: [outgoingPicture(PIXEL, { alt: 'A dot' })] }, { text: 'Thread, two', media: [] }, { text: 'Thread, three', media: [] }];
    const context = contextOf(session, parts);
    expect((await connector.publish.commit(context)).type).toBe('unavailable');
    expect(await connector.publish.prepare(context)).toEqual({ ok: true, value: null });
    const uploads = (await network.admin.stats())['POST /api/media']?.['201'];
    await connector.publish.prepare(context);
    expect((await network.admin.stats())['POST /api/media']?.['201']).toBe(uploads);

    await network.admin.fault({ kind: 'reset', when: 'after', endpoint: 'POST /api/posts', skip: 1, count: 1 });
    expect((await connector.publish.commit(context)).type).toBe('unknown');
    expect(await connector.publish.findPublished(context)).toEqual({ ok: true, value: { type: 'partly' } });
    const outcome = await connector.publish.commit(context);
    const [one, two, three, ...more] = (await network.admin.posts()).filter((p) => p.text.startsWith('Thread, '));
    expect([one?.text, two?.text, three?.text, more.length]).toEqual(['Thread, one', 'Thread, two', 'Thread, three', 0]);
    expect([one?.reply_to, two?.reply_to, three?.reply_to]).toEqual([null, one?.id, two?.id]);
    expect(one?.media).toHaveLength(1);
    expect(outcome).toMatchObject({ answer: { status: 201 }, type: 'published', remoteId: one?.id });
    expect(await connector.publish.findPublished(context)).toMatchObject({ ok: true, value: { type: 'published', remoteId: one?.id } });
  });

  it('says when to come back after 429, why it was refused, and what certainly was not sent', async () => {
    await network.admin.fault({ kind: 'rate-limit', endpoint: 'POST /api/posts', count: 1, retryAfterSeconds: 90 });
    const before = realClock.now();
    const limited = await connector.publish.commit(contextOf(session, say('Too soon')));
    const after = realClock.now();
    if (limited.type !== 'rate-limited') throw new Error(JSON.stringify(limited));
    expect(limited.retryAt).toBeGreaterThanOrEqual(before + 89_000);
    expect(limited.retryAt).toBeLessThanOrEqual(after + 91_000);
    expect(await connector.publish.commit(contextOf(session, say('x'.repeat(501))))).toMatchObject({ type: 'rejected', reason: 'too-long' });
    expect(await connector.publish.commit(contextOf(session, say('')))).toMatchObject({ type: 'rejected', reason: 'invalid' });
    const offline = createPracticeConnector({ ...deps, resolveBase: () => null });
    expect((await offline.publish.commit(contextOf(session, say('Nobody there')))).type).toBe('unavailable');
    const closed = createPracticeConnector({ ...deps, resolveBase: () => 'http://127.0.0.1:9' });
    expect((await closed.publish.commit(contextOf(session, say('Nobody there')))).type).toBe('unavailable');
    expect(await connector.publish.commit(contextOf(session, say('Stopped'), { signal: AbortSignal.abort() }))).toEqual({ type: 'aborted' });
    expect(await serverTexts('Stopped')).toEqual([]);
  });
});

describe('the login', () => {
  it('is renewed once for all calls that meet an expired token, and the new token is saved before it is used', async () => {
    await network.admin.expireTokens({ handle: session.handle });
    const outcomes = await Promise.all(Array.from({ length: 6 }, (_, i) => connector.publish.commit(contextOf(session, say(`After renewal ${i}`)))));
    expect(outcomes.map((o) => o.type)).toEqual(Array.from({ length: 6 }, () => 'published'));
    expect(session.saves).toHaveLength(1);
    expect((await network.admin.stats())['POST /oauth/token']).toEqual({ '200': 1 });
  });

  it('survives a refresh whose answer was lost, and one that the server could not do', async () => {
    await network.admin.expireTokens({ handle: session.handle });
    await network.admin.fault({ kind: 'reset', when: 'after', endpoint: 'POST /oauth/token', count: 1 });
    expect((await connector.publish.commit(contextOf(session, say('Refresh lost')))).type).toBe('unavailable');
    await network.admin.fault({ kind: 'error', endpoint: 'POST /oauth/token', count: 1 });
    expect((await connector.publish.commit(contextOf(session, say('Refresh lost')))).type).toBe('unavailable');
    expect((await connector.publish.commit(contextOf(session, say('Refresh lost')))).type).toBe('published');
  });

  it('needs a person only when it is really dead', async () => {
    await network.admin.expireTokens({ handle: session.handle, kind: 'all' });
    expect(await connector.publish.commit(contextOf(session, say('Signed out')))).toMatchObject({ type: 'reauth' });
    expect(await connector.account.profile(session, never)).toMatchObject({ ok: false, error: { type: 'reauth' } });
  });

  it('an old refresh token used after its successor ends them all', async () => {
    const stolen = session.secret;
    await connector.account.refresh?.(session, never);
    expect(await connector.account.profile(session, never)).toMatchObject({ ok: true });
    const form = (token: string) => new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token, client_id: 'Linnet' });
    const reuse = await fetch(`${network.url}/oauth/token`, { method: 'POST', body: form(practiceSecret.parse(stolen).refreshToken) });
    expect([reuse.status, await reuse.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_grant' })]);
    expect(await connector.account.profile(session, never)).toMatchObject({ ok: false, error: { type: 'reauth' } });
  });

  it('ends on the server when it is revoked', async () => {
    await connector.account.revoke?.(session, never);
    expect(await connector.account.profile(session, never)).toMatchObject({ ok: false, error: { type: 'reauth' } });
  });

  it('no token of ours is in an error', async () => {
    await network.admin.fault({ kind: 'error', endpoint: 'POST /api/posts', count: 1 });
    const outcome = JSON.stringify(await connector.publish.commit(contextOf(session, say('Secret'))));
    expect(outcome).toContain('"unknown"');
    const { accessToken, refreshToken } = practiceSecret.parse(session.secret);
    expect(outcome).not.toContain(accessToken);
    expect(outcome).not.toContain(refreshToken);
  });
});

/** A person in a browser, without the browser. */
async function consent(url: string, choice: Readonly<Record<string, string>>, tamper: (fields: Map<string, string>) => void = () => {}): Promise<Response> {
  const page = await fetch(url);
  const fields = new Map([...(await page.text()).matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1] ?? '', (m[2] ?? '').replaceAll('&amp;', '&')]));
  tamper(fields);
  const cookie = (page.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return fetch(`${network.url}/oauth/authorize`, { method: 'POST', redirect: 'manual', headers: { cookie }, body: new URLSearchParams({ ...Object.fromEntries(fields), ...choice }) });
}

describe('connecting in the browser', () => {
  async function login(browse: (url: string) => Promise<unknown>) {
    const cancel = new AbortController();
    const method = connector.login[0];
    if (method === undefined) throw new Error('no login');
    return method.login({}, {
      openBrowser: (url) => void browse(url),
      listen: createLoopbackListen({ clock: realClock, signal: cancel.signal }),
      signal: cancel.signal,
    });
  }
  const follow = async (answer: Response) => fetch(answer.headers.get('location') ?? '');

  it('makes an account on the page, asks for it with PKCE, and comes back connected', async () => {
    const connected = await login(async (url) => {
      expect(new URL(url).searchParams.get('code_challenge_method')).toBe('S256');
      await follow(await consent(url, { decision: 'allow', account: 'new', name: 'Ängström & Daughters' }));
    });
    expect(connected).toMatchObject({ ok: true, value: { serverUrl: 'practice:', missingScopes: [], profile: { handle: 'angstrom.daughters', displayName: 'Ängström & Daughters', followers: expect.any(Number) } } });
    const again = await login(async (url) => follow(await consent(url, { decision: 'allow', account: 'angstrom.daughters' })));
    expect(again.ok && connected.ok && again.value.profile.remoteId === connected.value.profile.remoteId).toBe(true);
    const typed = await login(async (url) => follow(await consent(url, { decision: 'allow', account: 'angstrom.daughters', name: 'Another One' })));
    expect(typed).toMatchObject({ ok: true, value: { profile: { handle: 'another.one' } } });
  });

  it('denied is denied, and a name that belongs to a follower is asked again', async () => {
    expect(await login(async (url) => follow(await consent(url, { decision: 'deny' })))).toEqual({ ok: false, error: { type: 'denied' } });
    const outcome = await login(async (url) => {
      const refused = await consent(url, { decision: 'allow', account: 'new', name: 'Benoit' });
      expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining('choose another name')]);
      await follow(await consent(url, { decision: 'deny' }));
    });
    expect(outcome.ok).toBe(false);
  });

  it('another issuer in the answer is forged', async () => {
    const outcome = await login(async (url) => {
      const back = new URL((await consent(url, { decision: 'allow', account: 'new', name: 'Forger' })).headers.get('location') ?? '');
      back.searchParams.set('iss', 'http://127.0.0.1:1');
      await fetch(back);
    });
    expect(outcome).toMatchObject({ ok: false, error: { type: 'forged' } });
  });
});

describe('the consent page and the token door', () => {
  const challenge = createHash('sha256').update('v'.repeat(43)).digest('base64url');
  const address = (change: Readonly<Record<string, string>> = {}) =>
    `${network.url}/oauth/authorize?${new URLSearchParams({ response_type: 'code', client_id: 'Linnet', redirect_uri: 'http://127.0.0.1:5/callback', state: 's'.repeat(20), code_challenge: challenge, code_challenge_method: 'S256', ...change }).toString()}`;
  const exchange = async (code: string, change: Readonly<Record<string, string>> = {}) => {
    const body = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: 'http://127.0.0.1:5/callback', client_id: 'Linnet', code_verifier: 'v'.repeat(43), ...change });
    const answer = await fetch(`${network.url}/oauth/token`, { method: 'POST', body });
    return { status: answer.status, body: (await answer.json()) as Record<string, string> };
  };
  const codeFor = async () => new URL((await consent(address(), { decision: 'allow', account: 'new', name: 'Code Holder' })).headers.get('location') ?? '').searchParams.get('code') ?? '';

  it('sends nothing to another machine', async () => {
    for (const redirect_uri of ['https://evil.example/cb', 'http://127.0.0.1.evil.example/', 'http://user@127.0.0.1:5/', 'javascript:alert(1)', '']) {
      const answer = await fetch(address({ redirect_uri }), { redirect: 'manual' });
      expect([redirect_uri, answer.status, answer.headers.get('location')]).toEqual([redirect_uri, 400, null]);
    }
  });

  it('wants PKCE with S256 and a state', async () => {
    for (const change of [{ code_challenge: '' }, { code_challenge_method: 'plain' }, { state: '' }, { response_type: 'token' }, { scope: 'everything' }]) {
      const answer = await fetch(address(change), { redirect: 'manual' });
      expect([answer.status, new URL(answer.headers.get('location') ?? '').searchParams.has('error')]).toEqual([303, true]);
    }
  });

  it('a press of Allow that did not come from its own page is refused', async () => {
    expect((await consent(address(), { decision: 'allow', account: 'new', name: 'Victim' }, (fields) => fields.set('csrf', 'guess'))).status).toBe(403);
  });

  it('a code works once, for its own verifier and address; a second try takes the first token back', async () => {
    const code = await codeFor();
    expect((await exchange(code, { code_verifier: 'w'.repeat(43) })).status).toBe(400);
    expect((await exchange(code, { redirect_uri: 'http://127.0.0.1:6/callback' })).status).toBe(400);
    const first = await exchange(code);
    expect(first.status).toBe(200);
    const me = () => fetch(`${network.url}/api/me`, { headers: { authorization: `Bearer ${first.body['access_token']}` } });
    expect((await me()).status).toBe(200);
    expect((await exchange(code)).body['error']).toBe('invalid_grant');
    expect((await me()).status).toBe(401);
  });
});
