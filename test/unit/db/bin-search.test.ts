import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integrityProblems, rebuildSearch } from '#db/integrity';
import type { OpenDatabase } from '#db/open';
import { createPostRows } from '#db/posts';
import { createMemoryDb } from '#test/support/memory-db';

const BRANDS = ['11111111-1111-7111-8111-111111111111', '22222222-2222-7222-8222-222222222222'] as const;

/** Letter by letter: JavaScript makes another sigma of one that ends a word. */
const lower = (text: string): string => [...text].map((one) => one.toLowerCase()).join('');

interface Model { brand: string; text: string; deletedAt: number | null; own: (string | null)[]; threads: string[][] }

function seeded(): OpenDatabase {
  const open = createMemoryDb();
  for (const brand of BRANDS) open.sqlite.prepare("INSERT INTO brands (id, name, colour, time_zone, lateness_limit_ms, created_at, updated_at) VALUES (?, 'B', 'moss', 'UTC', 0, 0, 0)").run(brand);
  open.sqlite.prepare("INSERT INTO accounts (id, brand_id, network, remote_id, server_url, handle, display_name, profile_url, login_method, health, scopes, missing_scopes, created_at, updated_at) VALUES ('account', ?, 'practice', 'r', 's', 'h', 'd', 'p', 'oauth', 'ok', '[]', '[]', 0, 0)").run(BRANDS[0]);
  return open;
}

function write({ sqlite }: OpenDatabase, id: string, post: Model): void {
  sqlite.prepare("INSERT INTO posts (id, brand_id, title, text, media, created_at, updated_at, deleted_at) VALUES (?, ?, '', ?, '[]', 0, 0, ?)").run(id, post.brand, post.text, post.deletedAt);
  post.own.forEach((own, n) => sqlite.prepare("INSERT INTO publications (id, post_id, brand_id, account_id, network, state, state_since, text, thread, options, saved, created_at, updated_at, deleted_at) VALUES (?, ?, ?, 'account', 'practice', 'draft', 0, ?, ?, '{}', '{}', 0, 0, ?)")
    .run(`${id}-${n}`, id, post.brand, own, threadJson(post.threads[n] ?? []), n));
}
const threadJson = (parts: readonly string[]): string => JSON.stringify(parts.map((text) => ({ text, media: [] })));

const letter = fc.constantFrom('a', 'A', 'b', 'ä', 'Ä', 'Σ', 'σ', 'п', 'П', '陶', '芸', '🏺', '"', "'", '*', '-', '\\', '{', ' ');
const words = fc.string({ unit: letter, maxLength: 8 });
const piece = fc.string({ unit: letter, minLength: 1, maxLength: 4 }).filter((text) => text.trim() === text);
const post: fc.Arbitrary<Model> = fc.record({ brand: fc.constantFrom(...BRANDS), text: words, deletedAt: fc.option(fc.integer({ min: 1, max: 9 })), own: fc.array(fc.option(words), { minLength: 1, maxLength: 2 }), threads: fc.array(fc.array(words, { maxLength: 2 }), { minLength: 2, maxLength: 2 }) });
const which = fc.record({ post: fc.nat(5), publication: fc.nat(1) });
const step = fc.oneof(
  fc.tuple(which, fc.record({ text: words })), fc.tuple(which, fc.record({ own: fc.option(words) })), fc.tuple(which, fc.record({ thread: fc.array(words, { maxLength: 2 }) })),
  fc.tuple(which, fc.record({ deletedAt: fc.option(fc.integer({ min: 1, max: 9 })) })), fc.tuple(which, fc.constant({ gone: true as const })), fc.tuple(which, fc.constant({ taken: true as const })), fc.constant('vacuum' as const), fc.constant('rebuild' as const),
);

