import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { publishingSteps } from '#electron/features/publishing/steps';
import { createWorld } from '#test/support/publishing-world';

describe('on time', () => {
  it('prepares ahead, commits at the due instant once, verifies and says every step', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: 10 * MINUTE, media: 1 });
    await w.run(6 * MINUTE);
    await w.settle();
    expect(w.row(id)).toMatchObject({ state: 'scheduled', attemptCount: 1 });
    expect(w.row(id).preparedAt).not.toBeNull();
    expect(w.network.calls('commit')).toBe(0);
    await w.run(4 * MINUTE - 1);
    await w.settle();
    expect(w.network.posts).toHaveLength(0);
    await w.run(1);
    await w.settle();
    expect(w.network.posts).toHaveLength(1);
    expect(w.row(id)).toMatchObject({ state: 'published', remoteId: 'p1', permalink: 'https://fake.example/p1', attemptCount: 1 });
    await w.run(10 * SECOND);
    await w.settle();
    expect(w.row(id).verifiedAt).not.toBeNull();
    expect(w.codes(id)).toEqual(['attempt-written', 'prepare-started', 'media-accepted', 'prepared', 'due', 'commit-started', 'published', 'verified']);
    expect(w.network.calls('prepare')).toBe(1);
    expect(w.defects).toEqual([]);
  });

  it('prepares again what was edited after it was prepared', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: 6 * MINUTE, media: 1 });
    await w.run(2 * MINUTE);
    await w.settle();
    w.database.sqlite.prepare('UPDATE publications SET text = ? WHERE id = ?').run('changed', id);
    await w.run(5 * MINUTE);
    await w.settle();
    expect(w.network.calls('prepare')).toBe(2);
    expect(w.network.posts.map((p) => p.text)).toEqual(['changed']);
  });

  it('backs off from a failed preparation and still goes out on time', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: 6 * MINUTE, media: 1 });
    w.network.fail('prepare', { kind: 'unavailable' });
    w.network.fail('prepare', { kind: 'unavailable' });
    await w.run(6 * MINUTE);
    await w.settle();
    expect(w.row(id).state).toBe('published');
    expect(w.network.calls('prepare')).toBe(3);
    expect(w.codes(id).filter((c) => c === 'unavailable')).toHaveLength(2);
  });

  it('keeps to the limits of the network and of one account', async () => {
    let now = 0;
    let most = 0;
    const w = createWorld({ accounts: 2, concurrency: { network: 5, account: 3 }, latency: async () => {
      now += 1;
      most = Math.max(most, now);
      await new Promise((r) => { setImmediate(r); });
      now -= 1;
    } });
    w.start();
    const ids = Array.from({ length: 30 }, (_, i) => w.add({ dueIn: SECOND, account: i % 2 }));
    await w.run(SECOND);
    for (let i = 0; i < 20; i += 1) await w.settle();
    expect(ids.map((id) => w.row(id).state)).toEqual(ids.map(() => 'published'));
    expect(w.network.posts).toHaveLength(30);
    expect(most).toBeLessThanOrEqual(5);
    expect(most).toBeGreaterThan(3);
  });

  it('does not spin when everything is busy', async () => {
    const w = createWorld({ concurrency: { network: 1, account: 1 }, latency: () => new Promise(() => undefined) });
    w.start();
    for (let i = 0; i < 5; i += 1) w.add({ dueIn: SECOND });
    await w.run(SECOND);
    await w.settle();
    expect(w.clock.pending()).toBe(2);
    // The scheduler and the limit of the one call under way. With a timer for the overdue rows this would never come to an end.
    await w.run(10 * SECOND);
    expect(w.clock.pending()).toBe(2);
  });
});

