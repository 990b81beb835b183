import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/clock';
import { SCOPES } from '#electron/connectors/facebook/pages';
import { agreeing, facebookOn, facebookRig, type FacebookRig, firstPage, tryLogin } from '#test/networks/facebook/rig';

let rig: FacebookRig;
const { signal } = new AbortController();
beforeEach(async () => { rig = await facebookRig(); });
afterEach(() => rig.close());

const connector = () => facebookOn(rig.clock, rig.server.url, rig.server.url);
const inBrowser = (choose = firstPage) => tryLogin(connector(), 'oauth', rig.server.oauth.app, { browser: agreeing, choose });

/** As a person with a live app would: to the browser, and back with the address that it ended on. */
async function twoHalves(change: (answer: URL) => void = () => undefined) {
  const { oauth } = rig.server;
  const one = connector();
  let asked = '';
  const begun = await tryLogin(one, 'oauth', { ...oauth.app, redirect: oauth.redirect }, { browser: (url) => { asked = url; } });
  expect(begun).toEqual({ ok: false, error: { type: 'bad-input', field: 'answer' } });
  const page = await fetch(asked, { redirect: 'manual' });
  const answer = new URL(page.headers.get('location') ?? 'about:blank');
  change(answer);
  const finish = () => tryLogin(one, 'oauth', { ...oauth.app, redirect: oauth.redirect, answer: answer.href }, { choose: firstPage });
  return { answer, finish };
}

describe('login in the browser', () => {
  it('an app in development mode leads back to localhost, and to a Page whose token does not end', () => {
    const { ceramics } = rig.server.pages;
    expect(rig.connected).toMatchObject({
      profile: { remoteId: ceramics.id, handle: 'harrowandclay', displayName: 'Harrow & Clay', followers: 421 }, scopes: SCOPES, missingScopes: [],
      // Ninety days for what the person agreed to.
      expiresAt: null, loginEndsAt: rig.clock.now() + 90 * DAY,
    });
  });

  it('offers the Pages that the person may publish on, and connects those that were chosen', async () => {
    const { ceramics, cafe } = rig.server.pages;
    let offered: unknown;
    const both = await inBrowser((choices) => { offered = choices; return Promise.resolve(choices.map(({ id }) => id)); });
    expect(offered).toEqual([ceramics, cafe].map(({ id, name }) => ({ id, name })));
    expect(both).toMatchObject({ ok: true, value: { profile: { remoteId: ceramics.id }, others: [{ profile: { remoteId: cafe.id, handle: 'The Kiln Café' }, expiresAt: null }] } });
    const tokens = both.ok ? [both.value, ...(both.value.others ?? [])].map(({ secret }) => secret['accessToken']) : [];
    expect(new Set(tokens).size).toBe(2);
    const one = await inBrowser((choices) => Promise.resolve([choices[1]?.id ?? '']));
    expect(one).toMatchObject({ ok: true, value: { profile: { remoteId: cafe.id }, others: [] } });
    expect(await inBrowser(() => Promise.resolve([]))).toEqual({ ok: false, error: { type: 'cancelled' } });
    rig.server.oauth.behave.pages = [rig.server.pages.museum];
    expect(await inBrowser()).toMatchObject({ ok: false, error: { type: 'no-account' } });
  });

  it('asks nobody where there is one Page', async () => {
    rig.server.oauth.behave.pages = [rig.server.pages.cafe];
    expect(await inBrowser(() => Promise.reject(new Error('asked')))).toMatchObject({ ok: true, value: { profile: { remoteId: rig.server.pages.cafe.id } } });
  });

  it('names what was not allowed', async () => {
    rig.server.oauth.behave.withholds = ['read_insights'];
    expect(await inBrowser()).toMatchObject({ ok: true, value: { missingScopes: ['read_insights'] } });
    rig.server.oauth.behave.consent = 'refuses';
    expect(await inBrowser()).toEqual({ ok: false, error: { type: 'denied' } });
  });

  it('a live app: what the browser ended on is pasted, once, by who asked, within a quarter of an hour', async () => {
    rig.server.oauth.behave.live = true;
    const good = await twoHalves();
    expect(await good.finish()).toMatchObject({ ok: true, value: { profile: { handle: 'harrowandclay' } } });
    expect(await good.finish()).toMatchObject({ ok: false, error: { type: 'forged' } });
    const spoilt = [(answer: URL) => answer.searchParams.set('state', 'x'.repeat(32)), (answer: URL) => { answer.hostname = 'elsewhere.example'; }, () => { rig.clock.jump(15 * MINUTE); }];
    for (const spoil of spoilt) expect(await (await twoHalves(spoil)).finish()).toMatchObject({ ok: false, error: { type: 'forged' } });
    expect(await (await twoHalves((answer) => answer.searchParams.set('code', 'AQwrong'))).finish()).toMatchObject({ ok: false, error: { type: 'server-lied' } });
    expect(await tryLogin(connector(), 'oauth', { ...rig.server.oauth.app, answer: 'AQjust-the-code' })).toEqual({ ok: false, error: { type: 'bad-input', field: 'answer' } });
  });

  it.each([[{ clientId: 'words' }, 'clientId'], [{ clientSecret: '' }, 'clientSecret'], [{ redirect: 'http://localhost/' }, 'redirect'], [{ redirect: 'https://a@b.example/' }, 'redirect']])('refuses %j', async (fields, field) => {
    expect(await tryLogin(connector(), 'oauth', { ...rig.server.oauth.app, ...fields })).toEqual({ ok: false, error: { type: 'bad-input', field } });
  });

  it('an app whose secret is wrong is told in Facebook’s words, without the secret', async () => {
    const clientSecret = 'not-the-secret-of-this-app';
    const told = await tryLogin(connector(), 'oauth', { ...rig.server.oauth.app, clientSecret }, { browser: agreeing });
    expect(told).toMatchObject({ ok: false, error: { type: 'server-lied' } });
    expect(JSON.stringify(told)).not.toContain(clientSecret);
  });
});

