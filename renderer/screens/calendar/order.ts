import type { Chip } from '#core/contract/planning';
import { needsPerson } from '#core/posts/states';

/**
 * The order of the chips of each day when only `limit` of them fit: those that fit come first and by time, and what
 * needs a person is always among them, as far as there is room. Answers the place of each chip by its key.
 */
export function orderOfDays(chips: readonly Chip[], limit: number): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  for (const day of chipsByDay(chips).values()) {
    const byTime = day.toSorted((a, b) => a.at - b.at);
    if (byTime.length <= limit) {
      byTime.forEach((chip, index) => order.set(chip.key, index));
      continue;
    }
    const shown = new Set([...byTime.filter(({ state }) => needsPerson(state)), ...byTime.filter(({ state }) => !needsPerson(state))].slice(0, limit));
    [...byTime.filter((chip) => shown.has(chip)), ...byTime.filter((chip) => !shown.has(chip))].forEach((chip, index) => order.set(chip.key, index));
  }
  return order;
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
