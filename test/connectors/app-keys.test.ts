import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { Connector } from '#electron/connectors/ports/connector';
import type { LoginMethod } from '#electron/connectors/ports/login';
import { agreeing as agreeingAtFacebook, facebookRig, firstPage, tryLogin as tryFacebook } from '#test/networks/facebook/rig';
import { APP } from '#test/networks/pinterest/answers';
import { enterPinterest, pinterestRig } from '#test/networks/pinterest/rig';
import { threadsRig, tryLogin as tryThreads } from '#test/networks/threads/rig';
import { tiktokRig } from '#test/networks/tiktok/rig';
import { youtubeRig } from '#test/networks/youtube/rig';
import { linkedinRig, logIn } from './support/linkedin-rig';
import { must } from './support/mastodon-rigs';
import { agreeing, logInAtX, xRig } from './support/x-rigs';

const { signal } = new AbortController();

function keptBy(connector: Connector, secret: JsonObject, id: LoginMethod['id'] = 'oauth'): Readonly<Record<string, string>> {
  const method = connector.login.find((one) => one.id === id);
  if (method?.kept === undefined) throw new Error('keeps nothing');
  return Object.fromEntries(Object.entries(method.kept(secret)).filter(([, value]) => value !== ''));
}
/** What a version of before this kept would have written. */
const without = (secret: JsonObject, ...names: readonly string[]): JsonObject => Object.fromEntries(Object.entries(secret).filter(([name]) => !names.includes(name)));

