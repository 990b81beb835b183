// npm run chaos: kills the real app at random and counts duplicates and losses on the server.
import { runMain } from './runtime/say.mjs';
import { runProgram } from './runtime/suite.mjs';

await runMain(() => runProgram('test/chaos/run.ts', process.argv.slice(2)));
