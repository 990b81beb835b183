// Runs in electron-builder after a package's files are in place.
const { rmSync } = require('node:fs');
const { join } = require('node:path');

/** What the registry runtime has of its own: our default app (scripts/runtime/registry-runtime.mjs) and its maker's update address. */
const leftovers = ['app', 'app-update.yml'];

exports.default = ({ appOutDir, electronPlatformName }) => {
  if (electronPlatformName !== 'linux') return;
  for (const name of leftovers) rmSync(join(appOutDir, 'resources', name), { recursive: true, force: true });
};
