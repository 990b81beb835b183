import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { electronPath } from '#test/e2e/support/launch';

export interface OwnCopy {
  /** Copies what a window of it has mapped of the system's libraries as well; for windows that are opened from now on. */
  readonly takeLibraries: (pid: number) => void;
  readonly remove: () => void;
}

/**
 * A copy of the Electron in use: whoever runs the same file at the same time shares its pages, and every app would seem
 * smaller by what others run. The same with the system's libraries: the empty app's share of them was seen to change
 * between 5 and 12 MB with what else ran. All windows are opened with the copy until it is removed.
 */
export function ownCopy(): OwnCopy {
  const before = { electron: electronPath(), libraries: process.env['LD_LIBRARY_PATH'] };
  const folder = mkdtempSync(join(tmpdir(), 'linnet-electron-'));
  const libraries = mkdtempSync(join(tmpdir(), 'linnet-libraries-'));
  cpSync(dirname(before.electron), folder, { recursive: true });
  process.env['LINNET_ELECTRON'] = join(folder, basename(before.electron));
  return {
    takeLibraries: (pid) => {
      for (const path of librariesOf(pid)) if (!path.startsWith(folder)) copyWithNames(path, libraries);
      process.env['LD_LIBRARY_PATH'] = libraries;
    },
    remove: () => {
      process.env['LINNET_ELECTRON'] = before.electron;
      if (before.libraries === undefined) delete process.env['LD_LIBRARY_PATH'];
      else process.env['LD_LIBRARY_PATH'] = before.libraries;
      for (const each of [folder, libraries]) rmSync(each, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

const librariesOf = (pid: number): ReadonlySet<string> => new Set(Array.from(readFileSync(`/proc/${pid}/maps`, 'utf8').matchAll(/\s(\/\S+\.so(?:\.\d+)*)$/gm), ([, path = '']) => path));

/** A library is asked for by the name of a link to it: `libX11.so.6` is `libX11.so.6.4.0`. */
function copyWithNames(path: string, to: string): void {
  const from = dirname(path);
  const file = basename(path);
  cpSync(path, join(to, file));
  const stem = file.slice(0, file.indexOf('.so'));
  for (const name of readdirSync(from)) if (name !== file && name.startsWith(stem) && name.includes('.so') && realpathSync(join(from, name)) === path) symlinkSync(file, join(to, name));
}
