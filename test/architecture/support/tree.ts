import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..', '..');

export interface Violation {
  readonly rule: string;
  readonly from: string;
}

/** Runs dependency-cruiser with our own rules over a throw-away tree of the given files. */
export async function cruise(files: Readonly<Record<string, string>>): Promise<readonly Violation[]> {
  const folder = await mkdtemp(join(tmpdir(), 'linnet-deps-'));
  try {
    for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json']) await writeFile(join(folder, name), await readFile(join(root, name)));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    const report: unknown = JSON.parse(await depcruise(folder, [...new Set(Object.keys(files).map((name) => name.split('/')[0] ?? name))]));
    return violationsOf(report);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function depcruise(cwd: string, folders: readonly string[]): Promise<string> {
  const cli = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [cli, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders], { cwd, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      // Exit code 0 is all that json output gives, violations or not: anything else is a failure of the tool.
      if (error === null) resolve(stdout);
      else reject(new Error(`${error.message}\n${stderr}`));
    });
  });
}

function violationsOf(report: unknown): readonly Violation[] {
  const { summary } = report as { summary: { violations: readonly { rule: { name: string }; from: string }[] } };
  return summary.violations.map(({ rule, from }) => ({ rule: rule.name, from }));
}
