export { latenessOf, type Lateness, ON_TIME_GRACE } from './lateness';
export { dayRange, type InstantRange, monthGridRange, type Weekday, weekRange, type YearMonth } from './ranges';
export { isSlotTime, nextFreeSlot, type Slot, slotInstants } from './slots';
export {
  addDays, daysBetween, fromIsoInstant, intentHasMoved, isWallDate, isWallTime, resolveIntent, type ResolvedTime, resolveWallTime, type TimeIntent,
  toIsoInstant, toWallDate, toWallTime, type WallDate, type WallTime, weekdayOf,
} from './wall';
export { isValidZone, listZones, type ZoneId, zoneOffsetAt } from './zones';
