import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#core/clock';
import { ok } from '#core/result';
import type { Connector } from '#electron/connectors/ports/connector';
import type { LoginContext } from '#electron/connectors/ports/login';
import type { Http, HttpAnswer } from '#electron/connectors/http/http';
import { createLinkedinConnector } from '#electron/connectors/linkedin/linkedin';
import { createMastodonConnector } from '#electron/connectors/mastodon';
import { refreshTokens } from '#electron/connectors/oauth/token';
import { createPinterestConnector } from '#electron/connectors/pinterest/pinterest';
import { answerError } from '#electron/connectors/x/map-error';
import { createXConnector } from '#electron/connectors/x/x';
import { createFakeClock } from '#test/support/fake-clock';
import { answer, lineOf } from '#test/support/scripted-line';

const clock = createFakeClock();
const now = clock.now();

describe('X says when its limit of a day ends', () => {
  const limited = (reset: number): unknown => answerError(answer(429, {}, { 'x-user-limit-24hour-remaining': '0', 'x-user-limit-24hour-reset': String(reset) }), 'commits', now);
  it('and that is waited for', () => {
    expect(limited((now + 20 * HOUR) / 1000)).toMatchObject({ type: 'rate-limited', retryAt: now + 20 * HOUR });
  });
  it.each([9_999_999_999, (now + 40 * DAY) / 1000, -5, Number.NaN])('but nonsense (%s) does not put a post off for ever', (reset) => {
    const error = limited(reset) as { readonly retryAt: number };
    expect(error.retryAt).toBeGreaterThan(now);
    expect(error.retryAt).toBeLessThanOrEqual(now + HOUR);
  });
});

describe('a login whose last question meets a server in trouble', () => {
  const context: LoginContext = {
    openBrowser: () => undefined, signal: new AbortController().signal,
    listen: async () => ({ url: 'http://127.0.0.1:1/callback', answer: async () => ok(new URLSearchParams({ code: 'c' })), close: async () => undefined }),
  };
  const given = { clock, randomBytes: (n: number) => new Uint8Array(n) };
  const http = (profile: HttpAnswer): Http => lineOf(({ url }) => {
    if (/\/(token|accessToken)$/.test(url)) return answer(200, { access_token: 'a', refresh_token: 'r', token_type: 'bearer', expires_in: 7200 });
    if (url.endsWith('/api/v2/instance')) return answer(200, { version: '4.4.0', domain: 'example.org' });
    if (url.endsWith('/api/v1/apps')) return answer(200, { client_id: 'c', client_secret: 's' });
    return /user_account|userinfo|users\/me|verify_credentials/.test(url) ? profile : answer(404, {});
  });
  const cases: readonly (readonly [string, (profile: HttpAnswer) => Connector, Readonly<Record<string, string>>])[] = [
    ['Mastodon', (p) => createMastodonConnector({ ...given, http: http(p), registrations: { get: () => null, set: () => undefined } }), { server: 'example.org' }],
    ['Pinterest', (p) => createPinterestConnector({ ...given, http: http(p) }), { clientId: '1', clientSecret: 's' }],
    ['LinkedIn', (p) => createLinkedinConnector({ ...given, http: http(p) }), { clientId: 'abcdef', clientSecret: 'abcdef' }],
    ['X', (p) => createXConnector({ ...given, http: http(p) }), { clientId: 'abcdef' }],
  ];
  it.each(cases.flatMap(([name, make, fields]) => [429, 503].map((status) => [name, status, make, fields] as const)))('%s with %s does not answer, and does not lie', async (_name, status, make, fields) => {
    const method = make(answer(status, {})).login.find(({ id }) => id === 'oauth');
    expect(await method?.login(fields, context)).toMatchObject({ ok: false, error: { type: 'unreachable' } });
  });
});

it.each([0, -5, '', '0', false, 1e11, 'soon'])('a token that is said to live %j seconds is used until it is refused', async (said) => {
  const endpoint = { clock, url: 'https://example.org/token', client: { kind: 'none', clientId: 'c' }, http: lineOf(() => answer(200, { access_token: 'a', token_type: 'bearer', expires_in: said })) } as const;
  expect(await refreshTokens(endpoint, 'r')).toMatchObject({ ok: true, value: { accessToken: 'a', expiresAt: null } });
});
