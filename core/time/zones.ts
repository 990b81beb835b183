import { Temporal } from 'temporal-polyfill';
import type { Millis } from '#core/clock';

/** An IANA name such as `Europe/Dublin`. A fixed offset such as `+01:00` is not a zone here: it knows no summer. */
export type ZoneId = string;

export function isValidZone(zone: string): zone is ZoneId {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    // Both must know it: Intl formats it in the window, Temporal counts with it.
    new Intl.DateTimeFormat('en', { timeZone: zone });
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** Every zone a person can pick, by name. UTC is always among them. */
export const listZones = (): readonly ZoneId[] => [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])].toSorted();

/** Milliseconds that local time is ahead of UTC at that instant; negative west of it. */
export const zoneOffsetAt = (instant: Millis, zone: ZoneId): Millis =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
