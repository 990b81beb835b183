import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checks, countOf, suites, verdictOf } from '../../../scripts/runtime/tally.mjs';

const root = join(import.meta.dirname, '..', '..', '..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'linnet-commands-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

describe('the commands', () => {
  const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
  const inTest = ['typecheck', 'lint', 'check:deps', 'check:unused', 'test:unit', 'test:dst', 'test:migrations', 'test:connectors', 'test:e2e', 'test:chaos'];
  const alone = ['bench', 'chaos', 'package', 'dev'];

  test.each(['start', 'test', ...inTest, ...alone])('npm run %s is there, and the README names it', (name) => {
    expect(scripts[name]).toBeDefined();
    expect(read('README.md')).toMatch(new RegExp(`(npm (run )?|\`)${name}\\b`));
  });

  test('npm test runs every suite and check, and none of the long programs', () => {
    const run = [...checks, ...suites];
    expect(run.filter((name) => scripts[name] === undefined)).toEqual([]);
    expect(inTest.filter((name) => !run.includes(name))).toEqual([]);
    expect(alone.filter((name) => run.includes(name))).toEqual([]);
    // A suite that somebody adds and forgets here would never run.
    expect(Object.keys(scripts).filter((name) => /^(test|check):/.test(name) && !run.includes(name))).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')('.ci/run runs what the README tells a newcomer to run for tests, and ends as that ends', () => {
    expect(read('README.md')).toMatch(/^npm test\b/m);
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(join(bin, 'npm'), '#!/bin/sh\necho "npm $*, CI=$CI, in $(basename "$PWD")"\necho "3 passed, 1 failed"\nexit 1\n');
    chmodSync(join(bin, 'npm'), 0o755);
    const project = join(folder, 'project');
    cpSync(join(root, '.ci'), join(project, '.ci'), { recursive: true });
    const { stdout, status } = spawnSync(join(project, '.ci', 'run'), { encoding: 'utf8', cwd: folder, env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` } });
    expect(stdout).toBe('npm test --silent, CI=true, in project\n3 passed, 1 failed\n');
    expect(status).toBe(1);
  });
});

describe('what npm test counts', () => {
  const report = { passed: 7, failed: 0, skipped: 2 };

  test('a check is one; a suite is its tests, and those skipped are none that passed', () => {
    expect([countOf('lint', 0, undefined), countOf('lint', 2, undefined, 'why\n')]).toEqual([{ passed: 1, failed: 0, skipped: 0 }, { passed: 0, failed: 1, skipped: 0, lastWords: 'why' }]);
    expect(countOf('test:unit', 0, report)).toEqual(report);
  });

  test('a suite that crashed has failed, with or without a report', () => {
    expect(countOf('test:unit', 0, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0, lastWords: 'it left no report and ended with code 0' });
    expect(countOf('test:e2e', 1, report)).toEqual({ ...report, failed: 1 });
    expect(countOf('test:e2e', 1, { ...report, failed: 3 })).toEqual({ ...report, failed: 3 });
  });

  test('ends with the one line that CI reads', () => {
    const { text, failed } = verdictOf([{ name: 'lint', passed: 1, failed: 0, skipped: 0, seconds: 2 }, { name: 'test:e2e', ...report, failed: 1, seconds: 61.5, notRun: 'no display' }]);
    expect(text.split('\n').at(-1)).toBe('8 passed, 1 failed');
    expect(text).toContain('not run: no display');
    expect(failed).toBe(1);
  });
});
