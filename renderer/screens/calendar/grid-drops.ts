import type { DateSpanApi, EventApi, EventDragStopInfo, EventDropInfo, EventReceiveInfo } from '@fullcalendar/react';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { Chip } from '#core/contract/planning';
import type { DraftCard } from '#core/contract/posts';
import { showToast } from '#renderer/stores/toast';
import type { DayTime } from './day-time';
import { endDrag, startDrag, updateDrag, useDrag } from './drag';
import { PAST_WORDS } from './moves';

export interface DropTargets {
  /** The time a draft gets on a day that was named without one. */
  readonly timeOnDay: (date: string, card: DraftCard | undefined) => DayTime;
  readonly isPast: (wall: string) => boolean;
  readonly moveChip: (chip: Chip, wall: string) => void;
  readonly planDraft: (card: DraftCard, wall: string) => void;
  readonly unschedule: (chip: Chip) => void;
  readonly formatWall: (wall: string) => string;
}

const inside = (selector: string, x: number, y: number): boolean => {
  const box = document.querySelector(selector)?.getBoundingClientRect();
  return box !== undefined && x >= box.left && x < box.right && y >= box.top && y < box.bottom;
};

const chipOf = (event: EventApi | null): Chip | undefined => event?.extendedProps['chip'] as Chip | undefined;
const cardOf = (event: EventApi | null): DraftCard | undefined => event?.extendedProps['card'] as DraftCard | undefined;

/** A chip keeps its time on the day it is taken to. */
const onDay = (chip: Chip, date: string): string => `${date.slice(0, 10)}${chip.wall.slice(10)}`;

/** What FullCalendar asks and tells while something is dragged, with the hint kept up to date. */
export function useGridDrops(root: RefObject<HTMLElement | null>, targets: DropTargets) {
  const latest = useRef(targets);
  useEffect(() => { latest.current = targets; });

  // While a drag runs: is the pointer over the tray, over the grid, or over neither?
  const active = useDrag(({ drag }) => drag !== null);
  useEffect(() => {
    if (!active) return undefined;
    const follow = (event: PointerEvent): void => {
      const overTray = inside('[data-tray]', event.clientX, event.clientY);
      updateDrag({ overTray, ...(overTray || !inside('.cal-grid', event.clientX, event.clientY) ? { wall: null } : {}) });
    };
    window.addEventListener('pointermove', follow, { capture: true });
    return () => window.removeEventListener('pointermove', follow, { capture: true });
  }, [active]);

  return useMemo(() => {
    /** The place under the pointer, as wall time, and what to say of it. */
    const placeOf = (span: DateSpanApi, event: EventApi | null): { readonly wall: string; readonly note: string } => {
      if (!span.allDay) return { wall: span.startStr.slice(0, 16), note: '' };
      const chip = chipOf(event);
      if (chip !== undefined) return { wall: onDay(chip, span.startStr), note: '' };
      const { wall, slot } = latest.current.timeOnDay(span.startStr.slice(0, 10), cardOf(event));
      return { wall, note: slot ? 'free posting time' : '' };
    };
    const eventAllow = (span: DateSpanApi, event: EventApi | null): boolean => {
      const { wall, note } = placeOf(span, event);
      const past = latest.current.isPast(wall);
      updateDrag({ wall, note, past });
      root.current?.style.setProperty('--drop-label', past ? '""' : `"${latest.current.formatWall(wall)}"`);
      return !past;
    };
    const eventDragStart = (): void => startDrag('chip');
    /** The end of a chip's drag, wherever it began. */
    const letGo = (chip: Chip | undefined): void => {
      const drag = endDrag();
      if (drag === null || chip === undefined) return;
      if (drag.overTray) latest.current.unschedule(chip);
      else if (drag.past && drag.wall !== null) showToast({ text: PAST_WORDS });
    };
    const eventDragStop = ({ event }: EventDragStopInfo): void => letGo(chipOf(event));
    const eventDrop = ({ event, revert }: EventDropInfo): void => {
      const chip = chipOf(event);
      const wall = event.startStr.slice(0, 16);
      // The data says where chips are; FullCalendar hears it from there.
      revert();
      if (chip !== undefined && chip.wall !== wall) latest.current.moveChip(chip, wall);
    };
    const eventReceive = ({ event, revert }: EventReceiveInfo): void => {
      const [card, chip] = [cardOf(event), chipOf(event)];
      if (chip !== undefined) {
        const to = onDay(chip, event.startStr);
        revert();
        if (chip.wall !== to) latest.current.moveChip(chip, to);
        return;
      }
      const wall = event.allDay ? latest.current.timeOnDay(event.startStr.slice(0, 10), card).wall : event.startStr.slice(0, 16);
      revert();
      if (card !== undefined) latest.current.planDraft(card, wall);
    };
    return { letGo, handlers: { eventAllow, eventDragStart, eventDragStop, eventDrop, eventReceive } };
  }, [root]);
}
