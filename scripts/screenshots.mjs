// npm run screenshots: makes docs/screenshots with the app itself.
import { runMain } from './runtime/say.mjs';
import { runProgram } from './runtime/suite.mjs';

await runMain(() => runProgram('test/e2e/screenshots.ts', process.argv.slice(2)));
