import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, readSync, renameSync, statSync, unlinkSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { integrityProblems, type CheckLevel } from './integrity';
import { schemaVersion } from './migrate';
import { openDatabase } from './open';
import { openFailure, type OpenFailure } from './sqlite-failure';

export const backupReasons = ['daily', 'before-migration', 'by-hand', 'damaged'] as const;
export type BackupReason = (typeof backupReasons)[number];

export interface BackupFile {
  /** Name in the back-up folder, never a path. */
  readonly file: string;
  readonly at: Millis;
  readonly bytes: number;
  readonly reason: BackupReason;
  readonly good: boolean;
}

const MAGIC = 'SQLite format 3\0';
const NAME = /^linnet-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})-(\d{3})Z-([a-z-]+)\.db$/;

/** Colons are not allowed in file names on Windows. */
export const backupName = (at: Millis, reason: BackupReason): string => `linnet-${new Date(at).toISOString().replaceAll(/[:.]/g, '-')}-${reason}.db`;

export function readBackupName(name: string): { readonly at: Millis; readonly reason: BackupReason } | null {
  const m = NAME.exec(name);
  const reason = backupReasons.find((r) => r === m?.[6]);
  const at = m === null ? Number.NaN : Date.parse(`${m[1]}T${m[2]}:${m[3]}:${m[4]}.${m[5]}Z`);
  return reason === undefined || Number.isNaN(at) ? null : { at, reason };
}

/** What the first hundred bytes tell, without opening: `plausible` may still be damaged inside. */
export function glance(file: string): 'missing' | 'damaged' | 'plausible' {
  if (!existsSync(file)) return 'missing';
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(100);
    if (readSync(handle, head, 0, 100, 0) < 100 || head.toString('latin1', 0, 16) !== MAGIC) return 'damaged';
    return 'plausible';
  } finally {
    closeSync(handle);
  }
}

/** A back-up has no WAL beside it, so its header must tell its whole size. */
function sizeIsWhole(file: string): boolean {
  const handle = openSync(file, 'r');
  try {
    const head = Buffer.alloc(32);
    readSync(handle, head, 0, 32, 0);
    const pageSize = head.readUInt16BE(16);
    return (pageSize === 1 ? 65_536 : pageSize) * head.readUInt32BE(28) === statSync(file).size;
  } finally {
    closeSync(handle);
  }
}

/** Newest first. `good` is a glance at header and size; `verifyFile` reads everything. Never throws: an unreadable folder has no back-ups. */
export function listBackups(folder: string): readonly BackupFile[] {
  let names: readonly string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  return names.flatMap((file): readonly BackupFile[] => {
    const read = readBackupName(file);
    if (read === null) return [];
    const path = join(folder, file);
    try {
      return [{ file, ...read, bytes: statSync(path).size, good: read.reason !== 'damaged' && glance(path) === 'plausible' && sizeIsWhole(path) }];
    } catch {
      return [{ file, ...read, bytes: 0, good: false }];
    }
  }).sort((a, b) => b.at - a.at || (a.file < b.file ? 1 : -1));
}

/** Opens and reads a whole file that nothing else uses. */
export function verifyFile(file: string, level: CheckLevel, nativeBinding?: string): Result<{ readonly schemaVersion: number }, OpenFailure> {
  const opened = openDatabase({ file, readonly: true, nativeBinding });
  if (!opened.ok) return opened;
  const { sqlite } = opened.value;
  try {
    const problems = integrityProblems(sqlite, level);
    if (problems.length > 0) return err({ kind: 'damaged', detail: problems.join('\n') });
    const version = schemaVersion(sqlite);
    // A file cut to nothing, or another program's, can be a whole database and still not be ours.
    const ours = sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'linnet_migrations'").get() !== undefined && version > 0;
    return ours ? ok({ schemaVersion: version }) : err({ kind: 'damaged', detail: 'Not a Linnet file' });
  } catch (cause) {
    return err(openFailure(cause, file));
  } finally {
    sqlite.close();
  }
}

export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try { fsyncSync(handle); } finally { closeSync(handle); }
}

/** A file that is there no more is as good as removed. Node's `rmSync` would hide the system's reason behind an error without a known code. */
export function removeFile(path: string): void {
  try {
    unlinkSync(path);
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) throw cause;
  }
}

/** Makes a rename outlive a power cut. Windows cannot open a folder and does not need it. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try { fsyncSync(handle); } finally { closeSync(handle); }
}

export interface BackupRequest {
  readonly source: string;
  readonly folder: string;
  readonly at: Millis;
  readonly reason: Exclude<BackupReason, 'damaged'>;
  readonly nativeBinding?: string | undefined;
}

/**
 * Copies a live file with VACUUM INTO over a connection of its own: one consistent moment while others go on writing
 * (the incremental back-up API begins again at each write of another connection), and it reads every row, so that a
 * damaged source cannot become a back-up. The copy is checked and on the disk before it gets its name. Blocks for about
 * 0.8 s per 264 MB, plus the check: run it in a worker.
 */
export function writeBackup(request: BackupRequest): Result<BackupFile, OpenFailure> {
  const { source, folder, at, reason, nativeBinding } = request;
  const file = backupName(at, reason);
  const target = join(folder, file);
  const part = `${target}.part`;
  try {
    mkdirSync(folder, { recursive: true });
    // What a kill left behind; only one back-up is made at a time.
    for (const old of readdirSync(folder)) if (old.startsWith('linnet-') && old.includes('.part')) removeFile(join(folder, old));
    const opened = openDatabase({ file: source, mustExist: true, nativeBinding });
    if (!opened.ok) return opened;
    try {
      opened.value.sqlite.prepare('VACUUM INTO ?').run(part);
    } finally {
      opened.value.sqlite.close();
    }
    const verified = verifyFile(part, 'quick', nativeBinding);
    if (!verified.ok) {
      removeFile(part);
      return verified;
    }
    syncFile(part);
    renameSync(part, target);
    syncFolder(folder);
    return ok({ file, at, bytes: statSync(target).size, reason, good: true });
  } catch (cause) {
    for (const end of ['', '-journal', '-wal', '-shm']) removeFile(`${part}${end}`);
    return err(openFailure(cause, target));
  }
}

/** Removes the oldest daily and before-migration back-ups beyond `keep` of each. What a person made, and damaged files, stay. */
export function rotateBackups(folder: string, keep: number): readonly string[] {
  const removed = (['daily', 'before-migration'] as const).flatMap((reason) =>
    listBackups(folder).filter((b) => b.reason === reason && b.good).slice(keep).map((b) => b.file));
  for (const file of removed) removeFile(join(folder, file));
  return removed;
}

/** The path of a listed back-up; null for anything that is not the plain name of one. */
export function backupPath(folder: string, file: string): string | null {
  return basename(file) === file && readBackupName(file) !== null && existsSync(join(folder, file)) ? join(folder, file) : null;
}