describe('a pasted token', () => {
  it('of a person becomes a lasting one where the app is named, and ends with its hour where it is not', async () => {
    const { app } = rig.server.oauth;
    const token = rig.server.oauth.generate(SCOPES);
    expect(await tryLogin(connector(), 'app-password', { token, ...app }, { choose: firstPage })).toMatchObject({ ok: true, value: { expiresAt: null, secret: { app } } });
    expect(await tryLogin(connector(), 'app-password', { token }, { choose: firstPage })).toMatchObject({ ok: true, value: { expiresAt: rig.clock.now() + HOUR, secret: { app: null } } });
  });

  it('of a Page is that Page', async () => {
    const token = rig.server.oauth.pageToken(rig.server.pages.cafe, SCOPES.filter((scope) => scope !== 'pages_read_user_content'));
    for (const app of [{}, rig.server.oauth.app]) {
      expect(await tryLogin(connector(), 'app-password', { token, ...app })).toMatchObject({ ok: true, value: { profile: { displayName: 'The Kiln Café' }, missingScopes: ['pages_read_user_content'], secret: { accessToken: token } } });
    }
  });

  it('that nobody takes, or half an app beside it, is said at its field', async () => {
    const token = rig.server.oauth.generate(SCOPES);
    const field = async (fields: Readonly<Record<string, string>>) => tryLogin(connector(), 'app-password', fields);
    expect(await field({ token: 'short' })).toEqual({ ok: false, error: { type: 'bad-input', field: 'token' } });
    expect(await field({ token: `${token}x` })).toEqual({ ok: false, error: { type: 'bad-input', field: 'token' } });
    expect(await field({ token, clientId: '1234567890' })).toEqual({ ok: false, error: { type: 'bad-input', field: 'clientSecret' } });
    await rig.proxy.down();
    expect(await tryLogin(rig.connector, 'app-password', { token })).toMatchObject({ ok: false, error: { type: 'unreachable' } });
  });
});

it('calls are signed with the app’s secret, and only a dead token asks for a new login', async () => {
  const profile = () => rig.connector.account.profile(rig.session, signal);
  await profile();
  expect(rig.proxy.seen.at(-1)?.path).toMatch(/appsecret_proof=[0-9a-f]{64}/);
  const forged = { ...rig.session, secret: { ...rig.session.secret, app: { clientId: '1', clientSecret: 'another-secret' } } };
  expect(await rig.connector.account.profile(forged, signal)).toMatchObject({ ok: false, error: { type: 'rejected' } });
  rig.proxy.fault(() => true, { kind: 'answer', status: 503, body: '{}' });
  expect(await profile()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
  rig.server.oauth.kill();
  expect(await profile()).toMatchObject({ ok: false, error: { type: 'reauth' } });
});
