import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { createIdSource } from '#core/ids';
import { distrustSchedule } from '#db/distrust';
import { matchHeld } from '#electron/features/publishing/held';
import type { WorldOptions } from '#test/support/publishing-world';
import { createWholeWorld, type WholeWorld } from '#test/support/whole-world';

const world = (options: WorldOptions = {}): WholeWorld => createWholeWorld({ nativeHandover: true, byText: true, native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY }, ...options });
const out = (w: WholeWorld) => { w.network.onTheWay(); return w.network.posts; };
const kept = (w: WholeWorld) => w.network.scheduled.filter((s) => s.state === 'waiting');

/** The list is read once before a hand-over; after that the network does not answer it. */
function listFails(w: WholeWorld, times: number): void {
  w.network.fail('held', { kind: 'cannot-tell' });
  for (let i = 0; i < times; i += 1) w.network.fail('held', { kind: 'unavailable' });
}

/** The file as it was before the hand-over: the network remembers, the file does not. */
function putBack(w: WholeWorld, id: string): void {
  w.crash();
  w.database.sqlite.prepare(`UPDATE publications SET wake_at = due_at - 300000, native_ref = NULL, remote_key = NULL, saved = '{}', committed_at = NULL, attempt_count = 0 WHERE id = ?`).run(id);
  w.database.sqlite.prepare('DELETE FROM attempts WHERE publication_id = ?').run(id);
  distrustSchedule(w.database.sqlite, { now: w.clock.now(), since: null, newId: createIdSource(w.clock.now, (n) => new Uint8Array(n).fill(9)) });
  w.start();
}

describe('a back-up from before a hand-over', () => {
  it('adopts what the network keeps, and nothing goes out twice', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 2 * HOUR, media: 1 });
    await w.run(SECOND);
    expect(w.row(id).nativeRef).toBe('s1');
    putBack(w, id);
    await w.run(MINUTE);
    // Found at once, and given back: after a restore publishing is paused, and then networks keep nothing.
    expect(w.codes(id)).toEqual(expect.arrayContaining(['hand-over-found', 'hand-over-taken-back']));
    expect([w.row(id).nativeRef, kept(w).length]).toEqual([null, 0]);
    w.engine().resumeAll();
    await w.run(MINUTE);
    expect(w.row(id)).toMatchObject({ state: 'scheduled', nativeRef: 's2', committedAt: null });
    expect(kept(w)).toHaveLength(1);
    await w.run(3 * HOUR, 20 * SECOND);
    expect(out(w)).toHaveLength(1);
    expect(w.row(id).state).toBe('published');
    expect(w.store.openAttempt(id)).toBeNull();
  });

  it('finds it also when it is too late to hand anything over', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 10 * MINUTE });
    await w.run(7 * MINUTE, 10 * SECOND);
    putBack(w, id);
    w.engine().resumeAll();
    await w.run(30 * MINUTE, 5 * SECOND);
    expect(out(w)).toHaveLength(1);
    expect(w.row(id).state).toBe('published');
    expect(w.network.calls('commit')).toBe(0);
  });

  it('finds it when hand-over is not wanted any more, takes it back, and sends it itself', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 2 * HOUR });
    await w.run(SECOND);
    putBack(w, id);
    w.database.sqlite.exec('UPDATE brands SET native_handover = 0');
    w.engine().resumeAll();
    await w.run(3 * HOUR, 10 * SECOND);
    expect(out(w)).toHaveLength(1);
    expect([w.row(id).state, w.network.calls('commit'), kept(w).length]).toEqual(['published', 1, 0]);
  });

  it('waits with sending until the network has said what it keeps', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 10 * MINUTE });
    await w.run(7 * MINUTE, 10 * SECOND);
    putBack(w, id);
    for (let i = 0; i < 3; i += 1) w.network.fail('held', { kind: 'unavailable' });
    w.engine().resumeAll();
    await w.run(30 * MINUTE, 5 * SECOND);
    expect(out(w)).toHaveLength(1);
  });

  it('leaves alone what belongs to another publication with the same words', async () => {
    const w = world();
    w.start();
    const first = w.add({ dueIn: 2 * HOUR, text: 'the same words' });
    await w.run(SECOND);
    const second = w.add({ dueIn: 2 * HOUR - SECOND, text: 'the same words' });
    await w.run(SECOND);
    expect([w.row(first).nativeRef, w.row(second).nativeRef]).toEqual(['s1', 's2']);
  });
});

describe('which of the posts it keeps is this one', () => {
  const job = { id: 'p', text: 'caf\u00e9\nand more', media: [{ assetId: 'a', alt: '' }], thread: [], dueAt: 1_000_000 };
  const post = { ref: 's1', dueAt: 1_000_000, text: 'cafe\u0301\r\nand more ', mediaCount: 1, publicationId: null };
  it('goes by the key, else by words, time and number of pictures', () => {
    expect(matchHeld(job, [post], new Set())).toEqual({ post, same: true });
    expect(matchHeld(job, [post], new Set(['s1']))).toBeNull();
    expect(matchHeld(job, [{ ...post, mediaCount: 2 }], new Set())).toBeNull();
    expect(matchHeld(job, [{ ...post, dueAt: post.dueAt + 2 * MINUTE }], new Set())).toBeNull();
    expect(matchHeld(job, [{ ...post, text: 'other' }], new Set())).toBeNull();
    expect(matchHeld(job, [{ ...post, publicationId: 'another' }], new Set())).toBeNull();
    const mine = { ...post, ref: 's2', text: 'older words', dueAt: 5, publicationId: 'p' };
    expect(matchHeld(job, [post, mine], new Set())).toEqual({ post: mine, same: false });
  });
});

