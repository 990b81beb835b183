import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { threadsRig, type ThreadsRig } from '#test/networks/threads/rig';
import { outgoingVideo } from '#test/support/outgoing';
import { must } from './support/mastodon-rigs';
import { startRun, testPicture } from './support/run';
import { settled } from './support/settled';
import { createThreadsCheck, threadsCollectionPresent } from './support/threads-collection';

let rig: ThreadsRig;
beforeEach(async () => { rig = await threadsRig(); });
afterEach(() => rig.close());

const film = (more: Partial<OutgoingMedia> = {}): OutgoingMedia => outgoingVideo(randomBytes(5000), { alt: 'A kiln is opened', ...more });
const runOf = (media: readonly OutgoingMedia[], text = 'At the wheel') => startRun(rig, { parts: [{ text, media }], options: {}, dueAt: rig.clock.now() });
const out = async (run: ReturnType<typeof runOf>) => {
  must(await settled(rig.clock, run.prepare()));
  expect(await settled(rig.clock, run.commit())).toMatchObject({ type: 'published' });
  return rig.server.posts.at(-1);
};
const made = () => rig.proxy.seen.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1.0/me/threads?'));

describe('videos', () => {
  it('one by itself, with its alt text, once Threads has worked on it; nothing stays on the media host', async () => {
    rig.server.store.behave.videoSeconds = 90;
    const before = rig.clock.now();
    expect(await out(runOf([film()]))).toMatchObject({ kind: 'VIDEO', text: 'At the wheel', fields: { media_type: 'VIDEO', alt_text: 'A kiln is opened', video_url: expect.stringMatching(/^https:.*\.mp4$/) } });
    expect(rig.clock.now() - before).toBeGreaterThanOrEqual(90 * SECOND);
    expect(rig.server.hosted.size).toBe(0);
  });

  it('beside pictures in a carousel, each with its kind and words', async () => {
    expect(await out(runOf([testPicture('A bowl'), film(), film({ alt: '' })]))).toMatchObject({
      kind: 'CAROUSEL_ALBUM',
      children: [{ media_type: 'IMAGE', alt_text: 'A bowl', is_carousel_item: 'true' }, { media_type: 'VIDEO', alt_text: 'A kiln is opened', is_carousel_item: 'true' }, { media_type: 'VIDEO' }],
    });
    expect(rig.server.hosted.size).toBe(0);
  });

  it('may stand in any part of a thread', async () => {
    const run = startRun(rig, { parts: [{ text: 'First', media: [] }, { text: 'Second', media: [film()] }], options: {}, dueAt: rig.clock.now() });
    expect(await out(run)).toMatchObject({ kind: 'VIDEO', text: 'Second', parent: { text: 'First' } });
  });

  it('what Threads takes long for is waited for, and gone on with at the next attempt without bringing anything again', async () => {
    rig.server.store.behave.videoSeconds = 14 * MINUTE / SECOND;
    const run = runOf([testPicture(), film()]);
    expect(await settled(rig.clock, run.prepare())).toMatchObject({ ok: false, error: { type: 'unavailable', detail: 'Threads is still working on the post' } });
    const [asked, fetched] = [made().length, rig.server.fetched.length];
    expect([asked, fetched]).toEqual([2, 2]);
    rig.server.store.behave.videoSeconds = 0;
    must(await settled(rig.clock, run.prepare()));
    expect([made().length, rig.server.fetched.length]).toEqual([3, 2]);
    expect((await run.commit()).type).toBe('published');
  });

  it('one that Threads cannot fetch is refused in its words, and brought anew the next time', async () => {
    const run = runOf([film(), testPicture()]);
    const { hosted } = rig.server;
    const kept = hosted.set.bind(hosted);
    hosted.set = () => hosted;
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid', detail: expect.stringContaining('FAILED_DOWNLOADING_VIDEO') } });
    hosted.set = kept;
    expect(await out(run)).toMatchObject({ kind: 'CAROUSEL_ALBUM' });
  });

  it('containers that have ended are made anew, those of a carousel too', async () => {
    const run = runOf([film(), testPicture()]);
    must(await run.prepare());
    await rig.clock.advance(23 * HOUR);
    must(await run.prepare());
    expect(made()).toHaveLength(6);
    expect((await run.commit()).type).toBe('published');
  });

  it('a lost answer is found by the container and by its kind, and nothing goes out twice', async () => {
    const run = runOf([film()], 'Twice?');
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    // A picture with the same words is another post.
    rig.server.store.add(rig.server.me.username, 'Twice?', null, { media_type: 'IMAGE' });
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'published' } });
    expect((await run.commit()).type).toBe('published');
    expect(rig.server.posts.filter(({ kind }) => kind === 'VIDEO')).toHaveLength(1);
  });

  it('refuses what it can know to be wrong, before anything is made', async () => {
    expect(await runOf([film({ mime: 'video/webm' })]).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
    expect(await runOf(Array.from({ length: 21 }, () => film())).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid' } });
    expect(rig.proxy.seen).toEqual([]);
  });
});

describe(`Meta's Postman collection${threadsCollectionPresent ? '' : ' (not run: ../shared/networks/specs/threads is not there)'}`, () => {
  it.runIf(threadsCollectionPresent)('has every call, parameter and value of a video and of a carousel with one', async () => {
    const check = createThreadsCheck();
    await out(runOf([film()]));
    await out(runOf([film(), testPicture()]));
    expect(rig.proxy.seen.length).toBeGreaterThan(10);
    expect([...new Set(rig.proxy.seen.flatMap(check))]).toEqual([]);
  });
});
