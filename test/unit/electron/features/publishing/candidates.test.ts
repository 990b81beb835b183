import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '#core/clock';
import { handoverSql } from '#db/publishing';
import { brands } from '#db/schema';
import { createMemoryDb } from '#test/support/memory-db';
import { createWholeWorld, type WholeWorld } from '#test/support/whole-world';

const world = (): WholeWorld => createWholeWorld({ nativeHandover: true, byText: true, native: { minLeadMs: 5 * MINUTE, maxLeadMs: 300 * DAY } });

describe('what is handed over first', () => {
  it('is what is due first', () => {
    const w = world();
    const late = w.add({ dueIn: 30 * DAY });
    const soon = w.add({ dueIn: HOUR });
    const between = w.add({ dueIn: DAY });
    const now = w.clock.now();
    const ids = (limit: number, offset = 0) => w.store.handoverCandidates({ from: now, to: now + 300 * DAY, networks: ['practice'], limit, offset }).map((job) => job.id);
    expect(ids(2)).toEqual([soon, between]);
    expect(ids(2, 2)).toEqual([late]);
    expect(ids(9)).toEqual([soon, between, late]);
  });

  it('is what is due first also over several brands', () => {
    const w = world();
    const own = [w.add({ dueIn: 3 * HOUR }), w.add({ dueIn: HOUR })];
    const other = w.add({ dueIn: 2 * HOUR });
    const brand = w.newId();
    const { createdAt, updatedAt } = w.database.db.select().from(brands).all()[0] ?? { createdAt: 0, updatedAt: 0 };
    w.database.db.insert(brands).values({ id: brand, name: 'Other', colour: 'sky', timeZone: 'UTC', latenessLimitMs: HOUR, nativeHandover: true, createdAt, updatedAt }).run();
    w.database.sqlite.prepare('UPDATE publications SET brand_id = ? WHERE id = ?').run(brand, other);
    const now = w.clock.now();
    expect(w.store.handoverCandidates({ from: now, to: now + DAY, networks: ['practice'], limit: 9, offset: 0 }).map((job) => job.id)).toEqual([own[1], other, own[0]]);
  });

  it('leaves out networks that keep nothing, which would hide the others', () => {
    const w = world();
    for (let i = 0; i < 60; i += 1) w.add({ dueIn: HOUR + i * SECOND });
    w.database.sqlite.exec("UPDATE publications SET network = 'x'");
    const kept = w.add({ dueIn: 5 * HOUR });
    const now = w.clock.now();
    expect(w.store.handoverCandidates({ from: now, to: now + DAY, networks: ['practice'], limit: 50, offset: 0 }).map((job) => job.id)).toEqual([kept]);
  });

  it('is not hidden by what the network has refused', async () => {
    const w = world();
    w.start();
    for (let i = 0; i < 60; i += 1) w.network.fail('schedule', { kind: 'rejected' });
    for (let i = 0; i < 60; i += 1) w.add({ dueIn: HOUR + i * SECOND });
    await w.run(MINUTE, 5 * SECOND);
    const wanted = w.add({ dueIn: 5 * HOUR });
    await w.run(MINUTE, 5 * SECOND);
    expect(w.row(wanted).nativeRef).not.toBeNull();
  });

  it('is read by the index of the calendar, in its order', () => {
    const { sqlite } = createMemoryDb();
    const rows = sqlite.prepare(`EXPLAIN QUERY PLAN ${handoverSql}`).all({ brandId: 'b', from: 1, to: 2, networks: '[]', limit: 1 }) as { readonly detail: string }[];
    const plan = rows.map((r) => r.detail).join('\n');
    expect(plan).toMatch(/SEARCH p USING INDEX publications_calendar \(brand_id=\? AND due_at>\? AND due_at<\?\)/);
    expect(plan).not.toMatch(/TEMP B-TREE|SCAN (p|a|o|b)\b/);
  });
});
