import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { createWholeWorld } from '#test/support/whole-world';

const NATIVE = { nativeHandover: true, native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY } };

describe('an account that cannot work any more', () => {
  it('does not leave a post of unknown fate "publishing" for ever', async () => {
    const w = createWholeWorld();
    w.start();
    const id = w.add({ dueIn: MINUTE });
    w.network.fail('commit', { kind: 'lost' });
    await w.run(MINUTE + SECOND);
    expect(w.row(id).state).toBe('publishing');
    w.database.sqlite.prepare("UPDATE accounts SET health = 'disconnected'").run();
    w.engine().wake();
    await w.run(HOUR, 20 * SECOND);
    expect(w.row(id)).toMatchObject({ state: 'unconfirmed' });
    expect(w.codes(id)).toContain('unconfirmed');
    // Once it can work again, Linnet looks and finds it.
    w.database.sqlite.prepare("UPDATE accounts SET health = 'ok'").run();
    w.engine().wake();
    await w.run(10 * MINUTE, 20 * SECOND);
    expect(w.row(id).state).toBe('published');
  });

  it('does not leave what the network keeps "scheduled" for ever', async () => {
    const w = createWholeWorld(NATIVE);
    w.start();
    const id = w.add({ dueIn: 20 * MINUTE });
    await w.run(SECOND);
    expect(w.row(id).nativeRef).toBe('s1');
    w.health(0, 'signed-out');
    await w.run(3 * HOUR, 20 * SECOND);
    expect(w.row(id).state).toBe('unconfirmed');
    w.health(0, 'ok');
    await w.run(10 * MINUTE, 20 * SECOND);
    expect(w.row(id).state).toBe('published');
    expect(w.onServer(id)).toBe(1);
  });
});

describe('a brand in the bin', () => {
  it('sends nothing that was being tried when it went', async () => {
    const w = createWholeWorld();
    w.start();
    const id = w.add({ dueIn: MINUTE });
    let slow = true;
    w.network.fail('commit', { kind: 'unavailable' });
    await w.run(MINUTE + SECOND);
    expect(w.row(id)).toMatchObject({ state: 'scheduled', problemCode: 'unavailable' });
    expect(w.brands.remove(w.brandId).ok).toBe(true);
    slow = false;
    await w.run(HOUR, 20 * SECOND);
    expect([slow, w.network.posts.length]).toEqual([false, 0]);
  });

  it('sends nothing that was being prepared when it went', async () => {
    let slow = false;
    let open = (): void => undefined;
    const w = createWholeWorld({ latency: () => (slow ? new Promise<void>((r) => { open = r; }) : Promise.resolve()) });
    w.start();
    slow = true;
    const id = w.add({ dueIn: 0 });
    await w.run(SECOND);
    expect(w.row(id)).toMatchObject({ state: 'publishing', committedAt: null });
    expect(w.brands.remove(w.brandId).ok).toBe(true);
    slow = false;
    open();
    await w.run(HOUR, 20 * SECOND);
    expect(w.network.posts).toHaveLength(0);
    expect(w.row(id).state).toBe('hold');
  });
});

describe('a clock set back', () => {
  it('does not keep back what was put off while it ran ahead', async () => {
    const w = createWholeWorld({ latenessLimitMs: 6 * HOUR });
    w.start();
    const id = w.add({ dueIn: 3 * HOUR });
    await w.run(SECOND);
    w.clock.jump(5 * HOUR);
    w.network.fail('commit', { kind: 'rate-limited', ms: 20 * MINUTE });
    await w.clock.wake();
    await w.run(2 * SECOND);
    expect(w.row(id)).toMatchObject({ state: 'scheduled', problemCode: 'rate-limited' });
    w.clock.jump(-5 * HOUR);
    await w.run(3 * HOUR + MINUTE, 20 * SECOND);
    expect(w.row(id).state).toBe('published');
  });
});

describe('a hand-over under way', () => {
  it('leaves nothing behind when it is refused after the post was taken off the plan', async () => {
    let slow = false;
    let open = (): void => undefined;
    const w = createWholeWorld({ ...NATIVE, latency: () => (slow ? new Promise<void>((r) => { open = r; }) : Promise.resolve()) });
    w.start();
    w.network.fail('schedule', { kind: 'rejected' });
    w.crashAt('hand-over-called');
    const id = w.add({ dueIn: 2 * HOUR });
    w.crashAt('recovered');
    slow = true;
    await w.run(0);
    // The list that is read first, and the preparation.
    for (let call = 0; call < 2; call += 1) {
      open();
      await w.run(0);
    }
    expect(w.network.calls('schedule')).toBe(1);
    expect(w.planning.unschedule({ postId: w.row(id).postId }).ok).toBe(true);
    slow = false;
    open();
    await w.run(SECOND);
    expect(w.row(id)).toMatchObject({ state: 'draft', committedAt: null });
    expect(w.store.openAttempt(id)).toBeNull();
  });
});
