import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/json';
import { ok } from '#core/result';
import { composeMediaHost } from '#electron/composition/media-host';
import { createHttp } from '#electron/connectors/http/fetch';
import { instagramOn, instagramRig, type InstagramRig, jpeg } from '#test/networks/instagram/rig';
import { type MediaHostServers, startMediaHosts } from '#test/support/servers/media-host/media-host';
import { must } from './support/mastodon-rigs';
import { startRun } from './support/run';

let servers: MediaHostServers;
let rig: InstagramRig;
beforeAll(async () => { [servers, rig] = await Promise.all([startMediaHosts(), instagramRig()]); rig.server.wire.on = true; }, 300_000);
afterAll(async () => { await Promise.all([servers.close(), rig.close()]); });

describe.each(['s3', 'webdav'] as const)('Instagram with pictures on a real %s host', (kind) => {
  it('fetches a carousel over the wire, with its type and every byte, and nothing lies there afterwards', async () => {
    const [kept, sealed] = [new Map<string, JsonObject>(), new Map<string, JsonObject>()];
    const host = composeMediaHost({
      http: createHttp({ clock: rig.clock, userAgent: 'Linnet/test', isPublic: () => true }), clock: rig.clock, changes: { changed: () => undefined }, onDefect: (error) => { throw error; },
      store: { get: (key) => kept.get(key) ?? null, set: (key, value) => { kept.set(key, value); }, remove: (key) => { kept.delete(key); } },
      secrets: { get: (name) => ok(sealed.get(name) ?? null), set: (name, value) => { sealed.set(name, value); return ok(null); }, remove: (name) => { sealed.delete(name); } },
    });
    must(await host.save(servers[kind].settings, servers[kind].secret));
    rig.server.wire.got.length = 0;
    const text = `Bowls ${randomBytes(4).toString('hex')}`;
    const connector = instagramOn(rig.clock, rig.proxy.url, rig.server.url, host.forAccount());
    const run = startRun({ ...rig, connector }, { parts: [{ text, media: [jpeg('One'), jpeg('Two')] }], options: {}, dueAt: rig.clock.now() });
    must(await run.prepare());
    expect((await servers.lying()).length).toBeGreaterThanOrEqual(2);
    expect((await run.commit()).type).toBe('published');
    const bytes = Buffer.from(await jpeg().read());
    expect(rig.server.wire.got.map((got) => [got.type, bytes.equals(got.bytes)])).toEqual([['image/jpeg', true], ['image/jpeg', true]]);
    expect(rig.server.posts.filter((post) => post.caption === text)).toMatchObject([{ kind: 'CAROUSEL_ALBUM' }]);
    expect(await servers.lying()).toEqual([]);
  });
});
