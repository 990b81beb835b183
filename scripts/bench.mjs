// npm run bench: measures; one JSON line per figure.
import { runMain } from './runtime/say.mjs';
import { runProgram } from './runtime/suite.mjs';

await runMain(() => runProgram('test/bench/run.ts', process.argv.slice(2)));
