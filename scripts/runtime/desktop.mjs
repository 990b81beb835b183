// A display and a keyring for programs that need them.
import { join } from 'node:path';
import { root, toolNode } from './paths.mjs';
import { hasCommand } from './run.mjs';
import { SetUpError } from './say.mjs';

const session = join(root, 'scripts', 'runtime', 'desktop-session.mjs');

/** Whether a window could not be shown here, or is not wanted on the screen (LINNET_HEADLESS=1). */
export function isHeadless() {
  if (process.platform !== 'linux') return false;
  return process.env.LINNET_HEADLESS === '1' || !(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * @param {readonly string[]} command
 * @returns {string[]} the command under a virtual display
 */
export function underVirtualDisplay(command) {
  if (!hasCommand('Xvfb')) throw new SetUpError('there is no display and no Xvfb: set DISPLAY, or install it with: sudo apt-get install -y xvfb');
  return [toolNode(), session, ...command];
}

/**
 * On Linux the command gets a virtual display, a session bus of its own and an unlocked keyring that is thrown away
 * afterwards; elsewhere the system has both already.
 * @param {readonly string[]} command
 * @returns {string[]}
 */
export function underTestDesktop(command) {
  if (process.platform !== 'linux') return [...command];
  return [toolNode(), session, '--keyring', ...command];
}
