// npm run package [-- --dir [--output FOLDER]]: makes the packages for this system into dist/ or the named folder, from
// the Electron at hand.
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildApp } from './runtime/build.mjs';
import { nodeModules, root, toolEnv, toolNode } from './runtime/paths.mjs';
import { run } from './runtime/run.mjs';
import { runMain, say, SetUpError } from './runtime/say.mjs';
import { setUp } from './set-up.mjs';

const addons = join('node_modules', 'better-sqlite3');

await runMain(async () => {
  const args = process.argv.slice(2);
  const at = args.indexOf('--output');
  const output = resolve(root, (at === -1 ? undefined : args.splice(at, 2)[1]) ?? 'dist');
  const runtime = await setUp();
  const isFolderOnly = args.includes('--dir') || args.includes('dir');
  if (runtime.kind === 'registry' && !isFolderOnly) {
    throw new SetUpError(`packages for users need the official Electron, and only the registry runtime is here; run: npx install-electron, or check the build with: npm run package -- --dir`);
  }
  if (runtime.kind === 'registry') say('packaging the registry runtime: this checks the build only; on its Node-API 9 the prebuilt SQLite does not load');
  if (existsSync(join(root, addons, 'build'))) throw new SetUpError(`${join(addons, 'build')} would win over the prebuilt SQLite in a package; delete it, then start again`);
  await buildApp();
  const cli = join(nodeModules, 'electron-builder', 'cli.js');
  const electron = [`-c.electronDist=${runtime.folder}`, ...(runtime.version ? [`-c.electronVersion=${runtime.version}`] : [])];
  const code = await run(toolNode(), [cli, ...args, ...electron, `-c.directories.output=${output}`], { cwd: root, env: toolEnv() });
  if (code !== 0) return code;
  return checkPackages(output);
});

/** Looks into every unpacked app that was made: the prebuilt addon must be there and no other one. */
function checkPackages(/** @type {string} */ output) {
  const apps = readdirSync(output, { recursive: true }).map(String).filter((name) => name.endsWith('app.asar.unpacked'));
  for (const app of apps) {
    const found = readdirSync(join(output, app, addons), { recursive: true }).map(String).filter((name) => name.endsWith('.node'));
    const strange = found.filter((name) => !name.startsWith('prebuilds'));
    if (found.length === 0 || strange.length > 0) {
      say(`${app} carries the wrong SQLite addons: ${found.join(', ') || 'none'}`);
      return 1;
    }
  }
  if (apps.length === 0) {
    say(`no packaged app was found in ${output}`);
    return 1;
  }
  return 0;
}
