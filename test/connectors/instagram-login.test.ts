import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/clock';
import { SCOPES } from '#electron/connectors/instagram/login';
import { PAGE_SCOPES } from '#electron/connectors/instagram/pages';
import type { Connector } from '#electron/connectors/ports/connector';
import { agreeing, enter, firstOne, instagramOn, instagramRig, type InstagramRig, tryLogin } from '#test/networks/instagram/rig';

let rig: InstagramRig;
const { signal } = new AbortController();
beforeEach(async () => { rig = await instagramRig('instagram'); });
afterEach(() => rig.close());

const connector = () => instagramOn(rig.clock, rig.server.url, rig.server.url);
const keys = () => ({ clientId: rig.server.oauth.app.clientId, clientSecret: rig.server.oauth.app.clientSecret });
const byPage = (choose = firstOne) => tryLogin(connector(), 'oauth-page', keys(), { browser: agreeing, choose });
const kept = (one: Connector, id: 'oauth' | 'oauth-page' | 'app-password', secret: typeof rig.connected.secret) => one.login.find((method) => method.id === id)?.kept?.(secret);

describe('at Instagram', () => {
  it('leads to a token of sixty days, with what the person allowed, and the app’s secret is forgotten', () => {
    const { me, oauth } = rig.server;
    expect(rig.connected).toMatchObject({
      profile: { remoteId: me.id, handle: 'harrowandclay', displayName: 'Harrow & Clay', followers: 421, profileUrl: expect.stringMatching(/\/harrowandclay\/$/) },
      scopes: SCOPES, missingScopes: [], expiresAt: rig.clock.now() + 60 * DAY,
    });
    expect(JSON.stringify(rig.connected)).not.toContain(oauth.app.clientSecret);
    const { clientId, redirect } = oauth.app;
    expect(kept(rig.connector, 'oauth', rig.connected.secret)).toEqual({ clientId, redirect });
    for (const other of ['oauth-page', 'app-password'] as const) expect(kept(rig.connector, other, rig.connected.secret)).toEqual({});
  });

  it('names what was not allowed, and says nothing where Instagram does not', async () => {
    const { behave, app } = rig.server.oauth;
    behave.withholds = ['instagram_business_manage_insights'];
    expect(await enter(connector(), 'oauth', app)).toMatchObject({ ok: true, value: { missingScopes: ['instagram_business_manage_insights'] } });
    behave.namesScopes = false;
    expect(await enter(connector(), 'oauth', app)).toMatchObject({ ok: true, value: { scopes: [], missingScopes: [] } });
    behave.consent = 'refuses';
    expect(await enter(connector(), 'oauth', app)).toEqual({ ok: false, error: { type: 'denied' } });
  });

  it('takes only its own answer, once and within half an hour', async () => {
    const { app } = rig.server.oauth;
    const one = connector();
    let answer = '';
    expect(await enter(one, 'oauth', app, (url) => { answer = url.href; })).toMatchObject({ ok: true });
    expect(await tryLogin(one, 'oauth', { answer })).toMatchObject({ ok: false, error: { type: 'forged' } });
    const spoilt = [(url: URL) => url.searchParams.set('state', 'x'.repeat(32)), (url: URL) => { url.hostname = 'elsewhere.example'; }, () => { rig.clock.jump(30 * MINUTE); }];
    for (const spoil of spoilt) expect(await enter(connector(), 'oauth', app, spoil)).toMatchObject({ ok: false, error: { type: 'forged' } });
    expect(await enter(connector(), 'oauth', app, (url) => url.searchParams.set('code', 'AQwrong'))).toMatchObject({ ok: false, error: { type: 'server-lied' } });
    const clientSecret = 'not-the-secret-of-this-app';
    const told = await enter(connector(), 'oauth', { ...app, clientSecret });
    expect(told).toMatchObject({ ok: false, error: { type: 'server-lied', detail: expect.stringContaining('client secret') } });
    expect(JSON.stringify(told)).not.toContain(clientSecret);
  });

  it.each([[{ clientId: 'words' }, 'clientId'], [{ clientSecret: '' }, 'clientSecret'], [{ redirect: '' }, 'redirect'], [{ redirect: 'http://localhost/' }, 'redirect']])('refuses %j', async (fields, field) => {
    expect(await tryLogin(connector(), 'oauth', { ...rig.server.oauth.app, ...fields })).toEqual({ ok: false, error: { type: 'bad-input', field } });
  });

  it('renews the token along the way after a week and early by the keeper, and only a dead one asks for a new login', async () => {
    const { account } = rig.connector;
    const profile = () => account.profile(rig.session, signal);
    expect(await account.refresh?.(rig.session, signal)).toMatchObject({ ok: true });
    expect(rig.server.oauth.renewals()).toBe(0);
    await rig.clock.advance(8 * DAY);
    await Promise.all([profile(), profile()]);
    expect(rig.server.oauth.renewals()).toBe(1);
    expect(rig.session.secret).toMatchObject({ expiresAt: rig.clock.now() + 60 * DAY, app: { clientId: rig.server.oauth.app.clientId } });
    await rig.clock.advance(2 * DAY);
    expect(await account.refresh?.(rig.session, signal)).toEqual({ ok: true, value: { expiresAt: rig.clock.now() + 60 * DAY } });
    expect(account.renewEarlyMs).toBe(30 * DAY);
    rig.proxy.fault(() => true, { kind: 'answer', status: 503, body: '{}' });
    await rig.clock.advance(2 * DAY);
    expect(await account.refresh?.(rig.session, signal)).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    await rig.proxy.reset();
    rig.server.oauth.kill();
    expect(await account.refresh?.(rig.session, signal)).toMatchObject({ ok: false, error: { type: 'reauth' } });
    expect(await profile()).toMatchObject({ ok: false, error: { type: 'reauth' } });
  });
});

