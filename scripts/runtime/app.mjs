import { isHeadless, underVirtualDisplay } from './desktop.mjs';
import { root, toolEnv } from './paths.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

/** @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime */

/** The switches that this machine needs. Chromium's sandbox refuses to run as root. */
export function electronSwitches() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

/** Says which old runtime is in use, since it is not what users get. */
export function announceRuntime(/** @type {ElectronRuntime} */ runtime) {
  if (runtime.kind === 'registry') say(`running on the registry runtime, Electron ${runtime.version}: good for development and tests, not what users get`);
}

/**
 * Opens the window and waits until the app quits.
 * @param {ElectronRuntime} runtime
 * @param {readonly string[]} args for the app
 * @returns {Promise<number>} the app's exit code
 */
export async function runApp(runtime, args) {
  announceRuntime(runtime);
  let command = [runtime.executable, ...electronSwitches(), '.', ...args];
  if (isHeadless()) {
    say('there is no display: running under Xvfb, so no window will be seen here');
    command = underVirtualDisplay(command);
  } else say('opening the window; quit Linnet, or press Ctrl+C here, to end. Lines from Chromium below are no fault of it');
  const [program = '', ...rest] = command;
  return run(program, rest, { cwd: root, env: toolEnv(runtime.env) });
}
