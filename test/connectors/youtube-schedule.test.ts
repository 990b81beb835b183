import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/clock';
import { youtubeRig, type YoutubeRig } from '#test/networks/youtube/rig';
import { startRun } from './support/run';

let rig: YoutubeRig;
const { signal } = new AbortController();
beforeEach(async () => { rig = await youtubeRig(); });
afterEach(() => rig.close());

function native() {
  const port = rig.connector.nativeSchedule;
  if (port === undefined) throw new Error('no hand-over');
  return port;
}
async function handOver(text = 'Later', dueAt = rig.clock.now() + DAY) {
  const run = startRun(rig, { ...rig.post(text), dueAt });
  expect(await run.prepare()).toEqual({ ok: true, value: null });
  const outcome = await native().schedule(run);
  return { run, outcome, dueAt, ref: outcome.type === 'processing' ? outcome.ref : '' };
}

describe('YouTube: videos that it keeps for later', () => {
  it('keeps it private until its time, says so, and then that it is out', async () => {
    const { run, outcome, ref, dueAt } = await handOver();
    expect(outcome).toMatchObject({ type: 'processing', checkAt: dueAt + MINUTE });
    expect(await rig.countPosts('Later')).toBe(0);
    expect(await native().status(run, ref)).toEqual({ ok: true, value: { type: 'waiting' } });
    expect(await native().held(run)).toEqual({ ok: true, value: { complete: true, posts: [{ ref, dueAt, text: 'Later', mediaCount: 1, publicationId: run.publicationId }] } });
    await rig.clock.advance(DAY + MINUTE);
    expect(await native().status(run, ref)).toMatchObject({ ok: true, value: { type: 'published', remoteId: ref } });
    expect(await native().held(run)).toMatchObject({ ok: true, value: { posts: [] } });
  });

  it('moves it, and keeps what was said of it', async () => {
    const { run, ref, dueAt } = await handOver();
    expect(await native().reschedule(rig.session, ref, dueAt + HOUR, signal)).toEqual({ ok: true, value: null });
    expect(rig.server.videos[0]?.status).toMatchObject({ privacyStatus: 'private', publishAt: new Date(dueAt + HOUR).toISOString(), selfDeclaredMadeForKids: false, embeddable: true, license: 'youtube' });
    await rig.clock.advance(DAY + MINUTE);
    expect(await native().status(run, ref)).toEqual({ ok: true, value: { type: 'waiting' } });
  });

  it('gives it up, and neither moves nor deletes what is out', async () => {
    const { run, ref } = await handOver();
    expect(await native().cancel(rig.session, ref, signal)).toEqual({ ok: true, value: null });
    expect(rig.server.videos).toHaveLength(0);
    expect(await native().status(run, ref)).toEqual({ ok: true, value: { type: 'absent' } });
    const second = await handOver('Out already');
    await rig.clock.advance(DAY + MINUTE);
    expect(await native().cancel(rig.session, second.ref, signal)).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'not-found' } });
    expect(await native().reschedule(rig.session, second.ref, rig.clock.now() + DAY, signal)).toMatchObject({ ok: false, error: { type: 'rejected', reason: 'not-found' } });
    expect(await rig.countPosts('Out already')).toBe(1);
  });

  it('finds what it handed over when the answer is lost, also with nothing saved, and never calls that absent', async () => {
    const dueAt = rig.clock.now() + DAY;
    const run = startRun(rig, { ...rig.post('Lost on the way'), dueAt });
    await run.prepare();
    rig.proxy.fault(rig.isCommit, { kind: 'lose' });
    expect((await native().schedule(run)).type).toBe('unknown');
    expect(await native().held(run)).toMatchObject({ ok: true, value: { complete: true, posts: [{ dueAt, text: 'Lost on the way', publicationId: run.publicationId }] } });
    expect(await native().held({ ...run, saved: {} })).toMatchObject({ ok: true, value: { posts: [{ dueAt, text: 'Lost on the way', mediaCount: -1, publicationId: null }] } });
    expect(await rig.connector.publish.findPublished({ ...run, saved: {}, committedAt: rig.clock.now(), byWords: true })).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });

  it('reads page after page for what waits', async () => {
    const { run, ref } = await handOver();
    for (let n = 0; n < 120; n += 1) rig.server.plant(`Old ${n}`, '', { privacyStatus: 'public' }, rig.clock.now() - n);
    expect(await native().held(run)).toMatchObject({ ok: true, value: { complete: true, posts: [{ ref }] } });
  });

  it('keeps nothing that is not to be public, nor for a project without an audit', async () => {
    const run = startRun(rig, { ...rig.post('Unlisted', { privacy: 'unlisted' }), dueAt: rig.clock.now() + DAY });
    await run.prepare();
    expect(await native().schedule(run)).toMatchObject({ type: 'rejected', reason: 'other' });
    rig.server.behave.audited = false;
    expect((await handOver('Locked')).outcome).toMatchObject({ type: 'rejected' });
  });
});
