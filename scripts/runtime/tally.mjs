// What npm test runs, and how it counts.

/** A check counts as one. */
export const checks = ['typecheck', 'lint', 'check:deps', 'check:unused'];

/** A suite counts its tests and leaves a report. */
export const suites = ['test:unit', 'test:dst', 'test:migrations', 'test:architecture', 'test:connectors', 'test:e2e', 'test:chaos'];

/** @typedef {{ name: string, seconds: number } & import('./suite.mjs').SuiteReport} Row */

/**
 * @param {string} name
 * @param {number} code
 * @param {import('./suite.mjs').SuiteReport | undefined} report
 * @returns {import('./suite.mjs').SuiteReport}
 */
export function countOf(name, code, report) {
  if (checks.includes(name)) return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
  // A suite that left no report crashed, whatever its exit code says.
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  return code !== 0 && report.failed === 0 ? { ...report, failed: 1 } : report;
}

/**
 * The table for people, and the last line that CI reads.
 * @param {readonly Row[]} rows
 * @returns {{ text: string, failed: number }}
 */
export function verdictOf(rows) {
  const sum = (/** @type {'passed' | 'failed'} */ what) => rows.reduce((total, row) => total + row[what], 0);
  const failed = sum('failed');
  return { text: `\n${table(rows)}\n\n${sum('passed')} passed, ${failed} failed`, failed };
}

function table(/** @type {readonly Row[]} */ rows) {
  const line = (/** @type {readonly string[]} */ cells) => cells.map((cell, i) => (i === 0 ? cell.padEnd(20) : cell.padStart(9))).join('');
  const body = rows.map((row) => line([row.name, `${row.passed}`, `${row.failed}`, `${row.skipped}`, `${row.seconds.toFixed(1)} s`]) + (row.notRun ? `  not run: ${row.notRun}` : ''));
  return [line(['', 'passed', 'failed', 'skipped', 'time']), ...body].join('\n');
}
