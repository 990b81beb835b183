import FullCalendar, { type CalendarRef, type DateClickInfo, type DayCellInfo, type DayHeaderInfo, type EventClickInfo, type EventDisplayInfo, type SlotHeaderInfo } from '@fullcalendar/react';
import dayGridPlugin from '@fullcalendar/react/daygrid';
import interactionPlugin from '@fullcalendar/react/interaction';
import '@fullcalendar/react/skeleton.css';
import timeGridPlugin from '@fullcalendar/react/timegrid';
import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { IconX } from '@tabler/icons-react';
import type { Chip } from '#core/contract/planning';
import { toWallTime, type Weekday } from '#core/time';
import { Icon } from '#renderer/components/icon';
import { CountsContext, GridContext, type GridWords, useShownPost } from './grid-context';
import { type DropTargets, useGridDrops } from './grid-drops';
import { type GridActs, focusDate, gridKey, keepOneTabStop, takeTabStop } from './grid-keys';
import { Corner, GridChip, HourLabel, MonthDay, NowTag, SlotTime, WeekDay } from './grid-parts';
import { inputOf, tell, toldOf, type ToldChips } from './grid-sync';
import { chipsByDay, orderOfDays } from './order';
import type { Place } from './place';
import { useCellRoom } from './use-cell-room';
import './grid.css';

interface GridProps {
  readonly place: Place;
  readonly chips: readonly Chip[];
  readonly weekStart: Weekday;
  readonly words: GridWords;
  readonly shownPostId: string | null;
  readonly acts: GridActs;
  readonly onOpen: (chip: Chip) => void;
  readonly onMenu: (chip: Chip, at: { readonly x: number; readonly y: number }) => void;
  /** A wall time that was double-clicked. */
  readonly onComposeAt: (wall: string) => void;
  readonly drops: DropTargets;
}

const viewNames = { month: 'dayGridMonth', week: 'timeGridWeek', day: 'timeGridDay', list: 'dayGridMonth' } as const;
const plugins = [dayGridPlugin, timeGridPlugin, interactionPlugin];

const dateOf = (date: Date): string => date.toISOString().slice(0, 10);

// Stable functions: FullCalendar draws everything again when one of its options changes.
const chipContent = (info: EventDisplayInfo) => {
  const chip = info.event.extendedProps['chip'] as Chip | undefined;
  // A draft on its way from the tray.
  if (chip === undefined) return <SlotTime date={info.event.start} />;
  return <GridChip chip={chip} />;
};
const monthDay = (info: DayCellInfo) => <MonthDay date={dateOf(info.date)} today={info.isToday} text={info.dayNumberText} />;
const dayHeader = (info: DayHeaderInfo) => (info.view.type === 'dayGridMonth' || info.inPopover
  ? <span>{info.text}</span>
  : <WeekDay date={dateOf(info.date)} today={info.isToday} text={info.dayNumberText} weekday={info.weekdayText} />);
const hourLabel = (info: SlotHeaderInfo) => <HourLabel date={info.date} />;
const corner = () => <Corner />;
const nowTag = () => <NowTag />;
const slotClass = (info: { readonly isMinor: boolean }): string => (info.isMinor ? 'cal-slot minor' : 'cal-slot');
const moreHint = (n: number): string => `Show ${n} more`;
const moreMounted = ({ el }: { readonly el: HTMLElement }): void => { el.dataset['stop'] = ''; el.tabIndex = -1; };
// What is for the eyes only there has buttons here.
const showToAll = ({ el }: { readonly el: HTMLElement }): void => { for (const hidden of el.querySelectorAll('[aria-hidden="true"]:has(button)')) hidden.removeAttribute('aria-hidden'); };
const closeMark = () => <Icon of={IconX} size={14} />;
const popoverFormat = { weekday: 'long', day: 'numeric', month: 'long' } as const;
const moreText = (n: number): string => `${n} more`;
// The hidden ones were last in the cell; among all of the day they go by time. The first gets the focus.
const openMore = (): string => {
  requestAnimationFrame(() => {
    const chips = [...document.querySelectorAll<HTMLElement>('.cal-popover [data-chip]')];
    chips.toSorted((a, b) => Number(a.dataset['at']) - Number(b.dataset['at'])).forEach((chip, index) => {
      chip.closest<HTMLElement>('[role="listitem"]')?.style.setProperty('order', String(index));
      if (index === 0) chip.focus();
    });
  });
  return 'popover';
};
const cellClass = (info: DayCellInfo): string => `cal-cell ${info.isToday ? 'today' : ''} ${info.isPast ? 'past' : ''} ${info.isOther ? 'other' : ''} ${weekend(info.date)} ${info.inPopover ? 'in-popover' : ''}`;
const laneClass = (info: { readonly date: Date; readonly isToday: boolean }): string => `cal-lane ${info.isToday ? 'today' : ''} ${weekend(info.date)}`;
const weekend = (date: Date): string => (date.getUTCDay() % 6 === 0 ? 'weekend' : '');
const headerClass = (info: DayHeaderInfo): string => `cal-head ${info.isToday ? 'today' : ''} ${info.inPopover ? 'in-popover' : ''}`;

