import type { Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { rotateBackups, verifyFile, writeBackup, type BackupFile, type BackupRequest } from './backup';
import { integrityProblems, type CheckLevel } from './integrity';
import { migrate, migrations, type Migration, type NewerVersion } from './migrate';
import { openDatabase } from './open';
import { openFailure, type OpenFailure } from './sqlite-failure';

/** Everything about whole files that takes long, as plain data, so that it crosses to a worker unchanged. */
export type DatabaseJob =
  | { readonly do: 'check'; readonly file: string; readonly level: CheckLevel }
  | { readonly do: 'verify'; readonly file: string; readonly level: CheckLevel }
  | { readonly do: 'backup'; readonly request: Omit<BackupRequest, 'nativeBinding'> }
  | { readonly do: 'migrate'; readonly file: string; readonly now: Millis }
  | { readonly do: 'rotate'; readonly folder: string; readonly keep: number };

export interface DatabaseJobs {
  readonly check: Result<readonly string[], OpenFailure>;
  readonly verify: Result<null, OpenFailure>;
  readonly backup: Result<BackupFile, OpenFailure>;
  readonly migrate: Result<null, NewerVersion | OpenFailure>;
  readonly rotate: Result<null, OpenFailure>;
}

/** The live file over a second connection: WAL lets it be read while others write. */
function checkLive(file: string, level: CheckLevel, nativeBinding: string | undefined): DatabaseJobs['check'] {
  const opened = openDatabase({ file, mustExist: true, nativeBinding });
  if (!opened.ok) return opened;
  try {
    return ok(integrityProblems(opened.value.sqlite, level));
  } catch (cause) {
    return err(openFailure(cause, file));
  } finally {
    opened.value.sqlite.close();
  }
}

/** Over a connection of its own too: whoever has the file open sees the new version with the next question. */
function migrateLive(file: string, now: Millis, nativeBinding: string | undefined, list: readonly Migration[]): DatabaseJobs['migrate'] {
  const opened = openDatabase({ file, mustExist: true, nativeBinding });
  if (!opened.ok) return opened;
  try {
    const migrated = migrate(opened.value.sqlite, now, list);
    return migrated.ok ? ok(null) : migrated;
  } catch (cause) {
    return err(openFailure(cause, file));
  } finally {
    opened.value.sqlite.close();
  }
}

/** @param list of migrations; another one only in tests of them */
export function runDatabaseJob(job: DatabaseJob, nativeBinding: string | undefined, list: readonly Migration[] = migrations): DatabaseJobs[DatabaseJob['do']] {
  switch (job.do) {
    case 'check': return checkLive(job.file, job.level, nativeBinding);
    case 'verify': {
      const verified = verifyFile(job.file, job.level, nativeBinding);
      return verified.ok ? ok(null) : verified;
    }
    case 'backup': return writeBackup({ ...job.request, nativeBinding });
    case 'migrate': return migrateLive(job.file, job.now, nativeBinding, list);
    case 'rotate': return rotateHere(job.folder, job.keep);
  }
}

/** A back-up that cannot be removed is no reason to say that the new one failed. */
function rotateHere(folder: string, keep: number): DatabaseJobs['rotate'] {
  try {
    rotateBackups(folder, keep);
    return ok(null);
  } catch (cause) {
    return err(openFailure(cause, folder));
  }
}

/** A whole file may take minutes; a check and the back-up after it share a process, which then ends soon. Milliseconds. */
export const databaseWorkerLimits = { idleMs: 5_000, limitMs: 30 * 60_000 } as const;

/** Runs a job somewhere and answers what `runDatabaseJob` answers. */
export type RunJob = (job: DatabaseJob) => Promise<DatabaseJobs[DatabaseJob['do']]>;

/** The calls of the data feature, over any way to run a job. */
export function createDatabaseWork(run: RunJob) {
  // Each job answers its own kind; the union is narrowed here, once.
  const ask = async <K extends DatabaseJob['do']>(job: DatabaseJob & { readonly do: K }): Promise<DatabaseJobs[K]> => (await run(job)) as DatabaseJobs[K];
  return {
    check: (file: string, level: CheckLevel) => ask({ do: 'check', file, level }),
    verify: (file: string, level: CheckLevel) => ask({ do: 'verify', file, level }),
    backup: (request: Omit<BackupRequest, 'nativeBinding'>) => ask({ do: 'backup', request }),
    migrate: (file: string, now: Millis) => ask({ do: 'migrate', file, now }),
    rotate: async (folder: string, keep: number): Promise<void> => { await ask({ do: 'rotate', folder, keep }); },
  };
}
