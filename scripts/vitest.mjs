// Runs a Vitest suite: node scripts/vitest.mjs --zone ZONE PATH…
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeModules, readJson, root, toolEnv, toolNode } from './runtime/paths.mjs';
import { run } from './runtime/run.mjs';
import { runMain } from './runtime/say.mjs';
import { notRun, writeReport } from './runtime/suite.mjs';
import { setUpTools } from './set-up.mjs';

await runMain(async () => {
  const args = process.argv.slice(2);
  const zone = args[0] === '--zone' ? args.splice(0, 2)[1] : 'UTC';
  const paths = args.filter((arg) => !arg.startsWith('-'));
  await setUpTools();
  if (!paths.some(hasTests)) return notRun(`there are no tests in ${paths.join(' ')}`);

  const folder = mkdtempSync(join(tmpdir(), 'linnet-vitest-'));
  const reportFile = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const command = [join(nodeModules, 'vitest', 'vitest.mjs'), 'run', ...args, ...reporters];
    const code = await run(toolNode(), command, { cwd: root, env: toolEnv({ TZ: zone }) });
    writeReport(counts(readJson(reportFile), code));
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

/** @returns {boolean} whether there is a test file at or below the path */
function hasTests(/** @type {string} */ path) {
  const info = statSync(join(root, path), { throwIfNoEntry: false });
  if (!info) return false;
  if (!info.isDirectory()) return true;
  return readdirSync(join(root, path), { recursive: true }).some((name) => /\.test\.tsx?$/.test(String(name)));
}

/**
 * A file that could not be loaded has no tests to count, so it counts as one failure; so does a run that fails
 * without a failing test.
 * @param {any} report Vitest's JSON
 * @param {number} code
 * @returns {import('./runtime/suite.mjs').SuiteReport}
 */
function counts(report, code) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter((/** @type {any} */ file) => file.status === 'failed' && !file.assertionResults.some((/** @type {any} */ test) => test.status === 'failed'));
  const failed = report.numFailedTests + broken.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
