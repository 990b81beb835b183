import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import type { FakeNetworkOptions } from '#test/support/fake-connector';
import { createWholeWorld, type WholeWorld } from '#test/support/whole-world';

/** A network that keeps posts and does not say whose they are, and whose answer to the hand-over gets lost. */
async function lost(options: FakeNetworkOptions & { readonly media?: number } = {}): Promise<{ readonly w: WholeWorld; readonly id: string }> {
  const w = createWholeWorld({ nativeHandover: true, byText: true, tellsNames: false, native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY }, ...options });
  w.start();
  w.network.fail('schedule', { kind: 'lost' });
  w.network.fail('held', { kind: 'cannot-tell' });
  for (let i = 0; i < 2; i += 1) w.network.fail('held', { kind: 'unavailable' });
  const id = w.add({ dueIn: 2 * HOUR, media: options.media ?? 0 });
  await w.run(0);
  expect(w.network.scheduled).toHaveLength(1);
  return { w, id };
}
const out = (w: WholeWorld) => { w.network.onTheWay(); return w.network.posts; };

describe('a hand-over without an answer, at a network that names nothing', () => {
  it('is not made again while something is kept there for that time whose pictures nobody can count', async () => {
    const { w, id } = await lost({ media: 1, countsPictures: false });
    await w.run(HOUR, 20 * SECOND);
    expect(w.network.calls('schedule')).toBe(1);
    await w.run(2 * HOUR, 20 * SECOND);
    expect([out(w).length, w.row(id).state]).toEqual([1, 'published']);
  });

  it('is not made again when the post was moved meanwhile: what is kept is moved', async () => {
    const { w, id } = await lost();
    const dueAt = w.clock.now() + 3 * HOUR;
    w.database.sqlite.prepare('UPDATE publications SET due_at = ?, wake_at = ? WHERE id = ?').run(dueAt, dueAt - 5 * MINUTE, id);
    w.engine().wake();
    await w.run(HOUR, 20 * SECOND);
    expect(w.network.scheduled).toMatchObject([{ state: 'waiting', dueAt }]);
    await w.run(3 * HOUR, 20 * SECOND);
    expect([out(w).length, w.row(id).state]).toEqual([1, 'published']);
  });

  it('is not made again when its words were changed meanwhile: a person is asked', async () => {
    // What is out is found by its words alone.
    const { w, id } = await lost({ byServerTimes: { olderPosts: 0, tellsTime: true, asksFrom: false } });
    w.database.sqlite.prepare("UPDATE posts SET text = 'other words' WHERE id = (SELECT post_id FROM publications WHERE id = ?)").run(id);
    await w.run(5 * HOUR, 20 * SECOND);
    expect([out(w).length, w.network.calls('schedule'), w.row(id).state]).toEqual([1, 1, 'unconfirmed']);
  });
});
