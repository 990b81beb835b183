import { existsSync, renameSync } from 'node:fs';
import Database from 'better-sqlite3';

export type Db = Database.Database;

const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS people (
  id INTEGER PRIMARY KEY AUTOINCREMENT, handle TEXT NOT NULL UNIQUE, name TEXT NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS codes (
  hash TEXT PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people (id), client_id TEXT NOT NULL, redirect_uri TEXT NOT NULL,
  challenge TEXT NOT NULL, scope TEXT NOT NULL, expires_at INTEGER NOT NULL, family TEXT
) STRICT;
CREATE TABLE IF NOT EXISTS grants (
  id INTEGER PRIMARY KEY AUTOINCREMENT, family TEXT NOT NULL, parent_id INTEGER, person_id INTEGER NOT NULL REFERENCES people (id),
  client_id TEXT NOT NULL, scope TEXT NOT NULL, access_hash TEXT NOT NULL UNIQUE, refresh_hash TEXT NOT NULL UNIQUE,
  access_expires_at INTEGER NOT NULL, used INTEGER NOT NULL DEFAULT 0, replaced INTEGER NOT NULL DEFAULT 0, revoked INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS grants_by_family ON grants (family);
CREATE TABLE IF NOT EXISTS media (
  id INTEGER PRIMARY KEY AUTOINCREMENT, person_id INTEGER NOT NULL REFERENCES people (id), mime TEXT NOT NULL, alt TEXT NOT NULL,
  bytes BLOB NOT NULL, created_at INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS posts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, person_id INTEGER NOT NULL REFERENCES people (id), text TEXT NOT NULL, visibility TEXT NOT NULL,
  reply_to TEXT, media_ids TEXT NOT NULL, idempotency_key TEXT, created_at REAL NOT NULL, received_at REAL NOT NULL, deleted_at INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS posts_by_person ON posts (person_id, created_at);
CREATE INDEX IF NOT EXISTS posts_by_reply ON posts (reply_to) WHERE reply_to IS NOT NULL;
CREATE INDEX IF NOT EXISTS posts_by_key ON posts (person_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
`;

/**
 * Opens the network's own file. WAL with `synchronous = NORMAL`: a commit outlives the killing of any process
 * (only a power cut could take the last ones back), which is what "lost answer" needs to be true.
 */
export function openPracticeDb(file: string | null, nativeBinding: string | undefined): Db {
  try {
    return openFile(file, nativeBinding);
  } catch (error) {
    if (file === null || !isBroken(error)) throw error;
    // Nothing here is anybody's only copy: the accounts connect again, and the broken file stays for whoever wants it.
    for (const end of ['', '-wal', '-shm']) if (existsSync(file + end)) renameSync(file + end, `${file}.unreadable${end}`);
    return openFile(file, nativeBinding);
  }
}

const isBroken = (error: unknown): boolean => error instanceof Error && 'code' in error && typeof error.code === 'string' && /^SQLITE_(?:NOTADB|CORRUPT)/.test(error.code);

function openFile(file: string | null, nativeBinding: string | undefined): Db {
  const db = new Database(file ?? ':memory:', nativeBinding === undefined ? {} : { nativeBinding });
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = NORMAL');
    db.pragma('foreign_keys = ON');
    db.pragma('busy_timeout = 5000');
    db.exec(SCHEMA);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

export interface MetaStore {
  readonly get: (key: string) => string | null;
  readonly set: (key: string, value: string) => void;
}

export function createMetaStore(db: Db): MetaStore {
  const read = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?');
  const write = db.prepare('INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value');
  return {
    get: (key) => read.get(key)?.value ?? null,
    set: (key, value) => void write.run(key, value),
  };
}
