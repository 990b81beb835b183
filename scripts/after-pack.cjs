// Runs in electron-builder after a package's files are in place.
const { rmSync } = require('node:fs');
const path = require('node:path');

/** The registry runtime's default app (scripts/runtime/registry-runtime.mjs): a package has only its own. */
exports.default = ({ appOutDir, electronPlatformName }) => {
  if (electronPlatformName !== 'linux') return;
  rmSync(path.join(appOutDir, 'resources', 'app'), { recursive: true, force: true });
};
