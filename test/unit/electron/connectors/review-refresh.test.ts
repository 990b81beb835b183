import { describe, expect, it } from 'vitest';
import { createBlueskyConnector } from '#electron/connectors/bluesky/bluesky';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Http, HttpAnswer, HttpRequest } from '#electron/connectors/http/http';
import { createLinkedinConnector } from '#electron/connectors/linkedin/linkedin';
import { createPinterestConnector } from '#electron/connectors/pinterest/pinterest';
import { createPracticeConnector } from '#electron/connectors/practice/practice';
import { createXConnector } from '#electron/connectors/x/x';
import { createFakeClock, turn } from '#test/support/fake-clock';
import { answer, lineOf, sessionWith } from '#test/support/scripted-line';

const clock = createFakeClock();
const randomBytes = (length: number): Uint8Array => new Uint8Array(length);

const bearer = (request: HttpRequest): string => (request.headers?.['authorization'] ?? '').replace('Bearer ', '');
const isToken = (request: HttpRequest): boolean => /\/(oauth\/v2\/accessToken|oauth\/token|oauth2\/token)$/.test(request.url);
const live = new AbortController().signal;
const hourAhead = clock.now() + 3_600_000;

describe('a renewal that gives the same access token again', () => {
  const linkedin = (http: Http): Connector => createLinkedinConnector({ http, clock, randomBytes });
  const practice = (http: Http): Connector => createPracticeConnector({ http, clock, randomBytes, resolveBase: () => 'http://127.0.0.1:1', honoursKeys: () => true });
  it.each([
    ['LinkedIn', linkedin, { accessToken: 'the-same', refreshToken: 'r', expiresAt: hourAhead, app: { clientId: 'c', clientSecret: 's' } }],
    ['the practice network', practice, { accessToken: 'the-same', refreshToken: 'r', expiresAt: hourAhead }],
  ] as const)('%s: is used, and nothing turns in a circle', async (_name, make, secret) => {
    let refused = 0;
    const connector = make(lineOf((request) => {
      if (isToken(request)) return answer(200, { access_token: 'the-same', refresh_token: 'r2', token_type: 'Bearer', expires_in: 3600 });
      refused += 1;
      return answer(401, {});
    }));
    const session = sessionWith(secret);
    expect(await connector.account.profile(session, live)).toMatchObject({ ok: false, error: { type: 'reauth' } });
    expect(await connector.account.profile(session, live)).toMatchObject({ ok: false, error: { type: 'reauth' } });
    expect(refused).toBe(4);
    expect(session.kept()).toMatchObject({ refreshToken: 'r2' });
  });
});

describe('a stop while a login is being renewed', () => {
  it('hears the answer to the end: the old refresh token works no more', async () => {
    let finish: () => void = () => undefined;
    const asked: string[] = [];
    const connector = createXConnector({ clock, randomBytes, http: lineOf(async (request) => {
      asked.push(isToken(request) ? 'token' : bearer(request));
      if (isToken(request)) await new Promise<void>((resolve) => { finish = resolve; });
      return answer(200, { access_token: 'new', refresh_token: 'r2', token_type: 'bearer', expires_in: 7200 });
    }) });
    const session = sessionWith({ accessToken: 'old', refreshToken: 'r1', expiresAt: 0, clientId: 'c', clientSecret: '' });
    const stop = new AbortController();
    const renewing = connector.account.refresh?.(session, stop.signal);
    await turn();
    stop.abort();
    await turn();
    finish();
    expect(await renewing).toMatchObject({ ok: true });
    expect(session.kept()).toMatchObject({ accessToken: 'new', refreshToken: 'r2' });
    // Stopped before it began: nothing is asked.
    expect(await connector.account.refresh?.(session, stop.signal)).toEqual({ ok: false, error: { type: 'aborted' } });
    expect(asked).toEqual(['token']);
  });
});