describe('by the account’s Page', () => {
  it('offers the Instagram accounts of the person’s Pages, and connects those that were chosen, with tokens that do not end', async () => {
    const { me, cafe } = rig.server;
    let offered: unknown;
    const both = await byPage((choices) => { offered = choices; return Promise.resolve(choices.map(({ id }) => id)); });
    // The museum's Page has none.
    expect(offered).toEqual([{ id: me.id, name: me.username }, { id: cafe.id, name: cafe.username }]);
    expect(both).toMatchObject({ ok: true, value: {
      profile: { remoteId: me.id, handle: 'harrowandclay', limits: { hostsPictures: true } }, expiresAt: null, loginEndsAt: rig.clock.now() + 90 * DAY, scopes: PAGE_SCOPES, missingScopes: [],
      secret: { way: 'page', app: keys() }, others: [{ profile: { remoteId: cafe.id, handle: 'kilncafe' }, expiresAt: null }],
    } });
    if (both.ok) for (const way of ['oauth-page', 'app-password'] as const) expect(kept(connector(), way, both.value.secret)).toEqual({ ...keys(), redirect: '' });
    expect(await byPage(() => Promise.resolve([]))).toEqual({ ok: false, error: { type: 'cancelled' } });
    rig.server.oauth.behave.pages = rig.server.pages.slice(2);
    expect(await byPage()).toMatchObject({ ok: false, error: { type: 'no-account' } });
  });

  it('is the same account as the one that logged in at Instagram, so either way connects it anew', async () => {
    const page = await byPage();
    expect(page).toMatchObject({ ok: true, value: { serverUrl: rig.connected.serverUrl, profile: { remoteId: rig.connected.profile.remoteId } } });
  });

  it('a live app: what the browser ended on is pasted', async () => {
    const { behave, facebookRedirect: redirect } = rig.server.oauth;
    behave.live = true;
    expect(await enter(connector(), 'oauth-page', { ...keys(), redirect })).toMatchObject({ ok: true, value: { secret: { app: { ...keys(), redirect } } } });
    expect(await enter(connector(), 'oauth-page', { ...keys(), redirect }, (url) => url.searchParams.set('state', 'x'.repeat(32)))).toMatchObject({ ok: false, error: { type: 'forged' } });
    expect(await tryLogin(connector(), 'oauth-page', { ...keys(), redirect: 'http://a.example/' })).toEqual({ ok: false, error: { type: 'bad-input', field: 'redirect' } });
  });

  it('signs its calls, and cannot be renewed', async () => {
    const page = await byPage();
    if (!page.ok) throw new Error(JSON.stringify(page.error));
    const session = { ...rig.session, secret: page.value.secret };
    expect(await rig.connector.account.profile(session, signal)).toMatchObject({ ok: true });
    expect(rig.proxy.seen.at(-1)?.path).toMatch(/appsecret_proof=[0-9a-f]{64}/);
    expect(await rig.connector.account.refresh?.(session, signal)).toEqual({ ok: true, value: { expiresAt: null } });
    const forged = { ...session, secret: { ...session.secret, app: { clientId: '1', clientSecret: 'another-secret' } } };
    expect(await rig.connector.account.profile(forged, signal)).toMatchObject({ ok: false, error: { type: 'rejected' } });
  });
});

describe('a pasted token', () => {
  it('of Instagram is renewed from its second day on', async () => {
    const token = rig.server.oauth.generate(SCOPES.slice(0, 3));
    expect(await tryLogin(connector(), 'app-password', { token })).toMatchObject({
      ok: true, value: { profile: { handle: 'harrowandclay' }, expiresAt: rig.clock.now() + 60 * DAY, missingScopes: ['instagram_business_manage_insights'], secret: { way: 'instagram', renewAt: rig.clock.now() + 25 * HOUR } },
    });
  });

  it('of Facebook becomes a lasting one where the app is named, and ends with its hour where it is not', async () => {
    const token = rig.server.oauth.explorer(PAGE_SCOPES);
    expect(await tryLogin(connector(), 'app-password', { token, ...keys() }, { choose: firstOne })).toMatchObject({ ok: true, value: { expiresAt: null, secret: { way: 'page', app: keys() } } });
    expect(await tryLogin(connector(), 'app-password', { token }, { choose: firstOne })).toMatchObject({ ok: true, value: { expiresAt: rig.clock.now() + HOUR, secret: { app: null } } });
  });

  it('that nobody takes, or half an app beside it, is said at its field', async () => {
    const token = rig.server.oauth.generate(SCOPES);
    const field = (fields: Readonly<Record<string, string>>) => tryLogin(connector(), 'app-password', fields);
    for (const bad of ['short', `${token}x`, 'EAABnobody-knows-this-token']) expect(await field({ token: bad })).toEqual({ ok: false, error: { type: 'bad-input', field: 'token' } });
    expect(await field({ token, clientId: '1234567890' })).toEqual({ ok: false, error: { type: 'bad-input', field: 'clientSecret' } });
    await rig.proxy.down();
    expect(await tryLogin(rig.connector, 'app-password', { token })).toMatchObject({ ok: false, error: { type: 'unreachable' } });
  });
});
