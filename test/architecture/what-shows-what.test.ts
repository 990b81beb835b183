import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from './support/tree';

const page = readFileSync(join(root, 'docs', 'what-shows-what.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly scripts: Readonly<Record<string, string>> };
const figures = readdirSync(join(root, 'test', 'bench')).map((name) => readFileSync(join(root, 'test', 'bench', name), 'utf8')).join('\n');

const isPath = (text: string): boolean => /^[\w.-]+(\/[\w.-]+)+$/.test(text);

/** The title stands whole, in quotes, as the first argument of a test or of `.each(…)`. */
function hasCase(source: string, title: string): boolean {
  const written = title.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&').replaceAll(/['"]/g, '\\\\?$&');
  return new RegExp(`[(]\\s*(['"\`])${written}\\1`).test(source);
}

/** What a text names that is not so, in words. Titles in “…” belong to the file in \`…\` that stands before them in the row. */
function wrongIn(text: string): readonly string[] {
  const wrong: string[] = [];
  for (const row of text.split('\n')) {
    let file = '';
    for (const [, code, title] of row.matchAll(/`([^`]+)`|“((?:[^“”]|“[^”]*”)+)”/g)) {
      if (title !== undefined) {
        if (file === '') wrong.push(`“${title}” stands behind no file`);
        else if (!hasCase(readFileSync(join(root, file), 'utf8'), title)) wrong.push(`${file} has no case “${title}”`);
      } else if (code !== undefined && isPath(code)) {
        const there = existsSync(join(root, code));
        if (!there) wrong.push(`there is no ${code}`);
        file = there && statSync(join(root, code)).isFile() ? code : '';
      } else if (code?.startsWith('npm run ') === true) {
        const [name = '', ...rest] = code.slice('npm run '.length).split(' ');
        if (scripts[name] === undefined) wrong.push(`there is no npm run ${name}`);
        wrong.push(...rest.filter((figure) => !figures.includes(`'${figure}'`)).map((figure) => `there is no figure ${figure}`));
      }
    }
  }
  return wrong;
}

describe('the page on what shows what', () => {
  test('names files, cases, scripts and figures that are there', () => {
    expect(wrongIn(page)).toEqual([]);
  });

  test('has something in each row: what shows it, or that nothing does', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| line |'));
    expect(rows.length).toBeGreaterThan(100);
    expect(rows.filter((row) => row.split(' | ').length !== 3 || (row.split(' | ')[1] ?? '').trim() === '')).toEqual([]);
  });

  test.each([
    ['a file that is gone', '`test/e2e/no-such.test.ts` “x”', 'there is no test/e2e/no-such.test.ts'],
    ['a case that was renamed', '`test/e2e/quit.test.ts` “what was typed right before Linnet is quit”', 'test/e2e/quit.test.ts has no case “what was typed right before Linnet is quit”'],
    ['a script', '`npm run no-such`', 'there is no npm run no-such'],
    ['a figure', '`npm run bench no.such`', 'there is no figure no.such'],
    ['a case without a file', '“in the air”', '“in the air” stands behind no file'],
  ])('would be told of %s', (_name, planted, told) => {
    expect(wrongIn(`| a line | ${planted} | |`)).toContain(told);
  });
});
