import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { failureText, lastWordsOf, slowText } from '../../../scripts/runtime/failures.mjs';
import { toolNode } from '../../../scripts/runtime/paths.mjs';
import { countsOf } from '../../../scripts/runtime/playwright-report.mjs';
import { verdictOf } from '../../../scripts/runtime/tally.mjs';

const root = join(import.meta.dirname, '..', '..', '..');
const row = { name: 'test:unit', passed: 2510, failed: 1, skipped: 0, seconds: 390.3 };
const failure = (n: number) => ({ file: `test/unit/${n}.test.ts`, name: `a bird > sings ${n}`, text: `Error: song ${n}\n    at test/unit/${n}.test.ts:3:4` });

describe('the end of npm test', () => {
  test('names each failure with its suite, file, message and our own frames, right above the table', () => {
    const text = `\u001B[31mAssertionError: expected 1 to be 2\u001B[39m\n    at test/unit/1.test.ts:3:4\n    at file:///x/node_modules/vitest/dist/run.js:1:1\n    at node:internal/process:1:1`;
    const { text: end } = verdictOf([{ ...row, failures: [{ ...failure(1), text }] }]);
    expect(end.split('\n').filter((line) => line !== '').slice(0, 4)).toEqual([
      '== what failed', '1. test:unit  test/unit/1.test.ts  a bird > sings 1', '   AssertionError: expected 1 to be 2', '       at test/unit/1.test.ts:3:4',
    ]);
    expect(end.split('\n').at(-1)).toBe('2510 passed, 1 failed');
  });

  test('says nothing of failures where there are none', () => {
    expect(verdictOf([{ ...row, failed: 0 }]).text).not.toContain('what failed');
  });

  test('tells of a check and of a crash by their last words', () => {
    const lint = { name: 'lint', passed: 0, failed: 1, skipped: 0, seconds: 2, lastWords: lastWordsOf(`${'noise\n'.repeat(500)}\u001B[1mx.ts:1 no\u001B[22m\n`) };
    expect(failureText([lint]).split('\n')).toHaveLength(42);
    expect(failureText([lint]).split('\n').at(-1)).toBe('   x.ts:1 no');
    expect(failureText([{ ...row, failed: 2, failures: [failure(1)] }])).toContain('2. test:unit  1 failed without a name\n   its output above says more');
  });

  test.each([1, 2, 3, 10, 11, 30, 31, 500])('keeps %i failures within what a log keeps, and forgets none without a word', (count) => {
    const long = `Error: ${'x'.repeat(9_000)}\n${'    at a line\n'.repeat(300)}`;
    const lines = failureText([{ ...row, failed: count, failures: Array.from({ length: count }, (_, n) => ({ ...failure(n), text: long })) }]).split('\n');
    expect(lines.length).toBeLessThanOrEqual(122);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(220);
    const named = Math.min(count, 30);
    for (let n = 0; n < named; n += 1) expect(lines.some((line) => line.endsWith(`sings ${n}`))).toBe(true);
    expect(lines.includes(`and ${count - 30} more`)).toBe(count > 30);
  });

  test('names the ten tests that came nearest to their time-outs', () => {
    const timed = (ms: number, timeoutMs: number) => ({ file: 'test/unit/1.test.ts', name: `takes ${ms}`, ms, timeoutMs });
    const slow = [timed(30_000, 60_000), timed(50_000, 600_000), timed(10_000, 0), ...Array.from({ length: 12 }, (_, n) => timed(n, 60_000))];
    const lines = slowText([{ ...row, slow }]).split('\n');
    expect(lines.slice(0, 3)).toEqual(['== nearest to their time-outs', '50 % of 60 s  test:unit  test/unit/1.test.ts  takes 30000', '8 % of 600 s  test:unit  test/unit/1.test.ts  takes 50000']);
    expect(lines).toHaveLength(11);
  });
});

