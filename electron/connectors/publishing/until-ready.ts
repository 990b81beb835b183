import type { Clock, Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';

export interface Patience {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Between two looks; each pause is twice the one before, up to `longestPause`. */
  readonly firstPause: Millis;
  readonly longestPause: Millis;
  /** A pause that would end later than this after the beginning is not begun. */
  readonly longest?: Millis;
  /** For networks that count calls. */
  readonly mostLooks?: number;
  /** Said when patience ends: that is `unavailable`, and the next attempt looks again. */
  readonly stillWorking: string;
}

export interface Look {
  readonly ready: boolean;
  /** When the network says itself how long to wait; kept within the two pauses. */
  readonly pause?: Millis;
  readonly answer?: NetworkAnswer;
}

/**
 * Waits until a network has worked on what it was given: an upload, a container, a film. What it can never use is an error of `look`,
 * and ends the wait.
 * @param look asks once; `n` counts from 1
 */
export async function untilReady(patience: Patience, look: (n: number) => Promise<Result<Look, ConnectorError>>): Promise<Result<null, ConnectorError>> {
  const { clock, signal, firstPause, longestPause, longest = Infinity, mostLooks = Infinity, stillWorking } = patience;
  const end = clock.now() + longest;
  for (let n = 1, next = firstPause; ; n += 1, next = Math.min(next * 2, longestPause)) {
    const seen = await look(n);
    if (!seen.ok) return seen;
    const { ready, pause = next, answer } = seen.value;
    if (ready) return ok(null);
    const ms = Math.min(Math.max(pause, firstPause), longestPause);
    if (n >= mostLooks || clock.now() + ms > end) return err({ type: 'unavailable', detail: stillWorking, ...(answer === undefined ? {} : { answer }) });
    if (!(await wait(clock, ms, signal))) return err({ type: 'aborted' });
  }
}

/** False when the wait was stopped. */
function wait(clock: Clock, ms: Millis, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const onAbort = (): void => {
      cancel();
      resolve(false);
    };
    const cancel = clock.callAt(clock.now() + ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve(true);
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
