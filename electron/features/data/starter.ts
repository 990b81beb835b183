import type { Startup } from '#core/contract/app';
import { appError, type AppResult } from '#core/errors';
import { err, ok } from '#core/result';
import { fileError } from './file-error';
import { startDatabase, type StartDeps, type Started, type StartNotice } from './start-database';

export interface Ready<O> {
  readonly opened: O;
  readonly notices: readonly StartNotice[];
  readonly checked: boolean;
}

export type RecoverChoice = { readonly choice: 'backup'; readonly file: string } | { readonly choice: 'new' } | { readonly choice: 'again' };

export interface Starter<O> {
  /** Runs once; the same answer afterwards, until a recovery changes it. */
  readonly startup: () => Promise<Startup>;
  readonly recover: (choice: RecoverChoice) => Promise<AppResult<Startup>>;
  /** Resolves when there is a usable database: at the start, or after a person has chosen. */
  readonly ready: Promise<Ready<O>>;
}

/** The start of the database and, when it fails, the person's way out. */
export function createStarter<O>(deps: StartDeps<O>): Starter<O> {
  const { file, work, now } = deps;
  let settle: (ready: Ready<O>) => void = () => undefined;
  const ready = new Promise<Ready<O>>((resolve) => { settle = resolve; });
  let current: Promise<Started<O>> | null = null;
  let recovering = false;

  async function run(): Promise<Started<O>> {
    const started = await startDatabase(deps);
    if (started.opened !== null) settle({ opened: started.opened, notices: started.notices, checked: started.checked });
    return started;
  }
  function start(): Promise<Started<O>> {
    current ??= run();
    return current;
  }
  async function again(): Promise<AppResult<Startup>> {
    current = run();
    return ok((await current).startup);
  }

  async function takeBackup(name: string): Promise<AppResult<Startup>> {
    const path = file.backupPath(name);
    if (path === null) return err(appError('backup-not-found'));
    const verified = await work.verify(path, 'full');
    if (!verified.ok) return err(fileError(verified.error));
    const staged = file.stageRestore(name, now());
    return staged.ok ? again() : err(fileError(staged.error));
  }

  async function choose(choice: RecoverChoice): Promise<AppResult<Startup>> {
    const { startup } = await start();
    if (startup.kind === 'ok') return err(appError('not-allowed-now'));
    if (choice.choice === 'again') return again();
    if (startup.kind !== 'damaged') return err(appError('not-allowed-now'));
    if (choice.choice === 'backup') return takeBackup(choice.file);
    // Somebody may have put a file back meanwhile: that one is looked at, never replaced.
    if (file.state() !== 'missing') return again();
    const created = file.create(now());
    return created.ok ? again() : err(fileError(created.error));
  }

  return {
    ready,
    startup: async () => (await start()).startup,
    recover: async (choice) => {
      if (recovering) return err(appError('busy'));
      recovering = true;
      try {
        return await choose(choice);
      } finally {
        recovering = false;
      }
    },
  };
}
