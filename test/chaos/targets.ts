import { type ChildProcess, fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { build } from 'vite';
import { aliases } from '../../scripts/aliases.mjs';

/** What is killed: the real app, or the engine alone in a Node process. */
export interface Target {
  readonly start: (env: Readonly<Record<string, string>>) => ChildProcess;
  readonly name: 'electron' | 'node';
}

const root = process.cwd();

/** The real main process on the real Electron, with the door of the chaos run open: no window. */
export function electronTarget(executable: string): Target {
  const switches = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...(process.platform === 'linux' ? ['--password-store=gnome-libsecret', '--disable-gpu'] : [])];
  return {
    name: 'electron',
    start: (env) => spawn(executable, [...switches, '.'], { cwd: root, env: { ...process.env, LINNET_CHAOS: '1', LINNET_OFFLINE: '0', ...env }, stdio: ['ignore', 'ignore', process.env['LINNET_CHAOS_LOUD'] === '1' ? 'inherit' : 'ignore'] }),
  };
}

/** Bundles `test/chaos/engine-process.ts`, since Node does not read our TypeScript with its path aliases. */
export async function nodeTarget(): Promise<Target> {
  const outDir = join(root, 'node_modules', '.cache', 'linnet', 'chaos');
  await build({
    configFile: false, root, logLevel: 'error', publicDir: false, resolve: { alias: aliases },
    build: { ssr: join(root, 'test/chaos/engine-process.ts'), outDir, emptyOutDir: false, target: 'node20', rolldownOptions: { output: { entryFileNames: 'engine-process.mjs' } } },
  });
  return { name: 'node', start: (env) => fork(join(outDir, 'engine-process.mjs'), { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }) };
}
