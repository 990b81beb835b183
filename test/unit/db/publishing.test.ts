import { describe, expect, it } from 'vitest';
import { MINUTE } from '#core/clock';
import { createMetricsStore } from '#db/metrics';
import { dueSql, heldRefsSql, nextWakeSql, openHandoversSql } from '#db/publishing';
import { createTodayRows, todaySql } from '#db/today';
import { createMemoryDb } from '#test/support/memory-db';
import { createWorld } from '#test/support/publishing-world';

const plan = (sql: string, params: object): string => {
  const { sqlite } = createMemoryDb();
  const rows = sqlite.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(params) as { readonly detail: string }[];
  return rows.map((r) => r.detail).join('\n');
};

describe('each query keeps to its index', () => {
  for (const lane of ['send', 'prepare', 'look'] as const) {
    it(`claim: ${lane}`, () => {
      const text = plan(dueSql(lane), { now: 1, limit: 10, offset: 0, accounts: '[]', networks: '[]' });
      expect(text).toMatch(/SEARCH p USING INDEX publications_wake \(wake_at>\? AND wake_at<\?\)|SEARCH p USING INDEX publications_wake \(wake_at<\?\)/);
      expect(text).not.toMatch(/TEMP B-TREE|SCAN p/);
    });
  }
  it('open hand-overs', () => {
    const text = plan(openHandoversSql, {});
    expect(text).toMatch(/SCAN t USING INDEX attempts_open/);
    expect(text).toMatch(/SEARCH p USING INDEX sqlite_autoindex_publications_1 \(id=\?\)/);
    expect(text).not.toMatch(/SCAN (p|o|a|b)\b|TEMP B-TREE/);
  });
  it('what a pause has left at networks, and what others have there', () => {
    for (const text of [plan(todaySql.heldInPause, { all: 1 }), plan(heldRefsSql, { accountId: 'a', except: 'b' })]) {
      expect(text).toMatch(/SCAN t USING INDEX attempts_open/);
      expect(text).not.toMatch(/SCAN (p|a)\b/);
    }
  });
  it('next wake', () => {
    expect(plan(nextWakeSql, { after: 1 })).toMatch(/SEARCH publications USING INDEX publications_wake \(wake_at>\?\)/);
  });
  it('needs, counts, next, recent, today', () => {
    expect(plan(todaySql.needing(true), { brandId: 'b', limit: 1 })).toMatch(/SEARCH p USING INDEX publications_needs \(brand_id=\?\)/);
    expect(plan(todaySql.needing(true), { brandId: 'b', limit: 1 })).not.toMatch(/TEMP B-TREE/);
    expect(plan(todaySql.needing(false), { limit: 1 })).toMatch(/publications_needs/);
    expect(plan(todaySql.needCounts, {})).toMatch(/publications_needs/);
    expect(plan(todaySql.nextOut, { brandId: 'b', now: 1 })).toMatch(/SEARCH p USING (COVERING )?INDEX publications_calendar \(brand_id=\? AND due_at>\?\)/);
    expect(plan(todaySql.recent, { brandId: 'b', limit: 1 })).toMatch(/SEARCH p USING INDEX publications_published \(brand_id=\? AND published_at>\?\)/);
    expect(plan(todaySql.recent, { brandId: 'b', limit: 1 })).not.toMatch(/TEMP B-TREE FOR ORDER/);
    expect(plan(todaySql.dueCount, { brandId: 'b', from: 1, to: 2 })).toMatch(/SEARCH publications USING (COVERING )?INDEX publications_calendar \(brand_id=\? AND due_at>\? AND due_at<\?\)/);
  });
});