describe('what a runner leaves', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'linnet-failures-'));
    mkdirSync(join(folder, 'test'));
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  });
  afterEach(() => { rmSync(folder, { recursive: true, force: true }); });
  const put = (name: string, text: string): void => { writeFileSync(join(folder, name), text); };
  const node = (args: readonly string[], env: Readonly<Record<string, string>>) => spawnSync(toolNode(), args, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env } });

  test('Vitest: failed tests, a file that does not load, and one whose process dies, each with its words', () => {
    put('test/one.test.ts', `import { describe, expect, test } from 'vitest';
      describe('a bird', () => {
        test('sings', () => {});
        test('flies', { timeout: 90_000 }, () => { expect({ wings: 1 }).toEqual({ wings: 2 }); });
        test.skip('sleeps', () => {});
      });`);
    put('test/two.test.ts', `throw new Error('no nest');`);
    put('test/three.test.ts', `import { test } from 'vitest'; test('goes', () => { process.kill(process.pid, 'SIGKILL'); });`);
    const file = join(folder, 'report.json');
    const { status } = node([join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', folder, '--config', join(root, 'vitest.config.ts')], { LINNET_VITEST_REPORT: file });
    expect(status).toBe(1);
    const report = JSON.parse(readFileSync(file, 'utf8')) as Parameters<typeof verdictOf>[0][number] & { readonly failures: readonly { readonly file: string; readonly name: string; readonly text: string }[] };
    expect([report.passed, report.failed]).toEqual([1, 3]);
    const byFile = new Map(report.failures.map((one) => [one.file, one]));
    expect(byFile.get('test/one.test.ts')?.name).toBe('a bird > flies');
    expect(byFile.get('test/one.test.ts')?.text).toMatch(/deeply equal[^]*"wings": 2[^]*at .*one\.test\.ts:4/);
    expect(byFile.get('test/two.test.ts')).toMatchObject({ name: 'the file itself', text: expect.stringContaining('no nest') as string });
    expect(byFile.get('test/three.test.ts')?.name).toBe('the file itself');
    expect(report.slow?.find(({ name }) => name === 'a bird > flies')?.timeoutMs).toBe(90_000);
  }, 180_000);

  test('Vitest: an error outside of any test is a failure with its words', () => {
    put('test/one.test.ts', `import { test } from 'vitest'; test('sings', async () => { void Promise.reject(new Error('a stray')); await new Promise((done) => { setImmediate(done); }); });`);
    const file = join(folder, 'report.json');
    expect(node([join(root, 'node_modules', 'vitest', 'vitest.mjs'), 'run', '--root', folder, '--config', join(root, 'vitest.config.ts')], { LINNET_VITEST_REPORT: file }).status).toBe(1);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ passed: 1, failed: 1, failures: [{ file: '', name: 'an error outside of any test', text: expect.stringContaining('a stray') as string }] });
  }, 180_000);

  test('Playwright: failed tests with their words, in the groups around them', () => {
    put('playwright.config.mjs', `export default { testDir: 'test', testMatch: '**/*.spec.mjs', timeout: 70_000 };`);
    put('test/one.spec.mjs', `import { expect, test } from '@playwright/test';
      test('sings', () => {});
      test.describe('a bird', () => { test('flies', () => { test.setTimeout(80_000); expect(1).toBe(2); }); });`);
    const file = join(folder, 'report.json');
    const { status } = node([join(root, 'node_modules', '@playwright', 'test', 'cli.js'), 'test', '--reporter=json'], { PLAYWRIGHT_JSON_OUTPUT_FILE: file });
    const report = countsOf(JSON.parse(readFileSync(file, 'utf8')), status ?? 1, folder);
    expect(report).toMatchObject({ passed: 1, failed: 1, skipped: 0, failures: [{ file: 'one.spec.mjs', name: 'a bird > flies' }] });
    expect(report.failures?.[0]?.text).toMatch(/toBe[^]*one\.spec\.mjs:3/);
    expect(report.slow?.map(({ timeoutMs }) => timeoutMs).toSorted()).toEqual([70_000, 80_000]);
  }, 180_000);

  test('nothing at all is one failure', () => {
    expect(countsOf(undefined, 1, folder)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});