describe('a search in the bin', () => {
  it('agrees with a plain look through the texts after any sequence of changes', () => {
    fc.assert(fc.property(fc.array(post, { minLength: 1, maxLength: 6 }), fc.array(step, { maxLength: 12 }), fc.array(piece, { minLength: 1, maxLength: 6 }), (made, steps, pieces) => {
      const open = seeded();
      const { sqlite } = open;
      const posts = new Map(made.map((one, n) => [`post${n}`, structuredClone(one)]));
      for (const [id, one] of posts) write(open, id, one);
      for (const each of steps) {
        if (each === 'vacuum') { sqlite.exec('VACUUM'); continue; }
        if (each === 'rebuild') { rebuildSearch(sqlite); continue; }
        const [at, change] = each;
        const id = `post${at.post}`;
        const one = posts.get(id);
        if (one === undefined) continue;
        const n = at.publication % one.own.length;
        if ('text' in change) { one.text = change.text; sqlite.prepare('UPDATE posts SET text = ? WHERE id = ?').run(change.text, id); }
        const isThere = sqlite.prepare('SELECT 1 FROM publications WHERE id = ?').get(`${id}-${n}`) !== undefined;
        if ('own' in change && isThere) { one.own[n] = change.own; sqlite.prepare('UPDATE publications SET text = ? WHERE id = ?').run(change.own, `${id}-${n}`); }
        if ('thread' in change && isThere) { one.threads[n] = change.thread; sqlite.prepare('UPDATE publications SET thread = ? WHERE id = ?').run(threadJson(change.thread), `${id}-${n}`); }
        if ('deletedAt' in change) { one.deletedAt = change.deletedAt; sqlite.prepare('UPDATE posts SET deleted_at = ? WHERE id = ?').run(change.deletedAt, id); }
        if ('taken' in change) { one.own[n] = null; one.threads[n] = []; sqlite.prepare('DELETE FROM publications WHERE id = ?').run(`${id}-${n}`); }
        if ('gone' in change) { posts.delete(id); createPostRows(open.db).deleteForGood([id]); }
      }
      for (const needle of pieces) {
        const says = ({ text, own, threads }: Model): boolean => [text, ...own, ...own.flatMap((_, n) => threads[n] ?? [])].some((one) => lower(one ?? '').includes(lower(needle)));
        for (const brandId of [null, BRANDS[1]]) {
          const plain = [...posts].filter(([, one]) => one.deletedAt !== null && (brandId === null || one.brand === brandId) && says(one)).toSorted(([, a], [, b]) => (b.deletedAt ?? 0) - (a.deletedAt ?? 0));
          const found = createPostRows(open.db).inBin({ brandId, contains: needle, limit: 50 });
          expect(found.map(({ id }) => id).toSorted()).toEqual(plain.map(([id]) => id).toSorted());
          expect(found.map(({ deletedAt }) => deletedAt)).toEqual(plain.map(([, { deletedAt }]) => deletedAt));
          expect(createPostRows(open.db).inBin({ brandId, contains: needle, limit: 1 }).map(({ deletedAt }) => deletedAt)).toEqual(plain.slice(0, 1).map(([, { deletedAt }]) => deletedAt));
        }
      }
      // Nothing is left of what is not there any more.
      expect(sqlite.prepare('SELECT rowid FROM posts_bin_fts').pluck().all()).toEqual(sqlite.prepare('SELECT row FROM bin_search ORDER BY row').pluck().all());
      expect(integrityProblems(sqlite, 'full')).toEqual([]);
      sqlite.close();
    }), { numRuns: 60 });
  });

  it('finds every letter alone and by two, in the other case too where SQLite knows that', () => {
    // Letters that have a case at all, each of them followed by one that has none.
    const cased = Array.from({ length: 0x1_f000 }, (_, code) => (code >= 0xd800 && code <= 0xdfff ? '' : String.fromCodePoint(code))).filter((one) => [...one.toLowerCase()].length === 1 && [...one.toUpperCase()].length === 1 && one.toLowerCase() !== one.toUpperCase());
    const open = seeded();
    open.sqlite.transaction(() => { cased.forEach((one, n) => write(open, `post${n}`, { brand: BRANDS[0], text: `${one}陶`, deletedAt: 1, own: [], threads: [] })); })();
    const rows = createPostRows(open.db);
    const finds = (needle: string, n: number): boolean => rows.inBin({ brandId: null, contains: needle, limit: 5_000 }).some(({ id }) => id === `post${n}`);
    expect(cased.length).toBeGreaterThan(2_000);
    expect(cased.filter((one, n) => !finds(n % 2 === 0 ? one : `${one}陶`, n))).toEqual([]);
    const old = /[\u0041-\u024F\u0370-\u03FF\u0400-\u0481\u048A-\u0527\u0531-\u0587\u1E00-\u1EFF]/u;
    // The capital of ı is that of i; Ϳ is younger than the table.
    const swap = (one: string): string => (one === one.toLowerCase() ? one.toUpperCase() : one.toLowerCase());
    expect(cased.filter((one, n) => old.test(one) && [...swap(one)].length === 1 && !finds(`${swap(one)}陶`, n))).toEqual(['ı', 'Ϳ']);
    open.sqlite.close();
  });

  it('takes whatever is asked, and never fails', () => {
    const open = seeded();
    write(open, 'post0', { brand: BRANDS[0], text: 'Kiln "NEAR" opening\0 AND more', deletedAt: 1, own: [], threads: [] });
    const rows = createPostRows(open.db);
    fc.assert(fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.string({ unit: 'binary', minLength: 1 })), (needle) => { expect(Array.isArray(rows.inBin({ brandId: null, contains: needle, limit: 5 }))).toBe(true); }));
    for (const needle of ['"', '"NEAR"', 'n "N', 'opening', 'AND', 'ln "near" op']) expect(rows.inBin({ brandId: null, contains: needle, limit: 5 })).toHaveLength(1);
    open.sqlite.close();
  });
});
