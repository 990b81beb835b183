import type { Millis } from '#core/clock';
import type { Result } from '#core/result';

export interface BackupFile {
  readonly file: string;
  readonly at: Millis;
  readonly bytes: number;
  readonly reason: 'daily' | 'before-migration' | 'by-hand' | 'damaged';
  readonly good: boolean;
}

export interface FileFailure {
  readonly kind: 'damaged' | 'read-only' | 'disk-full' | 'file-busy' | 'missing';
  readonly detail: string;
}
export interface NewerVersion {
  readonly kind: 'newer-version';
  readonly fileVersion: number;
  readonly appVersion: number;
}
type Step<T> = Result<T, FileFailure>;
export type CheckLevel = 'quick' | 'full';

/** The database file on disk; `db/database-file.ts` fits it. `O` is the open database, which this feature only hands on. */
export interface DatabaseFile<O> {
  readonly folder: string;
  readonly file: string;
  readonly backupFolder: string;
  readonly probeFolder: () => Step<null>;
  readonly state: () => 'missing' | 'damaged' | 'plausible';
  readonly bytes: () => number;
  readonly backups: () => readonly BackupFile[];
  readonly backupPath: (name: string) => string | null;
  readonly lastEnd: () => { readonly clean: boolean; readonly walMissing: boolean };
  readonly markOpen: () => Step<null>;
  readonly askForCheck: () => Step<null>;
  readonly open: () => Step<O>;
  readonly probeWrite: (opened: O, now: Millis) => Step<null>;
  readonly close: (opened: O) => void;
  readonly release: (opened: O) => void;
  readonly pending: (opened: O) => Result<number, NewerVersion | FileFailure>;
  readonly check: (opened: O, level: CheckLevel) => Step<readonly string[]>;
  readonly create: (now: Millis) => Step<null>;
  readonly keepDamaged: (at: Millis) => Step<string>;
  readonly stageRestore: (name: string, now: Millis) => Step<null>;
  readonly applyStaged: (now: Millis) => Step<boolean>;
  readonly distrust: (opened: O, now: Millis) => Step<null>;
}

export interface BackupRequest {
  readonly source: string;
  readonly folder: string;
  readonly at: Millis;
  readonly reason: 'daily' | 'before-migration' | 'by-hand';
}

/** Heavy reading and copying of whole files, outside the main process where there is another. */
export interface DatabaseWork {
  /** SQLite's complaints about the live file; empty when it is whole. */
  readonly check: (file: string, level: CheckLevel) => Promise<Step<readonly string[]>>;
  /** A file that nothing else uses: a back-up. */
  readonly verify: (file: string, level: CheckLevel) => Promise<Step<null>>;
  readonly backup: (request: BackupRequest) => Promise<Step<BackupFile>>;
  /** Brings a file up to date after a back-up was made. Whoever has it open may keep it open. */
  readonly migrate: (file: string, now: Millis) => Promise<Result<null, NewerVersion | FileFailure>>;
  readonly rotate: (folder: string, keep: number) => Promise<void>;
}
