import { DAY, type Millis } from '#core/clock';
import type { InstantRange, Weekday } from './ranges';
import { addDays, resolveWallTime, toWallDate, weekdayOf } from './wall';
import type { ZoneId } from './zones';

/** A weekly posting time by the clock on the wall: Tuesdays at 09:30, summer and winter. */
export interface Slot {
  readonly weekday: Weekday;
  /** `09:30`. */
  readonly time: string;
}

/** How far ahead a free slot is looked for. A queue that is full for two years has none. */
const HORIZON_DAYS = 731;

export const isSlotTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);

/**
 * The instants of the slots inside the window, in order. Two slots that the clocks push onto one instant
 * (02:30 and 03:30 on the night when two becomes three) count once.
 */
export function slotInstants(slots: readonly Slot[], zone: ZoneId, window: InstantRange): readonly Millis[] {
  if (slots.length === 0 || window.to <= window.from) return [];
  const found = new Set<Millis>();
  const last = toWallDate(window.to, zone);
  // A slot pushed forward by a skipped midnight belongs to the day before, so the day before is looked at too.
  for (let date = addDays(toWallDate(window.from, zone), -1); date <= last; date = addDays(date, 1)) {
    for (const instant of instantsOn(date, slots, zone)) {
      if (instant >= window.from && instant < window.to) found.add(instant);
    }
  }
  return [...found].toSorted((a, b) => a - b);
}

/** The first slot strictly after `after` that nothing holds, or null when none is free for two years. */
export function nextFreeSlot(
  slots: readonly Slot[],
  zone: ZoneId,
  after: Millis,
  taken: ReadonlySet<Millis> | ((instant: Millis) => boolean),
): Millis | null {
  if (slots.length === 0) return null;
  const isTaken = typeof taken === 'function' ? taken : (instant: Millis): boolean => taken.has(instant);
  const end = after + HORIZON_DAYS * DAY;
  // A month at a time: most queues are answered by the first.
  for (let from = after + 1; from < end; from += 31 * DAY) {
    const free = slotInstants(slots, zone, { from, to: Math.min(from + 31 * DAY, end) }).find((instant) => !isTaken(instant));
    if (free !== undefined) return free;
  }
  return null;
}

function instantsOn(date: string, slots: readonly Slot[], zone: ZoneId): readonly Millis[] {
  const weekday = weekdayOf(date);
  return slots.filter((slot) => slot.weekday === weekday).map((slot) => resolveWallTime(`${date}T${slot.time}`, zone).instant);
}
