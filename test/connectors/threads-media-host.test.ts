import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { HOUR } from '#core/clock';
import type { JsonObject } from '#core/json';
import { ok } from '#core/result';
import { composeMediaHost } from '#electron/composition/media-host';
import { createHttp } from '#electron/connectors/http/fetch';
import { threadsOn, type ThreadsRig, threadsRig } from '#test/networks/threads/rig';
import { outgoingVideo } from '#test/support/outgoing';
import { type MediaHostServers, startMediaHosts } from '#test/support/servers/media-host/media-host';
import { must } from './support/mastodon-rigs';
import { startRun, testPicture } from './support/run';

let servers: MediaHostServers;
let rig: ThreadsRig;
beforeAll(async () => { [servers, rig] = await Promise.all([startMediaHosts(), threadsRig()]); rig.server.wire.on = true; }, 300_000);
afterAll(async () => { await Promise.all([servers.close(), rig.close()]); });
afterEach(async () => { rig.server.wire.got.length = 0; await rig.proxy.reset(); });

function hostFeature() {
  const [kept, sealed] = [new Map<string, JsonObject>(), new Map<string, JsonObject>()];
  return composeMediaHost({
    http: createHttp({ clock: rig.clock, userAgent: 'Linnet/test', isPublic: () => true }), clock: rig.clock, changes: { changed: () => undefined }, onDefect: (error) => { throw error; },
    store: { get: (key) => kept.get(key) ?? null, set: (key, value) => { kept.set(key, value); }, remove: (key) => { kept.delete(key); } },
    secrets: { get: (name) => ok(sealed.get(name) ?? null), set: (name, value) => { sealed.set(name, value); return ok(null); }, remove: (name) => { sealed.delete(name); } },
  });
}

describe.each(['s3', 'webdav'] as const)('Threads with pictures on a real %s host', (kind) => {
  // Nothing here waits for a time: Threads' stand-in is ready at once, and the fake clock stands still while real servers answer.
  const unique = (words: string): string => `${words} ${randomBytes(4).toString('hex')}`;
  const posting = async () => {
    const host = hostFeature();
    expect(must(await host.save(servers[kind].settings, servers[kind].secret))).toEqual({ wrong: null, left: [] });
    const connector = threadsOn(rig.clock, rig.proxy.url, rig.server.url, host.forAccount());
    return { host, run: (text: string, pictures: number) => startRun({ ...rig, connector }, { parts: [{ text, media: Array.from({ length: pictures }, (_one, n) => testPicture(`Picture ${n}`)) }], options: {}, dueAt: rig.clock.now() }) };
  };

  it('passes the test of Settings', async () => {
    const { host } = await posting();
    expect(await host.test()).toEqual({ ok: true });
    expect(await servers.lying()).toEqual([]);
  });

  it.each([1, 3])('fetches %i over the wire, with its type and every byte, and nothing lies there afterwards', async (pictures) => {
    const { run } = await posting();
    const text = unique('Bowls');
    const one = run(text, pictures);
    must(await one.prepare());
    expect((await servers.lying()).length).toBeGreaterThanOrEqual(pictures);
    expect((await one.commit()).type).toBe('published');
    const bytes = Buffer.from(await testPicture().read());
    expect(rig.server.wire.got.map((got) => [got.type, bytes.equals(got.bytes)])).toEqual(Array.from({ length: pictures }, () => ['image/png', true]));
    expect(rig.server.posts.filter((post) => post.text === text)).toMatchObject([{ kind: pictures === 1 ? 'IMAGE' : 'CAROUSEL_ALBUM' }]);
    expect(await servers.lying()).toEqual([]);
  });

  it('fetches a video over the wire, with its type and every byte, and nothing lies there afterwards', async () => {
    const { host } = await posting();
    const bytes = randomBytes(3_000_000);
    const run = startRun({ ...rig, connector: threadsOn(rig.clock, rig.proxy.url, rig.server.url, host.forAccount()) }, { parts: [{ text: unique('Film'), media: [outgoingVideo(bytes)] }], options: {}, dueAt: rig.clock.now() });
    must(await run.prepare());
    expect((await run.commit()).type).toBe('published');
    expect(rig.server.wire.got.map((got) => [got.type, bytes.equals(got.bytes)])).toEqual([['video/mp4', true]]);
    expect(await servers.lying()).toEqual([]);
  });

  it('sends nothing while the host does not take its pictures, and sweeps what a killed attempt left', async () => {
    const { host, run } = await posting();
    await run(unique('Killed'), 2).prepare();
    expect((await servers.lying()).length).toBeGreaterThanOrEqual(2);
    await rig.clock.advance(4 * HOUR);
    host.start();
    await vi.waitFor(async () => { expect(await servers.lying()).toEqual([]); }, { timeout: 60_000 });
    host.stop();
    const text = unique('Refused');
    await host.save(servers[kind].settings, 'not-the-secret');
    expect(await run(text, 1).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-host', detail: expect.stringContaining('login-refused') } });
    expect(rig.server.posts.filter((post) => post.text === text)).toEqual([]);
  });
});
