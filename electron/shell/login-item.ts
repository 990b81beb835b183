import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Says that this start came from logging in: no window then, only the tray. */
export const IN_TRAY = '--in-tray';

export interface LoginItemDeps {
  readonly platform: NodeJS.Platform;
  /** `~/.config` or what the desktop has instead; only used on Linux. */
  readonly configFolder: string;
  /** What starts Linnet. */
  readonly program: string;
  /** Electron's own way, which Linux does not have. */
  readonly setLoginItem: (settings: { readonly openAtLogin: boolean; readonly args: string[] }) => void;
}

/** A program's path as a desktop entry takes it. Rules of Exec: freedesktop.org, Desktop Entry Specification 1.5, read 2026-11-22. */
export const quotedProgram = (path: string): string => `"${path.replaceAll(/(["`$\\])/g, String.raw`\$1`).replaceAll('\\', '\\\\').replaceAll('%', '%%')}"`;

/** Makes Linnet start when the person logs in, or not any more. Throws what the disk throws. */
export function applyLoginItem(on: boolean, { platform, configFolder, program, setLoginItem }: LoginItemDeps): void {
  if (platform !== 'linux') {
    setLoginItem({ openAtLogin: on, args: [IN_TRAY] });
    return;
  }
  const file = join(configFolder, 'autostart', 'linnet.desktop');
  if (!on) {
    rmSync(file, { force: true });
    return;
  }
  const text = ['[Desktop Entry]', 'Type=Application', 'Name=Linnet', `Exec=${quotedProgram(program)} ${IN_TRAY}`, 'Terminal=false', 'X-GNOME-Autostart-enabled=true', ''].join('\n');
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
