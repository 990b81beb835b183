import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Millis } from '#core/clock';
import type { NewId } from '#core/ids';
import { err, ok, type Result } from '#core/result';
import { backupName, backupPath, glance, listBackups, readBackupName, removeFile, syncFile, syncFolder, type BackupFile, type BackupReason } from './backup';
import { carryOver } from './carry-over';
import { distrustSchedule } from './distrust';
import { integrityProblems, onlySearchDamaged, rebuildSearch, type CheckLevel } from './integrity';
import { migrate, migrations, pendingMigrations, type Migration, type NewerVersion } from './migrate';
import { openDatabase, type OpenDatabase, type Sqlite } from './open';
import { knownSince } from './settings';
import { openFailure, type OpenFailure } from './sqlite-failure';

export interface DatabaseFileOptions {
  /** The user's data folder. */
  readonly folder: string;
  readonly newId: NewId;
  readonly nativeBinding?: string | undefined;
  /** For tests of migrations. */
  readonly migrations?: readonly Migration[];
}

type Step<T> = Result<T, OpenFailure>;

/** The app's one database file: where it lies, and the moves around it that must survive a kill at any point. */
export type DatabaseFile = ReturnType<typeof createDatabaseFile>;

export function createDatabaseFile(options: DatabaseFileOptions) {
  const { folder, nativeBinding, newId } = options;
  const list = options.migrations ?? migrations;
  const file = join(folder, 'linnet.db');
  const backupFolder = join(folder, 'backups');
  const staged = join(folder, 'linnet-restore.db');
  const marker = join(folder, 'linnet.open');
  const wal = `${file}-wal`;

  /** Expected trouble of SQLite and of the disk becomes a value. */
  function attempt<T>(work: () => T): Step<T> {
    try {
      return ok(work());
    } catch (cause) {
      return err(openFailure(cause, file));
    }
  }

  /** What the last run wrote about itself; one that cannot be read asks for a check. */
  function readMark(): string | null {
    const mark = attempt(() => (existsSync(marker) ? readFileSync(marker, 'utf8') : null));
    return mark.ok ? mark.value : 'check';
  }

  /** Moves the file with its log under a back-up's name. The log goes too: it may hold what the file lacks. */
  function moveAside(at: Millis, reason: BackupReason): string {
    mkdirSync(backupFolder, { recursive: true });
    let moment = at;
    while (existsSync(join(backupFolder, backupName(moment, reason)))) moment += 1;
    const name = backupName(moment, reason);
    if (existsSync(file)) renameSync(file, join(backupFolder, name));
    // A log left beside a new file would be played into it.
    if (existsSync(wal)) renameSync(wal, join(backupFolder, `${name}-wal`));
    removeFile(`${file}-shm`);
    syncFolder(backupFolder);
    syncFolder(folder);
    return name;
  }

  function putInPlace(from: string): void {
    for (const end of ['-wal', '-shm']) removeFile(`${from}${end}`);
    syncFile(from);
    renameSync(from, file);
    syncFolder(folder);
  }

  /** Opens, changes and closes a file that nobody else uses yet. */
  function edit(path: string, change: (opened: OpenDatabase) => void): Step<null> {
    const opened = openDatabase({ file: path, nativeBinding });
    if (!opened.ok) return opened;
    try {
      change(opened.value);
      return ok(null);
    } catch (cause) {
      return err(openFailure(cause, path));
    } finally {
      opened.value.sqlite.close();
    }
  }

  /** A damaged file may be readable where it counts. Only a copy is opened: what was kept stays as it was found. */
  function carryFromDamaged(sqlite: Sqlite, damaged: string, now: Millis): void {
    const copy = join(folder, 'linnet-replaced.part');
    const remove = (): void => { for (const end of ['', '-wal', '-shm', '-journal']) removeFile(`${copy}${end}`); };
    remove();
    try {
      for (const end of ['', '-wal']) if (existsSync(damaged + end)) copyFileSync(damaged + end, copy + end);
      carryOver(sqlite, copy, { now, newId });
    } finally {
      remove();
    }
  }

  /**
   * The staged back-up learns what the file that it replaces knows of publishing; after damage at the start that is the one kept since
   * the back-up. What cannot be read is not missed here: the engine then asks networks, and a person.
   */
  function carryInto(from: 'whole' | 'damaged' | 'none', now: Millis): Step<null> {
    const carried = edit(staged, ({ sqlite }) => {
      if (from === 'whole') return void carryOver(sqlite, file, { now, newId });
      const since = knownSince(sqlite);
      const kept = listBackups(backupFolder).find((b) => b.reason === 'damaged' && since !== null && b.at > since);
      const damaged = from === 'damaged' ? file : kept === undefined ? null : join(backupFolder, kept.file);
      if (damaged !== null) carryFromDamaged(sqlite, damaged, now);
    });
    return carried.ok || carried.error.kind === 'damaged' || carried.error.kind === 'missing' ? ok(null) : carried;
  }

  return {
    folder, file, backupFolder,

    /** Makes the folder, and writes into it once: a folder that cannot be written, or has no room, is found before anything is opened. */
    probeFolder: (): Step<null> => attempt(() => {
      mkdirSync(folder, { recursive: true });
      const probe = join(folder, 'linnet.probe');
      writeFileSync(probe, Buffer.alloc(16_384, 1), { flush: true });
      removeFile(probe);
      return null;
    }),

    /** What cannot be looked at (no right to read it, a folder of that name) is `plausible`: opening it then says why not. */
    state: (): 'missing' | 'damaged' | 'plausible' => {
      const seen = attempt(() => glance(file));
      if (!seen.ok) return 'plausible';
      return seen.value === 'missing' && existsSync(wal) ? 'damaged' : seen.value;
    },
    bytes: (): number => (existsSync(file) ? statSync(file).size : 0),
    backups: (): readonly BackupFile[] => listBackups(backupFolder),
    backupPath: (name: string): string | null => backupPath(backupFolder, name),
    backupTime: (name: string): Millis | null => readBackupName(name)?.at ?? null,

    /**
     * How the last run ended. A run that was killed leaves its log behind; a killed run without one has lost its last
     * writes. Once read, a killed run that left its log is noted as "check", so that a start that fails later (and folds
     * the log away) does not look like a lost one.
     */
    lastEnd: (): { readonly clean: boolean; readonly walMissing: boolean } => {
      const mark = readMark();
      const hasWal = existsSync(wal);
      const walMissing = mark === 'open' && !hasWal && existsSync(file);
      // Where it cannot be noted, a failed start looks like a lost log: too careful, never too bold.
      if (mark === 'open' && hasWal) attempt(() => { writeFileSync(marker, 'check'); });
      return { clean: mark !== 'open' && mark !== 'check' && !hasWal, walMissing };
    },
    markOpen: (): Step<null> => attempt(() => { writeFileSync(marker, 'open'); return null; }),
    /** The next start checks everything before it goes on. */
    askForCheck: (): Step<null> => attempt(() => { writeFileSync(marker, 'check'); return null; }),

    open: (): Step<OpenDatabase> => openDatabase({ file, nativeBinding, mustExist: true }),
    /** Writes one row, so that a full disk or a write-protected file is found now and not at the first save. */
    probeWrite: (opened: OpenDatabase, now: Millis): Step<null> => attempt(() => {
      opened.sqlite.prepare("INSERT INTO settings (key, value, updated_at) VALUES ('data.started', ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at").run(JSON.stringify({ at: now }), now);
      return null;
    }),
    /** The orderly end. `closing` covers a kill between folding the log away and removing the mark. */
    close: (opened: OpenDatabase): void => {
      const wanted = readMark() === 'check';
      // On a full disk the mark stays as it is; the file is closed all the same.
      if (!wanted) attempt(() => { writeFileSync(marker, 'closing'); });
      opened.sqlite.close();
      if (!wanted) attempt(() => { removeFile(marker); });
    },
    /** Gives a file back that a start could not use. */
    release: (opened: OpenDatabase): void => { opened.sqlite.close(); },

    pending: (opened: OpenDatabase): Result<number, NewerVersion | OpenFailure> => {
      const pending = attempt(() => pendingMigrations(opened.sqlite, list));
      if (!pending.ok) return pending;
      return pending.value.ok ? ok(pending.value.value.length) : pending.value;
    },

    /** Complaints about an open file. Damage in the search index alone is mended here. */
    check: (opened: OpenDatabase, level: CheckLevel): Step<readonly string[]> => attempt(() => {
      const problems = integrityProblems(opened.sqlite, level);
      if (!onlySearchDamaged(problems)) return problems;
      try {
        rebuildSearch(opened.sqlite);
      } catch {
        return problems;
      }
      return integrityProblems(opened.sqlite, level);
    }),

    /** A new file is made whole under another name first: one that has no content is therefore never ours. */
    create: (now: Millis): Step<null> => {
      const part = join(folder, 'linnet-new.part');
      const made = attempt(() => { for (const end of ['', '-wal', '-shm', '-journal']) removeFile(`${part}${end}`); });
      if (!made.ok) return made;
      const filled = edit(part, ({ sqlite }) => { migrate(sqlite, now, list); });
      return filled.ok ? attempt(() => { putInPlace(part); return null; }) : filled;
    },

    keepDamaged: (at: Millis): Step<string> => attempt(() => moveAside(at, 'damaged')),

    /** Makes a copy of a back-up ready beside the file. It takes the file's place in `applyStaged`, at once or at the next start. */
    stageRestore: (name: string, now: Millis): Step<null> => {
      const path = backupPath(backupFolder, name);
      if (path === null) return err({ kind: 'missing', detail: name });
      const part = join(folder, 'linnet-restore.part');
      const clear = (): void => { for (const end of ['', '-wal', '-shm', '-journal']) removeFile(`${part}${end}`); };
      const copied = attempt(() => { clear(); copyFileSync(path, part); });
      const edited = copied.ok ? edit(part, ({ sqlite }) => { distrustSchedule(sqlite, { now, since: readBackupName(name)?.at ?? null, newId }); }) : copied;
      if (!edited.ok) {
        // Half a copy would keep a full disk full.
        attempt(clear);
        return edited;
      }
      return attempt(() => {
        syncFile(part);
        for (const end of ['-wal', '-shm']) removeFile(`${staged}${end}`);
        renameSync(part, staged);
        syncFolder(folder);
        return null;
      });
    },

    /** Puts a staged back-up in place, with what the file that was there knows of publishing; that file becomes a back-up itself. Answers whether there was one. */
    applyStaged: (now: Millis): Step<boolean> => {
      if (!existsSync(staged)) return ok(false);
      if (!existsSync(file)) {
        const carried = carryInto('none', now);
        if (!carried.ok) return carried;
      } else {
        const folded = edit(file, ({ sqlite }) => { sqlite.pragma('journal_mode = DELETE'); });
        // Neither says anything against the file: it must not be put aside as damaged.
        if (!folded.ok && (folded.error.kind === 'file-busy' || folded.error.kind === 'disk-full')) return folded;
        const carried = carryInto(folded.ok ? 'whole' : 'damaged', now);
        if (!carried.ok) return carried;
        const moved = attempt(() => moveAside(now, folded.ok ? 'by-hand' : 'damaged'));
        if (!moved.ok) return moved;
      }
      return attempt(() => {
        if (existsSync(wal)) moveAside(now, 'damaged');
        putInPlace(staged);
        removeFile(marker);
        return true;
      });
    },

    /** The file has no log and cannot know its last writes: nothing overdue goes out by itself. */
    distrust: (opened: OpenDatabase, now: Millis): Step<null> => attempt(() => {
      distrustSchedule(opened.sqlite, { now, since: null, newId });
      return null;
    }),
  };
}
