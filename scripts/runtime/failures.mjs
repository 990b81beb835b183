// What npm test says once more at its very end: of a long log often only the last hundred lines are kept.
import { stripVTControlCharacters } from 'node:util';

/** @typedef {{ file: string, name: string, text: string }} Failure text: the message, then the stack */
/** @typedef {{ file: string, name: string, ms: number, timeoutMs: number }} Timed */

const IN_FULL = 10;
const LINES_EACH = 40;
const LINES_ALL = 80;
const NAMED = 20;
const COLUMNS = 220;

/**
 * Every failure of every row, at most ten of them in full and the others by name; empty when nothing failed.
 * @param {readonly import('./tally.mjs').Row[]} rows
 * @returns {string}
 */
export function failureText(rows) {
  const failures = rows.filter((row) => row.failed > 0).flatMap((row) => [
    ...(row.failures ?? []).map((failure) => ({ ...failure, suite: row.name })),
    // What failed without a name: a check, a crash, a run that says no more than its exit code.
    ...((row.failures ?? []).length < row.failed ? [{ suite: row.name, file: '', name: `${row.failed - (row.failures ?? []).length} failed without a name`, text: row.lastWords ?? 'its output above says more' }] : []),
  ]);
  if (failures.length === 0) return '';
  const shown = failures.slice(0, IN_FULL);
  const lines = Math.min(LINES_EACH, Math.floor(LINES_ALL / shown.length));
  const rest = failures.slice(IN_FULL);
  return [
    '== what failed',
    ...shown.flatMap((failure, i) => [`${i + 1}. ${titleOf(failure)}`, ...firstLines(failure.text, lines)]),
    ...rest.slice(0, NAMED).map((failure) => `also: ${titleOf(failure)}`),
    ...(rest.length > NAMED ? [`and ${rest.length - NAMED} more`] : []),
  ].join('\n');
}

/**
 * The tests that came nearest to their time-outs, for a machine that is a little slower still.
 * @param {readonly import('./tally.mjs').Row[]} rows
 * @returns {string}
 */
export function slowText(rows) {
  const slowest = nearest(rows.flatMap((row) => (row.slow ?? []).map((timed) => ({ ...timed, suite: row.name }))));
  if (slowest.length === 0) return '';
  return ['== nearest to their time-outs', ...slowest.map((timed) => cut(`${Math.round(100 * share(timed))} % of ${timed.timeoutMs / 1000} s  ${titleOf(timed)}`))].join('\n');
}

/**
 * @template {Timed} T
 * @param {readonly T[]} tests
 * @returns {T[]} the ten that came nearest, the nearest first
 */
export function nearest(tests) {
  return tests.filter(({ timeoutMs }) => timeoutMs > 0 && Number.isFinite(timeoutMs)).sort((a, b) => share(b) - share(a)).slice(0, 10);
}

/** The last lines of what a program wrote, for one that gives no other account of itself. */
export function lastWordsOf(/** @type {string} */ output) {
  return stripVTControlCharacters(output).trimEnd().split('\n').slice(-LINES_EACH).join('\n');
}

const share = (/** @type {Timed} */ { ms, timeoutMs }) => ms / timeoutMs;
const cut = (/** @type {string} */ line) => (line.length > COLUMNS ? `${line.slice(0, COLUMNS - 1)}…` : line);

function titleOf(/** @type {{ suite: string, file: string, name: string }} */ { suite, file, name }) {
  return cut([suite, file, name.replace(/\s+/g, ' ')].filter((part) => part !== '').join('  '));
}

/** The message and the frames in our own files; those of the test runner say nothing. */
function firstLines(/** @type {string} */ text, /** @type {number} */ count) {
  const lines = stripVTControlCharacters(text).split('\n').filter((line) => line.trim() !== '' && !/^\s+at .*(node_modules|node:internal)/.test(line));
  return [...lines.slice(0, count), ...(lines.length > count ? [`… ${lines.length - count} more lines`] : [])].map((line) => cut(`   ${line}`));
}
