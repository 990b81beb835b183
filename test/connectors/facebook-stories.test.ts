import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { facebookRig, type FacebookRig } from '#test/networks/facebook/rig';
import { outgoingVideo } from '#test/support/outgoing';
import { must } from './support/mastodon-rigs';
import { createMetaCheck, metaSpecPresent, ofPages } from './support/meta-spec';
import { startRun, testPicture } from './support/run';

let rig: FacebookRig;
const { signal } = new AbortController();
beforeEach(async () => { rig = await facebookRig(); });
afterEach(() => rig.close());

const film = (): OutgoingMedia => outgoingVideo(randomBytes(5000));
const stories = () => rig.server.store.film.stories;
const ready = async (media: readonly OutgoingMedia[], options: JsonObject, dueAt = rig.clock.now(), text = 'Words') => {
  const run = startRun(rig, { parts: [{ text, media }], options, dueAt });
  must(await run.prepare());
  return run;
};
const schedule = () => {
  const port = rig.connector.nativeSchedule;
  if (port === undefined) throw new Error('no scheduling');
  return port;
};

describe('a Story', () => {
  it.each([['picture', testPicture], ['video', film]] as const)('of a %s shows it without words, is live for a day, and has no counts', async (kind, make) => {
    const run = await ready([make()], { kind: 'story', videoTitle: 'Not sent' });
    const outcome = await run.commit();
    expect(outcome).toMatchObject({ type: 'published', remoteId: `story:${stories()[0]?.post}`, permalink: expect.stringMatching(/^http/) });
    expect(stories()).toMatchObject([{ kind: kind === 'picture' ? 'photo' : 'video' }]);
    expect([...rig.server.store.film.videos.values()].every(({ finished }) => finished?.['description'] === undefined && finished?.['title'] === undefined)).toBe(true);
    if (outcome.type !== 'published') return;
    const fetch = () => rig.connector.publish.fetchPost(rig.session, outcome.remoteId, signal);
    expect(await fetch()).toEqual({ ok: true, value: 'live' });
    expect(await rig.connector.metrics?.posts(rig.session, [outcome.remoteId], signal)).toMatchObject({ ok: true, value: new Map([[outcome.remoteId, { likes: null, views: null }]]) });
    await rig.clock.advance(DAY + HOUR);
    expect(await fetch()).toEqual({ ok: true, value: 'gone' });
  });

  it('is taken away where Facebook lets apps do that, and otherwise says when it ends', async () => {
    const outcome = await (await ready([testPicture()], { kind: 'story' })).commit();
    const id = outcome.type === 'published' ? outcome.remoteId : '';
    rig.server.store.film.behave.deletesStories = false;
    expect(await rig.connector.publish.remove(rig.session, id, signal)).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'forbidden', detail: expect.stringContaining('ends by itself after a day') } });
    rig.server.store.film.behave.deletesStories = true;
    for (let times = 0; times < 2; times += 1) expect(await rig.connector.publish.remove(rig.session, id, signal)).toEqual({ ok: true, value: null });
    expect(stories()).toEqual([]);
  });

  it('of a picture whose answer got lost is told by the picture it shows, and by nothing else', async () => {
    const run = await ready([testPicture()], { kind: 'story' });
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'published', remoteId: `story:${stories()[0]?.post}` } });
    expect(await run.commit()).toMatchObject({ type: 'published' });
    const other = await ready([testPicture()], { kind: 'story' });
    rig.proxy.fault(rig.isCommit, { kind: 'reset' });
    await other.commit();
    // The Story of a moment ago is another picture's, and it cannot be told that there is no other.
    expect(await other.find()).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
    expect((await other.commit()).type).toBe('unknown');
    expect(stories()).toHaveLength(1);
  });

  it('of a picture whose call never arrived is not there, and goes out once', async () => {
    const run = await ready([testPicture()], { kind: 'story' });
    rig.proxy.fault(rig.isCommit, { kind: 'reset' });
    await run.commit();
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'absent' } });
    expect(await run.commit()).toMatchObject({ type: 'published' });
    expect(stories()).toHaveLength(1);
  });

  it('is not kept by Facebook, and that is known before anything is uploaded', async () => {
    expect([schedule().keeps?.({ kind: 'story' }), schedule().keeps?.({ kind: 'reel' }), schedule().keeps?.({})]).toEqual([false, true, true]);
    const run = await ready([testPicture()], { kind: 'story' }, rig.clock.now() + DAY);
    expect(await schedule().schedule(run)).toMatchObject({ type: 'rejected', detail: 'Facebook keeps no Stories for later' });
    expect(stories()).toEqual([]);
  });
});

