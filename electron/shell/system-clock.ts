import type { Clock, Millis } from '#core/clock';

/** A timer sleeps with the laptop and Node caps one at 24.8 days, so the wall clock is asked again at least this often. */
const MAX_CHUNK: Millis = 30_000;

/** Node loads a whole module for `performance` when it is first named, 10 ms of a start; this is the same count. */
const monotonic = (): Millis => Number(process.hrtime.bigint() / 1_000n) / 1_000;

export function createSystemClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic,
    callAt: (at, fn) => {
      let timer: NodeJS.Timeout;
      // A clock set back would put the call off by as much: what has really passed counts too.
      const elapsed = monotonic() + at - Date.now();
      const arm = (): void => {
        const left = at - Date.now();
        if (left <= 0) {
          timer = setTimeout(fn, 0);
          return;
        }
        timer = setTimeout(() => { if (Date.now() >= at || monotonic() >= elapsed) fn(); else arm(); }, Math.min(left, MAX_CHUNK));
      };
      arm();
      return () => { clearTimeout(timer); };
    },
  };
}
