import type { CalendarApi, EventInput } from '@fullcalendar/react';
import type { Chip } from '#core/contract/planning';
import { chipMoves } from './chips';

/** What FullCalendar was told about a chip. */
export interface Told {
  readonly chip: Chip;
  readonly order: number;
}
export type ToldChips = ReadonlyMap<string, Told>;

/** Beyond this many differences it is quicker to tell everything anew. */
const FEW = 24;

export const toldOf = (chips: readonly Chip[], order: ReadonlyMap<string, number>): ToldChips =>
  new Map(chips.map((chip) => [chip.key, { chip, order: order.get(chip.key) ?? 0 }]));

// FullCalendar is given the time on the brand's wall as if it were UTC: what it shows and what a drop answers is wall time, on every day of the year.
export const inputOf = ({ chip, order }: Told): EventInput => ({ id: chip.key, start: `${chip.wall}:00Z`, startEditable: chipMoves(chip), extendedProps: { chip, order } });

/** Tells FullCalendar only what has changed, so that the other chips are not drawn again. */
export function tell(api: CalendarApi, before: ToldChips, now: ToldChips): void {
  const gone = [...before.keys()].filter((key) => !now.has(key));
  const changed = [...now].filter(([key, { chip, order }]) => { const old = before.get(key); return old === undefined || old.chip !== chip || old.order !== order; });
  if (gone.length + changed.length > FEW) {
    api.removeAllEventSources();
    api.removeAllEvents();
    api.addEventSource([...now.values()].map(inputOf));
    return;
  }
  for (const key of gone) api.getEventById(key)?.remove();
  for (const [key, told] of changed) {
    const event = api.getEventById(key);
    if (event === null) {
      api.addEvent(inputOf(told));
      continue;
    }
    const old = before.get(key);
    if (old?.chip !== told.chip) event.setExtendedProp('chip', told.chip);
    if (old?.order !== told.order) event.setExtendedProp('order', told.order);
    if (old === undefined || chipMoves(old.chip) !== chipMoves(told.chip)) event.setProp('startEditable', chipMoves(told.chip));
    // A drop that was refused, or a move that came back.
    if (event.startStr.slice(0, 16) !== told.chip.wall) event.setStart(`${told.chip.wall}:00Z`, { maintainDuration: true });
  }
}