describe('a login of Pinterest that ended while Linnet was closed', () => {
  const secret = { clientId: '1', clientSecret: 's', accessToken: 'old', refreshToken: 'r', expiresAt: 1 };
  const asking = (refresh: HttpAnswer, withOld: HttpAnswer): Promise<unknown> =>
    createPinterestConnector({ clock, randomBytes, http: lineOf((request) => (isToken(request) ? refresh : withOld)) }).account.profile(sessionWith(secret), live);
  const refused = answer(400, { code: 1, message: 'Refresh token is invalid.' });

  it('asks for a new one when the renewal is refused and the old token too', async () => {
    expect(await asking(refused, answer(401, {}))).toMatchObject({ ok: false, error: { type: 'reauth' } });
  });
  it('goes on with a token that still works', async () => {
    expect(await asking(refused, answer(200, { username: 'studio' }))).toMatchObject({ ok: true });
  });
  it('waits where nobody can tell', async () => {
    expect(await asking(answer(503, {}), answer(401, {}))).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect(await asking(refused, answer(503, {}))).toMatchObject({ ok: false, error: { type: 'unavailable' } });
  });
});

describe('an app password session of a server that says 401 where others say ExpiredToken', () => {
  const asked: string[] = [];
  const ask = (first: HttpAnswer, refresh: HttpAnswer): Promise<unknown> => {
    asked.length = 0;
    const connector = createBlueskyConnector({ clock, randomBytes, http: lineOf((request) => {
      asked.push(bearer(request));
      if (request.url.includes('refreshSession')) return refresh;
      return bearer(request) === 'old' ? first : answer(200, { did: 'did:plc:a', handle: 'studio.example' });
    }) });
    return connector.account.profile(sessionWith({ kind: 'password', accessJwt: 'old', refreshJwt: 'r' }), live);
  };
  const fresh = answer(200, { accessJwt: 'new', refreshJwt: 'r2' });

  it.each([answer(401, { error: 'InvalidToken', message: '' }), answer(401, { error: 'AuthMissing', message: '' }), answer(400, { error: 'InvalidToken', message: '' }), answer(400, { error: 'ExpiredToken', message: '' })])('is renewed once, and only then over ($status $text)', async (first) => {
    expect(await ask(first, fresh)).toMatchObject({ ok: true, value: { handle: 'studio.example' } });
    expect(asked.slice(0, 3)).toEqual(['old', 'r', 'new']);
    expect(await ask(first, answer(401, { error: 'ExpiredToken', message: '' }))).toMatchObject({ ok: false, error: { type: 'reauth' } });
    expect(await ask(first, answer(503, {}))).toMatchObject({ ok: false, error: { type: 'unavailable' } });
  });

  it('is not renewed for an account that was taken down', async () => {
    expect(await ask(answer(401, { error: 'AccountTakedown', message: 'gone' }), fresh)).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'forbidden' } });
    expect(asked).toEqual(['old']);
  });
});

it('signing out of Bluesky waits no longer than it is given', async () => {
  const stop = new AbortController();
  const dpopJwk = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd' };
  const session = sessionWith({ kind: 'oauth', redirectUri: 'http://127.0.0.1:1/callback', session: { dpopJwk, tokenSet: { iss: 'https://pds.example', sub: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', aud: 'https://pds.example', scope: 'atproto', access_token: 'a', refresh_token: 'r', token_type: 'DPoP', expires_at: new Date(0).toISOString() } } });
  let asked = 0;
  const line = lineOf(() => answer(500, {}));
  const connector = createBlueskyConnector({ clock, randomBytes, http: { ...line, fetch: () => { asked += 1; return new Promise(() => undefined); } } });
  let done = false;
  const signing = connector.account.revoke?.({ ...session, remoteId: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', serverUrl: 'https://pds.example' }, stop.signal).then(() => { done = true; });
  await expect.poll(() => asked).toBeGreaterThan(0);
  expect(done).toBe(false);
  stop.abort();
  await signing;
  expect(done).toBe(true);
});
