// npm start [-- ARGUMENTS OF THE APP]: everything from a fresh clone to an open window.
import { runApp } from './runtime/app.mjs';
import { buildApp } from './runtime/build.mjs';
import { runMain } from './runtime/say.mjs';
import { setUp } from './set-up.mjs';
import { isHeadless } from './runtime/desktop.mjs';

await runMain(async () => {
  const runtime = await setUp({ display: isHeadless() });
  await buildApp();
  return runApp(runtime, process.argv.slice(2));
});
