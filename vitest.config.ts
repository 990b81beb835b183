import { defineConfig } from 'vitest/config';
import { aliases } from './scripts/aliases.mjs';
import { reportTo } from './scripts/runtime/vitest-report.mjs';

const report = process.env['LINNET_VITEST_REPORT'];

export default defineConfig({
  resolve: { alias: aliases },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    environment: 'node',
    pool: 'forks',
    // Against what hangs, not what is slow: a test that says how long something may take measures it.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    teardownTimeout: 60_000,
    // A machine with other things to do may stand still for a second, which is what a wait has otherwise.
    expect: { poll: { timeout: 30_000 } },
    restoreMocks: true,
    reporters: report === undefined ? ['default'] : ['default', reportTo(report)],
  },
});
