import { runMain } from './runtime/say.mjs';
import { runProgram } from './runtime/suite.mjs';
await runMain(() => runProgram('test/bench/ab-tmp.ts', process.argv.slice(2)));
