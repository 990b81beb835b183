import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { publishingSteps } from '#electron/features/publishing/steps';
import { createWorld } from '#test/support/publishing-world';

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

  it('tells a person no later because many short runs have looked already', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'lost' });
    for (let n = 0; n < 60; n += 1) w.network.fail('find', { kind: 'unavailable' });
    await w.run(2 * SECOND);
    for (let run = 0; run < 10; run += 1) {
      w.crash();
      w.start();
      await w.run(SECOND);
    }
    expect(w.row(id)).toMatchObject({ state: 'publishing', problemCode: 'no-answer' });
    await w.run(MINUTE);
    await w.settle();
    expect(w.row(id).state).toBe('unconfirmed');
    expect(w.codes(id)).toContain('unconfirmed');
    expect(w.network.calls('commit')).toBe(1);
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

describe('half a thread is out, and the rest of it may still be on its way', () => {
  it('does not go on before two looks have not found the rest', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'part-late', ms: 15 * SECOND });
    await w.run(2 * MINUTE);
    await w.settle();
    expect(w.codes(id)).toContain('part-published');
    expect(w.network.calls('commit')).toBe(1);
    expect(w.onServer(id)).toBe(1);
    expect(w.row(id).state).toBe('published');
  });

  it('nor after a crash in the middle of it', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'part-late', ms: 15 * SECOND });
    await w.run(2 * SECOND);
    expect(w.row(id).saved).toHaveProperty('part:0');
    w.crash();
    w.start();
    await w.run(2 * MINUTE);
    await w.settle();
    expect(w.network.calls('commit')).toBe(1);
    expect(w.onServer(id)).toBe(1);
    expect(w.row(id).state).toBe('published');
  });

  it('goes on with the rest when that never arrived', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'part-late', ms: HOUR });
    await w.run(40 * SECOND);
    expect(w.network.calls('commit')).toBe(1);
    await w.run(20 * SECOND);
    await w.settle();
    expect(w.network.calls('commit')).toBe(2);
    expect(w.row(id).state).toBe('published');
    expect(w.codes(id).filter((code) => code === 'part-published')).toHaveLength(1);
  });
});
