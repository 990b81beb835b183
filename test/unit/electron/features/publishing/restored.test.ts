import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { createIdSource } from '#core/ids';
import { distrustSchedule } from '#db/distrust';
import { doubtedSql } from '#db/publishing';
import { createMemoryDb } from '#test/support/memory-db';
import type { WorldOptions } from '#test/support/publishing-world';
import { createWholeWorld, type WholeWorld } from '#test/support/whole-world';

const world = (options: WorldOptions = {}): WholeWorld => createWholeWorld({ nativeHandover: true, byText: true, native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY }, ...options });
const out = (w: WholeWorld) => { w.network.onTheWay(); return w.network.posts; };
const bytes = (n: number) => new Uint8Array(n).fill(9);

/** The file as it was before the hand-over, with the words and the time that the post had then. */
function putBack(w: WholeWorld, id: string, then: { readonly text?: string; readonly dueIn?: number } = {}): void {
  w.crash();
  const { sqlite } = w.database;
  sqlite.prepare(`UPDATE publications SET native_ref = NULL, remote_key = NULL, saved = '{}', committed_at = NULL, attempt_count = 0 WHERE id = ?`).run(id);
  if (then.text !== undefined) sqlite.prepare('UPDATE publications SET text = ? WHERE id = ?').run(then.text, id);
  if (then.dueIn !== undefined) sqlite.prepare('UPDATE publications SET due_at = ? WHERE id = ?').run(w.clock.now() + then.dueIn, id);
  sqlite.prepare('UPDATE publications SET wake_at = due_at - 300000 WHERE id = ?').run(id);
  sqlite.prepare('DELETE FROM attempts WHERE publication_id = ?').run(id);
  distrustSchedule(sqlite, { now: w.clock.now(), since: null, newId: createIdSource(w.clock.now, bytes) });
  w.start();
}
/** Handed over with words and a time that the back-up does not know. */
async function handedOver(w: WholeWorld, dueIn = 2 * HOUR): Promise<string> {
  w.start();
  const id = w.add({ dueIn, text: 'the newer words' });
  await w.run(SECOND);
  expect(w.row(id).nativeRef).toBe('s1');
  return id;
}
const asked = { state: 'missed', problemCode: 'held-unclear', nativeRef: null };

describe('a post that was moved or reworded since its hand-over, in a back-up from before that', () => {
  for (const [name, then] of [['reworded', { text: 'the older words' }], ['moved', { dueIn: 3 * HOUR }], ['moved and reworded', { text: 'the older words', dueIn: 3 * HOUR }]] as const) {
    it(`is known by its own name at the network when it was ${name}, and goes out once`, async () => {
      const w = world();
      const id = await handedOver(w);
      putBack(w, id, then);
      w.engine().resumeAll();
      await w.run(4 * HOUR, 20 * SECOND);
      expect(out(w)).toHaveLength(1);
      expect(w.row(id).state).toBe('published');
      expect(w.codes(id)).toContain('hand-over-found');
    });

    it(`is asked about when it was ${name} and the network tells no names, and nothing is sent by itself`, async () => {
      const w = world({ tellsNames: false });
      const id = await handedOver(w);
      putBack(w, id, then);
      w.engine().resumeAll();
      await w.run(MINUTE);
      expect(w.row(id)).toMatchObject(asked);
      expect(w.codes(id)).toContain('held-unclear');
      await w.run(4 * HOUR, 20 * SECOND);
      expect(out(w).map((post) => post.text)).toEqual(['the newer words']);
      expect([w.network.calls('schedule'), w.network.calls('commit')]).toEqual([1, 0]);
      expect(w.store.openAttempt(id)).toBeNull();
    });

    it(`is asked about when it was ${name}, with hand-over switched off and no time left for one`, async () => {
      const w = world({ tellsNames: false });
      const id = await handedOver(w);
      putBack(w, id, then);
      w.database.sqlite.exec('UPDATE brands SET native_handover = 0');
      w.engine().resumeAll();
      await w.run(4 * HOUR, 20 * SECOND);
      expect(w.network.calls('commit')).toBe(0);
      expect(w.row(id)).toMatchObject(asked);
      expect(out(w)).toHaveLength(1);
    });
  }

  it('is asked about when its time came while publishing was still paused after the restore', async () => {
    const w = world();
    const id = await handedOver(w, 10 * MINUTE);
    w.setOnline(false);
    putBack(w, id, { text: 'the older words' });
    await w.run(15 * MINUTE, 20 * SECOND);
    w.setOnline(true);
    w.engine().resumeAll();
    await w.run(30 * MINUTE, 5 * SECOND);
    expect(out(w).map((post) => post.text)).toEqual(['the newer words']);
    expect(w.row(id)).toMatchObject(asked);
  });

  it('goes out when a person says so, and is not asked about again until another back-up is put back', async () => {
    const w = world({ tellsNames: false });
    const id = await handedOver(w);
    putBack(w, id, { text: 'the older words' });
    w.engine().resumeAll();
    await w.run(MINUTE);
    expect(await w.engine().missed(id, 'now')).toMatchObject({ ok: true });
    await w.run(MINUTE);
    expect(w.row(id).state).toBe('published');
    expect(out(w).map((post) => post.text)).toEqual(['the older words']);
  });

  it('is asked about anew after a second restore of a file that remembers the first', async () => {
    const w = world({ tellsNames: false });
    const id = await handedOver(w);
    putBack(w, id, { text: 'the older words' });
    w.engine().resumeAll();
    await w.run(MINUTE);
    w.crash();
    w.database.sqlite.prepare("UPDATE publications SET state = 'scheduled', wake_at = due_at - 300000 WHERE id = ?").run(id);
    distrustSchedule(w.database.sqlite, { now: w.clock.now(), since: null, newId: createIdSource(w.clock.now, bytes) });
    w.start();
    w.engine().resumeAll();
    await w.run(3 * HOUR, 20 * SECOND);
    expect(w.row(id)).toMatchObject(asked);
    expect(w.network.calls('commit')).toBe(0);
  });
});

