import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Why a file cannot be used, told apart by what a person can do about it. */
export interface OpenFailure {
  readonly kind: 'damaged' | 'read-only' | 'disk-full' | 'file-busy' | 'missing';
  /** SQLite's own words. */
  readonly detail: string;
}

const text = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
const codeOf = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';

/** Bytes below which an I/O error is taken for a full disk: some file systems report one as the other. */
const ALMOST_NOTHING = 256 * 1024;

function diskIsFull(file: string): boolean {
  try {
    const disk = statfsSync(dirname(file));
    return disk.bavail * disk.bsize < ALMOST_NOTHING;
  } catch {
    return false;
  }
}

/** Reads an error of SQLite or of the file system. Anything else is a defect and is thrown on. */
export function openFailure(cause: unknown, file: string): OpenFailure {
  const code = codeOf(cause);
  const failure = (kind: OpenFailure['kind']): OpenFailure => ({ kind, detail: text(cause) });
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED') || code === 'EBUSY') return failure('file-busy');
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_SHORT_READ' || code === 'SQLITE_FORMAT') return failure('damaged');
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT') return failure('disk-full');
  if (code === 'ENOENT') return failure('missing');
  if (code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_IOERR') || code === 'SQLITE_PERM' || code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'EIO' || code === 'EISDIR' || code === 'ENOTDIR') {
    // An I/O error is not damage: the file is left alone, and the person is told that the folder cannot be used.
    return failure(diskIsFull(file) ? 'disk-full' : 'read-only');
  }
  // A page so broken that SQLite gives up with a plain error while reading the schema.
  if (code === 'SQLITE_ERROR' || code === 'SQLITE_MISUSE' || code === 'SQLITE_TOOBIG' || code === 'SQLITE_NOMEM') return failure('damaged');
  throw cause;
}
