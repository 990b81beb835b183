import { Temporal } from 'temporal-polyfill';
import type { Millis } from '#core/clock';
import type { ZoneId } from './zones';

/** Local date and time to the minute, as a person says it: `2026-11-22T09:30`. Means nothing without a zone. */
export type WallTime = string;
/** `2026-11-22`. */
export type WallDate = string;

/** What the user meant. Stored beside the instant, which follows from it and may change when a zone's rules do. */
export interface TimeIntent {
  readonly wall: WallTime;
  readonly zone: ZoneId;
}

export interface ResolvedTime {
  readonly instant: Millis;
  /** `gap`: the clocks skip that time, so it was moved forward. `overlap`: it comes twice, and this is the first. */
  readonly adjusted: 'none' | 'gap' | 'overlap';
  /** What the clock on the wall shows at `instant`. Differs from the asked time only for a gap. */
  readonly wall: WallTime;
}

const wallForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/;
const dateForm = /^\d{4}-\d{2}-\d{2}$/;

/** In form and on the calendar: no 30 February, no 24:00. */
export const isWallTime = (text: string): text is WallTime => wallForm.test(text) && exists(() => Temporal.PlainDateTime.from(text, { overflow: 'reject' }));

export const isWallDate = (text: string): text is WallDate => dateForm.test(text) && exists(() => Temporal.PlainDate.from(text, { overflow: 'reject' }));

/**
 * The instant that a wall time names in a zone. A time the clocks skip moves forward by the skip; a time that
 * comes twice means the first. Throws RangeError for text that `isWallTime` refuses and for an unknown zone.
 */
export function resolveWallTime(wall: WallTime, zone: ZoneId): ResolvedTime {
  const asked = Temporal.PlainDateTime.from(wall, { overflow: 'reject' });
  const first = asked.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const last = asked.toZonedDateTime(zone, { disambiguation: 'later' });
  if (first.epochMilliseconds === last.epochMilliseconds) return resolved(first, 'none');
  // In a gap Temporal's "earlier" is before the skip and "later" after it; neither shows the asked time.
  return last.toPlainDateTime().equals(asked) ? resolved(first, 'overlap') : resolved(last, 'gap');
}

/** The instant of a stored intent by today's zone rules. */
export const resolveIntent = (intent: TimeIntent): ResolvedTime => resolveWallTime(intent.wall, intent.zone);

/** Whether a zone's rules have changed under an intent since its instant was stored. */
export const intentHasMoved = (intent: TimeIntent, stored: Millis): boolean => resolveIntent(intent).instant !== stored;

/** What the clock on the wall shows, seconds cut off. */
export const toWallTime = (instant: Millis, zone: ZoneId): WallTime => wallText(zoned(instant, zone).toPlainDateTime());

export const toWallDate = (instant: Millis, zone: ZoneId): WallDate => zoned(instant, zone).toPlainDate().toString();

/** Calendar days from one date to another; negative backwards. */
export const daysBetween = (from: WallDate, to: WallDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(to), { largestUnit: 'day' }).days;

export const addDays = (date: WallDate, days: number): WallDate => Temporal.PlainDate.from(date).add({ days }).toString();

/** 1 is Monday, 7 is Sunday. */
export const weekdayOf = (date: WallDate): number => Temporal.PlainDate.from(date).dayOfWeek;

/** `2026-11-22T08:30:00.000Z`, for files and networks. */
export const toIsoInstant = (instant: Millis): string =>
  Temporal.Instant.fromEpochMilliseconds(instant).toString({ smallestUnit: 'millisecond' });

/** Reads an instant with a zone or an offset; null for anything else. */
export function fromIsoInstant(text: string): Millis | null {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch {
    return null;
  }
}

const zoned = (instant: Millis, zone: ZoneId): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);

const wallText = (time: Temporal.PlainDateTime): WallTime => time.toString({ smallestUnit: 'minute' });

const resolved = (at: Temporal.ZonedDateTime, adjusted: ResolvedTime['adjusted']): ResolvedTime => ({
  instant: at.epochMilliseconds,
  adjusted,
  wall: wallText(at.toPlainDateTime()),
});

function exists(make: () => unknown): boolean {
  try {
    make();
    return true;
  } catch {
    return false;
  }
}
