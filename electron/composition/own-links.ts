import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';
import { registerLinks } from '../shell/link-entry';
import { ownProgram } from '../shell/own-program';
import type { Foundation } from './start-up';

/** On Linux, where Electron's own way needs an entry that only an installed package has; see claimSingleInstance for the others. */
export function registerOwnLinks({ log }: Pick<Foundation, 'log'>): void {
  if (!app.isPackaged || process.platform !== 'linux') return;
  const { XDG_DATA_HOME: own, XDG_DATA_DIRS: system } = process.env;
  try {
    registerLinks({
      dataFolder: own || join(homedir(), '.local', 'share'),
      systemFolders: (system || '/usr/local/share:/usr/share').split(':').filter((folder) => folder !== ''),
      program: ownProgram(process.execPath, process.env),
      makeDefault: (entry, type) => {
        execFile('xdg-mime', ['default', entry, type], (error) => { if (error !== null) log.error('linnet:// links', error); });
      },
    });
  } catch (error) {
    log.error('linnet:// links', error);
  }
}
