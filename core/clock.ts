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
  /** Calls `fn` once when wall-clock `at` has come, or when as much time has really passed as was left until `at`: a clock set back delays nothing. Never sleeps past a capped chunk, so a jump forward is noticed. Returns a function that cancels it. */
  readonly callAt: (at: Millis, fn: () => void) => () => void;
}
