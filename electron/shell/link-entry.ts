import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { quotedProgram } from './login-item';

/** The entry's name is the one that package.json gives the window (`desktopName`), and that a Debian package installs. */
const ENTRY = 'linnet.desktop';
const LINKS = 'x-scheme-handler/linnet';
/** Says that nobody but Linnet wrote the entry. */
const OWN = 'X-Linnet-Own=true';

export interface LinkEntryDeps {
  /** `~/.local/share` or what the desktop has instead. */
  readonly dataFolder: string;
  /** Where packages put their entries. */
  readonly systemFolders: readonly string[];
  /** What starts this copy. */
  readonly program: string;
  /** Tells the desktop to open a type with an entry. */
  readonly makeDefault: (entry: string, type: string) => void;
}

/**
 * Makes a Linux desktop open `linnet://` links with this copy, for an AppImage or a folder is installed nowhere. An entry
 * that a package brought or a person wrote is left alone; ours goes when a package has brought one. Throws what the disk throws.
 */
export function registerLinks({ dataFolder, systemFolders, program, makeDefault }: LinkEntryDeps): void {
  const file = join(dataFolder, 'applications', ENTRY);
  const found = textOf(file);
  if (found !== null && !found.split('\n').includes(OWN)) return;
  if (systemFolders.some((folder) => textOf(join(folder, 'applications', ENTRY))?.includes(LINKS) === true)) {
    rmSync(file, { force: true });
    return;
  }
  // Read by the Desktop Entry Specification 1.5 (read 2026-11-22). A desktop passes over an entry whose TryExec is gone.
  const text = ['[Desktop Entry]', 'Type=Application', 'Name=Linnet', `Exec=${command(program)} %u`, `TryExec=${program.replaceAll('\\', '\\\\')}`, 'Terminal=false', 'NoDisplay=true', `MimeType=${LINKS};`, OWN, ''].join('\n');
  if (found === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  makeDefault(ENTRY, LINKS);
}

/** xdg-open takes quotation marks for a part of the name where it must read entries itself (xdg-utils 1.1.3, without a desktop it knows). */
const command = (program: string): string => (/^[\w./+:@,=-]+$/.test(program) ? program : quotedProgram(program));

const textOf = (file: string): string | null => (existsSync(file) ? readFileSync(file, 'utf8') : null);
