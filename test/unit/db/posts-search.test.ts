import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMemoryDb } from '#test/support/memory-db';
import type { Sqlite } from '#db/open';

const BRANDS = ['11111111-1111-7111-8111-111111111111', '22222222-2222-7222-8222-222222222222'] as const;
const ACCOUNT = 'account';

function seeded(): Sqlite {
  const { sqlite } = createMemoryDb();
  for (const brand of BRANDS) sqlite.prepare("INSERT INTO brands (id, name, colour, time_zone, lateness_limit_ms, created_at, updated_at) VALUES (?, 'B', 'moss', 'UTC', 0, 0, 0)").run(brand);
  sqlite.prepare("INSERT INTO accounts (id, brand_id, network, remote_id, server_url, handle, display_name, profile_url, login_method, health, scopes, missing_scopes, created_at, updated_at) VALUES (?, ?, 'practice', 'r', 's', 'h', 'd', 'p', 'oauth', 'ok', '[]', '[]', 0, 0)").run(ACCOUNT, BRANDS[0]);
  return sqlite;
}

const addPost = (sqlite: Sqlite, id: string, text: string, brand: string = BRANDS[0]): void =>
  void sqlite.prepare("INSERT INTO posts (id, brand_id, title, text, media, created_at, updated_at) VALUES (?, ?, '', ?, '[]', 0, 0)").run(id, brand, text);
const addPublication = (sqlite: Sqlite, id: string, post: string, text: string | null, thread: readonly string[] = []): void =>
  void sqlite.prepare("INSERT INTO publications (id, post_id, brand_id, account_id, network, state, state_since, text, thread, options, saved, created_at, updated_at) VALUES (?, ?, ?, ?, 'practice', 'draft', 0, ?, ?, '{}', '{}', 0, 0)")
    .run(id, post, BRANDS[0], ACCOUNT, text, JSON.stringify(thread.map((part) => ({ text: part, media: [] }))));

const find = (sqlite: Sqlite, words: string, brand: string = BRANDS[0]): readonly string[] =>
  sqlite.prepare<[string], { post_id: string }>('SELECT s.post_id FROM posts_fts f JOIN post_search s ON s.row = f.rowid WHERE posts_fts MATCH ? ORDER BY f.rowid DESC LIMIT 50')
    .all(`brand : b${brand.replaceAll('-', '')} AND {text own} : (${words.split(' ').map((w) => `"${w}"*`).join(' AND ')})`).map((r) => r.post_id);

