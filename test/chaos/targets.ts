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

export const endOf = (child: ChildProcess): Promise<void> => new Promise((resolve) => {
  if (child.exitCode !== null || child.signalCode !== null) resolve();
  else child.once('exit', () => { resolve(); });
});

/** The real main process on the real Electron, with the door of the chaos run open: no window. */
export function electronTarget(executable: string): Target {
  const switches = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...(process.platform === 'linux' ? ['--password-store=gnome-libsecret', '--disable-gpu'] : [])];
  return {
    name: 'electron',
    start: (env) => spawn(executable, [...switches, '.'], { cwd: root, env: { ...process.env, LINNET_CHAOS: '1', LINNET_OFFLINE: '0', ...env }, stdio: ['ignore', 'ignore', process.env['LINNET_CHAOS_LOUD'] === '1' ? 'inherit' : 'ignore'] }),
  };
}

/** The engine alone, in Node. */
export async function nodeTarget(): Promise<Target> {
  const file = await bundled('engine-process');
  return { name: 'node', start: (env) => fork(file, { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }) };
}

type Entry = 'engine-process' | 'add-due-process' | 'network-process';
const made = new Map<Entry, Promise<string>>();

/** Node does not read our TypeScript with its path aliases. Each is made once: who asks meanwhile must not run half of it. */
export function bundled(name: Entry): Promise<string> {
  const known = made.get(name) ?? bundle(name);
  made.set(name, known);
  return known;
}

async function bundle(name: Entry): Promise<string> {
  const outDir = join(root, 'node_modules', '.cache', 'linnet', 'chaos', name);
  await build({
    configFile: false, root, logLevel: 'error', publicDir: false, resolve: { alias: aliases },
    build: { ssr: join(root, `test/chaos/${name}.ts`), outDir, emptyOutDir: false, target: 'node20', rolldownOptions: { output: { entryFileNames: `${name}.mjs` } } },
  });
  return join(outDir, `${name}.mjs`);
}
