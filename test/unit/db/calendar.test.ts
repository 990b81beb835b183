import { describe, expect, it } from 'vitest';
import { DAY, type Millis } from '#core/clock';
import { createBrandRows } from '#db/brands';
import { createCalendarQueries, createCalendarRows } from '#db/calendar';
import { createLabelRows } from '#db/labels';
import { createPostRows } from '#db/posts';
import { createSearchRows } from '#db/search';
import type { OpenDatabase } from '#db/open';
import { createCalendar } from '#electron/features/planning/calendar';
import { matchOf } from '#electron/features/search/match';
import { createSearch } from '#electron/features/search/search';
import { cpuMs } from '#test/support/cpu-time';
import { createMemoryDb } from '#test/support/memory-db';
import { NOW } from '#test/support/planning-world';
import { seedPublications } from '#test/support/seed';

const GRID: Millis = 42 * DAY;

/** Every statement that `work` runs, as SQLite plans it. */
function plansOf({ sqlite }: OpenDatabase, statements: readonly { readonly sql: string; readonly params: readonly unknown[] }[]): readonly string[] {
  return statements.map(({ sql, params }) => sqlite.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...params.map((p) => (typeof p === 'object' ? null : p))).map(({ detail }) => detail).join(' | '));
}

const readerOf = ({ db }: OpenDatabase) => createCalendar({ calendar: createCalendarRows(db), zones: () => new Map(createBrandRows(db).list().map(({ id, timeZone }) => [id, timeZone])) });

/** Calls and what each cost in ms, sorted. The first calls warm up and do not count. */
function timesOf(runs: number, call: (i: number) => void): readonly number[] {
  for (let i = 0; i < 5; i += 1) call(i);
  return Array.from({ length: runs }, (_, i) => cpuMs(() => { call(i); })).toSorted((a, b) => a - b);
}
const p = (times: readonly number[], share: number): number => times[Math.floor((times.length - 1) * share)] ?? NaN;

describe('calendar queries', () => {
  it('go by their index, whatever the size', () => {
    const open = createMemoryDb();
    seedPublications(open.sqlite, { count: 2_000, now: NOW });
    open.sqlite.exec('ANALYZE');
    const queries = createCalendarQueries(open.db);
    const plan = Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, plansOf(open, [query.toSQL()])[0] ?? '']));
    expect(plan['dueOfBrand']).toContain('publications USING COVERING INDEX publications_calendar (brand_id=? AND due_at>? AND due_at<?)');
    // With statistics of one brand it may go brand by brand by itself.
    expect(plan['dueOfAll']).toMatch(/publications USING COVERING INDEX publications_calendar \((brand_id=\?|ANY\(brand_id\)) AND due_at>\? AND due_at<\?\)/);
    expect(plan['plannedOfBrand']).toContain('posts USING INDEX posts_planned (brand_id=? AND planned_at>? AND planned_at<?)');
    expect(plan['ofPosts']).toContain('publications USING INDEX publications_post');
    expect(plan['posts']).toContain('posts USING INDEX sqlite_autoindex_posts_1 (id=?)');
    expect(plan['labels']).toContain('(post_id=?)');
    for (const one of Object.values(plan)) expect(one).not.toMatch(/SCAN (posts|publications|assets|post_labels)/);
  });

  it('ask the same number of times for ten chips as for a thousand', () => {
    const open = createMemoryDb();
    const { brandId } = seedPublications(open.sqlite, { count: 3_000, now: NOW, spreadMs: 30 * DAY });
    const rows = createCalendarRows(open.db);
    let calls = 0;
    const counted = Object.fromEntries(Object.entries(rows).map(([name, fn]) => [name, (input: never) => { calls += 1; return (fn as (i: never) => unknown)(input); }])) as unknown as typeof rows;
    const read = createCalendar({ calendar: counted, zones: () => new Map() });
    const few = read({ brandId, from: NOW, to: NOW + DAY / 2 });
    const forFew = calls;
    const many = read({ brandId, from: NOW - GRID, to: NOW + GRID });
    expect(few.length).toBeLessThan(many.length / 20);
    expect(calls - forFew).toBe(forFew);
  });

  it('show a month of fifty thousand publications in a blink, and ten times the rows cost hardly more', () => {
    const large = createMemoryDb();
    const seeded = seedPublications(large.sqlite, { count: 50_000, now: NOW });
    const read = readerOf(large);
    let chips = 0;
    const month = timesOf(60, (i) => { chips = read({ brandId: seeded.brandId, from: NOW + (i % 20 - 10) * 30 * DAY, to: NOW + (i % 20 - 10) * 30 * DAY + GRID }).length; });
    // The same days as densely filled, in a file with a tenth of the rows.
    const small = createMemoryDb();
    const tenth = seedPublications(small.sqlite, { count: 5_000, now: NOW, spreadMs: 73 * DAY });
    const readSmall = readerOf(small);
    // Twenty calls at once, for some systems tell processor time only to four or ten milliseconds, more than one call takes. In
    // turns, and the best of each: what else the machine does can only add.
    const twenty = (call: () => void): number => cpuMs(() => { for (let i = 0; i < 20; i += 1) call(); });
    const paired = Array.from({ length: 5 }, () => [twenty(() => { readSmall({ brandId: tenth.brandId, from: NOW - GRID / 2, to: NOW + GRID / 2 }); }), twenty(() => { read({ brandId: seeded.brandId, from: NOW - GRID / 2, to: NOW + GRID / 2 }); })] as const);
    const best = (which: 0 | 1): number => Math.min(...paired.map((pair) => pair[which]));
    const growth = best(1) / best(0);
    process.stderr.write(`calendar: ${chips} chips, p50 ${p(month, 0.5).toFixed(1)} ms, p95 ${p(month, 0.95).toFixed(1)} ms, growth ${growth.toFixed(2)}\n`);
    expect(chips).toBeGreaterThan(300);
    // The bench holds the real figures (15 ms, 1.3); here a busy machine gets room, and a missing index still fails.
    expect(p(month, 0.5)).toBeLessThan(40);
    expect(growth).toBeLessThan(2);
  }, 300_000);

  it('search and the tray stay quick over fifty thousand publications', () => {
    const open = createMemoryDb();
    const { brandId } = seedPublications(open.sqlite, { count: 50_000, now: NOW });
    const search = createSearch({ search: createSearchRows(open.db), brands: createBrandRows(open.db).list });
    const asked = ['glaze', 'workshop gar', 'kettle window harvest', 'a', 'zzz', 'open studio candle', '"quoted" OR', 'thr'];
    const times = timesOf(80, (i) => { search({ brandId: i % 2 === 0 ? brandId : null, query: asked[i % asked.length] ?? '', limit: 50 }); });
    const posts = createPostRows(open.db);
    const tray = timesOf(20, () => { posts.unplanned({ brandId, limit: 200, match: null, contains: null }); });
    const searched = timesOf(20, () => { posts.unplanned({ brandId, limit: 200, match: matchOf('glaze', [brandId]), contains: null }); });
    process.stderr.write(`search: p50 ${p(times, 0.5).toFixed(1)} ms, p95 ${p(times, 0.95).toFixed(1)} ms; tray p95 ${p(tray, 0.95).toFixed(1)} ms, searched ${p(searched, 0.95).toFixed(1)} ms\n`);
    expect(posts.unplanned({ brandId, limit: 200, match: null, contains: null })).toHaveLength(40);
    expect(p(times, 0.5)).toBeLessThan(40);
    expect(p(tray, 0.5)).toBeLessThan(20);
  }, 300_000);
});

