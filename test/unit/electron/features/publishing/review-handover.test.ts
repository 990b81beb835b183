import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { toWallTime } from '#core/time';
import type { WorldOptions } from '#test/support/publishing-world';
import { ZONE } from '#test/support/publishing-world';
import { createWholeWorld } from '#test/support/whole-world';

const world = (options: WorldOptions = {}) => createWholeWorld({ nativeHandover: true, native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY }, ...options });
const handedOver = async (options: WorldOptions = {}, dueIn = 2 * HOUR) => {
  const w = world(options);
  w.start();
  const id = w.add({ dueIn });
  await w.run(SECOND);
  expect(w.row(id).nativeRef).toBe('s1');
  return { w, id };
};
const wallIn = (w: { clock: { now: () => number } }, ms: number) => toWallTime(w.clock.now() + ms, ZONE);

/** The network publishes what it keeps when its time comes, whether or not anybody asks. */
const out = (w: ReturnType<typeof world>) => { w.network.onTheWay(); return w.network.posts; };

describe('what a network keeps follows what a person plans', () => {
  it('is moved', async () => {
    const { w, id } = await handedOver();
    expect(w.planning.move({ postId: w.row(id).postId, wall: wallIn(w, 5 * HOUR) }).ok).toBe(true);
    await w.run(2 * MINUTE);
    expect(w.network.scheduled.filter((s) => s.state === 'waiting').map((s) => s.dueAt)).toEqual([w.row(id).dueAt]);
  });

  it('is taken off the plan', async () => {
    const { w, id } = await handedOver();
    expect(w.planning.unschedule({ postId: w.row(id).postId }).ok).toBe(true);
    await w.run(3 * HOUR, 20 * SECOND);
    expect(out(w)).toHaveLength(0);
    expect(w.row(id)).toMatchObject({ state: 'draft', nativeRef: null });
  });

  it('goes to the bin', async () => {
    const { w, id } = await handedOver();
    expect(w.posts.remove([w.row(id).postId]).ok).toBe(true);
    await w.run(3 * HOUR, 20 * SECOND);
    expect(out(w)).toHaveLength(0);
  });

  it('says something else', async () => {
    const { w, id } = await handedOver();
    const { postId, accountId } = w.row(id);
    expect(w.posts.save({ id: postId, version: 1, text: 'other words', media: [], publications: [{ accountId, text: null, media: null, thread: [], options: {} }] }).ok).toBe(true);
    await w.run(3 * HOUR, 20 * SECOND);
    expect(out(w).map((p) => p.text)).toEqual(['other words']);
    expect(w.row(id).state).toBe('published');
  });

  it('is taken back while everything is paused', async () => {
    const { w, id } = await handedOver();
    const paused = w.engine().pauseAll();
    await w.run(SECOND);
    await paused;
    expect(w.planning.cancel([id]).ok).toBe(true);
    await w.run(3 * HOUR, 20 * SECOND);
    expect(out(w)).toHaveLength(0);
  });

  it('is not forgotten when a hold is taken off while the network gives it back', async () => {
    let slow = false;
    let open = (): void => undefined;
    const { w, id } = await handedOver({ latency: () => (slow ? new Promise<void>((r) => { open = r; }) : Promise.resolve()) }, 6 * MINUTE);
    // Too late to be handed over anew.
    await w.run(2 * MINUTE);
    slow = true;
    expect(w.planning.hold([id]).ok).toBe(true);
    await w.run(SECOND);
    expect(w.network.calls('cancel')).toBe(1);
    expect(w.planning.resume([id]).ok).toBe(true);
    slow = false;
    open();
    await w.run(3 * HOUR, 20 * SECOND);
    expect(w.row(id).state).toBe('published');
    expect(out(w)).toHaveLength(1);
  });

  it('is told when it went out although a person had cancelled it', async () => {
    const { w, id } = await handedOver({}, 20 * MINUTE);
    expect(w.planning.cancel([id]).ok).toBe(true);
    for (let i = 0; i < 60; i += 1) w.network.fail('cancel', { kind: 'unavailable' });
    await w.run(40 * MINUTE, 20 * SECOND);
    expect(out(w)).toHaveLength(1);
    expect(w.row(id).state).toBe('published');
  });
});

describe('a hand-over that cannot begin', () => {
  it('does not try without a pause when the account cannot be opened', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 2 * HOUR, media: 1 });
    w.database.sqlite.prepare(`UPDATE publications SET media = '[{"assetId":"missing","alt":""}]' WHERE id = ?`).run(id);
    w.engine().wake();
    await w.run(30 * SECOND);
    const { n } = w.database.sqlite.prepare('SELECT count(*) AS n FROM attempts').get() as { n: number };
    expect(n).toBeLessThan(3);
  });

  it('does not try without a pause after a defect', async () => {
    const w = world();
    w.start();
    for (let i = 0; i < 100; i += 1) w.network.fail('prepare', { kind: 'throws' });
    w.add({ dueIn: 2 * HOUR });
    await w.run(30 * SECOND);
    const { n } = w.database.sqlite.prepare('SELECT count(*) AS n FROM attempts').get() as { n: number };
    expect(n).toBeLessThan(3);
  });
});

describe('a hand-over without an answer', () => {
  it('is not sent by Linnet while the network may still publish it', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 2 * HOUR });
    w.network.fail('schedule', { kind: 'lost' });
    w.network.fail('held', { kind: 'cannot-tell' });
    for (let i = 0; i < 900; i += 1) w.network.fail('held', { kind: 'unavailable' });
    await w.run(SECOND);
    expect(w.row(id).committedAt).not.toBeNull();
    expect(w.planning.move({ postId: w.row(id).postId, wall: wallIn(w, 30 * MINUTE) }).ok).toBe(true);
    await w.run(4 * HOUR, 20 * SECOND);
    expect(out(w)).toHaveLength(1);
    expect(w.row(id).state).toBe('published');
  });
});
