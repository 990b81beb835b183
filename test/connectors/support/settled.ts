import { SECOND } from '#core/clock';
import { type FakeClock, turn } from '#test/support/fake-clock';

/** Lets the fake time run until the promise has settled: for connectors that wait, on lines that are real. */
export async function settled<T>(clock: FakeClock, promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const done = promise.finally(() => (isSettled = true));
  while (!isSettled) {
    await turn(30);
    if (!isSettled) await clock.advance(SECOND);
  }
  return done;
}
