import Database from 'better-sqlite3';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { err, ok, type Result } from '#core/result';
import * as schema from './schema';
import { openFailure, type OpenFailure } from './sqlite-failure';

export type Db = BetterSQLite3Database<typeof schema> & { readonly $client: Database.Database };
export type Sqlite = Database.Database;

export interface OpenDatabase {
  readonly db: Db;
  readonly sqlite: Sqlite;
}

export interface OpenOptions {
  /** Absolute path, or `:memory:`. */
  readonly file: string;
  /** Path of another build of the addon (the registry runtime needs one); from LINNET_SQLITE_BINDING, handed in by the caller. */
  readonly nativeBinding?: string | undefined;
  readonly readonly?: boolean;
  /** Refuse instead of making an empty file. */
  readonly mustExist?: boolean;
  /** How long another program's lock is waited for. */
  readonly busyTimeoutMs?: number;
}

const BUSY_TIMEOUT_MS = 3_000;

/**
 * Sets what every connection needs. `synchronous = FULL`: in WAL mode NORMAL may lose the last commits in a power cut,
 * and the last commit may be the attempt that says "this post is being sent": losing it could send the post twice.
 * No memory map: a disk that fails or a file that is cut short under it would kill the process instead of giving an error.
 */
function configure(sqlite: Sqlite, readonly: boolean): void {
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('temp_store = MEMORY');
  // 4 MB, given back when the window rests. A month of a file with 50,000 publications touches 3.2 MB of it: with less, each reading
  // of a month asks the system for every page again.
  sqlite.pragma('cache_size = -4000');
  sqlite.pragma('mmap_size = 0');
  sqlite.pragma('trusted_schema = OFF');
  if (readonly) {
    sqlite.pragma('query_only = ON');
    return;
  }
  // Reads the header, so a file that is not a database, or is locked, is found here.
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('wal_autocheckpoint = 1000');
  sqlite.pragma('journal_size_limit = 67108864');
}

/** Opens one file without migrating or checking it. Whoever opens it closes it: `sqlite.close()`. */
export function openDatabase(options: OpenOptions): Result<OpenDatabase, OpenFailure> {
  const readonly = options.readonly ?? false;
  let sqlite: Sqlite | null = null;
  try {
    sqlite = new Database(options.file, {
      readonly, fileMustExist: readonly || (options.mustExist ?? false), timeout: options.busyTimeoutMs ?? BUSY_TIMEOUT_MS,
      ...(options.nativeBinding === undefined ? {} : { nativeBinding: options.nativeBinding }),
    });
    configure(sqlite, readonly);
    sqlite.prepare('SELECT count(*) FROM sqlite_schema').get();
    return ok({ sqlite, db: drizzle(sqlite, { schema }) });
  } catch (cause) {
    sqlite?.close();
    return err(openFailure(cause, options.file));
  }
}