describe('outcomes', () => {
  it('fails what the network refuses, with its reason', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'rejected' });
    await w.run(2 * SECOND);
    await w.settle();
    expect(w.row(id)).toMatchObject({ state: 'failed', problemCode: 'invalid', committedAt: null, wakeAt: null });
    expect(await w.engine().retry(id)).toEqual({ ok: true, value: null });
    await w.settle();
    expect(w.row(id).state).toBe('published');
    expect(w.onServer(id)).toBe(1);
  });

  it('marks the account signed out; the others wait for it', async () => {
    const w = createWorld({ concurrency: { network: 1, account: 1 } });
    w.start();
    const first = w.add({ dueIn: SECOND });
    const second = w.add({ dueIn: 2 * SECOND });
    w.network.fail('commit', { kind: 'reauth' });
    await w.run(5 * SECOND);
    await w.settle();
    expect(w.row(first)).toMatchObject({ state: 'scheduled', problemCode: 'signed-out' });
    expect(w.row(second)).toMatchObject({ state: 'scheduled', attemptCount: 1 });
    w.health(0, 'ok');
    await w.run(5 * SECOND);
    expect([w.row(first).state, w.row(second).state]).toEqual(['published', 'published']);
    expect(w.network.posts).toHaveLength(2);
  });

  it('asks about what waited too long for a signed-out account', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: 20 * MINUTE });
    w.health(0, 'signed-out');
    await w.run(52 * MINUTE, 10 * SECOND);
    await w.settle();
    expect(w.row(id).state).toBe('missed');
    expect(w.codes(id)).toContain('missed');
  });

  it('waits as long as the network says', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'rate-limited', ms: 4 * MINUTE });
    await w.run(4 * MINUTE);
    await w.settle();
    expect(w.network.calls('commit')).toBe(1);
    expect(w.row(id)).toMatchObject({ state: 'scheduled', problemCode: 'rate-limited', committedAt: null });
    await w.run(2 * SECOND);
    await w.settle();
    expect(w.row(id).state).toBe('published');
    expect(w.codes(id)).toContain('sent-late');
  });

  it('tries an unreachable network until it is too late, then asks', async () => {
    const w = createWorld({ latenessLimitMs: 20 * MINUTE });
    w.start();
    const id = w.add({ dueIn: SECOND });
    for (let i = 0; i < 100; i += 1) w.network.fail('commit', { kind: 'unavailable' });
    await w.run(22 * MINUTE, 10 * SECOND);
    await w.settle();
    expect(w.row(id)).toMatchObject({ state: 'missed' });
    expect(w.network.posts).toHaveLength(0);
    expect(w.network.calls('commit')).toBeGreaterThan(5);
    expect(w.network.calls('commit')).toBeLessThan(30);
  });

  it('follows what the network processes, and only reads', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'processing' });
    w.network.fail('check', { kind: 'unavailable' });
    await w.run(SECOND);
    await w.settle();
    expect(w.row(id).state).toBe('publishing');
    await w.run(MINUTE);
    await w.settle();
    expect(w.row(id).state).toBe('published');
    expect(w.network.calls('commit')).toBe(1);
  });

  it('goes on with a thread after the parts that are out', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND, thread: 1 });
    w.network.fail('commit', { kind: 'part' });
    await w.run(SECOND);
    await w.settle();
    expect(w.row(id)).toMatchObject({ state: 'publishing' });
    expect(w.row(id).committedAt).not.toBeNull();
    await w.run(MINUTE);
    await w.settle();
    expect(w.row(id).state).toBe('published');
    expect(w.codes(id)).toContain('part-published');
    expect(w.onServer(id)).toBe(1);
  });

  it('goes on with a half published thread at once after a crash', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND, thread: 1 });
    w.network.fail('commit', { kind: 'part' });
    await w.run(SECOND);
    expect(w.row(id)).toMatchObject({ state: 'publishing', remoteId: null });
    w.crashAt('claimed');
    await w.run(MINUTE);
    expect(w.isDead()).toBe(true);
    w.start();
    await w.run(5 * SECOND);
    expect(w.row(id).state).toBe('published');
    expect(w.onServer(id)).toBe(1);
  });

  it('waits while the vault is locked, and goes out once it is open', async () => {
    const w = createWorld();
    w.security.locked = true;
    w.start();
    const id = w.add({ dueIn: SECOND });
    await w.run(5 * MINUTE, 5 * SECOND);
    expect(w.row(id)).toMatchObject({ state: 'scheduled', committedAt: null });
    expect(w.network.calls('commit')).toBe(0);
    expect(w.codes(id)).not.toContain('signed-out');
    w.security.locked = false;
    w.engine().wake();
    await w.run(6 * MINUTE, 5 * SECOND);
    expect(w.row(id).state).toBe('published');
    expect(w.onServer(id)).toBe(1);
  });

  it('stops at the rules and at a picture that is gone, before anything is sent', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.preflight.stop = { code: 'text-too-long', detail: '501' };
    await w.run(SECOND);
    await w.settle();
    expect(w.row(id)).toMatchObject({ state: 'failed', problemCode: 'text-too-long' });
    expect(w.network.calls('commit')).toBe(0);
    expect(w.codes(id)).toContain('preflight-stopped');
  });
});