describe('writes', () => {
  it('writes all of it or none of it, and only from the states it names', () => {
    const w = createWorld();
    const id = w.add({ dueIn: MINUTE });
    const at = w.clock.now();
    const attempt = { id: w.newId(), publicationId: id, number: 1, kind: 'publish', key: 'k', step: 'written', startedAt: at, committingAt: null, finishedAt: null, outcome: null, detail: null } as const;
    expect(w.store.write([{ id, at, from: ['publishing'], event: 'confirm', newAttempt: attempt }])).toEqual([false]);
    expect(w.store.openAttempts()).toEqual([]);
    expect(w.store.write([{ id, at, from: ['scheduled'], event: 'claim', newAttempt: attempt }, { id, at, from: ['scheduled'], event: 'claim' }])).toEqual([true, false]);
    expect(w.store.openAttempt(id)).toEqual(attempt);
    expect(() => w.store.write([{ id, at, from: ['publishing'], set: { problemCode: 'other' } }, { id, at, from: ['publishing'], newAttempt: attempt }])).toThrow(/UNIQUE/);
    expect(w.row(id).problemCode).toBeNull();
  });

  it('keeps a wake time that a person has changed, and obeys the table of states', () => {
    const w = createWorld();
    const id = w.add({ dueIn: MINUTE });
    const { dueAt, wakeAt } = w.row(id);
    w.store.write([{ id, at: 1, from: ['scheduled'], wake: { at: 5, unlessMovedFrom: (dueAt ?? 0) + 1 } }]);
    expect(w.row(id).wakeAt).toBe(wakeAt);
    w.store.write([{ id, at: 1, from: ['scheduled'], wake: { at: 5, unlessMovedFrom: dueAt } }]);
    expect(w.row(id).wakeAt).toBe(5);
    expect(w.store.write([{ id, at: 1, from: ['scheduled'], event: 'lose-track' }])).toEqual([false]);
    w.database.sqlite.prepare("UPDATE publications SET state = 'cancelled'").run();
    expect(w.store.write([{ id, at: 1, from: ['cancelled'], event: 'confirm' }])).toEqual([false]);
    expect(w.store.write([{ id, at: 1, from: ['cancelled'], event: 'confirm', publishedAnyway: true }])).toEqual([true]);
    expect(w.row(id).state).toBe('published');
  });
});

describe('what Today reads', () => {
  it('names what needs a person, what is next and what came of it', async () => {
    const w = createWorld({ accounts: 2 });
    w.start();
    const failed = w.add({ dueIn: 1000, text: 'one' });
    const out = w.add({ dueIn: 1000, text: 'two', account: 1 });
    const next = w.add({ dueIn: 60 * MINUTE, text: 'three' });
    w.network.fail('commit', { kind: 'rejected' });
    await w.run(5000);
    const rows = createTodayRows(w.database.db);
    const states = [w.row(failed).state, w.row(out).state].sort();
    expect(states).toEqual(['failed', 'published']);
    expect(rows.needing(w.brandId, 10)).toHaveLength(1);
    expect(rows.needing(null, 10)).toEqual(rows.needing(w.brandId, 10));
    expect(rows.needCounts().get(w.brandId)).toBe(1);
    expect(rows.nextOut(w.clock.now())).toMatchObject({ postId: w.row(next).postId, title: 'three', networks: ['practice'] });
    createMetricsStore(w.database.db).add([{ publicationId: w.row(failed).state === 'published' ? failed : out, at: 1, likes: 4, reposts: 1, replies: 0, quotes: null, views: 9 }]);
    expect(rows.recent(w.brandId, 5)).toMatchObject([{ likes: 4, views: 9 }]);
    expect(rows.dueCount(w.brandId, 0, w.clock.now() + 120 * MINUTE)).toBe(3);
    w.health(0, 'signed-out');
    expect(rows.troubled(w.brandId, 0)).toMatchObject([{ accountId: w.accountIds[0], health: 'signed-out', waiting: 1 }]);
  });

  it('adds a row of counts only where they changed', () => {
    const w = createWorld();
    const id = w.add();
    const store = createMetricsStore(w.database.db);
    const row = { publicationId: id, likes: 1, reposts: null, replies: null, quotes: null, views: null };
    store.add([{ ...row, at: 1 }]);
    store.add([{ ...row, at: 2 }]);
    store.add([{ ...row, at: 3, likes: 2 }]);
    expect(store.of(id).map((r) => r.at)).toEqual([1, 3]);
  });
});
