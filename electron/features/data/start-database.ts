import type { Millis } from '#core/clock';
import type { Startup } from '#core/contract/app';
import type { DatabaseFile, DatabaseWork, FileFailure, NewerVersion } from './ports';

export type StartNotice = 'restored' | 'log-missing';
export interface Started<O> {
  readonly startup: Startup;
  /** Null unless `startup` is ok. Whoever has it closes it with `file.close`. */
  readonly opened: O | null;
  readonly notices: readonly StartNotice[];
  /** The whole file was read at this start; otherwise the first background check does it. */
  readonly checked: boolean;
}

export interface StartDeps<O> {
  readonly file: DatabaseFile<O>;
  readonly work: DatabaseWork;
  readonly now: () => Millis;
}

/** Files up to this size are checked in place: about 3.5 ms a megabyte. */
const CHECK_HERE_BYTES = 24 * 1024 * 1024;

/**
 * From a folder to a usable database, or to the words why not. Nothing is deleted on any path, and an empty database is
 * made only where there never was one: with a back-up or a kept damaged file about, a missing file is damage.
 */
export async function startDatabase<O>(deps: StartDeps<O>): Promise<Started<O>> {
  const { file, work, now } = deps;
  const notices: StartNotice[] = [];
  const not = (startup: Startup): Started<O> => ({ startup, opened: null, notices, checked: false });

  async function damaged(): Promise<Started<O>> {
    // Set aside by a start before this one, and nobody has chosen since; an older one says nothing about a file that is gone today.
    const [last] = file.backups();
    let keptAs = last?.reason === 'damaged' ? last.file : '';
    if (file.state() !== 'missing') {
      const kept = file.keepDamaged(now());
      if (!kept.ok) return failed(kept.error);
      keptAs = kept.value;
    }
    return not({ kind: 'damaged', keptAs, backups: await trueBackups(deps) });
  }

  async function failed(failure: FileFailure | NewerVersion, opened?: O): Promise<Started<O>> {
    if (opened !== undefined) file.release(opened);
    switch (failure.kind) {
      case 'newer-version': return not({ kind: 'newer-version', fileVersion: failure.fileVersion, appVersion: failure.appVersion });
      case 'read-only': return not({ kind: 'read-only', folder: file.folder });
      case 'disk-full': return not({ kind: 'disk-full', folder: file.folder });
      case 'file-busy': return not({ kind: 'file-busy', file: file.file });
      case 'damaged': case 'missing': return damaged();
    }
  }

  const probe = file.probeFolder();
  if (!probe.ok) return failed(probe.error);
  const applied = file.applyStaged(now());
  if (!applied.ok) return failed(applied.error);
  if (applied.value) notices.push('restored');

  const state = file.state();
  if (state === 'damaged') return damaged();
  if (state === 'missing') {
    if (file.backups().length > 0) return damaged();
    const created = file.create(now());
    if (!created.ok) return failed(created.error);
  }

  const end = file.lastEnd();
  const open = file.open();
  if (!open.ok) return failed(open.error);
  const opened = open.value;

  const pending = file.pending(opened);
  if (!pending.ok) return failed(pending.error, opened);

  // After a clean end a big file is checked in the background, so that the window does not wait for it.
  const small = file.bytes() <= CHECK_HERE_BYTES;
  const checkNow = small || !end.clean || pending.value > 0;
  if (checkNow) {
    const level = end.walMissing ? 'full' : 'quick';
    const first = small ? file.check(opened, level) : await work.check(file.file, level);
    // What the worker found may be the search index alone, which is mended here.
    const checked = !small && first.ok && first.value.length > 0 ? file.check(opened, level) : first;
    if (!checked.ok) return failed(checked.error, opened);
    if (checked.value.length > 0) return failed({ kind: 'damaged', detail: checked.value.join('\n') }, opened);
  }

  if (pending.value > 0) {
    const backup = await work.backup({ source: file.file, folder: file.backupFolder, at: now(), reason: 'before-migration' });
    if (!backup.ok) return failed(backup.error, opened);
    // Not in this process: with tens of thousands of posts it takes seconds, and the window must answer.
    const migrated = await work.migrate(file.file, now());
    if (!migrated.ok) return failed(migrated.error, opened);
  }

  const written = file.probeWrite(opened, now());
  if (!written.ok) return failed(written.error, opened);
  if (end.walMissing) {
    const distrusted = file.distrust(opened, now());
    if (!distrusted.ok) return failed(distrusted.error, opened);
    notices.push('log-missing');
  }
  const marked = file.markOpen();
  if (!marked.ok) return failed(marked.error, opened);
  return { startup: { kind: 'ok' }, opened, notices, checked: checkNow };
}

/** The list as shown when a person must choose: every back-up is read to its end first. */
async function trueBackups<O>({ file, work }: StartDeps<O>): Promise<Extract<Startup, { kind: 'damaged' }>['backups']> {
  const list = [];
  for (const backup of file.backups()) {
    const path = backup.good ? file.backupPath(backup.file) : null;
    const verified = path === null ? null : await work.verify(path, 'quick');
    list.push({ ...backup, good: verified?.ok === true });
  }
  return list;
}
