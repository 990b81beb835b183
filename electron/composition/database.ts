import { join } from 'node:path';
import type { Clock } from '#core/clock';
import type { NewId } from '#core/ids';
import { createDatabaseFile } from '#db/database-file';
import { createDatabaseWork, databaseWorkerLimits, type DatabaseJob, type DatabaseJobs, runDatabaseJob } from '#db/database-work';
import type { OpenDatabase } from '#db/open';
import { createStarter } from '../features/data/starter';
import type { DatabaseFile } from '../features/data/ports';
import { built } from '../shell/paths';
import { startUtilityWorker } from '../shell/utility-worker';
import { createWorkerClient } from '../shell/worker-client';

/** The addon for the registry runtime of development; undefined where better-sqlite3's own fits. */
export const nativeBinding = (): string | undefined => {
  const path = process.env['LINNET_SQLITE_BINDING'];
  return path === undefined || path === '' ? undefined : path;
};

/** The database file, the worker that reads whole files, and the start with its ways out. */
export function createDatabase(deps: { readonly folder: string; readonly clock: Clock; readonly newId: NewId }) {
  const binding = nativeBinding();
  const file: DatabaseFile<OpenDatabase> = createDatabaseFile({ folder: deps.folder, newId: deps.newId, nativeBinding: binding });
  const client = createWorkerClient<DatabaseJob, DatabaseJobs[DatabaseJob['do']]>(
    () => startUtilityWorker(built('main', 'workers', 'database.cjs'), 'Linnet files', { ...process.env }), deps.clock, databaseWorkerLimits,
  );
  const work = createDatabaseWork(async (job) => {
    const answer = await client.call(job);
    // A worker that dies over a file is tried once more here, where the error is told as a value.
    return answer.ok ? answer.value : runDatabaseJob(job, binding);
  });
  return { file, work, starter: createStarter<OpenDatabase>({ file, work, now: deps.clock.now }), close: client.close, name: join(deps.folder, 'linnet.db') };
}
export type Database = ReturnType<typeof createDatabase>;
