import { copyFileSync, existsSync } from 'node:fs';
import { createIdSource } from '#core/ids';
import { createDatabaseFile, type DatabaseFile } from '#db/database-file';
import { createDatabaseWork, runDatabaseJob } from '#db/database-work';
import type { Migration } from '#db/migrate';
import type { OpenDatabase } from '#db/open';
import { startDatabase, type Started } from '#electron/features/data/start-database';

export const NOW = Date.UTC(2026, 10, 22, 9, 0);
let tick = 0;
export const testIds = createIdSource(() => NOW, (n) => { tick += 1; return Uint8Array.from({ length: n }, (_, i) => (tick * 31 + i * 7) & 255); });

export const dataFile = (folder: string, migrations?: readonly Migration[]): DatabaseFile =>
  createDatabaseFile({ folder, newId: testIds, nativeBinding: process.env['LINNET_SQLITE_BINDING'], ...(migrations === undefined ? {} : { migrations }) });

/** The heavy jobs in this process. */
export const workHereWith = (list?: readonly Migration[]) => createDatabaseWork((job) => Promise.resolve(runDatabaseJob(job, process.env['LINNET_SQLITE_BINDING'], list)));
export const workHere = workHereWith();

export const startIn = (folder: string, migrations?: readonly Migration[], now = NOW): Promise<Started<OpenDatabase>> =>
  startDatabase({ file: dataFile(folder, migrations), work: workHereWith(migrations), now: () => now });

/** What a SIGKILL leaves behind: the file, its log and the mark, as they are at this moment. */
export function copyAsKilled(from: string, to: string): void {
  for (const name of ['linnet.db', 'linnet.db-wal', 'linnet.open']) if (existsSync(`${from}/${name}`)) copyFileSync(`${from}/${name}`, `${to}/${name}`);
}
