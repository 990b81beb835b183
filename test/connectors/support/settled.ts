import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { SECOND } from '#core/clock';
import { type FakeClock, turn } from '#test/support/fake-clock';

let open = 0;
let moves = 0;
subscribe('http.client.request.created', (message) => {
  const { request } = message as { readonly request: ClientRequest };
  open += 1;
  moves += 1;
  request.once('close', () => {
    open -= 1;
    moves += 1;
  });
});

/** Real milliseconds without a request that begins or ends: then what is still open waits for an answer that never comes. */
const NEVER = 3_000;

/** Waits for what is on its way. A busy machine takes its time, and no time-out of the fake clock may pass meanwhile. */
async function arrived(): Promise<void> {
  for (let [seen, since] = [moves, performance.now()]; open > 0 && performance.now() - since < NEVER;) {
    await turn();
    if (moves !== seen) [seen, since] = [moves, performance.now()];
  }
}

/** Lets the fake time run until the promise has settled: for connectors that wait, on lines that are real. */
export async function settled<T>(clock: FakeClock, promise: Promise<T>): Promise<T> {
  let isSettled = false;
  const done = promise.finally(() => (isSettled = true));
  while (!isSettled) {
    await turn(30);
    await arrived();
    await turn(30);
    if (!isSettled) await clock.advance(SECOND);
  }
  return done;
}
