import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder in which the packages of `from` (a package.json with its lock) are installed; made on first use, whole or not at all.
 * @param needs who needs what, for the words that are thrown when it cannot be had
 */
export async function ensureInstalled(name: string, from: string, needs: string): Promise<string> {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'linnet');
  const lock = await readFile(join(from, 'package-lock.json'));
  const folder = join(cache, `${name}-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const temp = await mkdtemp(join(cache, `${name}-new-`));
  try {
    for (const file of ['package.json', 'package-lock.json']) await copyFile(join(from, file), join(temp, file));
    await new Promise<void>((resolve, reject) => {
      execFile('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: temp, timeout: 300_000 }, (error, _out, stderr) => { if (error === null) resolve(); else reject(new Error(stderr.trim().split('\n').at(-1) ?? error.message)); });
    });
    await rename(temp, folder).catch((error: unknown) => { if (!existsSync(folder)) throw error; });
    return folder;
  } catch (error) {
    throw new Error(`${needs}, which npm installs once into ${cache}. That did not work: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  } finally {
    await rm(temp, { recursive: true, force: true });
  }
}
