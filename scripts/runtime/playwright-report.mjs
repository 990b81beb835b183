// Playwright's own account of a run, as the report that scripts/test.mjs counts.
import { nearest } from './failures.mjs';

/**
 * A flaky test counts as failed, and so does a run that fails without a failing test.
 * @param {any} report Playwright's JSON
 * @param {number} code
 * @param {string} root
 * @returns {import('./suite.mjs').SuiteReport}
 */
export function countsOf(report, code, root) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  const failed = unexpected + flaky;
  const run = report.suites.flatMap((/** @type {any} */ suite) => testsOf(suite, []));
  const words = (/** @type {any[]} */ errors) => errors.map(({ message = '', stack = '' }) => (stack.includes(message) ? stack : `${message}\n${stack}`)).join('\n').replaceAll(`${root}/`, '');
  const failures = run
    .filter((/** @type {any} */ { test }) => test.status === 'unexpected' || test.status === 'flaky')
    .map((/** @type {any} */ { file, name, test }) => ({ file, name, text: words(test.results.flatMap((/** @type {any} */ result) => result.errors)) }));
  if (report.errors.length > 0) failures.push({ file: '', name: 'an error outside of any test', text: words(report.errors) });
  const slow = run.map((/** @type {any} */ { file, name, test }) => ({ file, name, ms: Math.max(0, ...test.results.map((/** @type {any} */ result) => result.duration)), timeoutMs: test.timeout }));
  return { passed: expected, failed: failed === 0 && code !== 0 ? 1 : failed, skipped, failures, slow: nearest(slow) };
}

/** @returns {{ file: string, name: string, test: any }[]} every test of a suite, with the titles of the groups around it */
function testsOf(/** @type {any} */ suite, /** @type {readonly string[]} */ titles) {
  return [
    ...suite.specs.flatMap((/** @type {any} */ spec) => spec.tests.map((/** @type {any} */ test) => ({ file: spec.file, name: [...titles, spec.title].join(' > '), test }))),
    ...(suite.suites ?? []).flatMap((/** @type {any} */ inner) => testsOf(inner, [...titles, inner.title])),
  ];
}
