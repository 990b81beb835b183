import { MINUTE, type Millis } from '#core/clock';

export type Lateness = 'ontime' | 'late' | 'missed';

/** Nobody calls a post a minute after its time late. */
export const ON_TIME_GRACE: Millis = MINUTE;

/**
 * How a publication stands that has not gone out yet. `late` still goes out by itself; `missed` asks a person.
 * The limit is the brand's; below the grace it has no effect, or every post would be missed.
 */
export function latenessOf(dueAt: Millis, now: Millis, limitMs: Millis): Lateness {
  const behind = now - dueAt;
  if (behind <= ON_TIME_GRACE) return 'ontime';
  return behind <= limitMs ? 'late' : 'missed';
}
