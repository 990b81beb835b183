import { utilityProcess } from 'electron';
import type { WorkerProcess } from './worker-client';

/** Starts a built worker (`out/main/workers/<name>.cjs`) as an Electron utility process: no window, no GTK beside sharp's libraries. */
export function startUtilityWorker(file: string, name: string, env: NodeJS.ProcessEnv, execArgv: readonly string[] = []): WorkerProcess {
  const child = utilityProcess.fork(file, [], { serviceName: name, stdio: 'ignore', env, execArgv: [...execArgv] });
  return {
    post: (message) => { child.postMessage(message); },
    onMessage: (listener) => { child.on('message', listener); },
    onExit: (listener) => { child.once('exit', () => { listener(); }); },
    kill: () => { child.kill(); },
  };
}
