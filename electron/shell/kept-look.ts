import { readFile, stat } from 'node:fs/promises';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface LookPlace {
  readonly folder: string;
  /** The database file. */
  readonly database: string;
  /** A back-up that lies ready to take that file's place, see `db/database-file.ts`. */
  readonly staged: string;
  /** Names this build of Linnet: another one may ask and answer differently. */
  readonly build: string;
}

interface Stat { readonly size: bigint; readonly mtimeNs: bigint; readonly ino: bigint }
const identity = (build: string, { size, mtimeNs, ino }: Stat): string => [build, size, mtimeNs, ino].join(' ');
const fileOf = ({ folder }: LookPlace): string => join(folder, 'first-look.txt');

/**
 * The first answers of the last run, as text, so that a window can be drawn while its file is still being opened.
 * Null when the database file is not to the byte the one they were read from, was not closed in order, or is about to be replaced.
 */
export async function readKeptLook(where: LookPlace): Promise<string | null> {
  try {
    const [text, database, journal, replaced] = await Promise.all([
      readFile(fileOf(where), 'utf8'), stat(where.database, { bigint: true }), stat(`${where.database}-wal`).then(({ size }) => size, () => 0), stat(where.staged).then(() => true, () => false),
    ]);
    const end = text.indexOf('\n');
    return journal === 0 && !replaced && end > 0 && text.slice(0, end) === identity(where.build, database) ? text.slice(end + 1) : null;
  } catch {
    // The first start, or no file: the window waits for its answers, as it can.
    return null;
  }
}

/** Keeps the first answers for the next start. To be called once the database file is closed; never fails, since it is only a shortcut. */
export function keepLook(where: LookPlace, answers: string): void {
  const file = fileOf(where);
  try {
    const database = statSync(where.database, { bigint: true });
    writeFileSync(`${file}.new`, `${identity(where.build, database)}\n${answers}`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    for (const left of [`${file}.new`, file]) rmSync(left, { force: true, recursive: true });
  }
}
