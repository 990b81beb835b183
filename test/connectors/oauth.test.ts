import { randomBytes } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LoopbackRedirect } from '#electron/connectors/ports/login';
import { createHttp } from '#electron/connectors/http/fetch';
import { authorize, readAuthorizeAnswer } from '#electron/connectors/oauth/authorize';
import { openLoopback } from '#electron/connectors/oauth/loopback';
import { createPkce, createState } from '#electron/connectors/oauth/pkce';
import { mustRefresh, refreshAt, refreshEarlyAt } from '#electron/connectors/oauth/refresh-policy';
import { exchangeCode, refreshTokens } from '#electron/connectors/oauth/token';
import type { TokenEndpoint } from '#electron/connectors/oauth/token';
import { createFakeClock } from '#test/support/fake-clock';
import { listenOnLoopback } from './support/listen';
import { startOidcServer } from './support/oidc-server';
import type { OidcServer } from './support/oidc-server';
import { realClock } from './support/real-clock';

const STATE = 'a-state-of-good-length';
const client = createHttp({ clock: realClock, userAgent: 'Linnet/test' });
const opened: LoopbackRedirect[] = [];
const open = async (options?: { path?: string; port?: number; host?: 'localhost' }, clock = createFakeClock(), signal = new AbortController().signal): Promise<LoopbackRedirect> => {
  const redirect = await openLoopback({ clock, signal, timeoutMs: 60_000 }, options);
  opened.push(redirect);
  return redirect;
};
afterEach(async () => {
  await Promise.all(opened.splice(0).map((redirect) => redirect.close()));
});

/** fetch will not let us choose the Host header. */
const raw = (url: string, options: http.RequestOptions): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = http.request(url, { agent: false, ...options }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    request.end();
  });