it('what is in doubt is found by the index of wake times', () => {
  const rows = createMemoryDb().sqlite.prepare(`EXPLAIN QUERY PLAN ${doubtedSql}`).all({ now: 1, since: 2, networks: '[]', accounts: '[]', limit: 1 }) as { readonly detail: string }[];
  const plan = rows.map((r) => r.detail).join('\n');
  expect(plan).toMatch(/SEARCH p USING INDEX publications_wake \(wake_at>\?\)/);
  expect(plan).not.toMatch(/TEMP B-TREE|SCAN (p|a|o|b)\b/);
});

describe('what the network keeps and this file does not know', () => {
  const stranger = (w: WholeWorld, publicationId: string) => w.network.scheduled.push({ ref: 'other', key: 'o', publicationId, text: 'somebody else', accountId: w.accountIds[0] ?? '', mediaCount: 0, dueAt: w.clock.now() + 5 * HOUR, state: 'waiting', postId: null });

  it('stops nothing when it carries the name of another publication', async () => {
    const w = world();
    w.start();
    const id = w.add({ dueIn: 2 * HOUR });
    stranger(w, 'a publication made after the back-up');
    await w.run(SECOND);
    putBack(w, id);
    await w.run(MINUTE);
    const told = w.database.sqlite.prepare("SELECT account_id AS accountId, params FROM activity WHERE code = 'held-unknown'").all() as { accountId: string; params: string }[];
    expect(told.map(({ accountId, params }) => [accountId, JSON.parse(params)])).toEqual([[w.accountIds[0], { count: 1, dueAt: w.network.scheduled[0]?.dueAt, text: 'somebody else' }]]);
    w.engine().resumeAll();
    await w.run(3 * HOUR, 20 * SECOND);
    expect(w.row(id).state).toBe('published');
  });

  it('stops nothing that was written after the restore, and nothing without a restore', async () => {
    const w = world({ tellsNames: false });
    w.start();
    const before = w.add({ dueIn: 20 * HOUR });
    stranger(w, '');
    await w.run(SECOND);
    putBack(w, before);
    w.engine().resumeAll();
    await w.run(SECOND);
    const id = w.add({ dueIn: 2 * HOUR });
    w.database.sqlite.prepare('UPDATE publications SET created_at = ? WHERE id = ?').run(w.clock.now(), id);
    await w.run(3 * HOUR, 20 * SECOND);
    expect(w.row(id).state).toBe('published');
  });
});
