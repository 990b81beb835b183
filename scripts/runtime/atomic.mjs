import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Makes a folder whole or not at all: `make` fills a temporary neighbour, which is renamed at the end.
 * A set-up that is killed half-way leaves only a temporary folder, which the next one removes.
 * @param {string} target
 * @param {(folder: string) => Promise<void> | void} make
 */
export async function makeFolder(target, make) {
  if (existsSync(target)) return;
  const parent = dirname(target);
  mkdirSync(parent, { recursive: true });
  removeLeftovers(parent, basename(target));
  const building = `${target}.tmp-${process.pid}`;
  mkdirSync(building, { recursive: true });
  try {
    await make(building);
    try {
      renameSync(building, target);
    } catch (error) {
      // Another set-up finished first: its folder is as good as ours.
      if (!existsSync(target)) throw error;
    }
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
}

function removeLeftovers(/** @type {string} */ parent, /** @type {string} */ name) {
  for (const entry of readdirSync(parent)) {
    if (!entry.startsWith(`${name}.tmp-`)) continue;
    const pid = Number(entry.slice(name.length + 5));
    if (!isAlive(pid)) rmSync(join(parent, entry), { recursive: true, force: true });
  }
}

function isAlive(/** @type {number} */ pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