describe('calendar', () => {
  it('keeps labels of a removed label and posts of a removed brand out of sight', () => {
    const open = createMemoryDb();
    const { brandId, labelIds } = seedPublications(open.sqlite, { count: 200, now: NOW, spreadMs: 5 * DAY });
    const read = readerOf(open);
    const range = { brandId: null, from: NOW - 10 * DAY, to: NOW + 10 * DAY };
    expect(read(range).some((chip) => chip.labelIds.includes(labelIds[0] ?? ''))).toBe(true);
    createLabelRows(open.db).remove(labelIds[0] ?? '', NOW);
    expect(read(range).some((chip) => chip.labelIds.includes(labelIds[0] ?? ''))).toBe(false);
    createBrandRows(open.db).update(brandId, { deletedAt: NOW });
    expect(read(range)).toEqual([]);
  });

  it('filters by account, state and label, and never hides the worst state of what it shows', () => {
    const open = createMemoryDb();
    const { brandId, accountIds, labelIds } = seedPublications(open.sqlite, { count: 600, now: NOW, spreadMs: 6 * DAY });
    const read = readerOf(open);
    const range = { brandId, from: NOW - 10 * DAY, to: NOW + 10 * DAY };
    const all = read(range);
    const account = accountIds[1] ?? '';
    const ofAccount = read({ ...range, filter: { accountIds: [account] } });
    expect(ofAccount.every((chip) => chip.publications.every(({ accountId }) => accountId === account))).toBe(true);
    expect(ofAccount).toHaveLength(all.filter((chip) => chip.publications.some(({ accountId }) => accountId === account)).length);
    const held = read({ ...range, filter: { states: ['hold'] } });
    expect(held).toEqual(all.filter((chip) => chip.publications.some(({ state }) => state === 'hold')));
    const labelled = read({ ...range, filter: { labelIds: labelIds.slice(0, 1) } });
    expect(labelled).toEqual(all.filter((chip) => chip.labelIds.includes(labelIds[0] ?? '')));
    expect(labelled.length).toBeGreaterThan(0);
  });
});
