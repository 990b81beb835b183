import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';

export interface Migration {
  /** File name without folder and ending, `0000_start`. */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the SQL with Unix line ends, hex. */
  readonly hash: string;
}

/** A file made by a version of Linnet that knows more, or other, migrations than this one. It is not touched. */
export interface NewerVersion {
  readonly kind: 'newer-version';
  readonly fileVersion: number;
  readonly appVersion: number;
}

export function createMigration(name: string, source: string): Migration {
  // A checkout on Windows may have other line ends; the migration is the same.
  const text = source.replaceAll('\r\n', '\n');
  return { name, sql: text, hash: createHash('sha256').update(text).digest('hex') };
}

const sources: Record<string, string> = import.meta.glob<string>('./migrations/*.sql', { query: '?raw', eager: true, import: 'default' });

/** Every migration of this version, oldest first. */
export const migrations: readonly Migration[] = Object.entries(sources)
  .map(([path, source]) => createMigration(path.slice(path.lastIndexOf('/') + 1, -'.sql'.length), source))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

export const schemaVersion = (sqlite: Database): number => Number(sqlite.pragma('user_version', { simple: true }));

const HISTORY = `CREATE TABLE IF NOT EXISTS linnet_migrations (
  position INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at INTEGER NOT NULL
) STRICT`;

function sameHistory(sqlite: Database, list: readonly Migration[], version: number): boolean {
  if (version === 0) return true;
  const known = sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'linnet_migrations'").get();
  if (known === undefined) return false;
  const rows = sqlite.prepare<[], { position: number; name: string; hash: string }>('SELECT position, name, hash FROM linnet_migrations ORDER BY position').all();
  return rows.length === version && rows.every((row, i) => list[i]?.name === row.name && list[i].hash === row.hash);
}

/** Which migrations a file still needs; refuses one that another or newer version made. */
export function pendingMigrations(sqlite: Database, list: readonly Migration[] = migrations): Result<readonly Migration[], NewerVersion> {
  const version = schemaVersion(sqlite);
  if (version > list.length || !sameHistory(sqlite, list, version)) {
    return err({ kind: 'newer-version', fileVersion: version, appVersion: list.length });
  }
  return ok(list.slice(version));
}

/**
 * Brings a file up to date, each migration in one transaction, so that a crash or a full disk in the middle leaves the
 * file at a whole version. Throws what SQLite throws; make a back-up first.
 */
export function migrate(sqlite: Database, now: Millis, list: readonly Migration[] = migrations): Result<{ readonly applied: number }, NewerVersion> {
  const pending = pendingMigrations(sqlite, list);
  if (!pending.ok) return pending;
  if (pending.value.length === 0) return ok({ applied: 0 });
  const first = list.length - pending.value.length;
  // Rebuilding a table drops and renames it, which enforced foreign keys would forbid; they are checked before each commit.
  sqlite.pragma('foreign_keys = OFF');
  try {
    pending.value.forEach((migration, i) => {
      sqlite.transaction(() => {
        sqlite.exec(HISTORY);
        sqlite.exec(migration.sql);
        const broken = sqlite.pragma('foreign_key_check') as readonly unknown[];
        if (broken.length > 0) throw new Error(`Migration ${migration.name} leaves ${broken.length} rows pointing nowhere`);
        sqlite.prepare('INSERT INTO linnet_migrations (position, name, hash, applied_at) VALUES (?, ?, ?, ?)').run(first + i, migration.name, migration.hash, now);
        sqlite.pragma(`user_version = ${first + i + 1}`);
      }).immediate();
    });
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
  return ok({ applied: pending.value.length });
}
