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
    const command = [join(nodeModules, 'vitest', 'vitest.mjs'), 'run', ...args];
    const code = await run(toolNode(), command, { cwd: root, env: toolEnv({ TZ: zone, LINNET_VITEST_REPORT: reportFile }) });
    const report = readJson(reportFile);
    if (report) writeReport(report);
    return report ? Math.max(code, Math.min(report.failed, 1)) : code || 1;
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
