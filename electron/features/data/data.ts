import type { Changes } from '#core/changes';
import { DAY, HOUR, type Clock, type Millis } from '#core/clock';
import { appError, type AppResult } from '#core/errors';
import type { JsonObject } from '#core/json';
import { err, ok } from '#core/result';
import { fileError } from './file-error';
import type { BackupFile, BackupRequest, CheckLevel, DatabaseFile, DatabaseWork } from './ports';

export interface DataDeps<O> {
  readonly file: DatabaseFile<O>;
  readonly work: DatabaseWork;
  readonly clock: Clock;
  readonly changes: Changes;
  readonly settings: {
    readonly get: (key: string) => JsonObject | null;
    readonly set: (key: string, value: JsonObject, now: Millis) => void;
  };
  readonly counts: { readonly posts: () => number; readonly schemaVersion: () => number };
  /** Bytes of the media library; each picture once, though several brands may use it. */
  readonly mediaBytes: () => number;
  readonly backupsToKeep: () => number;
  /** Ends the app in order and starts it again; the staged back-up is put in place then. */
  readonly restart: () => void;
  /** The background check found damage. The next start reads the whole file first; publishing should stop now. */
  readonly onDamaged: (detail: string) => void;
  /** A daily back-up that could not be made: said in a notice, tried again later. */
  readonly onBackupFailed: (code: string, detail: string) => void;
}

export interface DataInfo {
  readonly file: string;
  readonly bytes: number;
  readonly mediaBytes: number;
  readonly posts: number;
  readonly schemaVersion: number;
  readonly backups: readonly BackupFile[];
  readonly lastCheckAt: Millis | null;
}

export interface DataFeature {
  readonly info: () => DataInfo;
  readonly backupNow: () => Promise<AppResult<BackupFile>>;
  /** Checks the back-up, makes it ready beside the file, and restarts. The current file becomes a back-up itself. */
  readonly restore: (name: string) => Promise<AppResult<null>>;
  /** Begins the daily back-ups and the checks in the background. `checked`: this start has read the whole file already. */
  readonly start: (checked: boolean) => void;
  readonly stop: () => void;
}

const CHECK = 'data.check';
/** The window comes first; then the file is read. */
const FIRST_LOOK_AFTER: Millis = 20_000;
const RETRY_AFTER: Millis = HOUR;

export function createData<O>(deps: DataDeps<O>): DataFeature {
  const { file, work, clock, settings } = deps;
  let cancel: (() => void) | null = null;
  let unchecked = false;
  let tail: Promise<unknown> = Promise.resolve();

  /** One heavy thing at a time: two back-ups at once would only be slower. */
  function inTurn<T>(job: () => Promise<T>): Promise<T> {
    const run = tail.then(job);
    tail = run.catch(() => undefined);
    return run;
  }

  async function backUp(reason: BackupRequest['reason']): Promise<AppResult<BackupFile>> {
    const made = await work.backup({ source: file.file, folder: file.backupFolder, at: clock.now(), reason });
    if (!made.ok) return err(fileError(made.error));
    await work.rotate(file.backupFolder, deps.backupsToKeep());
    deps.changes.changed('data');
    return ok(made.value);
  }

  const lastCheckAt = (): Millis | null => {
    const at = settings.get(CHECK)?.['at'];
    return typeof at === 'number' ? at : null;
  };

  async function check(level: CheckLevel): Promise<void> {
    const checked = await work.check(file.file, level);
    // A check that could not be made (locked, disk) says nothing about the file.
    const problems = checked.ok ? checked.value : checked.error.kind === 'damaged' ? [checked.error.detail] : null;
    if (problems === null) return;
    if (problems.length > 0) {
      file.askForCheck();
      deps.onDamaged(problems.join('\n'));
      return;
    }
    unchecked = false;
    if (level === 'full') settings.set(CHECK, { at: clock.now() }, clock.now());
    deps.changes.changed('data');
  }

  async function round(): Promise<void> {
    const now = clock.now();
    const checkedAt = lastCheckAt();
    // A clock set back would otherwise put the next check off for years.
    const fullDue = checkedAt === null || now - checkedAt >= 7 * DAY || checkedAt > now;
    if (fullDue) await check('full');
    else if (unchecked) await check('quick');
    const daily = file.backups().find((b) => b.reason === 'daily' && b.good);
    if (daily === undefined || now - daily.at >= DAY || daily.at > now) {
      const made = await backUp('daily');
      if (!made.ok) deps.onBackupFailed(made.error.code, made.error.detail ?? '');
    }
  }

  function arm(at: Millis): void {
    cancel = clock.callAt(at, () => {
      arm(clock.now() + RETRY_AFTER);
      void inTurn(round);
    });
  }

  return {
    info: () => ({
      file: file.file, bytes: file.bytes(), mediaBytes: deps.mediaBytes(), posts: deps.counts.posts(), schemaVersion: deps.counts.schemaVersion(),
      backups: file.backups(), lastCheckAt: lastCheckAt(),
    }),
    backupNow: () => inTurn(() => backUp('by-hand')),
    restore: (name) => inTurn(async () => {
      const path = file.backupPath(name);
      if (path === null) return err(appError('backup-not-found'));
      const verified = await work.verify(path, 'full');
      if (!verified.ok) return err(fileError(verified.error));
      const staged = file.stageRestore(name, clock.now());
      if (!staged.ok) return err(fileError(staged.error));
      deps.restart();
      return ok(null);
    }),
    start: (checked) => {
      unchecked = !checked;
      arm(clock.now() + FIRST_LOOK_AFTER);
    },
    stop: () => { cancel?.(); cancel = null; },
  };
}
