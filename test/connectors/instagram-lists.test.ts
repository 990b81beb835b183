import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { PAGE_SCOPES } from '#electron/connectors/instagram/pages';
import { firstOne, instagramOn, instagramRig, type InstagramRig, jpeg, tryLogin } from '#test/networks/instagram/rig';
import { outgoingVideo } from '#test/support/outgoing';
import { must } from './support/mastodon-rigs';
import { createMetaCheck, metaSpecPresent } from './support/meta-spec';
import { startRun } from './support/run';

const { signal } = new AbortController();
let rigs: Readonly<Record<'instagram' | 'page', InstagramRig>>;
beforeAll(async () => { rigs = { instagram: await instagramRig('instagram'), page: await instagramRig('page') }; });
afterAll(() => Promise.all(Object.values(rigs).map((rig) => rig.close())));

/** The lists of Instagram's own login describe less: no containers, and nothing that could be deleted. */
const checkOf = ({ server }: InstagramRig, way: 'instagram' | 'page') => createMetaCheck((id, edge) => {
  if (id === 'me') return edge === 'accounts' ? 'User' : 'IGUserForIGOnlyAPI';
  if (server.pages.some((page) => page.id === id)) return 'Page';
  if (id === server.me.id) return way === 'page' ? 'IGUser' : 'IGUserForIGOnlyAPI';
  if (server.store.containers.has(id)) return 'ShadowIGMediaBuilder';
  return server.store.find(id) === undefined ? 'Photo' : way === 'page' ? 'IGMedia' : 'IGMediaForIGOnlyAPI';
});

describe.runIf(metaSpecPresent)('Meta’s lists of parameters and enums, Graph v25.0 (not run where they are not at hand)', () => {
  it.each(['instagram', 'page'] as const)('know every call, parameter, value and field of ours, by %s', async (way) => {
    const rig = rigs[way];
    const post = async (media: readonly OutgoingMedia[], options: JsonObject = {}) => {
      const run = startRun(rig, { parts: [{ text: `Checked ${randomBytes(4).toString('hex')}`, media }], options, dueAt: rig.clock.now() });
      must(await run.prepare());
      const outcome = await run.commit();
      if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
      await rig.connector.publish.findPublished({ ...run, saved: {}, committedAt: run.committedAt });
      return outcome.remoteId;
    };
    const id = await post([jpeg('A bowl'), outgoingVideo(randomBytes(99))], { collaborators: 'a b', userTags: 'c', location: '1', firstComment: 'First' });
    await post([outgoingVideo(randomBytes(99))], { coverSecond: '2', userTags: 'c' });
    await post([jpeg()], { postAs: 'story' });
    const { account, inbox, metrics } = rig.connector;
    must(await account.profile({ ...rig.session, told: () => undefined }, signal));
    await metrics?.posts(rig.session, [id], signal);
    await inbox?.list(rig.session, null, signal);
    if (way === 'page') {
      const { app, explorer } = rig.server.oauth;
      const token = { token: explorer(PAGE_SCOPES), clientId: app.clientId, clientSecret: app.clientSecret };
      expect(await tryLogin(instagramOn(rig.clock, rig.proxy.url, rig.server.url), 'app-password', token, { choose: firstOne })).toMatchObject({ ok: true });
      // Not in the lists of Instagram's own login.
      await rig.connector.publish.remove(rig.session, id, signal);
    }
    await rig.clock.advance(8 * DAY);
    must(await account.profile(rig.session, signal));
    expect(new Set(rig.proxy.seen.map(({ method, path }) => `${method} ${path.replace(/\d{5,}/g, 'N').replace(/\?.*/, '')}`)).size).toBeGreaterThanOrEqual(way === 'page' ? 16 : 13);
    expect([...new Set(rig.proxy.seen.flatMap(checkOf(rig, way)))]).toEqual([]);
  });

  it('and would notice what is not in them', () => {
    const check = checkOf(rigs.page, 'page');
    const { me } = rigs.page.server;
    const ask = (method: string, path: string, body = ''): readonly string[] => check({ method, path, headers: {}, body: Buffer.from(body), answer: null });
    expect(ask('POST', `/v25.0/${me.id}/media`, 'image_url=x&colour=red&is_carousel_item=maybe')).toHaveLength(2);
    expect(ask('GET', `/v25.0/${me.id}?fields=username,shoe_size`)).toHaveLength(1);
    expect(ask('POST', `/v25.0/${me.id}/media_publish`, 'creation_id=abc')).toHaveLength(1);
    expect(ask('POST', `/v25.0/${me.id}/reels`)).toHaveLength(1);
  });
});
