import type { Chip } from '#core/contract/planning';
import { byTime } from '#core/posts/chip-order';
import { needsPerson } from '#core/posts/states';

/**
 * The chips of a day that are shown when only `limit` of them fit, by time: what needs a person is always among them,
 * as far as there is room. `all` is by time already.
 */
export function shownOf(all: readonly Chip[], limit: number): readonly Chip[] {
  if (all.length <= limit) return all;
  const shown = new Set([...all.filter(({ state }) => needsPerson(state)), ...all.filter(({ state }) => !needsPerson(state))].slice(0, limit));
  return all.filter((chip) => shown.has(chip));
}

/** A day as it is drawn: what is shown of it, and everything on it, both by time. */
export interface Day {
  readonly shown: readonly Chip[];
  readonly all: readonly Chip[];
  /** Which place in the page each of `shown` is drawn in: its own as long as it is on that day, and one that is there already for another day's. */
  readonly slots: readonly number[];
}
export type Days = ReadonlyMap<string, Day>;

/** The days that have chips, with room for `limit` on each. Days that are as they were `before` stay the same object. */
export function daysOf(chips: readonly Chip[], limit: number, before: Days = new Map()): Days {
  const days = new Map<string, Day>();
  for (const [date, unordered] of chipsByDay(chips)) {
    const all = unordered.toSorted(byTime);
    const shown = shownOf(all, limit);
    const was = before.get(date);
    days.set(date, was !== undefined && sameChips(was.all, all) && sameChips(was.shown, shown) ? was : { shown, all, slots: slotsOf(shown, was) });
  }
  return days;
}

const sameChips = (a: readonly Chip[], b: readonly Chip[]): boolean => a.length === b.length && a.every((chip, index) => chip === b[index]);

function slotsOf(shown: readonly Chip[], was: Day | undefined): readonly number[] {
  const kept = new Map(was?.shown.map(({ key }, index) => [key, was.slots[index]]));
  const taken = new Set(shown.map(({ key }) => kept.get(key)));
  let next = 0;
  return shown.map(({ key }) => {
    const own = kept.get(key);
    if (own !== undefined) return own;
    while (taken.has(next)) next += 1;
    next += 1;
    return next - 1;
  });
}

/** By the day on the brand's wall, in the order they come. */
export function chipsByDay(chips: readonly Chip[]): ReadonlyMap<string, readonly Chip[]> {
  const days = new Map<string, Chip[]>();
  for (const chip of chips) {
    const date = chip.wall.slice(0, 10);
    const day = days.get(date);
    if (day === undefined) days.set(date, [chip]);
    else day.push(chip);
  }
  return days;
}