describe.each(['post', 'reel'] as const)('a video kept by Facebook: %s', (kind) => {
  it('is handed over, listed as ours, moved, and goes out under its number', async () => {
    const due = rig.clock.now() + DAY;
    const run = await ready([film()], { kind }, due);
    const outcome = await schedule().schedule(run);
    if (outcome.type !== 'processing') throw new Error(JSON.stringify(outcome));
    const held = { ref: outcome.ref, dueAt: due, text: 'Words', mediaCount: 1 };
    expect(await schedule().held(run)).toEqual({ ok: true, value: { complete: true, posts: [{ ...held, publicationId: run.publicationId }] } });
    // Another publication sees the same number, so that it is no stranger.
    expect(await schedule().held(await ready([film()], {}))).toEqual({ ok: true, value: { complete: true, posts: [{ ...held, publicationId: null }] } });
    expect(await schedule().status(run, outcome.ref)).toEqual({ ok: true, value: { type: 'waiting' } });
    expect(await schedule().reschedule(rig.session, outcome.ref, due + HOUR, signal)).toEqual({ ok: true, value: null });
    await rig.clock.advance(DAY + 30 * MINUTE);
    expect(await schedule().status(run, outcome.ref)).toEqual({ ok: true, value: { type: 'waiting' } });
    await rig.clock.advance(HOUR);
    expect(await schedule().status(run, outcome.ref)).toMatchObject({ ok: true, value: { type: 'published', remoteId: rig.server.posts.at(-1)?.id } });
    expect(await schedule().cancel(rig.session, outcome.ref, signal)).toMatchObject({ ok: false, error: { reason: 'not-found' } });
    expect(rig.server.posts).toHaveLength(1);
  });

  it('is given back', async () => {
    const run = await ready([film()], { kind }, rig.clock.now() + DAY);
    const outcome = await schedule().schedule(run);
    const ref = outcome.type === 'processing' ? outcome.ref : '';
    expect(await schedule().cancel(rig.session, ref, signal)).toEqual({ ok: true, value: null });
    expect(await schedule().held(run)).toMatchObject({ ok: true, value: { posts: [] } });
    await rig.clock.advance(2 * DAY);
    expect(rig.server.posts).toEqual([]);
    expect(await schedule().status(run, ref)).toMatchObject({ ok: true, value: { type: 'absent' } });
  });

  it('whose hand-over was not answered is known by its number, and neither handed over again nor sent', async () => {
    const due = rig.clock.now() + DAY;
    const run = await ready([film()], { kind }, due);
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await schedule().schedule(run)).type).toBe('unknown');
    must(await run.prepare());
    expect(await schedule().held(run)).toMatchObject({ ok: true, value: { posts: [{ dueAt: due, publicationId: run.publicationId }] } });
    expect(await schedule().schedule(run)).toMatchObject({ type: 'processing' });
    expect((await run.commit()).type).toBe('unknown');
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'cannot-tell', detail: 'Facebook keeps it for later' } });
    expect(rig.proxy.seen.filter(rig.isCommit)).toHaveLength(1);
    await rig.clock.advance(DAY + MINUTE);
    expect(await run.find()).toMatchObject({ ok: true, value: { type: 'published' } });
    expect(rig.server.posts).toHaveLength(1);
  });
});

describe.runIf(metaSpecPresent)('Meta’s lists of parameters and enums, Graph v25.0 (not run where they are not at hand)', () => {
  it('know every call, parameter, value and field of videos, Reels and Stories', async () => {
    const check = createMetaCheck((id, edge) => (rig.server.store.film.videos.has(id) ? 'AdVideo' : /^\d+$/.test(id) && stories().some(({ post }) => post === id) ? 'PagePost' : ofPages(id, edge)));
    for (const kind of ['post', 'reel', 'story']) {
      const run = await ready([film()], { kind, videoTitle: 'Title' });
      rig.proxy.fault(rig.isCommit, { kind: 'lose' });
      await run.commit();
      await run.find();
      expect((await run.commit()).type).toBe('published');
      await rig.connector.publish.findPublished({ ...run, saved: {}, committedAt: run.committedAt, byWords: true });
    }
    await (await ready([testPicture()], { kind: 'story' })).commit();
    const later = await ready([film()], { kind: 'reel' }, rig.clock.now() + DAY);
    const outcome = await schedule().schedule(later);
    await schedule().held(later);
    await schedule().reschedule(rig.session, outcome.type === 'processing' ? outcome.ref : '', rig.clock.now() + 2 * DAY, signal);
    expect(rig.proxy.seen.length).toBeGreaterThan(20);
    expect([...new Set(rig.proxy.seen.flatMap(check))]).toEqual([]);
  });
});