/** Month, week and day by FullCalendar, with our own chips and days. */
export function Grid({ place, chips, weekStart, words, shownPostId, acts, onOpen, onMenu, onComposeAt, drops }: GridProps) {
  const root = useRef<HTMLDivElement>(null);
  const calendar = useRef<CalendarRef>(null);
  const month = place.view === 'month';
  const room = useCellRoom(root, place.date, weekStart);
  const told = useMemo(() => toldOf(chips, orderOfDays(chips, month ? room : Number.MAX_SAFE_INTEGER)), [chips, month, room]);
  const [first] = useState(() => [...told.values()].map(inputOf));
  const last = useRef<ToldChips>(told);
  const counts = useMemo(() => new Map([...chipsByDay(chips)].map(([date, day]) => [date, day.length])), [chips]);
  const byKey = useMemo(() => new Map(chips.map((chip) => [chip.key, chip])), [chips]);
  const gridDrops = useGridDrops(root, drops);
  const refocus = useRefocus(root);
  // Everything handed to FullCalendar keeps its identity as long as it can: a new one draws all days again.
  const { locale } = words.format;
  const formats = useMemo(() => ({
    locale, now: () => `${toWallTime(Date.now(), words.zone)}:00Z`, dayHeaderFormat: month ? ({ weekday: 'short' } as const) : ({ weekday: 'short', day: 'numeric' } as const),
    slotHeaderFormat: { hour: '2-digit', minute: '2-digit', ...(words.hour12 === undefined ? {} : { hour12: words.hour12 }) } as const,
  }), [locale, words.zone, words.hour12, month]);
  const [sizes] = useState(() => ({ eventMinHeight: chipHeight(), slotMinHeight: slotHeight() }));
  const handlers = useRef({ byKey, onOpen, onComposeAt });
  useEffect(() => { handlers.current = { byKey, onOpen, onComposeAt }; });
  const [clicks] = useState(() => ({
    eventClick: ({ event }: EventClickInfo): void => {
      const chip = handlers.current.byKey.get(event.id);
      if (chip !== undefined) handlers.current.onOpen(chip);
    },
    dateClick: ({ dateStr, jsEvent }: DateClickInfo): void => { if (jsEvent.detail === 2) handlers.current.onComposeAt(dateStr.slice(0, 16)); },
  }));

  useLayoutEffect(() => {
    const api = calendar.current?.getApi();
    if (api === undefined) return;
    // FullCalendar draws at once, which React does not allow while it draws itself: right after, before the paint.
    queueMicrotask(() => {
      if (api.view.type !== viewNames[place.view]) api.changeView(viewNames[place.view], place.date);
      else api.gotoDate(place.date);
    });
  }, [place.view, place.date]);

  useLayoutEffect(() => {
    const api = calendar.current?.getApi();
    if (api === undefined || last.current === told) return;
    const before = last.current;
    last.current = told;
    queueMicrotask(() => {
      tell(api, before, told);
      // FullCalendar draws in a timer of its own (rerenderDelay), which comes before this one.
      setTimeout(() => {
        if (root.current === null) return;
        keepOneTabStop(root.current);
        refocus();
      });
    });
  }, [told, refocus]);

  useEffect(() => useShownPost.setState({ postId: shownPostId }), [shownPostId]);
  useEffect(() => { if (root.current !== null) keepOneTabStop(root.current); });

  const onKeyDown = (event: KeyboardEvent): void => {
    if (root.current !== null && gridKey(event, root.current, month, acts)) event.preventDefault();
  };
  const chipAt = (target: EventTarget): Chip | undefined => (target instanceof Element ? byKey.get(target.closest<HTMLElement>('[data-chip]')?.dataset['chip'] ?? '') : undefined);
  const onContextMenu = (event: MouseEvent): void => {
    const chip = chipAt(event.target);
    if (chip === undefined) return;
    event.preventDefault();
    const box = (event.target as Element).getBoundingClientRect();
    // From the keyboard there is no pointer: below the chip then.
    onMenu(chip, event.clientX === 0 && event.clientY === 0 ? { x: box.left, y: box.bottom } : { x: event.clientX, y: event.clientY });
  };

  return (
    <GridContext value={words}>
      <CountsContext value={counts}>
        <div
          ref={root} className="cal-grid" data-view={place.view} role="group" aria-label="Calendar. Arrow keys go from day to day and from post to post, Enter opens, M moves, N composes, Delete puts in the bin."
          onKeyDown={onKeyDown} onContextMenu={onContextMenu} onFocus={(event) => { if (root.current !== null) takeTabStop(root.current, event.target); }}
        >
          <FullCalendar
            ref={calendar} plugins={plugins} initialView={viewNames[place.view]} initialDate={place.date} initialEvents={first} height="100%" timeZone="UTC"
            firstDay={weekStart % 7} headerToolbar={false} fixedWeekCount={false} allDaySlot={false} nowIndicator nowIndicatorSnap={false} rerenderDelay={0}
            defaultTimedEventDuration="00:30" forceEventDuration slotEventOverlap={false} slotDuration="00:30" slotHeaderInterval="01:00" snapDuration="00:15" scrollTime="07:15:00" scrollTimeReset={false}
            dayMaxEvents={month ? room : false} eventOrder="order" eventOrderStrict eventDisplay="block" displayEventTime={false} eventInteractive={false}
            editable droppable eventDurationEditable={false} eventDragMinDistance={4} dragRevertDuration={150}
            dayCellDidMount={showToAll} dayHeaderDidMount={showToAll} eventContent={chipContent} eventClass="cal-event" dayCellTopContent={monthDay} dayCellTopClass="cal-cell-top" dayCellClass={cellClass} dayCellInnerClass="cal-cell-inner" dayLaneClass={laneClass} dayLaneInnerClass="cal-lane-inner"
            dayHeaderContent={dayHeader} dayHeaderClass={headerClass} dayHeaderInnerClass="cal-head-inner" tableHeaderClass="cal-table-head" dayHeaderRowClass="cal-head-row" dayRowClass="cal-row"
            slotHeaderContent={hourLabel} slotHeaderClass="cal-hour" slotLaneClass={slotClass} weekNumbers={!month} weekNumberHeaderContent={corner} weekNumberHeaderClass="cal-corner-cell"
            nowIndicatorLineClass="cal-now" nowIndicatorHeaderClass="cal-now-tag" nowIndicatorHeaderContent={nowTag} highlightClass="cal-drop"
            moreLinkClass="cal-more" moreLinkText={moreText} moreLinkHint={moreHint} moreLinkDidMount={moreMounted} moreLinkClick={openMore} popoverCloseContent={closeMark}
            popoverClass="cal-popover" popoverCloseClass="cal-popover-close" popoverFormat={popoverFormat} closeHint="Close" {...sizes} {...formats} {...gridDrops} {...clicks}
          />
        </div>
      </CountsContext>
    </GridContext>
  );
}

