import type { Clock, Millis } from '#core/clock';

/**
 * Runs a call with a last word on how long it may take. When the time is over its signal fires, and after a moment to
 * answer that, `late` is what it said.
 * @param outer fires the call's signal too.
 */
export async function limited<T>(clock: Clock, limitMs: Millis, outer: AbortSignal, late: T, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const signal = AbortSignal.any([outer, over.signal]);
  let cancel = (): void => undefined;
  const tooLate = new Promise<T>((resolve) => {
    cancel = clock.callAt(clock.now() + limitMs, () => {
      over.abort();
      cancel = clock.callAt(clock.now() + GRACE, () => { resolve(late); });
    });
  });
  try {
    return await Promise.race([call(signal), tooLate]);
  } finally {
    cancel();
  }
}

const GRACE: Millis = 2000;
