import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from './support/tree';
import { idStep, looks, steps } from './toy-network/steps';

// docs/adding-a-network.md, followed to the letter in a copy of the project: what the page does not name may not be needed.

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly { readonly status: string; readonly message: string; readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[] }[];
}

const MINUTES = 60_000;
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'linnet-network-'));
  for (const room of ['core', 'db', 'electron', 'renderer', 'test', 'scripts']) {
    await cp(join(root, room), join(folder, room), { recursive: true, filter: (source) => !source.includes('node_modules') && !/test\/(e2e|bench|chaos)/.test(source) });
  }
  for (const file of ['package.json', 'tsconfig.json', 'vitest.config.ts']) await cp(join(root, file), join(folder, file));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
}, 2 * MINUTES);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function apply({ file, at, to }: (typeof steps)[number]['edits'][number]): Promise<void> {
  const path = join(folder, file);
  const found = await readFile(path, 'utf8');
  if (found.split(at).length !== 2) throw new Error(`${file}: the place of the step is not there once`);
  await writeFile(path, found.replace(at, () => to));
}
async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}
const node = (args: readonly string[]): Promise<{ readonly code: number; readonly said: string }> => new Promise((resolve) => {
  execFile(process.execPath, [...args], { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => { resolve({ code: error === null ? 0 : 1, said: stdout + stderr }); });
});
/** What the compiler refuses in these files and in all that they import, a line each. */
async function complaints(files: readonly string[]): Promise<readonly string[]> {
  await writeFile(join(folder, 'tsconfig.toy.json'), JSON.stringify({ extends: './tsconfig.json', include: [], files }));
  const { code, said } = await node([join(root, 'node_modules', 'typescript', 'lib', 'tsc.js'), '-p', 'tsconfig.toy.json', '--pretty', 'false']);
  const lines = said.split('\n').filter((line) => line.includes(': error '));
  if (code !== 0 && lines.length === 0) throw new Error(said);
  return lines;
}
const fileOf = (complaint: string): string => complaint.replace(/\(\d+,\d+\):.*/, '');
const page = async (): Promise<readonly { readonly title: string; readonly text: string }[]> =>
  (await readFile(join(root, 'docs', 'adding-a-network.md'), 'utf8')).split(/^(?=\d\. \*\*)/m).slice(1).map((text) => ({ title: /\*\*(.+?)\*\*/.exec(text)?.[1] ?? '', text: text.split('\n\n')[0] ?? '' }));

describe('the page on adding a network', () => {
  it('has the steps that are followed here, and names every file that they touch', async () => {
    const written = await page();
    expect(written.map(({ title }) => title)).toEqual(steps.map(({ title }) => title));
    for (const [i, { files, edits }] of steps.entries()) {
      for (const file of [...Object.keys(files), ...edits.map((edit) => edit.file)]) {
        const named = file.replaceAll('toy', '<network>');
        const inIsland = ['electron/connectors/<network>/', 'test/networks/<network>/'].find((start) => named.startsWith(start));
        expect(written[i]?.text, file).toContain(inIsland ?? named);
      }
    }
  });

  it('makes the compiler ask for what is missing, once the id is there', async () => {
    await apply(idStep);
    const asked = await complaints(['core/networks/index.ts', 'renderer/components/network-icon.tsx', 'electron/composition/connectors.ts']);
    expect([...new Set(asked.map(fileOf))].toSorted()).toEqual(['core/networks/index.ts', 'renderer/components/network-icon.tsx']);
  }, 6 * MINUTES);

  it('is enough: everything compiles, the suite of all connectors passes, and a post goes out through the real features', async () => {
    for (const step of steps) {
      await write(step.files);
      for (const edit of step.edits) if (edit !== idStep) await apply(edit);
    }
    await write(looks);
    const tests = [...Object.keys(looks), 'test/connectors/toy.test.ts', 'test/unit/renderer/messages/networks.test.ts'];
    expect(await complaints(['renderer/components/network-icon.tsx', ...tests])).toEqual([]);
    const report = join(folder, 'report.json');
    const { said } = await node([join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--reporter=json', `--outputFile=${report}`, ...tests]);
    const { numPassedTests, numFailedTests, numPendingTests, testResults } = JSON.parse(await readFile(report, 'utf8').catch(() => { throw new Error(said); })) as Report;
    expect(testResults.flatMap(({ status, message, assertionResults }) => (status === 'passed' ? [] : [message, ...assertionResults.filter((one) => one.status !== 'passed')]))).toEqual([]);
    expect([testResults.length, numFailedTests, numPendingTests]).toEqual([tests.length, 0, 0]);
    expect(numPassedTests).toBeGreaterThan(30);
  }, 8 * MINUTES);
});
