// npm run test:e2e [-- PLAYWRIGHT ARGUMENTS]: drives the real app under a virtual display with a real keyring.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { underTestDesktop } from './runtime/desktop.mjs';
import { nodeModules, readJson, root, toolNode } from './runtime/paths.mjs';
import { countsOf } from './runtime/playwright-report.mjs';
import { run } from './runtime/run.mjs';
import { runMain } from './runtime/say.mjs';
import { notRun, prepareApp, writeReport } from './runtime/suite.mjs';

await runMain(async () => {
  if (!readdirSync(join(root, 'test', 'e2e'), { recursive: true }).some((name) => String(name).endsWith('.test.ts'))) return notRun('there are no tests in test/e2e');
  const env = await prepareApp();
  const folder = mkdtempSync(join(tmpdir(), 'linnet-e2e-'));
  const reportFile = join(folder, 'report.json');
  try {
    const cli = join(nodeModules, '@playwright', 'test', 'cli.js');
    const [command = '', ...args] = underTestDesktop([toolNode(), cli, 'test', '--reporter=list,json', ...process.argv.slice(2)]);
    const code = await run(command, args, { cwd: root, env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile } });
    writeReport(countsOf(readJson(reportFile), code, root));
    return code;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
