import { DAY, type Millis } from '#core/clock';
import { toWallTime, type WallTime, type ZoneId, zoneOffsetAt } from '#core/time';

/** No zone changes its clocks twice within so short a time, so equal offsets at both ends hold in between. */
const BLOCK: Millis = 4 * DAY;
/** Past this many blocks (a zone needs ninety a year) it starts over. */
const MAX_BLOCKS = 20_000;

/**
 * `toWallTime` for thousands of instants at once. Looking into a zone's rules costs more than everything else about a
 * chip, so it is done at the ends of blocks of days and remembered.
 */
export function createWallReader(): (instant: Millis, zone: ZoneId) => WallTime {
  const zones = new Map<ZoneId, Map<number, Millis>>();
  let known = 0;

  const offsetAt = (block: number, zone: ZoneId): Millis => {
    const offsets = zones.get(zone) ?? new Map<number, Millis>();
    const remembered = offsets.get(block);
    if (remembered !== undefined) return remembered;
    if (known >= MAX_BLOCKS) {
      zones.clear();
      known = 0;
    }
    const offset = zoneOffsetAt(block * BLOCK, zone);
    zones.set(zone, offsets.set(block, offset));
    known += 1;
    return offset;
  };

  return (instant, zone) => {
    const block = Math.floor(instant / BLOCK);
    const offset = offsetAt(block, zone);
    return offset === offsetAt(block + 1, zone) ? new Date(instant + offset).toISOString().slice(0, 16) : toWallTime(instant, zone);
  };
}
