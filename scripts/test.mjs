// npm test: sets up, builds, runs every suite and check, and ends with the line "N passed, N failed".
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './runtime/build.mjs';
import { readJson, root, toolEnv } from './runtime/paths.mjs';
import { run } from './runtime/run.mjs';
import { runMain, say, SetUpError } from './runtime/say.mjs';
import { setUp } from './set-up.mjs';

// A check counts as one; a suite counts its tests and leaves a report.
const checks = ['typecheck', 'lint', 'check:deps', 'check:unused'];
const suites = ['test:unit', 'test:dst', 'test:migrations', 'test:architecture', 'test:connectors', 'test:e2e', 'test:chaos'];

/** @typedef {{ name: string, seconds: number } & import('./runtime/suite.mjs').SuiteReport} Row */

await runMain(async () => {
  const rows = (await prepare()) ?? (await runAll());
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  console.log(`\n${table(rows)}\n`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
});

/** @returns {Promise<Row[] | undefined>} the rows of a failed preparation; nothing when all is ready */
async function prepare() {
  const began = Date.now();
  for (const [name, step] of /** @type {const} */ ([['set-up', () => setUp({ tests: true })], ['build', buildApp]])) {
    try {
      await step();
    } catch (error) {
      if (error instanceof SetUpError) say(error.message);
      else console.error(error);
      return [{ name, passed: 0, failed: 1, skipped: 0, seconds: (Date.now() - began) / 1000 }];
    }
  }
  return undefined;
}

async function runAll() {
  const rows = [];
  for (const name of [...checks, ...suites]) rows.push(await runScript(name));
  return rows;
}

/** @returns {Promise<Row>} */
async function runScript(/** @type {string} */ name) {
  console.log(`\n== ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'linnet-report-'));
  const reportFile = join(folder, 'report.json');
  const began = Date.now();
  try {
    const code = await run('npm', ['run', '--silent', name], {
      cwd: root,
      env: toolEnv({ LINNET_TEST_REPORT: reportFile }),
      shell: process.platform === 'win32',
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    return { name, seconds: (Date.now() - began) / 1000, ...result(name, code, readJson(reportFile)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} name
 * @param {number} code
 * @param {import('./runtime/suite.mjs').SuiteReport | undefined} report
 * @returns {import('./runtime/suite.mjs').SuiteReport}
 */
function result(name, code, report) {
  if (checks.includes(name)) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  // A suite that left no report crashed, whatever its exit code says.
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  return code !== 0 && report.failed === 0 ? { ...report, failed: 1 } : report;
}

function table(/** @type {readonly Row[]} */ rows) {
  const line = (/** @type {readonly string[]} */ cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(9))).join('');
  const body = rows.map((row) => line([row.name, `${row.passed}`, `${row.failed}`, `${row.skipped}`, `${row.seconds.toFixed(1)} s`]) + (row.notRun ? `  not run: ${row.notRun}` : ''));
  return [line(['', 'passed', 'failed', 'skipped', 'time']), ...body].join('\n');
}
