import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { createWorld } from '#test/support/publishing-world';

describe('time', () => {
  it('sends what is a little late, and asks about what is too late', async () => {
    const w = createWorld();
    const late = w.add({ dueIn: 50 * MINUTE });
    const missed = w.add({ dueIn: MINUTE });
    w.clock.sleep(HOUR);
    w.start();
    await w.settle();
    expect(w.row(late).state).toBe('published');
    expect(w.codes(late)).toContain('sent-late');
    expect(w.row(missed).state).toBe('missed');
    expect(w.network.posts).toHaveLength(1);
  });

  it('does what the person says of a missed one', async () => {
    for (const decision of ['now', 'slot', 'skip'] as const) {
      const w = createWorld();
      const id = w.add({ dueIn: MINUTE });
      w.clock.sleep(HOUR);
      w.start();
      await w.settle();
      expect(w.row(id).state).toBe('missed');
      w.slots.next = { at: w.clock.now() + 2 * HOUR, wall: '2026-11-22T13:00', zone: 'Europe/Berlin' };
      expect((await w.engine().missed(id, decision)).ok).toBe(true);
      await w.settle();
      expect(w.row(id).state).toBe(decision === 'now' ? 'published' : decision === 'slot' ? 'scheduled' : 'cancelled');
      await w.run(2 * HOUR, 10 * SECOND);
      await w.settle();
      expect(w.network.posts).toHaveLength(decision === 'skip' ? 0 : 1);
    }
  });

  it('notices within a minute that the machine slept', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: 20 * MINUTE });
    w.clock.sleep(20 * MINUTE);
    expect(w.network.posts).toHaveLength(0);
    await w.clock.wake();
    await w.settle();
    expect(w.row(id).state).toBe('published');
  });

  it('never sends a published one again when the clock is set back', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: MINUTE });
    await w.run(2 * MINUTE);
    await w.settle();
    w.clock.jump(-DAY);
    w.engine().wake();
    await w.run(2 * DAY, 10 * SECOND);
    await w.settle();
    expect(w.onServer(id)).toBe(1);
    expect(w.network.calls('commit')).toBe(1);
  });

  it('looks on after the clock was set back', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'lost' });
    await w.run(SECOND);
    w.clock.jump(-DAY);
    w.engine().wake();
    await w.run(MINUTE);
    await w.settle();
    expect(w.row(id).state).toBe('published');
  });
});

describe('stopping', () => {
  it('pause-all stops what is being prepared, keeps over a restart, and resumes', async () => {
    let free = (): void => undefined;
    let hold = true;
    const w = createWorld({ latency: () => (hold ? new Promise((r) => { free = r; }) : Promise.resolve()) });
    w.start();
    const id = w.add({ dueIn: SECOND, media: 1 });
    await w.run(SECOND);
    await w.settle();
    const pausing = w.engine().pauseAll();
    hold = false;
    free();
    await pausing;
    expect(w.row(id).state).toBe('scheduled');
    expect(w.engine().state()).toMatchObject({ paused: true, running: 0 });
    await w.run(MINUTE);
    await w.engine().stop();
    w.start();
    await w.run(MINUTE);
    await w.settle();
    expect(w.network.calls('commit')).toBe(0);
    expect(w.engine().state().paused).toBe(true);
    w.engine().resumeAll();
    await w.settle();
    expect(w.row(id).state).toBe('published');
  });

  it('pause-all leaves alone what is already being committed', async () => {
    let free = (): void => undefined;
    let hold = false;
    const w = createWorld({ latency: () => (hold ? new Promise((r) => { free = r; }) : Promise.resolve()) });
    w.start();
    const id = w.add({ dueIn: 6 * MINUTE });
    await w.run(5 * MINUTE);
    await w.settle();
    hold = true;
    await w.run(MINUTE);
    await w.settle();
    expect(w.row(id).committedAt).not.toBeNull();
    await w.engine().pauseAll();
    free();
    await w.settle();
    expect(w.row(id).state).toBe('published');
  });

  it('offline burns no attempts, says so once, and goes on when the network is back', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.setOnline(false);
    await w.run(10 * MINUTE);
    await w.settle();
    expect(w.row(id)).toMatchObject({ state: 'scheduled' });
    expect(w.codes(id).filter((c) => c === 'offline-waiting')).toHaveLength(1);
    expect(w.network.calls('commit')).toBe(0);
    w.setOnline(true);
    await w.settle();
    expect(w.row(id)).toMatchObject({ state: 'published', attemptCount: 1 });
  });

  it('leaves a paused account alone', async () => {
    const w = createWorld({ accounts: 2 });
    w.start();
    w.database.sqlite.prepare('UPDATE accounts SET paused_at = 1 WHERE id = ?').run(w.accountIds[0]);
    const paused = w.add({ dueIn: SECOND });
    const other = w.add({ dueIn: SECOND, account: 1 });
    await w.run(MINUTE);
    await w.settle();
    expect([w.row(paused).state, w.row(other).state]).toEqual(['scheduled', 'published']);
  });

  it('stop waits for a commit under way and no longer than it said', async () => {
    const w = createWorld({ latency: () => new Promise(() => undefined) });
    w.start();
    const id = w.add({ dueIn: SECOND });
    const prepare = w.network.connector.publish;
    Object.assign(prepare, { prepare: () => Promise.resolve({ ok: true, value: null }) });
    await w.run(SECOND);
    await w.settle();
    const stopped = w.engine().stop();
    await w.run(6 * SECOND);
    await stopped;
    expect(w.row(id).committedAt).not.toBeNull();
    expect(w.row(id).state).toBe('publishing');
  });

  it('lets go of what a person cancels while it is prepared', async () => {
    let free = (): void => undefined;
    const w = createWorld({ latency: () => new Promise((r) => { free = r; }) });
    w.start();
    const id = w.add({ dueIn: SECOND });
    await w.run(SECOND);
    await w.settle();
    expect(w.network.calls('prepare')).toBe(1);
    w.database.sqlite.prepare("UPDATE publications SET state = 'cancelled', wake_at = NULL WHERE id = ?").run(id);
    free();
    await w.settle();
    expect(w.row(id).state).toBe('cancelled');
    expect(w.network.posts).toHaveLength(0);
    expect(w.store.openAttempt(id)).toBeNull();
  });
});

describe('afterwards', () => {
  it('says when the post is gone, and reads its counts at an hour, a day and a week', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    await w.run(MINUTE);
    await w.settle();
    const counts = (): number => (w.database.sqlite.prepare('SELECT count(*) AS n FROM publication_metrics').get() as { n: number }).n;
    expect(counts()).toBe(0);
    await w.run(HOUR, 10 * SECOND);
    await w.settle();
    expect(counts()).toBe(1);
    w.network.posts[0]!.deleted = true;
    await w.run(DAY, 10 * SECOND);
    await w.settle();
    expect(w.row(id).goneAt).not.toBeNull();
    expect(w.codes(id)).toContain('verify-gone');
    expect(w.row(id)).toMatchObject({ state: 'published', wakeAt: null });
  });

  it('deletes the live post when a person asks, and says why when it cannot', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    await w.run(MINUTE);
    await w.settle();
    w.network.fail('remove', { kind: 'unavailable' });
    expect(await w.engine().removeFromNetwork(id)).toMatchObject({ ok: false, error: { code: 'network-unavailable' } });
    expect(w.codes(id)).toContain('remove-failed');
    expect((await w.engine().removeFromNetwork(id)).ok).toBe(true);
    expect(w.row(id).goneAt).not.toBeNull();
    expect(w.network.posts[0]?.deleted).toBe(true);
  });
});
