import type { Chip } from '#core/contract/planning';
import { toWallTime, type WallDate, type WallTime, weekdayOf } from '#core/time';

/** A weekly posting time of one account. */
export interface AccountSlot {
  readonly network: string;
  readonly weekday: number;
  /** `09:30` */
  readonly time: string;
}

export interface DayTime {
  readonly wall: WallTime;
  /** Whether it is a posting time that is free, or only a usual hour. */
  readonly slot: boolean;
}

const USUAL = '09:00';
const QUARTER = 15 * 60_000;

/**
 * The time a draft gets that is dropped on a day: the day's first free posting time of an account it is for, else
 * nine in the morning, else (today, later than that) the next quarter of an hour.
 */
export function timeOnDay(date: WallDate, options: {
  readonly networks: readonly string[]; readonly slots: readonly AccountSlot[]; readonly chips: readonly Chip[]; readonly now: number; readonly zone: string;
}): DayTime {
  const { networks, slots, chips, now, zone } = options;
  const nowWall = toWallTime(now, zone);
  const weekday = weekdayOf(date);
  const taken = new Set(chips.map(({ wall }) => wall));
  const free = slots
    .filter((slot) => slot.weekday === weekday && (networks.length === 0 || networks.includes(slot.network)))
    .map((slot): WallTime => `${date}T${slot.time}`)
    .toSorted()
    .find((wall) => wall > nowWall && !taken.has(wall));
  if (free !== undefined) return { wall: free, slot: true };
  const usual: WallTime = `${date}T${USUAL}`;
  if (date !== nowWall.slice(0, 10) || usual > nowWall) return { wall: usual, slot: false };
  const soon = toWallTime((Math.floor(now / QUARTER) + 1) * QUARTER, zone);
  return { wall: soon.startsWith(date) ? soon : `${date}T23:59`, slot: false };
}
