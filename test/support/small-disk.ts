import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { tempFolder } from './temp-folder';

const mounted: string[] = [];
const run = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

/** A real file system of `size` (as mount says it, `4m`); null where this user may not mount one. */
export function smallDisk(size: string): string | null {
  if (process.platform !== 'linux') return null;
  const point = join(tempFolder(), 'disk');
  mkdirSync(point);
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', point)) return null;
  mounted.push(point);
  return point;
}

export const makeReadOnly = (point: string): boolean => run('mount', '-o', 'remount,ro', point);
export const makeWritable = (point: string): boolean => run('mount', '-o', 'remount,rw', point);

/** True where `smallDisk` works. Asked once, so that a test can say by name that it did not run. */
export const canMount = ((): boolean => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const point = mkdtempSync(join(tmpdir(), 'linnet-mount-'));
  const mountedHere = run('mount', '-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', point);
  if (mountedHere) run('umount', point);
  rmSync(point, { recursive: true, force: true });
  return mountedHere;
})();

// Registered after the one of temp-folder, so it runs before the folders are removed.
afterEach(() => { for (const point of mounted.splice(0)) run('umount', '-l', point); });
