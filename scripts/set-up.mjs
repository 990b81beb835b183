// Makes a clone ready to run: dependencies, system packages, an Electron runtime. Says one line for each thing it
// does, nothing when there is nothing to do. Run it by itself with `node scripts/set-up.mjs [--tests]`.
import { pathToFileURL } from 'node:url';
import { installSystemPackages } from './runtime/debian.mjs';
import { checkNode, installDependencies } from './runtime/dependencies.mjs';
import { findElectron } from './runtime/electron-runtime.mjs';
import { runMain, say } from './runtime/say.mjs';

/**
 * @param {{ tests?: boolean, display?: boolean }} [needs] tests: also what the test suites need; display: a virtual display
 * @returns {Promise<import('./runtime/electron-runtime.mjs').ElectronRuntime>}
 */
export async function setUp({ tests = false, display = false } = {}) {
  checkNode();
  await installDependencies();
  installSystemPackages({ display, tests });
  return findElectron();
}

/** Only the dependencies, for scripts that open no window. */
export async function setUpTools() {
  checkNode();
  await installDependencies();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await runMain(async () => {
    const { kind, version } = await setUp({ tests: process.argv.includes('--tests') });
    say(`ready, with Electron ${version || 'of unknown version'} (${kind})`);
  });
}
