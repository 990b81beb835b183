import type { CalendarApi, EventInput } from '@fullcalendar/react';
import type { Chip } from '#core/contract/planning';
import { chipMoves } from './chips';

/** The chips FullCalendar was told about, by key. It draws those of a week and of a day; a month draws its own. */
export type ToldChips = ReadonlyMap<string, Chip>;

/** Beyond this many differences it is quicker to tell everything anew. */
const FEW = 24;

export const toldOf = (chips: readonly Chip[]): ToldChips => new Map(chips.map((chip) => [chip.key, chip]));

// FullCalendar is given the time on the brand's wall as if it were UTC: what it shows and what a drop answers is wall time, on every day of the year.
export const inputOf = (chip: Chip): EventInput => ({ id: chip.key, start: `${chip.wall}:00Z`, startEditable: chipMoves(chip), extendedProps: { chip } });

/** Tells FullCalendar only what has changed, so that the other chips are not drawn again. */
export function tell(api: CalendarApi, before: ToldChips, now: ToldChips): void {
  const gone = [...before.keys()].filter((key) => !now.has(key));
  const changed = [...now.values()].filter((chip) => before.get(chip.key) !== chip);
  if (gone.length + changed.length > FEW) {
    api.removeAllEventSources();
    api.removeAllEvents();
    api.addEventSource([...now.values()].map(inputOf));
    return;
  }
  for (const key of gone) api.getEventById(key)?.remove();
  for (const chip of changed) {
    const event = api.getEventById(chip.key);
    if (event === null) {
      api.addEvent(inputOf(chip));
      continue;
    }
    const old = before.get(chip.key);
    event.setExtendedProp('chip', chip);
    if (old === undefined || chipMoves(old) !== chipMoves(chip)) event.setProp('startEditable', chipMoves(chip));
    // A drop that was refused, or a move that came back.
    if (event.startStr.slice(0, 16) !== chip.wall) event.setStart(`${chip.wall}:00Z`, { maintainDuration: true });
  }
}
