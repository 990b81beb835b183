import { randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { instagramOn, instagramRig, type InstagramRig, jpeg } from '#test/networks/instagram/rig';
import { outgoingVideo } from '#test/support/outgoing';
import type { SeenRequest } from './support/fault-proxy';
import { must } from './support/mastodon-rigs';
import { startRun } from './support/run';
import { settled } from './support/settled';

let rig: InstagramRig;
beforeAll(async () => { rig = await instagramRig('page'); });
afterAll(() => rig.close());
afterEach(async () => {
  rig.server.store.behave.videoSeconds = 0;
  await rig.proxy.reset();
  await rig.clock.advance(3 * HOUR);
});

const film = (bytes = 5000): OutgoingMedia => outgoingVideo(randomBytes(bytes));
const runOf = (media: readonly OutgoingMedia[], options: JsonObject = {}, text = 'At the wheel') => startRun(rig, { parts: [{ text, media }], options, dueAt: rig.clock.now() });
const out = async (media: readonly OutgoingMedia[], options: JsonObject = {}) => {
  const run = runOf(media, options);
  must(await settled(rig.clock, run.prepare()));
  expect(await settled(rig.clock, run.commit())).toMatchObject({ type: 'published' });
  return rig.server.posts.at(-1);
};
const isUpload = ({ path }: SeenRequest): boolean => path.startsWith('/ig-api-upload/');
const offsets = () => rig.proxy.seen.filter(isUpload).map(({ headers }) => [Number(headers['offset']), Number(headers['file_size'])]);

describe('videos', () => {
  it('one by itself is a Reel, with its cover and place among the posts, and needs no address', async () => {
    const post = await out([film()], { coverSecond: '3', shareToFeed: false, userTags: 'potter' });
    expect(post).toMatchObject({ kind: 'VIDEO', product: 'REELS', caption: 'At the wheel', fields: { media_type: 'REELS', upload_type: 'resumable', thumb_offset: '3000', share_to_feed: 'false', user_tags: '[{"username":"potter"}]' } });
    expect(rig.server.fetched).toEqual([]);
    expect((await out([film()]))?.fields).not.toHaveProperty('thumb_offset');
  });

  it('may be a Story, and stand in a carousel beside pictures', async () => {
    expect(await out([film()], { postAs: 'story' })).toMatchObject({ kind: 'VIDEO', product: 'STORY', fields: { media_type: 'STORIES', upload_type: 'resumable' } });
    const mixed = await out([jpeg('A bowl'), film(), film()]);
    expect(mixed).toMatchObject({ kind: 'CAROUSEL_ALBUM', children: [{ alt_text: 'A bowl' }, { media_type: 'VIDEO', is_carousel_item: 'true' }, { media_type: 'VIDEO' }] });
  });

  it('that Instagram takes long for is waited for, and gone on with at the next attempt without sending it again', async () => {
    rig.server.store.behave.videoSeconds = 15 * MINUTE / SECOND;
    const run = runOf([film()]);
    expect(await settled(rig.clock, run.prepare())).toMatchObject({ ok: false, error: { type: 'unavailable', detail: 'Instagram is still working on the post' } });
    must(await settled(rig.clock, run.prepare()));
    expect((await run.commit()).type).toBe('published');
    expect(offsets()).toHaveLength(1);
  });

  it('that is found by its kind is no picture with the same words', async () => {
    const run = runOf([film()], {}, `Twice ${randomBytes(4).toString('hex')}`);
    must(await run.prepare());
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    rig.server.store.add(rig.server.me, { caption: run.outgoing.parts[0]?.text ?? '' });
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'published' } });
  });
});

describe('an upload', () => {
  it('that breaks off goes on where Instagram has it, in another run too, and sends nothing twice', async () => {
    const [total, there] = [3_000_000, 1_700_000];
    const bytes = randomBytes(total);
    const read: (readonly [number, number])[] = [];
    const large = outgoingVideo(bytes);
    const run = runOf([{ ...large, readRange: (from, to) => { read.push([from, to]); return large.readRange(from, to); } }]);
    rig.server.store.behave.breaksAt = there;
    // Through the proxy nothing breaks half way, so this one goes straight to the server.
    const straight = instagramOn(rig.clock, rig.server.url, rig.server.url);
    expect(await straight.publish.prepare(run)).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    read.length = 0;
    must(await rig.connector.publish.prepare({ ...run, saved: structuredClone(run.saved) }));
    expect(offsets()).toEqual([[there, total]]);
    expect(read.filter(([from, to]) => to - from > 1)[0]?.[0]).toBe(there);
    expect([...rig.server.store.containers.values()].at(-1)).toMatchObject({ received: total, total });
  });

  it('whose answer alone is lost is not sent again', async () => {
    const run = runOf([film(100_000)]);
    rig.proxy.fault(isUpload, { kind: 'lose' });
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    must(await run.prepare());
    expect(offsets()).toHaveLength(1);
  });

  it('that is refused says so in the words of the upload, a dead login asks for a new one, and a full line waits', async () => {
    const answers = [
      [{ status: 400, body: '{"debug_info":{"retriable":false,"type":"ProcessingFailedError","message":"Request processing failed"}}' }, { type: 'rejected', reason: 'media-invalid', detail: 'ProcessingFailedError: Request processing failed' }],
      [{ status: 400, body: '{"debug_info":{"retriable":true,"type":"PartialRequestError","message":"Try again"}}' }, { type: 'unavailable' }],
      [{ status: 503, body: '{}' }, { type: 'unavailable' }],
      [{ status: 400, body: '{"error":{"message":"Error validating access token","type":"OAuthException","code":190}}' }, { type: 'reauth' }],
      [{ status: 200, body: '<html>' }, { type: 'unavailable' }],
    ] as const;
    for (const [answer, error] of answers) {
      rig.proxy.fault(isUpload, { kind: 'answer', ...answer });
      expect(await runOf([film()]).prepare()).toMatchObject({ ok: false, error });
      await rig.proxy.reset();
    }
  });

  it('whose file is gone from the disk is refused, and nothing is published', async () => {
    const run = runOf([{ ...film(), readRange: () => Promise.reject(new Error('EIO')) }]);
    expect(await run.prepare()).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'media-invalid', detail: expect.stringContaining('EIO') } });
    expect(rig.proxy.seen.filter(rig.isCommit)).toEqual([]);
  });
});
