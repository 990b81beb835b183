import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';
import { aliases } from './scripts/aliases.mjs';
import { root } from './scripts/runtime/paths.mjs';

const workersFolder = join(root, 'electron', 'workers');
const workers = existsSync(workersFolder) ? readdirSync(workersFolder).filter((name) => name.endsWith('.ts')) : [];
const workerInputs = Object.fromEntries(workers.map((name) => [`workers/${basename(name, '.ts')}`, join(workersFolder, name)]));

// Native modules cannot be bundled; everything else is, so that a package carries no node_modules but these.
const external = ['electron', 'better-sqlite3', 'sharp'];

// The lowest of the runtimes in use, so that one bundle runs on all of them.
const nodeTarget = 'node20';
const chromeTarget = 'chrome130';

/**
 * @atproto-labs/fetch-node loads three versions of undici and uses the one that fits the Node it runs on. Loading the
 * newest ends in an error on the registry runtime's Node 20, so each is loaded when it is asked for. Fails when the
 * package changes, so that this cannot rot unseen.
 */
function loadUndiciOnDemand() {
  const importLine = /^import \{ Agent as (Undici\dAgent) \} from '(undici_v\d)';.*$/gm;
  return {
    name: 'linnet:undici-on-demand',
    transform(code: string, id: string) {
      if (!/fetch-node[\\/]dist[\\/]unicast\.js$/.test(id)) return null;
      const packages = [...code.matchAll(importLine)];
      if (packages.length === 0) throw new Error('@atproto-labs/fetch-node has changed: see loadUndiciOnDemand in electron.vite.config.ts');
      const withoutImports = code.replace(importLine, '');
      return packages.reduce((text, [, agent, name]) => text.replaceAll(`new ${agent}(`, `new (require('${name}').Agent)(`), withoutImports);
    },
  };
}

/**
 * electron-store brings ajv along for stores with a JSON schema. Ours have none: what they hold is read by our own
 * shapes. It was a fifth of the main script, read at every start. A store that gets a schema says what to do.
 */
function leaveOutAjv(): Plugin {
  const standIn = '\0linnet:no-ajv';
  return {
    name: 'linnet:leave-out-ajv',
    enforce: 'pre',
    resolveId: (id) => (id === 'ajv/dist/2020.js' || id === 'ajv-formats' ? standIn : null),
    load: (id) => (id === standIn ? "export class Ajv2020 { constructor() { throw new Error('A store with a JSON schema needs ajv: take leaveOutAjv out of electron.vite.config.ts'); } }\nexport default Ajv2020;" : null),
  };
}

/**
 * One typeface is on every screen: named in the page, it is fetched together with the script instead of after it has run.
 * Fails when it is not found, so that this cannot rot unseen.
 */
function fetchTypefaceEarly(): Plugin {
  return {
    name: 'linnet:typeface-early',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => {
        const font = Object.values(bundle).find(({ fileName }) => /hanken-grotesk-latin-wght-normal.*\.woff2$/.test(fileName));
        if (font === undefined) throw new Error('The typeface has another name now: see fetchTypefaceEarly in electron.vite.config.ts');
        return [{ tag: 'link', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${font.fileName}` }, injectTo: 'head' }];
      },
    },
  };
}

/**
 * V8 keeps the text of every script, with two bytes a letter as soon as one letter is not Latin. A dozen dashes and
 * quotation marks doubled the whole of it; written as escapes they mean the same.
 */
function keepScriptsNarrow(): Plugin {
  return {
    name: 'linnet:narrow-scripts',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler: (_options, bundle) => {
        for (const file of Object.values(bundle)) {
          if (file.type !== 'chunk') continue;
          if (/String\.raw`[^`]*[\u0080-\uffff]/.test(file.code)) throw new Error(`${file.fileName} has a letter in a String.raw, where an escape is not the letter: see keepScriptsNarrow in electron.vite.config.ts`);
          file.code = file.code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
        }
      },
    },
  };
}

export default defineConfig({
  main: {
    plugins: [loadUndiciOnDemand(), leaveOutAjv(), keepScriptsNarrow()],
    resolve: { alias: aliases },
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      sourcemap: true,
      // What is read at every start is as small as it can be.
      minify: true,
      rolldownOptions: {
        input: { index: join(root, 'electron', 'main.ts'), ...workerInputs },
        external,
        // Modules of Node's first kind: they are read in one go, and what V8 compiles of them can be kept (electron/shell/code-cache.ts).
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunks/[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    resolve: { alias: aliases },
    build: {
      target: nodeTarget,
      externalizeDeps: false,
      rolldownOptions: {
        input: join(root, 'electron', 'preload.ts'),
        // A sandboxed preload must be one CommonJS file.
        output: { format: 'cjs', entryFileNames: 'index.cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'renderer'),
    resolve: { alias: aliases },
    plugins: [react(), fetchTypefaceEarly(), keepScriptsNarrow()],
    // Nothing inlined: the page's policy takes fonts from its own origin only.
    build: {
      target: chromeTarget, minify: true, assetsInlineLimit: 0,
      rolldownOptions: {
        input: join(root, 'renderer', 'index.html'),
        // The frame and the calendar in one script: each further file is a turn through the main process, which is busy at a start.
        output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
    },
  },
});
