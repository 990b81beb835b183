// Vitest's own account of a run, as the report that scripts/test.mjs counts. vitest.config.ts adds it.
import { writeFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { nearest } from './failures.mjs';

/**
 * Leaves the report of a run in a file.
 * @param {string} file
 * @returns {import('vitest/node').Reporter}
 */
export function reportTo(file) {
  /** @type {string} */
  let root;
  return {
    onInit: (vitest) => { root = vitest.config.root; },
    onTestRunEnd: (modules, errors) => writeFileSync(file, JSON.stringify(reportOf(modules, errors, root))),
  };
}

/**
 * A file that could not be loaded, or whose worker died, has no failing test to count, so it counts as one failure;
 * so do the errors that belong to no test, together.
 * @param {readonly import('vitest/node').TestModule[]} modules
 * @param {readonly { message?: string, stack?: string }[]} stray errors outside of any test
 * @param {string} root
 * @returns {import('./suite.mjs').SuiteReport}
 */
function reportOf(modules, stray, root) {
  const counted = { passed: 0, failed: 0, skipped: 0, pending: 0 };
  const failures = [];
  const timed = [];
  for (const module of modules) {
    const file = relative(root, module.moduleId).split(sep).join('/');
    let failedHere = 0;
    for (const test of module.children.allTests()) {
      const { state, errors } = test.result();
      counted[state] += 1;
      timed.push({ file, name: test.fullName, ms: test.diagnostic()?.duration ?? 0, timeoutMs: test.options.timeout ?? 0 });
      if (state !== 'failed') continue;
      failedHere += 1;
      failures.push({ file, name: test.fullName, text: wordsOf(errors ?? [], root) });
    }
    const suites = [...module.children.allSuites()];
    const ofNoTest = [...module.errors(), ...suites.flatMap((suite) => suite.errors())];
    if (failedHere > 0 || module.state() === 'passed' || module.state() === 'skipped') continue;
    counted.failed += 1;
    failures.push({ file, name: 'the file itself', text: ofNoTest.length > 0 ? wordsOf(ofNoTest, root) : 'it did not come to its end: its process died, or never answered' });
  }
  if (counted.failed === 0 && stray.length > 0) counted.failed = 1;
  if (stray.length > 0) failures.push({ file: '', name: 'an error outside of any test', text: wordsOf(stray, root) });
  return { passed: counted.passed, failed: counted.failed, skipped: counted.skipped + counted.pending, failures, slow: nearest(timed) };
}

/** @returns {string} messages, differences and stacks, with paths from the root */
function wordsOf(/** @type {readonly { message?: string, stack?: string, diff?: string }[]} */ errors, /** @type {string} */ root) {
  return errors.map(({ message = '', stack = '', diff = '' }) => [
    stack.includes(message) ? stack.slice(0, stack.indexOf(message) + message.length) : message,
    diff,
    stack.slice(stack.indexOf('\n    at ') + 1 || stack.length),
  ].join('\n')).join('\n').replaceAll(`${root}/`, '');
}