describe('the keys of the person’s own app are read out of the sealed login, and are enough for the next one', () => {
  it('X: id, secret and port, also after the token was renewed', async () => {
    const rig = await xRig();
    const { clientId, clientSecret } = rig.server.confidential;
    const connected = must(await logInAtX(rig.connector, rig.server, { fields: { clientId, clientSecret, port: '9100' }, browser: agreeing }));
    expect(keptBy(rig.connector, connected.secret)).toEqual({ clientId, clientSecret, port: '9100' });
    expect(keptBy(rig.connector, rig.connected.secret)).toEqual({ clientId, clientSecret });
    expect(keptBy(rig.connector, without(connected.secret, 'port'))).toEqual({ clientId, clientSecret });
    await rig.session.saveSecret(connected.secret, null);
    await rig.clock.advance(3 * HOUR);
    must(await rig.connector.account.profile(rig.session, signal));
    expect(rig.session.secret['accessToken']).not.toBe(connected.secret['accessToken']);
    const kept = keptBy(rig.connector, rig.session.secret);
    let asked: number | undefined;
    expect(await logInAtX(rig.connector, rig.server, { fields: kept, browser: agreeing, asked: (port) => { asked = port; } })).toMatchObject({ ok: true, value: { secret: { clientId, clientSecret } } });
    expect(asked).toBe(9100);
    await rig.close();
  });

  it('LinkedIn: id, secret and port; a pasted token has none', async () => {
    const rig = await linkedinRig();
    const kept = keptBy(rig.connector, rig.session.secret);
    expect(kept).toEqual({ clientId: rig.server.app.clientId, clientSecret: rig.server.app.clientSecret, port: expect.stringMatching(/^\d{4,5}$/) });
    expect(await logIn(rig.connector, rig.server, kept)).toMatchObject({ ok: true, value: { secret: { app: { port: Number(kept['port']) } } } });
    const { clientId, clientSecret } = rig.server.app;
    expect(keptBy(rig.connector, { ...rig.session.secret, app: { clientId, clientSecret } })).toEqual({ clientId, clientSecret });
    expect(keptBy(rig.connector, { ...rig.session.secret, app: null })).toEqual({});
    await rig.close();
  });

  it('TikTok: key, secret and another port, also after the token was renewed', async () => {
    const rig = await tiktokRig();
    await rig.connector.account.refresh?.(rig.session, signal);
    expect(rig.session.secret['accessToken']).not.toBe(rig.connected.secret['accessToken']);
    expect(keptBy(rig.connector, rig.session.secret)).toEqual(rig.server.oauth.app);
    expect(keptBy(rig.connector, { ...rig.session.secret, port: 9021 })).toEqual({ ...rig.server.oauth.app, port: '9021' });
    await rig.close();
  });

  it('YouTube: id and secret, also after the token was renewed', async () => {
    const rig = await youtubeRig();
    await rig.connector.account.refresh?.(rig.session, signal);
    expect(rig.session.secret['accessToken']).not.toBe(rig.connected.secret['accessToken']);
    expect(keptBy(rig.connector, rig.session.secret)).toEqual(rig.server.app);
    await rig.close();
  });

  it('Pinterest: id, secret and port, also after the token was renewed', async () => {
    const rig = await pinterestRig();
    const before = rig.session.secret;
    const kept = keptBy(rig.connector, before);
    expect(kept).toEqual({ clientId: APP.id, clientSecret: APP.secret, port: expect.stringMatching(/^\d{4,5}$/) });
    await rig.connector.account.refresh?.(rig.session, signal);
    expect(rig.session.secret['accessToken']).not.toBe(before['accessToken']);
    expect(keptBy(rig.connector, rig.session.secret)).toEqual(kept);
    expect(await enterPinterest(rig.connector, kept)).toMatchObject({ ok: true });
    expect(keptBy(rig.connector, without(before, 'port'))).toEqual({ clientId: APP.id, clientSecret: APP.secret });
    await rig.close();
  });

  it('Threads: id and redirect, also after the token was renewed; its secret was never kept', async () => {
    const rig = await threadsRig();
    const { clientId, clientSecret, redirect } = rig.server.oauth.app;
    const before = rig.session.secret['accessToken'];
    await rig.clock.advance(8 * DAY);
    must(await rig.connector.account.profile(rig.session, signal));
    expect(rig.session.secret['accessToken']).not.toBe(before);
    const kept = keptBy(rig.connector, rig.session.secret);
    expect(kept).toEqual({ clientId, redirect });
    expect(await tryThreads(rig.connector, 'oauth', kept)).toEqual({ ok: false, error: { type: 'bad-input', field: 'clientSecret' } });
    expect(await tryThreads(rig.connector, 'oauth', { ...kept, clientSecret })).toEqual({ ok: false, error: { type: 'bad-input', field: 'answer' } });
    expect(keptBy(rig.connector, without(rig.session.secret, 'app'))).toEqual({});
    await rig.close();
  });

  it('Facebook: id, secret and the redirect of a live app, for either way in', async () => {
    const rig = await facebookRig();
    const { clientId, clientSecret } = rig.server.oauth.app;
    for (const way of ['oauth', 'app-password'] as const) expect(keptBy(rig.connector, rig.connected.secret, way)).toEqual({ clientId, clientSecret });
    expect(await tryFacebook(rig.connector, 'oauth', keptBy(rig.connector, rig.connected.secret), { browser: agreeingAtFacebook, choose: firstPage })).toMatchObject({ ok: true });
    const token = String(rig.connected.secret['accessToken']);
    expect(keptBy(rig.connector, { accessToken: token, app: { clientId, clientSecret } })).toEqual({ clientId, clientSecret });
    expect(keptBy(rig.connector, { accessToken: token, app: null })).toEqual({});
    // A live app leads back by an address that is pasted.
    const { redirect } = rig.server.oauth;
    rig.server.oauth.behave.live = true;
    let asked = '';
    await tryFacebook(rig.connector, 'oauth', { clientId, clientSecret, redirect }, { browser: (url) => { asked = url; } });
    const page = await fetch(asked, { redirect: 'manual' });
    const connected = must(await tryFacebook(rig.connector, 'oauth', { answer: page.headers.get('location') ?? '' }, { choose: firstPage }));
    expect(keptBy(rig.connector, connected.secret)).toEqual({ clientId, clientSecret, redirect });
    await rig.close();
  });
});
