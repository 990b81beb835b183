import { migrate } from '#db/migrate';
import { openDatabase, type OpenDatabase } from '#db/open';

/** A database in memory with every migration applied, as the app sees it. Close it with `sqlite.close()`; forgetting to is harmless. */
export function createMemoryDb(): OpenDatabase {
  const opened = openDatabase({ file: ':memory:', nativeBinding: process.env['LINNET_SQLITE_BINDING'] });
  if (!opened.ok) throw new Error(opened.error.detail);
  const migrated = migrate(opened.value.sqlite, Date.UTC(2026, 10, 22, 9, 0));
  if (!migrated.ok) throw new Error('a new database cannot be newer than the app');
  return opened.value;
}
