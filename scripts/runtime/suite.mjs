// What the launchers of test suites and measuring programs share.
import { existsSync, writeFileSync } from 'node:fs';
import { setUp } from '../set-up.mjs';
import { announceRuntime } from './app.mjs';
import { buildApp, bundleTool, exists } from './build.mjs';
import { underTestDesktop } from './desktop.mjs';
import { root, toolEnv, toolNode } from './paths.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

/**
 * @typedef {object} SuiteReport
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [notRun] why the suite did not run at all
 * @property {readonly import('./failures.mjs').Failure[]} [failures]
 * @property {readonly import('./failures.mjs').Timed[]} [slow] the tests nearest to their time-outs
 * @property {string} [lastWords] the end of the output of what says nothing else about its failure
 */

/** Leaves the suite's counts for scripts/test.mjs, when that asked for them. */
export function writeReport(/** @type {SuiteReport} */ report) {
  if (process.env.LINNET_TEST_REPORT) writeFileSync(process.env.LINNET_TEST_REPORT, JSON.stringify(report));
}

/**
 * A suite that is not there is never a success: `npm test` shows it as not run, and alone it fails.
 * @param {string} reason
 * @returns {number} the exit code
 */
export function notRun(reason) {
  say(`not run: ${reason}`);
  writeReport({ passed: 0, failed: 0, skipped: 0, notRun: reason });
  return process.env.LINNET_TEST_REPORT ? 0 : 1;
}

/**
 * Sets up, builds the app, and gives the environment in which test/e2e/support/launch.ts starts it.
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function prepareApp() {
  const runtime = await setUp({ tests: true });
  announceRuntime(runtime);
  await buildApp();
  return toolEnv({ ...runtime.env, LINNET_ELECTRON: runtime.executable });
}

/**
 * Runs one of our TypeScript programs, which drives the real app, under the test desktop.
 * @param {string} entry relative to the root
 * @param {readonly string[]} args
 * @returns {Promise<number>} the exit code
 */
export async function runProgram(entry, args) {
  if (!exists(entry)) return notRun(`there is no ${entry}`);
  const env = await prepareApp();
  const [command = '', ...rest] = underTestDesktop([toolNode(), '--enable-source-maps', await bundleTool(entry), ...args]);
  const code = await run(command, rest, { cwd: root, env });
  // A program that makes several checks counts them itself.
  if (!process.env.LINNET_TEST_REPORT || !existsSync(process.env.LINNET_TEST_REPORT)) writeReport({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 });
  return code;
}
