import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import { createWorld } from '#test/support/publishing-world';

describe('a post that finds out that the login is dead', () => {
  for (const step of ['commit', 'prepare'] as const) {
    it(`waits, and goes out once by itself after the next login (${step})`, async () => {
      const w = createWorld();
      w.start();
      const id = w.add({ dueIn: SECOND, media: 1 });
      w.network.fail(step, { kind: 'reauth' });
      await w.run(5 * MINUTE, 5 * SECOND);
      expect(w.row(id)).toMatchObject({ state: 'scheduled', committedAt: null, problemCode: 'signed-out' });
      expect(w.codes(id)).toContain('signed-out');
      expect(w.network.posts).toHaveLength(0);
      w.health(0, 'ok');
      await w.run(10 * SECOND);
      expect(w.row(id)).toMatchObject({ state: 'published', problemCode: null });
      expect(w.onServer(id)).toBe(1);
      expect(w.codes(id)).toContain('sent-late');
    });
  }

  for (const step of ['commit', 'prepare', 'find', 'fetch'] as const) {
    it(`leaves a new login alone when it hears of the old one late (${step})`, async () => {
      const w = createWorld({ latency: () => { if (w.network.calls(step) === 1) w.security.login += 1; return Promise.resolve(); } });
      w.start();
      const id = w.add({ dueIn: SECOND, media: 1 });
      if (step === 'find') w.network.fail('commit', { kind: 'lost' });
      w.network.fail(step, { kind: 'reauth' });
      await w.run(10 * MINUTE, 5 * SECOND);
      expect(w.row(id).state).toBe('published');
      expect(w.onServer(id)).toBe(1);
      expect(w.database.sqlite.prepare('SELECT health FROM accounts').get()).toEqual({ health: 'ok' });
    });
  }

  it('is asked about when the new login comes too late', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'reauth' });
    await w.run(MINUTE);
    await w.run(40 * MINUTE, 20 * SECOND);
    expect(w.row(id)).toMatchObject({ state: 'missed', problemCode: 'signed-out' });
    w.health(0, 'ok');
    await w.run(HOUR, MINUTE);
    expect(w.row(id).state).toBe('missed');
    expect(w.network.posts).toHaveLength(0);
  });

  it('does not try again and again while the network goes on refusing the login', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    for (let i = 0; i < 5; i += 1) {
      w.network.fail('commit', { kind: 'reauth' });
      await w.run(30 * SECOND);
      w.health(0, 'ok');
    }
    expect(w.network.calls('commit')).toBeLessThanOrEqual(6);
    w.network.clearFaults();
    await w.run(MINUTE);
    expect(w.row(id).state).toBe('published');
    expect(w.onServer(id)).toBe(1);
  });

  it('waits when the rules meet the dead login before it is sent', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.preflight.stop = { code: 'account-reauth', detail: '' };
    w.network.fail('prepare', { kind: 'unavailable' });
    await w.run(SECOND);
    w.health(0, 'signed-out');
    await w.run(MINUTE);
    expect(w.row(id).state).toBe('scheduled');
    w.preflight.stop = null;
    w.health(0, 'ok');
    await w.run(MINUTE);
    expect(w.row(id).state).toBe('published');
  });

  it('goes on with a thread of which a part is out, and repeats none of it', async () => {
    const w = createWorld({ accounts: 1 });
    w.start();
    const id = w.add({ dueIn: SECOND, thread: 1 });
    w.network.fail('commit', { kind: 'part' });
    w.network.fail('commit', { kind: 'reauth' });
    await w.run(10 * MINUTE, 5 * SECOND);
    expect(w.row(id).state).toBe('unconfirmed');
    w.health(0, 'ok');
    await w.run(MINUTE, 5 * SECOND);
    expect(w.row(id).state).toBe('published');
    expect(w.onServer(id)).toBe(1);
  });
});
