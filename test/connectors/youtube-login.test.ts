import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '#core/clock';
import { agreeing, logInAtYoutube, youtubeOn, youtubeRig, type YoutubeRig } from '#test/networks/youtube/rig';

let rig: YoutubeRig;
const { signal } = new AbortController();
beforeEach(async () => { rig = await youtubeRig(); });
afterEach(() => rig.close());
const enter = (fields: Readonly<Record<string, string>> = {}, browser: (url: string) => unknown = agreeing) => logInAtYoutube(youtubeOn(rig.clock, rig.server.url, rig.server.url), { ...rig.server.app, ...fields }, browser);

describe('YouTube: login', () => {
  it('asks in the browser for one scope, offline, with PKCE, and comes back with a channel', async () => {
    let asked = new URL('about:blank');
    const done = await enter({}, (url) => { asked = new URL(url); return agreeing(url); });
    expect(done).toMatchObject({
      ok: true,
      value: { serverUrl: rig.server.url, scopes: ['https://www.googleapis.com/auth/youtube.force-ssl'], missingScopes: [], profile: { remoteId: rig.server.channel.id, handle: 'keramikstudio', displayName: 'Keramik Studio', followers: 431 }, secret: { ...rig.server.app, refreshToken: expect.stringMatching(/^1\/\//) } },
    });
    expect(done.ok && done.value.loginEndsAt).toBeUndefined();
    expect(Object.fromEntries(asked.searchParams)).toMatchObject({ access_type: 'offline', prompt: 'consent', code_challenge_method: 'S256', redirect_uri: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\//) });
    expect(rig.connector.login[0]?.kept?.(rig.connected.secret)).toEqual(rig.server.app);
  });

  it.each([['clientId', ' '], ['clientSecret', ''], ['clientId', 'two words']])('refuses a %s of %j before the browser opens', async (field, value) => {
    expect(await enter({ [field]: value }, () => { throw new Error('opened'); })).toEqual({ ok: false, error: { type: 'bad-input', field } });
  });

  it('says no to a person who refuses, to a wrong secret and to an account without a channel, and names what was not ticked', async () => {
    rig.server.oauth.ticked = 'https://www.googleapis.com/auth/youtube.readonly';
    expect(await enter()).toMatchObject({ ok: true, value: { missingScopes: ['https://www.googleapis.com/auth/youtube.force-ssl'] } });
    rig.server.behave.hasChannel = false;
    expect(await enter()).toMatchObject({ ok: false, error: { type: 'no-account' } });
    expect(await enter({ clientSecret: 'GOCSPX-wrong' })).toMatchObject({ ok: false, error: { type: 'server-lied' } });
    rig.server.oauth.consent = 'refuses';
    expect(await enter()).toEqual({ ok: false, error: { type: 'denied' } });
  });

  it('renews with the refresh token, which stays, once for calls at the same time; a dead one is a dead login', async () => {
    const before = rig.connected.secret['refreshToken'];
    await rig.clock.advance(2 * HOUR);
    expect(await rig.connector.account.profile(rig.session, signal)).toMatchObject({ ok: true });
    rig.server.oauth.expireAccess();
    expect(await rig.connector.account.profile(rig.session, signal)).toMatchObject({ ok: true });
    expect(rig.server.oauth.renewals()).toBe(2);
    expect(rig.session.secret['refreshToken']).toBe(before);
    expect(await rig.connector.account.refresh?.(rig.session, signal)).toMatchObject({ ok: true, value: { expiresAt: rig.clock.now() + HOUR } });
    rig.server.oauth.revokeAll();
    expect(await rig.connector.account.profile(rig.session, signal)).toMatchObject({ ok: false, error: { type: 'reauth' } });
  });

  it('gives its tokens back', async () => {
    await rig.connector.account.revoke?.(rig.session, signal);
    expect(rig.server.oauth.alive()).toBe(0);
  });
});
