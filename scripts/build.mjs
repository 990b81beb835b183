// npm run build: bundles main, preload and window into out/ when a source changed.
import { buildApp } from './runtime/build.mjs';
import { runMain } from './runtime/say.mjs';
import { setUpTools } from './set-up.mjs';

await runMain(async () => {
  await setUpTools();
  await buildApp();
});