describe('not knowing', () => {
  it('finds what arrived although the answer was lost', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'lost' });
    await w.run(10 * SECOND);
    await w.settle();
    expect(w.row(id)).toMatchObject({ state: 'published', remoteId: 'p1' });
    expect(w.codes(id)).toEqual(expect.arrayContaining(['no-answer', 'looked-found']));
    expect(w.network.calls('commit')).toBe(1);
  });

  it('sends again only after two looks that are far enough apart', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'not-arrived' });
    await w.run(40 * SECOND);
    await w.settle();
    expect(w.network.calls('commit')).toBe(1);
    await w.run(8 * SECOND);
    await w.settle();
    expect(w.network.calls('commit')).toBe(2);
    expect(w.row(id).state).toBe('published');
  });

  it('is not deceived by a clock set forward between the looks', async () => {
    const w = createWorld({ latenessLimitMs: 2 * DAY });
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'late', ms: 15 * SECOND });
    await w.run(SECOND);
    w.clock.jump(DAY);
    await w.clock.wake();
    await w.settle();
    w.clock.jump(HOUR);
    await w.clock.wake();
    await w.settle();
    await w.run(2 * MINUTE);
    await w.settle();
    expect(w.network.calls('commit')).toBe(1);
    expect(w.row(id).state).toBe('published');
    expect(w.onServer(id)).toBe(1);
  });

  it('replays under the same key where that is safe', async () => {
    const w = createWorld({ honoursKeys: true });
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'late', ms: 15 * SECOND });
    await w.run(10 * SECOND);
    await w.settle();
    expect(w.codes(id)).toContain('replayed');
    expect(w.row(id).state).toBe('published');
    await w.run(MINUTE);
    expect(w.onServer(id)).toBe(1);
  });

  it('asks a person when the network cannot tell, goes on looking, and finds it', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'lost' });
    w.network.fail('find', { kind: 'cannot-tell' });
    w.network.fail('find', { kind: 'cannot-tell' });
    await w.run(4 * SECOND);
    await w.settle();
    expect(w.row(id).state).toBe('unconfirmed');
    await w.run(MINUTE);
    await w.settle();
    expect(w.row(id).state).toBe('published');
    expect(w.network.calls('commit')).toBe(1);
  });

  it('does what the person says of an unconfirmed one', async () => {
    for (const decision of ['it-is-there', 'send-it', 'do-not-send'] as const) {
      const w = createWorld();
      w.start();
      const id = w.add({ dueIn: SECOND });
      w.network.fail('commit', { kind: 'not-arrived' });
      for (let i = 0; i < 50; i += 1) w.network.fail('find', { kind: 'cannot-tell' });
      await w.run(2 * HOUR, 10 * SECOND);
      await w.settle();
      expect(w.row(id).state).toBe('unconfirmed');
      expect(w.network.calls('commit')).toBe(1);
      expect(await w.engine().decide(id, decision, decision === 'it-is-there' ? 'https://fake.example/x' : null)).toEqual({ ok: true, value: null });
      await w.run(SECOND);
      await w.settle();
      expect(w.row(id).state).toBe(decision === 'do-not-send' ? 'cancelled' : 'published');
      expect(w.network.posts).toHaveLength(decision === 'send-it' ? 1 : 0);
    }
  });

  it('keeps looking after a person said nothing, and looks at once when asked', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'lost' });
    for (let i = 0; i < 12; i += 1) w.network.fail('find', { kind: 'unavailable' });
    await w.run(3 * MINUTE);
    await w.settle();
    expect(w.row(id).state).toBe('unconfirmed');
    w.network.clearFaults();
    expect(await w.engine().lookNow(id)).toEqual({ ok: true, value: null });
    expect(w.row(id).state).toBe('published');
  });

  it('does not send again beyond the lateness limit without asking', async () => {
    const w = createWorld({ latenessLimitMs: 2 * MINUTE });
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'not-arrived' });
    for (let i = 0; i < 6; i += 1) w.network.fail('find', { kind: 'unavailable' });
    await w.run(HOUR, 10 * SECOND);
    await w.settle();
    expect(w.row(id)).toMatchObject({ state: 'failed', problemCode: 'not-arrived' });
    expect(w.network.calls('commit')).toBe(1);
  });
});

describe('crash at each step', () => {
  for (const step of publishingSteps.filter((s) => !s.startsWith('hand-over') && s !== 'check-answered')) {
    it(`${step}: comes back right`, async () => {
      const w = createWorld();
      w.start();
      const id = w.add({ dueIn: 6 * MINUTE, media: 1 });
      if (step.startsWith('look')) w.network.fail('commit', { kind: 'lost' });
      if (step.startsWith('recover')) {
        w.crashAt('commit-answered');
        await w.run(6 * MINUTE);
        await w.settle();
        expect(w.isDead()).toBe(true);
        w.crashAt(step);
        w.start();
      } else {
        w.crashAt(step);
        await w.run(7 * MINUTE);
      }
      await w.settle();
      expect(w.isDead()).toBe(true);
      w.start();
      await w.run(5 * MINUTE);
      expect(w.row(id).state).toBe('published');
      expect(w.onServer(id)).toBe(1);
      // A claim that died is taken up again when its lease is over.
      await w.run(8 * MINUTE);
      expect(w.row(id).verifiedAt).not.toBeNull();
    });
  }

  it('settles what the last run left before it sends anything else', async () => {
    const w = createWorld();
    w.start();
    w.add({ dueIn: SECOND });
    const second = w.add({ dueIn: 2 * SECOND });
    w.crashAt('commit-called');
    await w.run(SECOND);
    await w.settle();
    w.clock.sleep(10 * SECOND);
    let free = (): void => undefined;
    const find = w.network.connector.publish.findPublished;
    Object.assign(w.network.connector.publish, { findPublished: async (c: Parameters<typeof find>[0]) => {
      await new Promise<void>((r) => { free = r; });
      return find(c);
    } });
    w.start();
    await w.run(5 * SECOND);
    await w.settle();
    expect(w.row(second).state).toBe('scheduled');
    free();
    await w.settle();
    expect(w.row(second).state).toBe('published');
  });
});

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
