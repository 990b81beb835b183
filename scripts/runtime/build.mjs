import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hash, nodeModules, root, toolEnv, toolNode } from './paths.mjs';
import { capture } from './run.mjs';
import { say, SetUpError } from './say.mjs';

const stampFile = join(root, 'out', '.stamp');
const sources = ['core', 'db', 'electron', 'renderer', 'resources', 'scripts/aliases.mjs', 'electron.vite.config.ts', 'package-lock.json', 'package.json', 'postcss.config.cjs', 'tsconfig.json'];

/**
 * Builds main, preload and window into out/ when a source changed since the last build.
 * @returns {Promise<void>}
 */
export async function buildApp() {
  const stamp = fingerprint(sources);
  if (readText(stampFile) === stamp) return;
  say('building the app, about ten seconds');
  const cli = join(nodeModules, 'electron-vite', 'bin', 'electron-vite.js');
  const result = capture(toolNode(), [cli, 'build', '--logLevel', 'warn'], { cwd: root, env: toolEnv() });
  if (!result.ok) throw new SetUpError(`the build failed:\n${result.output.trimEnd()}`);
  writeFileSync(stampFile, stamp);
}

/**
 * Bundles a TypeScript program of ours (a chaos run, a benchmark) into out/tools, since Node cannot resolve its imports.
 * @param {string} entry relative to the root
 * @returns {Promise<string>} the bundle's path
 */
export async function bundleTool(entry) {
  const { build } = await import('vite');
  const { aliases } = await import('../aliases.mjs');
  const name = entry.replaceAll(/[\\/]/g, '-').replace(/\.ts$/, '');
  const outDir = join(root, 'out', 'tools');
  mkdirSync(outDir, { recursive: true });
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    resolve: { alias: aliases },
    build: {
      ssr: join(root, entry),
      outDir,
      emptyOutDir: false,
      target: 'node22',
      rolldownOptions: { output: { entryFileNames: `${name}.mjs`, chunkFileNames: `${name}-[hash].mjs` } },
    },
  });
  return join(outDir, `${name}.mjs`);
}

/** A hash over names, sizes and times of all files below the given paths. */
function fingerprint(/** @type {readonly string[]} */ paths) {
  const digest = hash('');
  const visit = (/** @type {string} */ path) => {
    const info = statSync(join(root, path), { throwIfNoEntry: false });
    if (!info) return;
    if (!info.isDirectory()) digest.update(`${path} ${info.size} ${info.mtimeMs}\n`);
    else for (const name of readdirSync(join(root, path)).sort()) visit(`${path}/${name}`);
  };
  for (const path of paths) visit(path);
  return digest.digest('hex');
}

function readText(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Whether a file of this clone exists; used for suites that are not written yet. */
export function exists(/** @type {string} */ path) {
  return statSync(join(root, path), { throwIfNoEntry: false }) !== undefined;
}