describe('search over posts', () => {
  it('finds words of the base text without regard to case and accents, by their beginning', () => {
    const sqlite = seeded();
    addPost(sqlite, 'a', 'Café opens on Friday');
    expect(find(sqlite, 'cafe fri')).toEqual(['a']);
    expect(find(sqlite, 'saturday')).toEqual([]);
  });

  it('finds what a publication or a part of its thread says on its own', () => {
    const sqlite = seeded();
    addPost(sqlite, 'a', 'base');
    addPublication(sqlite, 'p', 'a', 'different words', ['second part', 'third "quoted" part']);
    addPublication(sqlite, 'q', 'a', null);
    expect(find(sqlite, 'different')).toEqual(['a']);
    expect(find(sqlite, 'quoted')).toEqual(['a']);
    sqlite.exec("UPDATE publications SET text = 'changed' WHERE id = 'p'");
    expect(find(sqlite, 'different')).toEqual([]);
    sqlite.exec("DELETE FROM publications WHERE id = 'p'");
    expect(find(sqlite, 'changed')).toEqual([]);
    expect(find(sqlite, 'base')).toEqual(['a']);
  });

  it('keeps brands apart, and forgets a post in the bin until it comes back', () => {
    const sqlite = seeded();
    addPost(sqlite, 'a', 'picnic', BRANDS[0]);
    addPost(sqlite, 'b', 'picnic', BRANDS[1]);
    expect(find(sqlite, 'picnic', BRANDS[1])).toEqual(['b']);
    sqlite.exec("UPDATE posts SET deleted_at = 5 WHERE id = 'b'");
    expect(find(sqlite, 'picnic', BRANDS[1])).toEqual([]);
    sqlite.exec("UPDATE posts SET deleted_at = NULL WHERE id = 'b'");
    expect(find(sqlite, 'picnic', BRANDS[1])).toEqual(['b']);
  });

  it('puts what was written most recently first', () => {
    const sqlite = seeded();
    addPost(sqlite, 'a', 'rain');
    addPost(sqlite, 'b', 'rain');
    expect(find(sqlite, 'rain')).toEqual(['b', 'a']);
    sqlite.exec("UPDATE posts SET text = 'more rain' WHERE id = 'a'");
    expect(find(sqlite, 'rain')).toEqual(['a', 'b']);
  });

  it('agrees with a plain look through the rows after any sequence of changes', () => {
    const word = fc.constantFrom('apple', 'birch', 'cedar', 'dogwood');
    const step = fc.oneof(
      fc.record({ do: fc.constant('text' as const), post: fc.nat(3), word }),
      fc.record({ do: fc.constant('own' as const), post: fc.nat(3), word: fc.option(word) }),
      fc.record({ do: fc.constant('thread' as const), post: fc.nat(3), word: fc.option(word) }),
      fc.record({ do: fc.constant('bin' as const), post: fc.nat(3) }),
      fc.record({ do: fc.constant('unbin' as const), post: fc.nat(3) }),
      fc.record({ do: fc.constant('bin-publication' as const), post: fc.nat(3) }),
      fc.record({ do: fc.constant('erase' as const), post: fc.nat(3) }),
      fc.record({ do: fc.constant('vacuum' as const) }),
    );
    fc.assert(fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const sqlite = seeded();
      const make = (n: number): void => { addPost(sqlite, `post${n}`, ''); addPublication(sqlite, `pub${n}`, `post${n}`, null); };
      for (let n = 0; n < 4; n += 1) make(n);
      for (const s of steps) {
        if (s.do === 'vacuum') { sqlite.exec('VACUUM'); continue; }
        const [post, pub] = [`post${s.post}`, `pub${s.post}`];
        if (s.do === 'text') sqlite.prepare('UPDATE posts SET text = ? WHERE id = ?').run(s.word, post);
        if (s.do === 'own') sqlite.prepare('UPDATE publications SET text = ? WHERE id = ?').run(s.word, pub);
        if (s.do === 'thread') sqlite.prepare('UPDATE publications SET thread = ? WHERE id = ?').run(s.word === null ? '[]' : JSON.stringify([{ text: s.word, media: [] }]), pub);
        if (s.do === 'bin') sqlite.prepare('UPDATE posts SET deleted_at = 9 WHERE id = ?').run(post);
        if (s.do === 'unbin') sqlite.prepare('UPDATE posts SET deleted_at = NULL WHERE id = ?').run(post);
        if (s.do === 'bin-publication') sqlite.prepare('UPDATE publications SET deleted_at = 9 WHERE id = ?').run(pub);
        if (s.do === 'erase') {
          sqlite.prepare('DELETE FROM publications WHERE id = ?').run(pub);
          sqlite.prepare('DELETE FROM posts WHERE id = ?').run(post);
          make(s.post);
        }
      }
      for (const w of ['apple', 'birch', 'cedar', 'dogwood']) {
        const expected = sqlite.prepare<[string, string, string], { id: string }>(`SELECT p.id FROM posts p JOIN publications u ON u.post_id = p.id
          WHERE p.deleted_at IS NULL AND (instr(p.text, ?) OR (u.deleted_at IS NULL AND (instr(coalesce(u.text, ''), ?) OR instr(u.thread, ?)))) ORDER BY p.id`).all(w, w, w).map((r) => r.id);
        expect([...find(sqlite, w)].sort()).toEqual(expected);
      }
      sqlite.exec("INSERT INTO posts_fts (posts_fts) VALUES ('integrity-check')");
      sqlite.close();
    }), { numRuns: 60 });
  });
});
