/** Unix epoch milliseconds, always UTC. Local time exists only where something is shown or typed. */
export type Millis = number;

export const SECOND: Millis = 1000;
export const MINUTE: Millis = 60 * SECOND;
export const HOUR: Millis = 60 * MINUTE;
export const DAY: Millis = 24 * HOUR;

/** The only source of time. Real in `electron/shell/system-clock.ts`, movable in `test/support/fake-clock.ts`. */
export interface Clock {
  readonly now: () => Millis;
  /** Milliseconds that only grow, for measuring; not related to the wall clock. */
  readonly monotonic: () => Millis;
  /** Calls `fn` once, at or after wall-clock `at`. Never sleeps past a capped chunk, so a clock jump is noticed. Returns a function that cancels it. */
  readonly callAt: (at: Millis, fn: () => void) => () => void;
}
