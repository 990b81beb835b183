// npm test: sets up, builds, runs every suite and check, and ends with the line "N passed, N failed".
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './runtime/build.mjs';
import { readJson, root, toolEnv } from './runtime/paths.mjs';
import { run } from './runtime/run.mjs';
import { runMain, say, SetUpError } from './runtime/say.mjs';
import { checks, countOf, suites, verdictOf } from './runtime/tally.mjs';
import { setUp } from './set-up.mjs';

/** @typedef {import('./runtime/tally.mjs').Row} Row */

await runMain(async () => {
  const rows = (await prepare()) ?? (await runAll());
  const { text, failed } = verdictOf(rows);
  console.log(text);
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
      return [{ name, passed: 0, failed: 1, skipped: 0, lastWords: String(error), seconds: (Date.now() - began) / 1000 }];
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
  let output = '';
  // A suite names its failures in its report. A check is heard, and it starts nothing that could hold its pipes open.
  const stdio = checks.includes(name) && !process.stdout.isTTY ? 'pipe' : 'inherit';
  try {
    const code = await run('npm', ['run', '--silent', name], {
      cwd: root,
      env: toolEnv({ LINNET_TEST_REPORT: reportFile }),
      shell: process.platform === 'win32',
      stdio: ['ignore', stdio, stdio],
      heard: (text) => { output += text; },
    });
    return { name, seconds: (Date.now() - began) / 1000, ...countOf(name, code, readJson(reportFile), output) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