const rem = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
const chipHeight = (): number => (document.documentElement.dataset['density'] === 'compact' ? 1.375 : 2.25) * rem();
/** Half an hour: 25 at normal text. */
const slotHeight = (): number => Math.round(1.5625 * rem());

/** Answers a function for after a change: when a chip that had the focus moved or went away, its post gets it again, or the day it was on. */
function useRefocus(rootRef: RefObject<HTMLDivElement | null>): () => void {
  const had = useRef<{ readonly post: string | undefined; readonly date: string | undefined } | null>(null);
  useEffect(() => {
    const el = rootRef.current;
    if (el === null) return undefined;
    const focused = (event: FocusEvent): void => {
      const stop = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-stop]') : null;
      had.current = stop === null ? null : { post: stop.dataset['post'], date: stop.dataset['day'] ?? stop.closest<HTMLElement>('[data-date]')?.dataset['date']?.slice(0, 10) };
    };
    const left = (event: FocusEvent): void => { if (event.relatedTarget !== null) had.current = null; };
    el.addEventListener('focusin', focused);
    el.addEventListener('focusout', left);
    return () => { el.removeEventListener('focusin', focused); el.removeEventListener('focusout', left); };
  }, [rootRef]);
  return useCallback(() => {
    const el = rootRef.current;
    if (el === null || had.current === null || document.activeElement !== document.body) return;
    const { post, date } = had.current;
    const again = post === undefined ? null : el.querySelector<HTMLElement>(`[data-post="${CSS.escape(post)}"]`);
    if (again !== null) again.focus();
    else if (date !== undefined) focusDate(el, date);
  }, [rootRef]);
}
