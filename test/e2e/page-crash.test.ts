import { spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makeDataFolder } from './support/data-folder';
import { electronPath, electronSwitches } from './support/launch';

/** Processes that show a page of the Linnet with that data folder. */
function pagesOf(dataDir: string): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      return command.includes('--type=renderer') && command.includes(`--user-data-dir=${dataDir}`) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

test('a page whose process died comes back by itself', async () => {
  test.skip(process.platform !== 'linux', 'not run: reads /proc');
  const folder = await makeDataFolder();
  // Started without Playwright on it: its debugger holds the page that comes after a crashed one.
  const child = spawn(electronPath(), [...electronSwitches(), process.cwd()], { env: { ...process.env, LINNET_DATA_DIR: folder.path }, stdio: 'ignore' });
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  try {
    const log = (): string => (existsSync(join(folder.path, 'logs', 'linnet.log')) ? readFileSync(join(folder.path, 'logs', 'linnet.log'), 'utf8') : '');
    await expect.poll(() => existsSync(join(folder.path, 'linnet.open')), { timeout: 20_000 }).toBe(true);
    await expect.poll(() => pagesOf(folder.path), { timeout: 20_000 }).toHaveLength(1);
    const [first = 0] = pagesOf(folder.path);
    process.kill(first, 'SIGKILL');
    await expect.poll(() => pagesOf(folder.path).filter((pid) => pid !== first), { timeout: 20_000 }).toHaveLength(1);
    expect(log()).toContain('the page is gone');
  } finally {
    child.kill('SIGTERM');
    await ended;
    await folder.remove();
  }
});
