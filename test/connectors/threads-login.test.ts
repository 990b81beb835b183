import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#core/clock';
import { SCOPES } from '#electron/connectors/threads/login';
import { enterThreads, threadsOn, threadsRig, type ThreadsRig, tryLogin } from '#test/networks/threads/rig';
import { createThreadsCheck, threadsCollectionPresent } from './support/threads-collection';

let rig: ThreadsRig;
const { signal } = new AbortController();
const profile = () => rig.connector.account.profile(rig.session, signal);
const isRenewal = ({ path }: { readonly path: string }): boolean => path.startsWith('/refresh_access_token');
beforeEach(async () => { rig = await threadsRig(); });
afterEach(() => rig.close());

describe('login', () => {
  it('in the browser: what it ended on is pasted, and the app\'s secret is not kept', () => {
    expect(rig.connected).toMatchObject({ profile: { handle: 'harrowandclay', displayName: 'Harrow & Clay', remoteId: '17841405793187218' }, missingScopes: [], expiresAt: rig.clock.now() + 60 * DAY });
    expect(JSON.stringify(rig.connected)).not.toContain(rig.server.oauth.app.clientSecret);
  });

  it('an answer works once, and only for who asked, within the hour', async () => {
    const connector = threadsOn(rig.clock, rig.server.url, rig.server.url);
    let pasted = '';
    expect(await enterThreads(connector, rig.server, (answer) => { pasted = answer.href; })).toMatchObject({ ok: true });
    expect(await tryLogin(connector, 'oauth', { answer: pasted })).toMatchObject({ ok: false, error: { type: 'forged' } });
    expect(await enterThreads(connector, rig.server, (answer) => answer.searchParams.set('state', 'x'.repeat(32)))).toMatchObject({ ok: false, error: { type: 'forged' } });
    expect(await enterThreads(connector, rig.server, (answer) => { answer.hostname = 'elsewhere.example'; })).toMatchObject({ ok: false, error: { type: 'forged' } });
    expect(await enterThreads(connector, rig.server, () => { rig.clock.jump(HOUR); })).toMatchObject({ ok: false, error: { type: 'forged' } });
    expect(await enterThreads(connector, rig.server, (answer) => answer.searchParams.set('code', 'AQwrong'))).toMatchObject({ ok: false, error: { type: 'server-lied', detail: 'Invalid authorization code' } });
    expect(await tryLogin(connector, 'oauth', { answer: 'AQjust-the-code' })).toEqual({ ok: false, error: { type: 'bad-input', field: 'answer' } });
    rig.server.oauth.behave.consent = 'refuses';
    expect(await enterThreads(connector, rig.server)).toEqual({ ok: false, error: { type: 'denied' } });
  });

  it.each([[{ clientId: 'words' }, 'clientId'], [{ clientSecret: '' }, 'clientSecret'], [{ redirect: 'http://localhost/' }, 'redirect'], [{ redirect: 'https://a@b.example/' }, 'redirect']])('refuses %j', async (fields, field) => {
    expect(await tryLogin(rig.connector, 'oauth', { ...rig.server.oauth.app, ...fields })).toEqual({ ok: false, error: { type: 'bad-input', field } });
  });

  it('by a pasted token, which tells its end and what it may not do', async () => {
    const token = rig.server.oauth.generate(SCOPES.filter((scope) => scope !== 'threads_delete'));
    await rig.clock.advance(10 * DAY);
    expect(await tryLogin(rig.connector, 'app-password', { token })).toMatchObject({ ok: true, value: { missingScopes: ['threads_delete'], expiresAt: rig.clock.now() + 50 * DAY } });
    rig.proxy.fault(({ path }) => path.includes('/debug_token'), { kind: 'answer', status: 400, body: '{}' });
    expect(await tryLogin(rig.connector, 'app-password', { token })).toMatchObject({ ok: true, value: { scopes: [], missingScopes: [], expiresAt: rig.clock.now() + 60 * DAY } });
    expect(await tryLogin(rig.connector, 'app-password', { token: `${token}x` })).toEqual({ ok: false, error: { type: 'bad-input', field: 'token' } });
    expect(await tryLogin(rig.connector, 'app-password', { token: 'short' })).toEqual({ ok: false, error: { type: 'bad-input', field: 'token' } });
  });
});

