import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { facebookRig, type FacebookRig } from '#test/networks/facebook/rig';
import { outgoingVideo } from '#test/support/outgoing';
import type { SeenRequest } from './support/fault-proxy';
import { must } from './support/mastodon-rigs';
import { startRun, testPicture } from './support/run';

let rig: FacebookRig;
const { signal } = new AbortController();
beforeEach(async () => { rig = await facebookRig(); });
afterEach(() => rig.close());

const film = (bytes = 5000): OutgoingMedia => outgoingVideo(randomBytes(bytes));
const runOf = (media: readonly OutgoingMedia[], options: JsonObject = {}, text = 'At the wheel') => startRun(rig, { parts: [{ text, media }], options, dueAt: rig.clock.now() });
const ready = async (media: readonly OutgoingMedia[], options: JsonObject = {}, text = 'At the wheel') => {
  const run = runOf(media, options, text);
  must(await run.prepare());
  expect(rig.server.posts).toHaveLength(0);
  return run;
};
const commits = (): readonly SeenRequest[] => rig.proxy.seen.filter(rig.isCommit);
const shown = (): number => rig.server.posts.length + rig.server.store.film.stories.length;
const videoKinds = [['post', 'videos'], ['reel', 'video_reels'], ['story', 'video_stories']] as const;

describe('a video', () => {
  it('is brought in the pieces that Facebook asks for, and shown by one call with its words and title', async () => {
    const run = await ready([film(2_500_000)], { videoTitle: 'Raku night' });
    const pieces = rig.proxy.seen.filter(({ body }) => body.includes('name="video_file_chunk"'));
    expect(pieces).toHaveLength(3);
    const outcome = await run.commit();
    expect(outcome).toMatchObject({ type: 'published', remoteId: rig.server.posts.at(-1)?.id, permalink: expect.stringMatching(/\/harrowandclay\/videos\/\d+\/$/) });
    expect(rig.server.posts).toMatchObject([{ message: 'At the wheel', video: { kind: 'post', finished: { description: 'At the wheel', title: 'Raku night' } } }]);
    if (outcome.type !== 'published') return;
    expect(await rig.connector.publish.fetchPost(rig.session, outcome.remoteId, signal)).toEqual({ ok: true, value: 'live' });
    expect(await rig.connector.publish.remove(rig.session, outcome.remoteId, signal)).toEqual({ ok: true, value: null });
  });

  it('as a Reel goes to rupload with its length and offset, and is published as one', async () => {
    const run = await ready([film()], { kind: 'reel', videoTitle: 'Raku' });
    const sent = rig.proxy.seen.find(({ path }) => path.startsWith('/video-upload/'));
    expect([sent?.headers['offset'], sent?.headers['file_size']]).toEqual(['0', '5000']);
    expect(await run.commit()).toMatchObject({ type: 'published' });
    expect(rig.server.posts.at(-1)?.video).toMatchObject({ kind: 'reel', finished: { upload_phase: 'FINISH', video_state: 'PUBLISHED', description: 'At the wheel', title: 'Raku' } });
  });

  it('that Facebook takes long for is followed by its number until it is shown', async () => {
    rig.server.store.film.behave.seconds = 40 * MINUTE / SECOND;
    const run = await ready([film()]);
    const outcome = await run.commit();
    if (outcome.type !== 'processing') throw new Error(JSON.stringify(outcome));
    expect(outcome.checkAt).toBeGreaterThan(rig.clock.now());
    await rig.clock.advance(20 * MINUTE);
    expect(await rig.connector.publish.check(run, outcome.ref)).toMatchObject({ type: 'processing', ref: outcome.ref, checkAt: rig.clock.now() + 5 * MINUTE });
    await rig.clock.advance(21 * MINUTE);
    expect(await rig.connector.publish.check(run, outcome.ref)).toMatchObject({ type: 'published', remoteId: rig.server.posts.at(-1)?.id });
    expect(commits()).toHaveLength(1);
    // Another run of Linnet knows what was written down.
    expect(await run.commit()).toMatchObject({ type: 'published' });
    expect(commits()).toHaveLength(1);
  });

  it('that Facebook works on for a day is for a person to look at', async () => {
    rig.server.store.film.behave.seconds = 3 * DAY / SECOND;
    const run = await ready([film()]);
    const outcome = await run.commit();
    await rig.clock.advance(DAY + MINUTE);
    expect(await rig.connector.publish.check(run, outcome.type === 'processing' ? outcome.ref : '')).toMatchObject({ type: 'unknown' });
  });

  it('that Facebook cannot use is refused in its words, and brought anew when it is tried again', async () => {
    rig.server.store.film.behave.fails = true;
    const run = await ready([film()]);
    expect(await run.commit()).toMatchObject({ type: 'rejected', reason: 'media-invalid', detail: 'Facebook could not use the video: Unsupported codec' });
    rig.server.store.film.behave.fails = false;
    must(await run.prepare());
    expect(await run.commit()).toMatchObject({ type: 'published' });
    expect([rig.server.store.film.videos.size, shown()]).toEqual([2, 1]);
  });

  it('whose post Facebook does not name keeps its own number', async () => {
    rig.server.store.film.behave.namesPost = false;
    const run = await ready([film()]);
    const outcome = await run.commit();
    const [id = ''] = rig.server.store.film.videos.keys();
    expect(outcome).toMatchObject({ type: 'published', remoteId: id });
    expect(await rig.connector.publish.fetchPost(rig.session, id, signal)).toEqual({ ok: true, value: 'live' });
    expect(await rig.connector.publish.remove(rig.session, id, signal)).toEqual({ ok: true, value: null });
    expect(await rig.connector.publish.fetchPost(rig.session, id, signal)).toEqual({ ok: true, value: 'gone' });
  });
});

