import { DAY, type Millis } from '#core/clock';
import { toWallTime, zoneOffsetAt, type WallTime, type ZoneId } from '#core/time';

/** Zones with years of days each; past that it starts over. */
const MAX_DAYS = 20_000;

/**
 * `toWallTime` for thousands of instants at once: a UTC day that begins and ends with the same offset has it all day
 * (no zone changes twice within one), so most instants need no look into the zone's rules.
 */
export function createWallReader(): (instant: Millis, zone: ZoneId) => WallTime {
  let days = new Map<string, number | null>();
  const dayOffset = (day: number, zone: ZoneId): number | null => {
    const key = `${day} ${zone}`;
    const known = days.get(key);
    if (known !== undefined) return known;
    if (days.size >= MAX_DAYS) days = new Map();
    const first = zoneOffsetAt(day * DAY, zone);
    const offset = first === zoneOffsetAt((day + 1) * DAY, zone) ? first : null;
    days.set(key, offset);
    return offset;
  };
  return (instant, zone) => {
    const offset = dayOffset(Math.floor(instant / DAY), zone);
    return offset === null ? toWallTime(instant, zone) : new Date(instant + offset).toISOString().slice(0, 16);
  };
}
