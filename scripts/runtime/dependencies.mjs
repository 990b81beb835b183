import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, isLinuxX64, nodeModules, readJson, root, toolEnv } from './paths.mjs';
import { hasCommand, run } from './run.mjs';
import { say, SetUpError } from './say.mjs';

const stampFile = join(nodeModules, '.linnet-stamp');

/**
 * Runs `npm ci` when node_modules is missing or does not match package-lock.json. Refuses a node_modules that is a link.
 * @returns {Promise<boolean>} whether anything was installed
 */
export async function installDependencies() {
  // npm ci empties what it finds, and through a link that is somebody else's folder.
  if (lstatSync(nodeModules, { throwIfNoEntry: false })?.isSymbolicLink()) {
    throw new SetUpError('node_modules is a link, and installing through it would empty the folder it points to; remove the link, then start again');
  }
  const lockFile = join(root, 'package-lock.json');
  const stamp = hash(readFileSync(lockFile)).update(`${process.platform}-${process.arch}`).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  const missing = !isInstalled(readJson(lockFile));
  if (missing) {
    if (process.platform !== 'win32' && !hasCommand('npm')) throw new SetUpError('npm is not on the PATH; it comes with Node: install Node 22.12 or newer (https://nodejs.org), then start again');
    say('installing dependencies with npm ci');
    const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      env: toolEnv(),
      shell: process.platform === 'win32',
      stdio: ['ignore', 2, 2],
    });
    if (code !== 0) throw new SetUpError('npm ci did not finish, see above; check the network with "npm ping", then start again');
  }
  writeFileSync(stampFile, stamp);
  return missing;
}

/**
 * Compares with the list npm leaves at the end of an install, so that an install made by hand is not made again.
 * @param {any} lock
 */
function isInstalled(lock) {
  const installed = readJson(join(nodeModules, '.package-lock.json'))?.packages;
  if (!installed) return false;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : Boolean(wanted.optional || wanted.devOptional || wanted.peer);
  });
}

/** Stops with one line when the Node at hand cannot run the project. Linux x64 brings its own. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const needed = isLinuxX64 ? [20, 19] : [22, 12];
  if (major > needed[0] || (major === needed[0] && minor >= needed[1])) return;
  throw new SetUpError(`Node ${process.versions.node} is too old: install Node 22.12 or newer (https://nodejs.org), then start again`);
}
