// What npm test runs, and how it counts.
import { failureText, lastWordsOf, slowText } from './failures.mjs';

/** A check counts as one. */
export const checks = ['typecheck', 'lint', 'check:deps', 'check:unused'];

/** A suite counts its tests and leaves a report. */
export const suites = ['test:unit', 'test:dst', 'test:migrations', 'test:architecture', 'test:connectors', 'test:e2e', 'test:chaos'];

/** @typedef {{ name: string, seconds: number } & import('./suite.mjs').SuiteReport} Row */

/**
 * @param {string} name
 * @param {number} code
 * @param {import('./suite.mjs').SuiteReport | undefined} report
 * @param {string} [output] what a check wrote
 * @returns {import('./suite.mjs').SuiteReport}
 */
export function countOf(name, code, report, output = '') {
  if (checks.includes(name)) return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0, lastWords: lastWordsOf(output) };
  // A suite that left no report crashed, whatever its exit code says.
  if (!report) return { passed: 0, failed: 1, skipped: 0, lastWords: `it left no report and ended with code ${code}` };
  return code !== 0 && report.failed === 0 ? { ...report, failed: 1 } : report;
}

/**
 * What failed, once more; the table for people; and the last line that CI reads.
 * @param {readonly Row[]} rows
 * @returns {{ text: string, failed: number }}
 */
export function verdictOf(rows) {
  const sum = (/** @type {'passed' | 'failed'} */ what) => rows.reduce((total, row) => total + row[what], 0);
  const failed = sum('failed');
  const parts = [slowText(rows), failureText(rows), table(rows), `${sum('passed')} passed, ${failed} failed`];
  return { text: `\n${parts.filter((part) => part !== '').join('\n\n')}`, failed };
}

function table(/** @type {readonly Row[]} */ rows) {
  const line = (/** @type {readonly string[]} */ cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(9))).join('');
  const body = rows.map((row) => line([row.name, `${row.passed}`, `${row.failed}`, `${row.skipped}`, `${row.seconds.toFixed(1)} s`]) + (row.notRun ? `  not run: ${row.notRun}` : ''));
  return [line(['', 'passed', 'failed', 'skipped', 'time']), ...body].join('\n');
}
