/** A failure that a person can mend: its message says what is missing and what to do. Shown without a stack. */
export class SetUpError extends Error {}

/** One plain line for each thing done. It goes to stderr so that a script's own output stays clean. */
export function say(/** @type {string} */ line) {
  process.stderr.write(`linnet: ${line}\n`);
}

/**
 * Runs a script's main function. A SetUpError becomes one line and exit code 1; anything else is a bug and keeps its stack.
 * @param {() => Promise<number | void>} main its result is the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (error instanceof SetUpError) say(error.message);
    else console.error(error);
    process.exitCode = 1;
  }
}
