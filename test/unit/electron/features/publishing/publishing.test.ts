import { describe, expect, it } from 'vitest';
import { MINUTE, SECOND } from '#core/clock';
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

  it('a post whose first comment was refused is published, and its activity says what is missing', async () => {
    const w = createWorld();
    w.start();
    const id = w.add({ dueIn: SECOND });
    w.network.fail('commit', { kind: 'comment-refused' });
    await w.run(SECOND);
    await w.settle();
    expect([w.row(id).state, w.network.calls('commit')]).toEqual(['published', 1]);
    expect(w.codes(id).filter((code) => code === 'published' || code === 'comment-refused')).toEqual(['published', 'comment-refused']);
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
