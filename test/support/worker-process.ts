import { fork } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import type { WorkerProcess } from '#electron/shell/worker-client';
import { aliases } from '../../scripts/aliases.mjs';

const root = join(import.meta.dirname, '..', '..');

/** Builds `electron/workers/<name>.ts` as the app's build does, into a folder where native modules are found. Answers the file. */
export async function buildWorker(name: string): Promise<string> {
  const outDir = join(root, 'node_modules', '.cache', 'linnet-test', `worker-${name}-${process.pid}`);
  mkdirSync(outDir, { recursive: true });
  await build({
    configFile: false, root, logLevel: 'error', resolve: { alias: aliases },
    build: {
      ssr: true, outDir, emptyOutDir: true, target: 'node20', minify: false,
      rolldownOptions: { input: join(root, 'electron', 'workers', `${name}.ts`), external: ['better-sqlite3', 'sharp'], output: { entryFileNames: `${name}.mjs` } },
    },
  });
  return join(outDir, `${name}.mjs`);
}

/** The worker as a plain Node child: what Electron's utility process is to the app. */
export function forkWorker(file: string, execArgv: readonly string[] = [], env: Readonly<Record<string, string>> = {}): WorkerProcess & { readonly pid: number } {
  const child = fork(file, [], { execArgv: [...execArgv], env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'], serialization: 'advanced' });
  return {
    pid: child.pid ?? 0,
    post: (message) => { child.send(message as object); },
    onMessage: (listener) => { child.on('message', listener); },
    onExit: (listener) => { child.once('exit', () => { listener(); }); },
    kill: () => { child.kill('SIGKILL'); },
  };
}
