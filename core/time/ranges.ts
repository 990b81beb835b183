import { Temporal } from 'temporal-polyfill';
import type { Millis } from '#core/clock';
import type { WallDate } from './wall';
import type { ZoneId } from './zones';

/** From `from` up to, not including, `to`. */
export interface InstantRange {
  readonly from: Millis;
  readonly to: Millis;
}

/** `2026-11`. */
export type YearMonth = string;
/** 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Weeks in a month grid: as many as any month can touch, so that the grid keeps its height. */
const GRID_WEEKS = 6;

/** A whole local day: 23, 24 or 25 hours long, and it may begin at one o'clock where midnight is skipped. */
export const dayRange = (date: WallDate, zone: ZoneId): InstantRange => {
  const day = Temporal.PlainDate.from(date);
  return { from: startOf(day, zone), to: startOf(day.add({ days: 1 }), zone) };
};

/** Seven local days from `date`'s week start. */
export const weekRange = (date: WallDate, zone: ZoneId, weekStart: Weekday): InstantRange => {
  const first = backTo(Temporal.PlainDate.from(date), weekStart);
  return { from: startOf(first, zone), to: startOf(first.add({ days: 7 }), zone) };
};

/** The six weeks that a month view shows, from the week in which the month begins. */
export const monthGridRange = (month: YearMonth, zone: ZoneId, weekStart: Weekday): InstantRange => {
  const first = backTo(Temporal.PlainYearMonth.from(month).toPlainDate({ day: 1 }), weekStart);
  return { from: startOf(first, zone), to: startOf(first.add({ days: 7 * GRID_WEEKS }), zone) };
};

const startOf = (day: Temporal.PlainDate, zone: ZoneId): Millis => day.toZonedDateTime(zone).epochMilliseconds;

const backTo = (day: Temporal.PlainDate, weekStart: Weekday): Temporal.PlainDate =>
  day.subtract({ days: (day.dayOfWeek - weekStart + 7) % 7 });