describe.each(videoKinds)('never twice: a %s', (kind, edge) => {
  it('whose last answer got lost is found by its number, and nothing is asked again', async () => {
    const run = await ready([film()], { kind });
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    expect(shown()).toBe(1);
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'published' } });
    expect(await run.commit()).toMatchObject({ type: 'published' });
    expect([shown(), commits().length]).toEqual([1, 1]);
    expect(commits()[0]?.path.endsWith(edge)).toBe(true);
  });

  it('that is still worked on after a lost answer is waited for, and nothing is asked again', async () => {
    rig.server.store.film.behave.seconds = 600;
    const run = await ready([film()], { kind });
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.find()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect((await run.commit()).type).toBe('processing');
    await rig.clock.advance(11 * MINUTE);
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'published' } });
    expect([shown(), commits().length]).toEqual([1, 1]);
  });

  it('whose last call never arrived is not there, and the same upload is shown once', async () => {
    const run = await ready([film()], { kind });
    rig.proxy.fault(rig.isCommit, { kind: 'reset' });
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'absent' } });
    // It is not brought again: its number is what tells.
    must(await run.prepare());
    expect(await run.commit()).toMatchObject({ type: 'published' });
    expect([shown(), rig.server.store.film.videos.size]).toEqual([1, 1]);
  });

  it('that is refused after a lost call is for a look, never for another upload', async () => {
    const run = await ready([film()], { kind });
    rig.proxy.fault(rig.isCommit, { kind: 'reset' });
    await run.commit();
    rig.proxy.fault(rig.isCommit, { kind: 'answer', status: 400, body: '{"error":{"message":"Invalid video","code":100}}' });
    expect((await run.commit()).type).toBe('unknown');
    expect(rig.server.store.film.videos.size).toBe(1);
  });

  it('is told by words or time alone when a restored back-up has forgotten its number', async () => {
    const run = await ready([film()], { kind });
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    await run.commit();
    const found = await rig.connector.publish.findPublished({ ...run, saved: {}, committedAt: run.committedAt, byWords: true });
    expect(found).toMatchObject({ ok: true, value: { type: kind === 'story' ? 'cannot-tell' : 'published' } });
    await rig.clock.advance(HOUR);
    const other = runOf([film()], { kind }, 'Other words');
    expect(await rig.connector.publish.findPublished({ ...other, committedAt: rig.clock.now(), byWords: true })).toMatchObject({ ok: true, value: { type: 'absent' } });
  });

  it('that breaks off on the way goes on where Facebook has it, in another run too', async () => {
    const media = film(2_500_000);
    const run = runOf([media], { kind });
    const isUpload = ({ path, body }: SeenRequest): boolean => path.startsWith('/video-upload/') || body.includes('name="video_file_chunk"');
    rig.proxy.fault(isUpload, { kind: 'lose' });
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    const before = rig.proxy.seen.filter(isUpload).length;
    must(await rig.connector.publish.prepare({ ...run, saved: structuredClone(run.saved) }));
    // Of the pieces, those that are there are not sent again; of one call, nothing is.
    expect(rig.proxy.seen.filter(isUpload).length - before).toBe(kind === 'post' ? 2 : 0);
    expect(rig.server.store.film.videos.size).toBe(1);
  });
});

describe('drafts', () => {
  it('refuses what can never be, in words', async () => {
    const refused = async (media: readonly OutgoingMedia[], options: JsonObject, detail: string) => {
      expect(await runOf(media, options).prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid', detail: expect.stringContaining(detail) } });
    };
    await refused([testPicture()], { kind: 'reel' }, 'a Reel is one video');
    await refused([], { kind: 'story' }, 'a Story is one picture or one video');
    await refused([film(), testPicture()], {}, 'a post takes one video, and no pictures beside it');
    await refused([film(), film()], { kind: 'reel' }, 'a Reel takes one video');
    await refused([testPicture(), testPicture()], { kind: 'story' }, 'a Story takes up to 1 pictures');
    await refused([{ ...film(), mime: 'video/webm' }], {}, 'MP4 or MOV');
    await refused([{ ...film(), readRange: () => Promise.reject(new Error('EIO')) }], {}, 'EIO');
    expect(rig.proxy.seen).toEqual([]);
  });
});