describe('a hand-over whose answer got lost, and that nobody wants any more', () => {
  for (const [name, act] of [
    ['cancelled', (w: WholeWorld, id: string) => w.planning.cancel([id])],
    ['taken off the plan', (w: WholeWorld, id: string) => w.planning.unschedule({ postId: w.row(id).postId })],
    ['put on hold', (w: WholeWorld, id: string) => w.planning.hold([id])],
    ['thrown away', (w: WholeWorld, id: string) => w.posts.remove([w.row(id).postId])],
  ] as const) {
    it(`is found and taken back when it was ${name}`, async () => {
      const w = world();
      w.start();
      const id = w.add({ dueIn: 2 * HOUR });
      w.network.fail('schedule', { kind: 'lost' });
      listFails(w, 2);
      await w.run(0);
      expect([w.network.calls('schedule'), kept(w).length]).toEqual([1, 1]);
      expect(act(w, id).ok).toBe(true);
      await w.run(5 * HOUR, 20 * SECOND);
      expect(out(w)).toHaveLength(0);
      expect(kept(w)).toHaveLength(0);
      expect(w.row(id)).toMatchObject({ nativeRef: null, committedAt: null });
      expect(w.store.openAttempt(id)).toBeNull();
    });
  }

  it('is forgotten when it never arrived', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 2 * HOUR });
    w.network.fail('schedule', { kind: 'not-arrived' });
    await w.run(0);
    expect(w.network.calls('schedule')).toBe(1);
    expect(w.planning.cancel([id]).ok).toBe(true);
    await w.run(10 * MINUTE, 10 * SECOND);
    expect(w.row(id)).toMatchObject({ state: 'cancelled', committedAt: null });
    expect(w.store.openAttempt(id)).toBeNull();
  });

  it('is told to be out when it went out before anybody could ask', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 20 * MINUTE });
    w.network.fail('schedule', { kind: 'lost' });
    listFails(w, 500);
    await w.run(0);
    expect(kept(w)).toHaveLength(1);
    expect(w.planning.cancel([id]).ok).toBe(true);
    await w.run(40 * MINUTE, 20 * SECOND);
    expect(w.row(id).state).toBe('published');
    expect(out(w)).toHaveLength(1);
  });

  for (const answer of ['there', 'gone'] as const) {
    it(`asks a person when nobody can tell, never sends it again, and settles it later (${answer})`, async () => {
      const w = world();
      w.start();
      const id = w.add({ dueIn: 20 * MINUTE });
      w.network.fail('schedule', { kind: answer === 'there' ? 'lost' : 'not-arrived' });
      listFails(w, 2);
      await w.run(0);
      expect(w.network.calls('schedule')).toBe(1);
      expect(w.planning.cancel([id]).ok).toBe(true);
      w.health(0, 'signed-out');
      await w.run(40 * MINUTE, 20 * SECOND);
      expect(w.row(id).state).toBe('unconfirmed');
      expect(w.codes(id)).toContain('unconfirmed');
      w.health(0, 'ok');
      await w.run(2 * HOUR, 20 * SECOND);
      expect(w.row(id).state).toBe(answer === 'there' ? 'published' : 'cancelled');
      expect(out(w)).toHaveLength(answer === 'there' ? 1 : 0);
      expect(w.network.calls('commit')).toBe(0);
    });
  }
});

describe('a pause', () => {
  it('of everything takes back what the network keeps; the end of it hands over again', async () => {
    const w = world();
    w.start();
    const ids = [w.add({ dueIn: 2 * HOUR }), w.add({ dueIn: 3 * HOUR })];
    await w.run(SECOND);
    const paused = w.engine().pauseAll();
    await w.run(MINUTE);
    await paused;
    expect(kept(w)).toHaveLength(0);
    expect(ids.map((id) => w.row(id).state)).toEqual(['scheduled', 'scheduled']);
    w.engine().resumeAll();
    await w.run(MINUTE);
    expect(kept(w)).toHaveLength(2);
    await w.run(4 * HOUR, 20 * SECOND);
    expect(ids.map((id) => w.row(id).state)).toEqual(['published', 'published']);
    expect(out(w)).toHaveLength(2);
    expect(w.network.calls('commit')).toBe(0);
  });

  it('of one account takes back what is kept there, and nothing of the other', async () => {
    const w = world({ accounts: 2 });
    w.start();
    const [a, b] = [w.add({ dueIn: 2 * HOUR }), w.add({ dueIn: 2 * HOUR, account: 1 })];
    await w.run(SECOND);
    w.database.sqlite.prepare('UPDATE accounts SET paused_at = 1 WHERE id = ?').run(w.accountIds[0]);
    w.engine().wake();
    await w.run(MINUTE);
    expect([w.row(a).nativeRef, w.row(b).nativeRef]).toEqual([null, 's2']);
    await w.run(3 * HOUR, 20 * SECOND);
    expect(out(w).map((p) => p.accountId)).toEqual([w.accountIds[1]]);
  });

  it('while offline is made good as soon as the network is there again, and told of until then', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 2 * HOUR });
    await w.run(SECOND);
    w.setOnline(false);
    const paused = w.engine().pauseAll();
    await w.run(MINUTE);
    await paused;
    expect(kept(w)).toHaveLength(1);
    expect(w.heldInPause(true)).toEqual([{ accountId: w.accountIds[0], network: 'practice', count: 1, firstAt: w.row(id).dueAt }]);
    w.setOnline(true);
    await w.run(MINUTE);
    expect(kept(w)).toHaveLength(0);
    expect(w.heldInPause(true)).toEqual([]);
  });
});
