import { DAY, HOUR, MINUTE, type Millis, SECOND } from '#core/clock';
import type { Timing } from './ports';

export const usualTiming: Timing = {
  // A request whose caller has given up may still be at work on the server; a minute is longer than servers let one run.
  settleMs: MINUTE,
  lookIntervals: [2 * SECOND, 8 * SECOND, 20 * SECOND, 30 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 6 * HOUR],
  // Long enough for the two looks that prove an absence, so that most lost answers never reach a person.
  unconfirmedAfterMs: 3 * MINUTE,
  backoffFirstMs: 5 * SECOND,
  backoffMaxMs: 5 * MINUTE,
  verifyAfterMs: 5 * SECOND,
  metricsAt: [HOUR, DAY, 7 * DAY],
  maxSleepMs: MINUTE,
  leaseMs: 10 * MINUTE,
  commitLimitMs: 5 * MINUTE,
  readLimitMs: 2 * MINUTE,
  prepareLimitMs: 20 * MINUTE,
  stopWaitMs: 5 * SECOND,
};

/**
 * Doubles with every try up to `backoffMaxMs`; half of it is jitter, so that a thousand posts do not come back together.
 * @param tries how many have failed so far, at least 1.
 */
export function backoff(tries: number, timing: Timing, random: () => number): Millis {
  const full = Math.min(timing.backoffMaxMs, timing.backoffFirstMs * 2 ** Math.min(tries - 1, 20));
  return Math.round(full / 2 + (full / 2) * random());
}

/** @param looks how many were made so far. */
export const lookInterval = (looks: number, timing: Timing): Millis =>
  timing.lookIntervals[Math.min(looks, timing.lookIntervals.length - 1)] ?? MINUTE;
