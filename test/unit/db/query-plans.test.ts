import { describe, expect, it } from 'vitest';
import { createAccountStore } from '#db/accounts';
import { createActivityReader } from '#db/activity';
import { createBrandRows } from '#db/brands';
import type { OpenDatabase } from '#db/open';
import { createPostRows } from '#db/posts';
import { createSearchRows } from '#db/search';
import { todaySql } from '#db/today';
import { createSearch } from '#electron/features/search/search';
import { matchOf } from '#electron/features/search/match';
import { createMemoryDb } from '#test/support/memory-db';
import { NOW } from '#test/support/planning-world';
import { seedPublications } from '#test/support/seed';

const LARGE = /SCAN (p|o|posts|publications|attempts|activity)\b/;

/** What SQLite plans for every statement that `work` really runs, in order. */
function plansOf(open: OpenDatabase, work: () => void): readonly string[] {
  const { sqlite } = open;
  const prepare = sqlite.prepare.bind(sqlite);
  const seen: string[] = [];
  sqlite.prepare = ((sql: string) => { seen.push(sql); return prepare(sql); }) as typeof sqlite.prepare;
  try {
    work();
  } finally {
    sqlite.prepare = prepare;
  }
  return seen.map((sql) => {
    const asked = prepare(`EXPLAIN QUERY PLAN ${sql}`);
    const names = [...new Set([...sql.matchAll(/@(\w+)/g)].map(([, name]) => name))];
    const values = Array.from({ length: sql.split('?').length - 1 }, () => null);
    const rows = (names.length > 0 ? asked.all(Object.fromEntries(names.map((name) => [name, null]))) : asked.all(...values)) as readonly { readonly detail: string }[];
    return rows.map(({ detail }) => detail).join(' | ');
  });
}

/** With and without statistics: SQLite may plan otherwise on a machine that never analysed the file. */
function worlds(): readonly { readonly open: OpenDatabase; readonly brandId: string }[] {
  return [false, true].map((analysed) => {
    const open = createMemoryDb();
    const { brandId } = seedPublications(open.sqlite, { count: 2_000, now: NOW });
    if (analysed) open.sqlite.exec('ANALYZE');
    return { open, brandId };
  });
}

/** Lines of a brand and of none by turns, one a second until now; every hundredth of the account says what was paid. */
function seedActivity(open: OpenDatabase, brandId: string): string {
  const accountId = open.sqlite.prepare<[], string>('SELECT id FROM accounts LIMIT 1').pluck().get() ?? '';
  const line = open.sqlite.prepare("INSERT INTO activity (id, at, brand_id, account_id, code, params) VALUES (?, ?, ?, ?, 'published', ?)");
  for (let i = 0; i < 1_000; i += 1) {
    line.run(`line-${String(i).padStart(4, '0')}`, NOW - 1_000 * (i + 1), i % 2 === 0 ? brandId : null, i % 2 === 0 ? accountId : null, i % 100 === 0 ? '{"currency":"USD","cost":0.5}' : '{}');
  }
  return accountId;
}

