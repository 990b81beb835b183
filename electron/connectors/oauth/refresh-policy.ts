import type { Millis } from '#core/clock';
import { HOUR, MINUTE } from '#core/clock';

const LONGEST_LEAD: Millis = 10 * MINUTE;
/** Closer to its end than this, a token is not used for a call that must not fail half way. */
const TOO_CLOSE: Millis = MINUTE;

/**
 * When to renew a token: a fifth of its remaining life before the end, at most ten minutes, plus up to half as much again
 * by chance, so that many accounts, or a machine that wakes, do not ask all at once. Null: it does not expire.
 * @param random in [0, 1)
 */
export function refreshAt(expiresAt: Millis | null, now: Millis, random: number): Millis | null {
  if (expiresAt === null) return null;
  const left = expiresAt - now;
  if (left <= TOO_CLOSE) return now;
  const lead = Math.max(TOO_CLOSE, Math.min(LONGEST_LEAD, left / 5));
  return Math.max(now, Math.floor(expiresAt - lead - random * (lead / 2)));
}

/**
 * The same for a login that cannot be renewed once it has ended: long before. Inside that time it is soon, and never at once, so that a
 * network whose new tokens live shorter than that is not asked without a pause.
 * @param earlyMs 0: the usual rule
 */
export function refreshEarlyAt(expiresAt: Millis | null, now: Millis, random: number, earlyMs: Millis): Millis | null {
  if (expiresAt === null || earlyMs === 0) return refreshAt(expiresAt, now, random);
  const left = Math.max(0, expiresAt - now);
  return Math.max(Math.floor(expiresAt - earlyMs - random * HOUR), Math.floor(now + Math.min(HOUR, left / 2)));
}

/** Whether a token must be renewed before the next call. */
export function mustRefresh(expiresAt: Millis | null, now: Millis): boolean {
  return expiresAt !== null && expiresAt - now <= TOO_CLOSE;
}
