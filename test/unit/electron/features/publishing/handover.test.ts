import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { wakeAtFor } from '#core/posts/lead';
import { applyEvent } from '#db/publication-state';
import { createWorld, type World, type WorldOptions } from '#test/support/publishing-world';

const world = (options: WorldOptions = {}): World => createWorld({ nativeHandover: true, native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY }, ...options });

describe('the network keeps it', () => {
  it('hands over ahead, sends nothing itself, and sees it go out', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 2 * HOUR });
    await w.run(SECOND);
    expect(w.row(id)).toMatchObject({ state: 'scheduled', nativeRef: 's1', committedAt: null });
    await w.run(2 * HOUR + MINUTE, 10 * SECOND);
    expect(w.row(id)).toMatchObject({ state: 'published' });
    expect(w.network.calls('commit')).toBe(0);
    expect(w.onServer(id)).toBe(1);
    expect(w.codes(id)).toEqual(expect.arrayContaining(['handed-over', 'hand-over-published']));
    expect(w.store.openAttempt(id)).toBeNull();
  });

  it('leaves alone what is due too soon, and brands that do not want it', async () => {
    const soon = world();
    soon.start();
    const a = soon.add({ dueIn: 2 * MINUTE });
    await soon.run(3 * MINUTE);
    expect([soon.network.calls('schedule'), soon.row(a).state]).toEqual([0, 'published']);
    const off = createWorld({ native: { minLeadMs: 5 * MINUTE, maxLeadMs: DAY } });
    off.start();
    off.add({ dueIn: HOUR });
    await off.run(MINUTE);
    expect(off.network.calls('schedule')).toBe(0);
  });

  it('sends itself what the network keeps none of, and gives nothing there first', async () => {
    const w = world({ native: { minLeadMs: 5 * MINUTE, maxLeadMs: DAY, keeps: (options) => options['kind'] !== 'story' } });
    w.start();
    const [story, post] = [w.add({ dueIn: HOUR }), w.add({ dueIn: HOUR })];
    w.database.sqlite.prepare('UPDATE publications SET options = ? WHERE id = ?').run('{"kind":"story"}', story);
    await w.run(SECOND);
    expect([w.row(story).nativeRef, w.row(post).nativeRef, w.network.calls('schedule')]).toEqual([null, 's1', 1]);
    await w.run(HOUR + MINUTE, 10 * SECOND);
    expect([w.row(story).state, w.row(post).state, w.network.calls('commit')]).toEqual(['published', 'published', 1]);
  });

  it('follows a move, an edit and a cancellation', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 2 * HOUR });
    await w.run(SECOND);
    const due = w.clock.now() + 3 * HOUR;
    applyEvent(w.database.db, id, 'schedule', { dueAt: due, wakeAt: wakeAtFor(due) }, w.clock.now());
    w.engine().wake();
    await w.run(SECOND);
    expect(w.network.scheduled.map((s) => [s.state, s.dueAt])).toEqual([['waiting', due]]);
    w.database.sqlite.prepare('UPDATE publications SET text = ? WHERE id = ?').run('edited', id);
    w.engine().wake();
    await w.run(2 * MINUTE);
    expect(w.network.scheduled.map((s) => [s.state, s.text === 'edited'])).toEqual([['cancelled', false], ['waiting', true]]);
    applyEvent(w.database.db, id, 'cancel', { wakeAt: null }, w.clock.now());
    w.engine().wake();
    await w.run(SECOND);
    expect(w.network.scheduled.map((s) => s.state)).toEqual(['cancelled', 'cancelled']);
    expect(w.row(id)).toMatchObject({ state: 'cancelled', nativeRef: null });
    await w.run(4 * HOUR, 30 * SECOND);
    expect(w.network.posts).toHaveLength(0);
  });

  it('tries to take it back until the network answers', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 2 * HOUR });
    await w.run(SECOND);
    w.network.fail('cancel', { kind: 'unavailable' });
    applyEvent(w.database.db, id, 'cancel', { wakeAt: null }, w.clock.now());
    w.engine().wake();
    await w.run(5 * SECOND);
    expect(w.network.scheduled[0]?.state).toBe('waiting');
    await w.run(3 * MINUTE);
    expect(w.network.scheduled[0]?.state).toBe('cancelled');
  });

  for (const [kind, listed] of [['lost', 2], ['lost', 900], ['not-arrived', 2], ['not-arrived', 900]] as const) {
    it(`does not publish twice when the answer to the hand-over was lost (${kind}, list fails ${listed} times)`, async () => {
      const w = world();
      w.start();
      const id = w.add({ dueIn: 20 * MINUTE });
      w.network.fail('schedule', { kind });
      // The list that is read before; then nothing answers for a while.
      w.network.fail('held', { kind: 'cannot-tell' });
      for (let i = 0; i < listed; i += 1) w.network.fail('held', { kind: 'unavailable' });
      await w.run(SECOND);
      expect(w.row(id)).toMatchObject({ state: 'scheduled', nativeRef: null });
      expect(w.row(id).committedAt).not.toBeNull();
      await w.run(30 * MINUTE, 5 * SECOND);
      expect(w.row(id).state).toBe('published');
      expect(w.onServer(id)).toBe(1);
      // What is not in the list is handed over again; without a list Linnet waits until it is due.
      expect([w.network.calls('commit'), w.network.calls('schedule')]).toEqual(kind === 'lost' ? [0, 1] : listed === 2 ? [0, 2] : [1, 1]);
    });
  }

  for (const step of ['hand-over-marked', 'hand-over-called', 'hand-over-answered'] as const) {
    it(`comes back right from a crash at ${step}`, async () => {
      const w = world();
      w.start();
      const id = w.add({ dueIn: 20 * MINUTE });
      w.crashAt(step);
      await w.run(SECOND);
      expect(w.isDead()).toBe(true);
      w.start();
      await w.run(30 * MINUTE, 5 * SECOND);
      expect(w.row(id).state).toBe('published');
      expect(w.onServer(id)).toBe(1);
    });
  }

  it('publishes by itself what the network refuses to keep', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 20 * MINUTE });
    w.network.fail('schedule', { kind: 'rejected' });
    await w.run(21 * MINUTE, 2 * SECOND);
    expect(w.row(id).state).toBe('published');
    expect([w.network.calls('schedule'), w.network.calls('commit')]).toEqual([1, 1]);
  });

  it('asks when someone took it away on the network', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 20 * MINUTE });
    await w.run(SECOND);
    w.network.scheduled[0]!.state = 'cancelled';
    await w.run(30 * MINUTE, 5 * SECOND);
    expect(w.row(id)).toMatchObject({ state: 'failed', problemCode: 'hand-over-gone' });
    expect(w.network.posts).toHaveLength(0);
  });
});
