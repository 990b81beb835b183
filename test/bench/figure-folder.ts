import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdSource } from '#core/ids';
import { createDatabaseFile } from '#db/database-file';
import type { OpenDatabase } from '#db/open';
import { type Seeded, type SeedOptions, seedPublications } from '#test/support/seed';

export interface FilledFolder extends Seeded {
  readonly path: string;
  /** Opens the file as the app does; whoever opens it closes it. */
  readonly open: () => OpenDatabase;
  readonly remove: () => void;
}

/**
 * A data folder as the app leaves it after an orderly end: migrated by our migrator, filled, its log folded away and no
 * mark of an open file, so that the next start finds nothing to check or to mend.
 */
export function createFilledFolder(options: SeedOptions): FilledFolder {
  const path = mkdtempSync(join(tmpdir(), 'linnet-bench-'));
  const file = createDatabaseFile({ folder: path, newId: createIdSource(() => Date.now(), (n) => randomBytes(n)), nativeBinding: process.env['LINNET_SQLITE_BINDING'] });
  const made = file.create(options.now);
  if (!made.ok) throw new Error(`no database was made: ${made.error.kind}`);
  const open = (): OpenDatabase => {
    const opened = file.open();
    if (!opened.ok) throw new Error(`the database did not open: ${opened.error.kind}`);
    return opened.value;
  };
  const opened = open();
  const seeded = seedPublications(opened.sqlite, options);
  opened.sqlite.pragma('wal_checkpoint(TRUNCATE)');
  file.close(opened);
  writeFileSync(join(path, 'preferences.json'), JSON.stringify({ lastBrandId: seeded.brandId }));
  return { ...seeded, path, open, remove: () => { rmSync(path, { recursive: true, force: true, maxRetries: 3 }); } };
}
