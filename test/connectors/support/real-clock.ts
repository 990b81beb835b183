import type { Clock } from '#core/clock';

/** The machine's own time, for tests that talk to a real server over a real socket. */
export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  callAt: (at, fn) => {
    const timer = setTimeout(fn, Math.max(0, at - Date.now()));
    return () => clearTimeout(timer);
  },
};
