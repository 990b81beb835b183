import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { describe, expect, it } from 'vitest';
import { createMigration, migrate, migrations, pendingMigrations, schemaVersion } from '#db/migrate';
import { openDatabase, type Sqlite } from '#db/open';
import * as drizzleSchema from '#db/schema';
import { createMemoryDb } from '#test/support/memory-db';
import { seedPosts } from '#test/support/seed-posts';
import { destructiveChanges, readSchema } from './schema';

const fresh = (): Sqlite => {
  const opened = openDatabase({ file: ':memory:' });
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value.sqlite;
};
const at = (version: number): Sqlite => {
  const sqlite = fresh();
  expect(migrate(sqlite, 0, migrations.slice(0, version)).ok).toBe(true);
  return sqlite;
};
/** FTS5's, which has no STRICT tables and whose content cannot be read back. */
const searchIndexes: readonly string[] = ['posts_bin_fts', 'posts_bin_letters', 'posts_cjk', 'posts_fts'];

describe('every migration', () => {
  const steps = migrations.map((m, i) => [m.name, i] as const).slice(1);

  it.each(steps)('%s only adds', (_name, i) => {
    expect(destructiveChanges(readSchema(at(i)), readSchema(at(i + 1)))).toEqual([]);
  });

  it.each(steps)('%s keeps every row of the version before', (_name, i) => {
    const sqlite = at(i);
    seedPosts(sqlite, 30);
    const tables = Object.keys(readSchema(sqlite).tables).filter((t) => t !== 'linnet_migrations' && !searchIndexes.includes(t));
    const columns = new Map(tables.map((t) => [t, Object.keys(readSchema(sqlite).tables[t]?.columns ?? {}).join(', ')]));
    const read = (): unknown => tables.map((t) => [t, sqlite.prepare(`SELECT ${columns.get(t)} FROM ${t} ORDER BY 1, 2`).all()]);
    const before = read();
    expect(migrate(sqlite, 0, migrations.slice(0, i + 1))).toEqual({ ok: true, value: { applied: 1 } });
    expect(read()).toEqual(before);
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  it('is numbered without gaps, and described in db/CHANGELOG.md', () => {
    const changelog = readFileSync(join(import.meta.dirname, '..', '..', 'db', 'CHANGELOG.md'), 'utf8');
    migrations.forEach((m, i) => {
      expect(m.name.startsWith(`${i.toString().padStart(4, '0')}_`)).toBe(true);
      expect(changelog).toContain(`| ${m.name} |`);
    });
  });

  it('together make STRICT tables only', () => {
    const { tables } = readSchema(createMemoryDb().sqlite);
    expect(Object.entries(tables).filter(([name, t]) => !t.strict && !searchIndexes.includes(name)).map(([name]) => name)).toEqual([]);
  });

  it('finds words of posts that were written before there was a search', () => {
    const before = migrations.findIndex((m) => m.name.endsWith('posts_search'));
    const sqlite = at(before);
    seedPosts(sqlite, 5);
    migrate(sqlite, 0);
    expect(sqlite.prepare("SELECT count(*) FROM posts_fts WHERE posts_fts MATCH 'birches'").pluck().get()).toBe(5);
  });

  it('finds pieces of posts that were written before pieces could be found', () => {
    const sqlite = at(migrations.findIndex((m) => m.name.endsWith('posts_cjk')));
    seedPosts(sqlite, 5);
    sqlite.exec("UPDATE posts SET text = '新しい陶芸展示です' WHERE rowid % 2 = 1");
    migrate(sqlite, 0);
    expect(sqlite.prepare("SELECT count(*) FROM posts_cjk WHERE posts_cjk MATCH '\"陶芸 芸展\"'").pluck().get()).toBe(3);
    expect(sqlite.prepare('SELECT count(*) FROM posts_cjk').pluck().get()).toBe(3);
  });

  it('finds pieces of posts that lay in the bin before it could be searched', () => {
    const sqlite = at(migrations.findIndex((m) => m.name.endsWith('posts_bin_search')));
    seedPosts(sqlite, 4);
    sqlite.exec("UPDATE posts SET deleted_at = 5 WHERE rowid % 2 = 1");
    migrate(sqlite, 0);
    expect(sqlite.prepare("SELECT count(*) FROM posts_bin_fts WHERE posts_bin_fts MATCH 'irche'").pluck().get()).toBe(2);
    expect(sqlite.prepare('SELECT count(*) FROM bin_search').pluck().get()).toBe(2);
  });
});

describe('the migrations and db/schema.ts', () => {
  it('say the same: tables, columns, types, keys', () => {
    const real = readSchema(createMemoryDb().sqlite).tables;
    const byHand = ['linnet_migrations', 'bin_search', 'post_search', ...searchIndexes];
    const declared = Object.values(drizzleSchema).filter((t) => t instanceof SQLiteTable).map((t) => getTableConfig(t));
    expect(declared.map((t) => t.name).sort()).toEqual(Object.keys(real).filter((t) => !byHand.includes(t)).sort());
    for (const table of declared) {
      const columns = real[table.name]?.columns ?? {};
      expect(Object.fromEntries(Object.values(columns).map((c) => [c.name, [c.type, c.required]]))).toEqual(Object.fromEntries(table.columns.map((c) => [c.name, [c.getSQLType().toUpperCase(), c.notNull || table.primaryKeys.some((k) => k.columns.includes(c))]])));
      const indexes = createMemoryDb().sqlite.prepare<[string], string>("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL").pluck().all(table.name);
      expect(indexes.sort()).toEqual(table.indexes.map((i) => i.config.name).sort());
    }
  });

  it('leave drizzle-kit nothing to generate', () => {
    const root = join(import.meta.dirname, '..', '..');
    const out = join('node_modules', '.cache', 'linnet-test', `kit-${process.pid}`);
    mkdirSync(join(root, out), { recursive: true });
    try {
      cpSync(join(root, 'db', 'migrations'), join(root, out), { recursive: true });
      const before = readdirSync(join(root, out)).sort();
      const run = spawnSync(process.execPath, [join(root, 'node_modules', 'drizzle-kit', 'bin.cjs'), 'generate', '--dialect', 'sqlite', '--schema', 'db/schema.ts', '--out', out, '--name', 'extra'], { cwd: root, encoding: 'utf8' });
      expect(run.status).toBe(0);
      expect(readdirSync(join(root, out)).sort()).toEqual(before);
    } finally {
      rmSync(join(root, out), { recursive: true, force: true });
    }
  });
});

describe('the guard', () => {
  const changed = (sql: string): readonly string[] => {
    const sqlite = new Database(':memory:');
    sqlite.exec('CREATE TABLE notes (id text PRIMARY KEY NOT NULL, body text, size integer NOT NULL) STRICT; CREATE TABLE other (id text PRIMARY KEY NOT NULL) STRICT;');
    const before = readSchema(sqlite);
    sqlite.exec(sql);
    return destructiveChanges(before, readSchema(sqlite));
  };
  it.each([
    ['a dropped table', 'DROP TABLE other', 'table other is gone'],
    ['a renamed table', 'ALTER TABLE other RENAME TO others', 'table other is gone'],
    ['a dropped column', 'ALTER TABLE notes DROP COLUMN body', 'column notes.body is gone'],
    ['a renamed column', 'ALTER TABLE notes RENAME COLUMN body TO text', 'column notes.body is gone'],
    ['another type', 'DROP TABLE notes; CREATE TABLE notes (id text PRIMARY KEY NOT NULL, body blob, size integer NOT NULL) STRICT', 'column notes.body changed from TEXT to BLOB'],
    ['a column that became required', 'DROP TABLE notes; CREATE TABLE notes (id text PRIMARY KEY NOT NULL, body text NOT NULL, size integer NOT NULL) STRICT', 'column notes.body became required'],
    ['a required column without default', 'DROP TABLE notes; CREATE TABLE notes (id text PRIMARY KEY NOT NULL, body text, size integer NOT NULL, extra text NOT NULL) STRICT', 'column notes.extra is new, required and has no default'],
    ['another key', 'DROP TABLE notes; CREATE TABLE notes (id text NOT NULL, body text, size integer PRIMARY KEY NOT NULL) STRICT', 'column notes.id changed its place in the key'],
    ['a lost STRICT', 'DROP TABLE notes; CREATE TABLE notes (id text PRIMARY KEY NOT NULL, body text, size integer NOT NULL)', 'table notes is no longer STRICT'],
    ['a new unique index', 'CREATE UNIQUE INDEX notes_body ON notes (body)', 'index notes_body is new and unique over old rows'],
    ['a new foreign key over old rows', 'DROP TABLE notes; CREATE TABLE notes (id text PRIMARY KEY NOT NULL, body text REFERENCES other (id), size integer NOT NULL) STRICT', 'notes: new foreign key body -> other.id over old rows'],
  ])('catches %s', (_what, sql, complaint) => {
    expect(changed(sql)).toContain(complaint);
  });

  it('lets additions through', () => {
    expect(changed("ALTER TABLE notes ADD COLUMN extra text; ALTER TABLE notes ADD COLUMN more integer NOT NULL DEFAULT 0; CREATE TABLE third (id text PRIMARY KEY NOT NULL REFERENCES other (id)) STRICT; CREATE UNIQUE INDEX third_id ON third (id); CREATE INDEX notes_size ON notes (size)")).toEqual([]);
  });
});

describe('the migrator', () => {
  const good = createMigration('0000_a', 'CREATE TABLE a (id text PRIMARY KEY NOT NULL) STRICT;');

  it('applies each migration whole or not at all, and stays at the last whole version', () => {
    const sqlite = fresh();
    const bad = createMigration('0001_b', 'CREATE TABLE b (id text) STRICT; INSERT INTO missing VALUES (1);');
    expect(() => migrate(sqlite, 0, [good, bad])).toThrow('missing');
    expect(schemaVersion(sqlite)).toBe(1);
    expect(Object.keys(readSchema(sqlite).tables).sort()).toEqual(['a', 'linnet_migrations']);
    expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
  });

  it('refuses rows that would point nowhere', () => {
    const sqlite = fresh();
    const dangling = createMigration('0001_b', "CREATE TABLE b (a text REFERENCES a (id)) STRICT; INSERT INTO b VALUES ('nobody');");
    expect(() => migrate(sqlite, 0, [good, dangling])).toThrow('pointing nowhere');
    expect(schemaVersion(sqlite)).toBe(1);
  });

  it('refuses a file of a newer version, and one whose history is another', () => {
    const sqlite = fresh();
    const more = [good, createMigration('0001_b', 'CREATE TABLE b (id text) STRICT;')];
    migrate(sqlite, 0, more);
    expect(pendingMigrations(sqlite, [good])).toEqual({ ok: false, error: { kind: 'newer-version', fileVersion: 2, appVersion: 1 } });
    expect(pendingMigrations(sqlite, [good, createMigration('0001_b', 'CREATE TABLE c (id text) STRICT;')]).ok).toBe(false);
    expect(migrate(sqlite, 0, more)).toEqual({ ok: true, value: { applied: 0 } });
  });

  it('does not mind the line ends of a checkout', () => {
    expect(createMigration('x', 'a\r\nb').hash).toBe(createMigration('x', 'a\nb').hash);
  });
});