describe('the loopback listener', () => {
  it('is called localhost where a network takes no number, and then by no other name', async () => {
    const redirect = await open({ host: 'localhost' });
    const { port } = new URL(redirect.url);
    expect(redirect.url).toBe(`http://localhost:${port}/callback`);
    const waiting = redirect.answer(STATE);
    const path = `/callback?code=abc&state=${STATE}`;
    expect(await raw(`http://127.0.0.1:${port}${path}`, {})).toBe(404);
    expect(await raw(`http://127.0.0.1:${port}${path}`, { headers: { host: `localhost:${port}` } })).toBe(200);
    expect((await waiting).ok).toBe(true);
  });

  it('takes the one answer with our state, shows a clear page, and is gone afterwards', async () => {
    const redirect = await open();
    expect(redirect.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    const waiting = redirect.answer(STATE);
    const page = await fetch(`${redirect.url}?code=abc&state=${STATE}`);
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('You can close this page');
    expect(html).not.toContain('<script');
    expect(html).not.toContain('abc');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cache-control')).toBe('no-store');
    const answer = await waiting;
    expect(answer.ok && answer.value.get('code')).toBe('abc');
    await expect(fetch(`${redirect.url}?code=abc&state=${STATE}`)).rejects.toThrow();
  });

  it('ignores every answer that is not ours and keeps waiting', async () => {
    const redirect = await open();
    const early = await fetch(`${redirect.url}?code=early&state=${STATE}`);
    expect(early.status).toBe(400);
    let answered = false;
    const waiting = redirect.answer(STATE).then((answer) => {
      answered = true;
      return answer;
    });
    const base = new URL('/', redirect.url).href;
    const statuses = [
      (await fetch(`${redirect.url}?code=evil&state=another-state-of-good-length`)).status,
      (await fetch(`${redirect.url}?code=evil`)).status,
      (await fetch(`${redirect.url}?code=evil&state=${STATE}&state=${STATE}`)).status,
      (await fetch(`${redirect.url}?error=access_denied`)).status,
      (await fetch(`${base}favicon.ico`)).status,
      (await fetch(`${base}callback/?code=evil&state=${STATE}`)).status,
      (await fetch(`${redirect.url}?code=evil&state=${STATE}`, { method: 'HEAD' })).status,
      (await fetch(`${redirect.url}?code=evil&state=${STATE}`, { method: 'POST' })).status,
      await raw(`${redirect.url}?code=evil&state=${STATE}`, { headers: { host: 'evil.example' } }),
      await raw(base, { path: `http://evil.example/callback?code=evil&state=${STATE}` }),
    ];
    expect(statuses).toEqual([400, 400, 400, 400, 404, 404, 404, 404, 404, 404]);
    expect(answered).toBe(false);
    expect(await (await fetch(`${redirect.url}?state=nonsense`)).text()).toContain('This answer was not for Linnet');
    await fetch(`${redirect.url}?code=good&state=${STATE}`);
    const answer = await waiting;
    expect(answer.ok && answer.value.get('code')).toBe('good');
  });

  it('uses the path and the port it is told, and only this machine can reach it', async () => {
    const probe = net.createServer();
    const port = await listenOnLoopback(probe);
    await new Promise((resolve) => probe.close(resolve));
    const redirect = await open({ path: '/oauth/back', port });
    expect(redirect.url).toBe(`http://127.0.0.1:${port}/oauth/back`);
    const taken = await open({ port });
    expect(await taken.answer(STATE)).toMatchObject({ ok: false, error: { type: 'unreachable', detail: expect.stringContaining('EADDRINUSE') } });
  });

  it('ends when the person cancels, when it is closed, and when nobody comes', async () => {
    const stop = new AbortController();
    const clock = createFakeClock();
    const cancelled = (await open({}, clock, stop.signal)).answer(STATE);
    stop.abort();
    expect(await cancelled).toEqual({ ok: false, error: { type: 'cancelled' } });
    expect(await (await open({}, clock, stop.signal)).answer(STATE)).toEqual({ ok: false, error: { type: 'cancelled' } });

    const shut = await open({}, clock);
    const closing = shut.answer(STATE);
    await shut.close();
    expect(await closing).toEqual({ ok: false, error: { type: 'cancelled' } });

    const late = await open({}, clock);
    const timedOut = late.answer(STATE);
    await clock.advance(60_000);
    expect(await timedOut).toEqual({ ok: false, error: { type: 'timed-out' } });
    await expect(fetch(late.url)).rejects.toThrow();
    expect(clock.pending()).toBe(0);
  });
});

describe('what the answer says', () => {
  const read = (query: string, issuer: string | null = 'https://a.example', issRequired = false) =>
    readAuthorizeAnswer(new URLSearchParams(query), { issuer, issRequired });
  it.each([
    ['code=abc', { ok: true, value: 'abc' }],
    ['code=abc&iss=https://a.example', { ok: true, value: 'abc' }],
    ['code=abc&iss=https://evil.example', { ok: false, error: { type: 'forged' } }],
    ['error=access_denied&iss=https://evil.example', { ok: false, error: { type: 'forged' } }],
    ['error=access_denied', { ok: false, error: { type: 'denied' } }],
    ['error=server_error', { ok: false, error: { type: 'unreachable' } }],
    ['error=invalid_scope&error_description=no%20such', { ok: false, error: { type: 'server-lied', detail: 'invalid_scope no such' } }],
    ['', { ok: false, error: { type: 'server-lied' } }],
  ])('%s', (query, expected) => {
    expect(read(query)).toMatchObject(expected);
  });
  it('wants the issuer where the server promises it', () => {
    expect(read('code=abc', 'https://a.example', true)).toMatchObject({ error: { type: 'forged' } });
    expect(read('code=abc&iss=https://x.example', null)).toEqual({ ok: true, value: 'abc' });
  });
});

describe('against a real OAuth server that enforces PKCE', () => {
  let server: OidcServer;
  let endpoint: TokenEndpoint;
  beforeAll(async () => {
    server = await startOidcServer();
    endpoint = { http: client, clock: realClock, url: server.tokenUrl, client: { kind: 'none', clientId: server.clientId } };
  });
  afterAll(() => server.close());

  const login = async (answer: 'agrees' | 'refuses' = 'agrees', pkce = true) => {
    const redirect = await open({}, createFakeClock());
    let visited: ReturnType<OidcServer['person']> | undefined;
    const result = await authorize(
      { endpoint: server.authorizeUrl, clientId: server.clientId, scope: 'openid offline_access posts.write', issuer: server.issuer, issRequired: true, pkce, extra: { prompt: 'consent' } },
      redirect,
      { openBrowser: (url) => (visited = server.person(url, answer)) },
      randomBytes,
    );
    return { result, visit: await visited };
  };
  const codeOf = async () => {
    const { result } = await login();
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    return result.value;
  };

  it('logs in, and the browser ends on our page', async () => {
    const { result, visit } = await login();
    expect(visit?.status).toBe(200);
    expect(visit?.page).toContain('Back to Linnet');
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    const tokens = await exchangeCode(endpoint, result.value);
    expect(tokens).toMatchObject({ ok: true, value: { scopes: expect.arrayContaining(['posts.write']) } });
    if (!tokens.ok) return;
    expect(tokens.value.accessToken.length).toBeGreaterThan(10);
    expect(tokens.value.expiresAt).toBeGreaterThan(Date.now() + 500_000);
  });

  it('a person who says no', async () => {
    const { result, visit } = await login('refuses');
    expect(result).toEqual({ ok: false, error: { type: 'denied' } });
    expect(visit?.page).toContain('Nothing was connected');
  });

  it('a login without PKCE is refused by the server', async () => {
    expect((await login('agrees', false)).result).toMatchObject({ ok: false, error: { type: 'server-lied', detail: expect.stringContaining('invalid_request') } });
  });

  it('a wrong verifier, and a code used twice', async () => {
    const grant = await codeOf();
    const wrong = await exchangeCode(endpoint, { ...grant, verifier: createPkce(randomBytes).verifier });
    expect(wrong).toMatchObject({ ok: false, error: { type: 'forged', detail: expect.stringContaining('invalid_grant') } });
    expect((await exchangeCode(endpoint, grant)).ok).toBe(true);
    expect(await exchangeCode(endpoint, grant)).toMatchObject({ ok: false, error: { type: 'forged' } });
  });

  it('an answer with a wrong state never arrives, and the right one still does', async () => {
    const redirect = await open({}, createFakeClock());
    const ours = redirect.answer(createState(randomBytes));
    const pkce = createPkce(randomBytes);
    const query = new URLSearchParams({
      client_id: server.clientId, response_type: 'code', redirect_uri: redirect.url, scope: 'openid', prompt: 'consent', state: 'the-state-of-somebody-else',
      code_challenge: pkce.challenge, code_challenge_method: 'S256',
    });
    const visit = await server.person(`${server.authorizeUrl}?${query}`);
    expect(visit.status).toBe(400);
    expect(visit.page).toContain('This answer was not for Linnet');
    expect(await Promise.race([ours, Promise.resolve('still waiting')])).toBe('still waiting');
  });

  it('refreshes with rotation, and only a dead token asks for a new login', async () => {
    const first = await exchangeCode(endpoint, await codeOf());
    if (!first.ok || first.value.refreshToken === null) throw new Error('no refresh token');
    const second = await refreshTokens(endpoint, first.value.refreshToken);
    if (!second.ok || second.value.refreshToken === null) throw new Error('not refreshed');
    expect(second.value.refreshToken).not.toBe(first.value.refreshToken);
    expect(second.value.accessToken).not.toBe(first.value.accessToken);
    // An old token used again kills the whole family.
    expect(await refreshTokens(endpoint, first.value.refreshToken)).toMatchObject({ ok: false, error: { type: 'reauth' } });
    expect(await refreshTokens(endpoint, second.value.refreshToken)).toMatchObject({ ok: false, error: { type: 'reauth' } });
  });
});

describe('a refresh that fails for another reason leaves the login alone', () => {
  let server: http.Server;
  let respond: (response: http.ServerResponse) => void;
  let endpoint: TokenEndpoint;
  beforeAll(async () => {
    server = http.createServer((request, response) => {
      request.resume();
      request.on('end', () => respond(response));
    });
    endpoint = { http: client, clock: realClock, url: `http://127.0.0.1:${await listenOnLoopback(server)}/token`, client: { kind: 'post', clientId: 'c', clientSecret: 'quite-a-secret' } };
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const reply = (status: number, body: string, headers: Record<string, string> = {}) => (response: http.ServerResponse) => void response.writeHead(status, headers).end(body);

  it.each<[string, (response: http.ServerResponse) => void, string]>([
    ['500', reply(500, ''), 'unavailable'],
    ['503 that says invalid_grant', reply(503, '{"error":"invalid_grant"}'), 'unavailable'],
    ['a captive portal', reply(200, '<html>Welcome to the hotel</html>'), 'unavailable'],
    ['200 without a token', reply(200, '{}'), 'unavailable'],
    ['200 that says invalid_grant', reply(200, '{"error":"invalid_grant"}'), 'unavailable'],
    ['400 of another kind', reply(400, '{"error":"invalid_request"}'), 'unavailable'],
    ['401 in HTML', reply(401, '<html>'), 'unavailable'],
    ['403', reply(403, 'no'), 'unavailable'],
    ['a lost line', (response) => void response.socket?.destroy(), 'unavailable'],
    ['429', reply(429, '', { 'retry-after': '60' }), 'rate-limited'],
    ['400 invalid_grant', reply(400, '{"error":"invalid_grant"}'), 'reauth'],
    ['401 invalid_client', reply(401, '{"error":"invalid_client"}'), 'reauth'],
  ])('%s', async (_name, answer, type) => {
    respond = answer;
    const result = await refreshTokens(endpoint, 'refresh-token-1');
    expect(result).toMatchObject({ ok: false, error: { type } });
    expect(JSON.stringify(result)).not.toMatch(/refresh-token-1|quite-a-secret/);
  });

  it('a code answered with rubbish is the server\'s fault, and one answered with 502 is nobody\'s', async () => {
    const grant = { code: 'the-code-itself', redirectUri: 'http://127.0.0.1/callback', verifier: null };
    respond = reply(200, 'null');
    expect(await exchangeCode(endpoint, grant)).toMatchObject({ error: { type: 'server-lied' } });
    respond = reply(502, 'null');
    expect(await exchangeCode(endpoint, grant)).toMatchObject({ error: { type: 'unreachable' } });
    respond = reply(200, '{"access_token":"a-token","token_type":"Bearer","expires_in":"nonsense"}');
    expect(await exchangeCode(endpoint, grant)).toMatchObject({ ok: true, value: { expiresAt: null, refreshToken: null, scopes: null } });
  });
});

describe('when to refresh', () => {
  it('is before the end, never in the past, and spread by chance', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: -1e9, max: 1e10 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (now, life, random) => {
      const at = refreshAt(now + life, now, random);
      if (at === null) return false;
      if (life > 60_000) return at >= now && at <= now + life - 60_000 && !mustRefresh(now + life, at - 1);
      return at === now && mustRefresh(now + life, now);
    }));
  });
  it('an hour\'s token goes ten to fifteen minutes early; one without an end never', () => {
    expect(refreshAt(3_600_000, 0, 0)).toBe(3_000_000);
    expect(refreshAt(3_600_000, 0, 0.999)).toBeLessThan(2_701_000);
    expect(refreshAt(null, 0, 0)).toBeNull();
    const [hour, month] = [3_600_000, 30 * 86_400_000];
    expect(refreshEarlyAt(2 * month, 0, 0.5, month)).toBe(month - hour / 2);
    expect(refreshEarlyAt(month, 0, 0.5, month)).toBe(hour);
    expect(refreshEarlyAt(hour, 0, 0.5, month)).toBe(hour / 2);
    expect([refreshEarlyAt(hour, 0, 0, 0), refreshEarlyAt(null, 0, 0, month), refreshEarlyAt(0, hour, 0, month)]).toEqual([refreshAt(hour, 0, 0), null, hour]);
    expect(mustRefresh(null, 0)).toBe(false);
  });
});