describe('the token of sixty days', () => {
  it('is renewed along the way once a week has passed, and once only', async () => {
    const first = rig.session.secret['accessToken'];
    await rig.clock.advance(6 * DAY);
    await profile();
    expect(rig.server.oauth.renewals()).toBe(0);
    await rig.clock.advance(2 * DAY);
    for (let i = 0; i < 3; i += 1) expect(await profile()).toMatchObject({ ok: true });
    expect(rig.server.oauth.renewals()).toBe(1);
    expect(rig.session.secret).toMatchObject({ expiresAt: rig.clock.now() + 60 * DAY });
    expect(rig.session.secret['accessToken']).not.toBe(first);
  });

  it('stays in use when it cannot be renewed, and is asked for again an hour later', async () => {
    await rig.clock.advance(8 * DAY);
    rig.proxy.fault(isRenewal, { kind: 'answer', status: 503 }, 5);
    for (let i = 0; i < 3; i += 1) expect(await profile()).toMatchObject({ ok: true });
    expect(rig.proxy.seen.filter(isRenewal)).toHaveLength(1);
    await rig.proxy.reset();
    await rig.clock.advance(HOUR);
    await profile();
    expect(rig.server.oauth.renewals()).toBe(1);
  });

  it('is renewed for the keeper a month before its end; only the network\'s word ends it', async () => {
    const { account } = rig.connector;
    expect(account.renewEarlyMs).toBe(30 * DAY);
    expect(await account.refresh?.(rig.session, signal)).toEqual({ ok: true, value: { expiresAt: rig.clock.now() + 60 * DAY } });
    expect(rig.proxy.seen.filter(isRenewal)).toEqual([]);
    await rig.clock.advance(30 * DAY);
    expect(await account.refresh?.(rig.session, signal)).toEqual({ ok: true, value: { expiresAt: rig.clock.now() + 60 * DAY } });
    await rig.clock.advance(61 * DAY);
    expect(await account.refresh?.(rig.session, signal)).toMatchObject({ ok: false, error: { type: 'reauth' } });
    expect(await profile()).toMatchObject({ ok: false, error: { type: 'reauth' } });
  });

  it('names when Threads lets us call again', async () => {
    const limited = (code: number, headers: Readonly<Record<string, string>>) => {
      rig.proxy.fault(() => true, { kind: 'answer', status: 400, headers, body: `{"error":{"message":"Too many calls","type":"OAuthException","code":${code}}}` });
      return profile();
    };
    const now = rig.clock.now();
    expect(await limited(4, { 'x-business-use-case-usage': '{"1":[{"type":"threads","estimated_time_to_regain_access":7}]}' })).toMatchObject({ error: { type: 'rate-limited', retryAt: now + 7 * 60_000 } });
    expect(await limited(32, {})).toMatchObject({ error: { type: 'rate-limited', retryAt: now + 15 * 60_000 } });
    expect(await limited(2, {})).toMatchObject({ error: { type: 'unavailable' } });
  });
});

describe(`Meta's Postman collection${threadsCollectionPresent ? '' : ' (not run: ../shared/networks/specs/threads is not there)'}`, () => {
  it.runIf(threadsCollectionPresent)('knows every call of a login and a renewal', async () => {
    const connector = threadsOn(rig.clock, rig.proxy.url, rig.server.url);
    expect(await enterThreads(connector, rig.server)).toMatchObject({ ok: true });
    expect(await tryLogin(connector, 'app-password', { token: rig.server.oauth.generate(SCOPES) })).toMatchObject({ ok: true });
    await rig.clock.advance(2 * DAY);
    expect(await rig.connector.account.refresh?.(rig.session, signal)).toMatchObject({ ok: true });
    expect(rig.proxy.seen.length).toBeGreaterThanOrEqual(6);
    expect(rig.proxy.seen.flatMap(createThreadsCheck())).toEqual([]);
  });
});