describe('query plans', () => {
  it('search goes from the words to the posts, and to their publications by index', () => {
    for (const { open, brandId } of worlds()) {
      const plans = plansOf(open, () => {
        const search = createSearch({ search: createSearchRows(open.db), brands: createBrandRows(open.db).list });
        for (const query of ['glaze', '陶芸', '🏺']) for (const brand of [brandId, null]) expect(search({ brandId: brand, query, limit: 50 }).length).toBe(query === 'glaze' ? 50 : 0);
      });
      const index = /posts_(?:fts|cjk) VIRTUAL TABLE INDEX/;
      const matching = plans.filter((plan) => index.test(plan));
      const containing = plans.filter((plan) => plan.includes('post_search') && !index.test(plan));
      expect(matching.filter((plan) => plan.includes('posts_fts')).length).toBeGreaterThan(0);
      expect(matching.filter((plan) => !plan.includes('posts_fts')).length).toBeGreaterThan(0);
      expect(containing.length).toBeGreaterThan(0);
      for (const plan of matching) {
        expect(plan).toContain('SEARCH s USING INTEGER PRIMARY KEY (rowid=?)');
        expect(plan).toContain('SEARCH p USING INDEX sqlite_autoindex_posts_1 (id=?)');
      }
      // Letter by letter it reads the newest posts only, by their number downwards.
      for (const plan of containing) expect(plan).toContain('SEARCH p USING INDEX sqlite_autoindex_posts_1 (id=?)');
      for (const plan of plans) expect(plan).not.toMatch(LARGE);
      expect(plans.some((plan) => plan.includes('publications USING INDEX publications_post (post_id=?)'))).toBe(true);
    }
  });

  it('the tray and the bin read their own indexes, newest first without sorting', () => {
    for (const { open, brandId } of worlds()) {
      const plans = plansOf(open, () => {
        const posts = createPostRows(open.db);
        expect(posts.unplanned({ brandId, limit: 50, match: null, contains: null }).length).toBeGreaterThan(0);
        posts.unplanned({ brandId, limit: 50, match: matchOf('glaze', [brandId]), contains: null });
        posts.unplanned({ brandId, limit: 50, match: null, contains: '🏺' });
        posts.inBin({ brandId, contains: null, limit: 50 });
      });
      expect(plans.filter((plan) => /SEARCH posts USING (COVERING )?INDEX posts_tray \(brand_id=\?\)/.test(plan)).length).toBeGreaterThanOrEqual(3);
      expect(plans.filter((plan) => /SEARCH posts USING (COVERING )?INDEX posts_bin \(brand_id=\? AND deleted_at>\?\)/.test(plan))).toHaveLength(1);
      for (const plan of plans) {
        expect(plan).not.toMatch(LARGE);
        expect(plan).not.toContain('TEMP B-TREE FOR ORDER BY');
      }
    }
  });

  it('a piece of text in the bin leads from its letters to the posts, for one brand and for all', () => {
    for (const { open, brandId } of worlds()) {
      open.sqlite.exec("UPDATE posts SET deleted_at = 1 + rowid WHERE rowid % 3 = 0");
      const posts = createPostRows(open.db);
      for (const piece of ['laz', 'la', 'l']) {
        for (const brand of [brandId, null]) {
          const plans = plansOf(open, () => { expect(posts.inBin({ brandId: brand, contains: piece, limit: 50 })).toHaveLength(50); });
          expect(plans).toHaveLength(1);
          // 1536: both bounds of the letters are used, so that only those between them are read.
          expect(plans[0]).toMatch(piece.length === 3 ? /SCAN posts_bin_fts VIRTUAL TABLE INDEX 0:M/ : /SCAN posts_bin_letters VIRTUAL TABLE INDEX 15\d\d:/);
          expect(plans[0]).toContain('SEARCH b USING INTEGER PRIMARY KEY (rowid=?)');
          expect(plans[0]).toContain('SEARCH posts USING INDEX sqlite_autoindex_posts_1 (id=?)');
          expect(plans[0]).not.toMatch(LARGE);
        }
      }
    }
  });

  it('what needs a person is read from the few that do', () => {
    for (const { open, brandId } of worlds()) {
      const plans = plansOf(open, () => {
        for (const ofBrand of [true, false]) open.sqlite.prepare(todaySql.needing(ofBrand)).all({ brandId, limit: 20 });
        open.sqlite.prepare(todaySql.needCounts).all();
      });
      expect(plans).toHaveLength(3);
      for (const plan of plans) expect(plan).toMatch(/(SEARCH|SCAN) (p|publications) USING (COVERING )?INDEX publications_needs/);
    }
  });

  it('the lists that every start reads never go through all publications', () => {
    for (const { open, brandId } of worlds()) {
      const accounts = createAccountStore(open.db);
      const plans = plansOf(open, () => { expect(accounts.counts(brandId, NOW, NOW + 1).waiting.size).toBe(3); });
      expect(plans.some((plan) => /USING (COVERING )?INDEX publications_waiting \(brand_id=\?\)/.test(plan))).toBe(true);
      expect(plans.some((plan) => plan.includes('INDEX publications_published (brand_id=? AND published_at>? AND published_at<?)'))).toBe(true);
      for (const plan of plans) expect(plan).not.toMatch(LARGE);
      const recent = plansOf(open, () => { open.sqlite.prepare(todaySql.recent).all({ brandId, limit: 12 }); });
      expect(recent[0]).toMatch(/SEARCH p USING INDEX publications_published \(brand_id=\? AND published_at>\?\)/);
      expect(recent[0]).not.toContain('TEMP B-TREE FOR ORDER BY');
    }
  });

  it('the newest of the log are read from the end of an index, for one brand and for all', () => {
    for (const { open, brandId } of worlds()) {
      seedActivity(open, brandId);
      const reader = createActivityReader(open.db);
      for (const before of [null, NOW]) {
        const all = plansOf(open, () => { expect(reader.recent(null, before, 30)).toHaveLength(30); });
        expect(all[0]).toMatch(before === null ? /SCAN activity USING INDEX activity_at/ : /SEARCH activity USING INDEX activity_at \(at<\?\)/);
        const ofBrand = plansOf(open, () => { expect(reader.recent(brandId, before, 30).filter((line) => line.brandId === null)).toHaveLength(15); });
        expect(ofBrand).toHaveLength(2);
        for (const plan of ofBrand) expect(plan).toMatch(/SEARCH activity USING INDEX activity_brand \(brand_id=\?/);
        // Only lines of the same instant are put in order, and never all of them.
        for (const plan of [...all, ...ofBrand]) expect(plan).not.toContain('TEMP B-TREE FOR ORDER BY');
      }
    }
  });

  it('what an account has spent is counted from its own lines of the month', () => {
    for (const { open, brandId } of worlds()) {
      const accountId = seedActivity(open, brandId);
      const accounts = createAccountStore(open.db);
      const plans = plansOf(open, () => { expect(accounts.spentSince(accountId, 'USD', NOW - 100_000)).toBe(0.5); });
      expect(plans).toHaveLength(1);
      expect(plans[0]).toMatch(/SEARCH activity USING INDEX activity_account \(account_id=\? AND at>\?\)/);
    }
  });
});
