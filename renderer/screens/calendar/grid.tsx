import FullCalendar, { type CalendarRef, type DateClickInfo, type DayHeaderInfo, type EventClickInfo, type EventDisplayInfo, type SlotHeaderInfo } from '@fullcalendar/react';
import dayGridPlugin from '@fullcalendar/react/daygrid';
import interactionPlugin from '@fullcalendar/react/interaction';
import '@fullcalendar/react/skeleton.css';
import timeGridPlugin from '@fullcalendar/react/timegrid';
import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { createStore, useStore } from 'zustand';
import type { Chip } from '#core/contract/planning';
import { toWallTime, type Weekday } from '#core/time';
import { DayWindow } from './day-window';
import { useDrag } from './drag';
import { GridContext, type GridWords, type Shown, ShownContext, useShownPost } from './grid-context';
import { type DropTargets, useGridDrops } from './grid-drops';
import { dropTabStops, type GridActs, focusDate, gridKey, keepOneTabStop, takeTabStop } from './grid-keys';
import { Corner, GridChip, HourLabel, NowTag, SlotTime, WeekDay } from './grid-parts';
import { inputOf, tell, toldOf, type ToldChips } from './grid-sync';
import { REVERT_MS, useMonthDrag } from './month-drag';
import { MonthView } from './month-view';
import { type Days, daysOf } from './order';
import type { Place, View } from './place';
import { useCellRoom } from './use-cell-room';
import './grid.css';

interface GridProps {
  readonly place: Place;
  readonly chips: readonly Chip[];
  /** Those of the place before: its own are being read. */
  readonly stale: boolean;
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

const viewNames = { month: 'chipMonth', week: 'timeGridWeek', day: 'timeGridDay', list: 'chipMonth' } as const;
const plugins = [dayGridPlugin, timeGridPlugin, interactionPlugin];
const ownViews = { chipMonth: { type: 'dayGridMonth', component: MonthView } };

const dateOf = (date: Date): string => date.toISOString().slice(0, 10);

// Stable functions: FullCalendar draws everything again when one of its options changes.
const chipContent = (info: EventDisplayInfo) => {
  const chip = info.event.extendedProps['chip'] as Chip | undefined;
  // A draft on its way from the tray.
  if (chip === undefined) return <SlotTime date={info.event.start} />;
  return <GridChip chip={chip} />;
};
const dayHeader = (info: DayHeaderInfo) => <WeekDay date={dateOf(info.date)} today={info.isToday} text={info.dayNumberText} weekday={info.weekdayText} />;
const hourLabel = (info: SlotHeaderInfo) => <HourLabel date={info.date} />;
const corner = () => <Corner />;
const nowTag = () => <NowTag />;
const slotClass = (info: { readonly isMinor: boolean }): string => (info.isMinor ? 'cal-slot minor' : 'cal-slot');
// What is for the eyes only there has buttons here.
const showToAll = ({ el }: { readonly el: HTMLElement }): void => { for (const hidden of el.querySelectorAll('[aria-hidden="true"]:has(button)')) hidden.removeAttribute('aria-hidden'); };
const laneClass = (info: { readonly date: Date; readonly isToday: boolean }): string => `cal-lane ${info.isToday ? 'today' : ''} ${weekend(info.date)}`;
const weekend = (date: Date): string => (date.getUTCDay() % 6 === 0 ? 'weekend' : '');
const headerClass = (info: DayHeaderInfo): string => `cal-head ${info.isToday ? 'today' : ''}`;

/** Month, week and day by FullCalendar, with our own chips and days. */
export function Grid({ place, chips, stale, weekStart, words, shownPostId, acts, onOpen, onMenu, onComposeAt, drops }: GridProps) {
  const root = useRef<HTMLDivElement>(null);
  const calendar = useRef<CalendarRef>(null);
  const room = useCellRoom(root, place.date, weekStart);
  const [shown] = useState(() => createStore<Shown>(() => ({ view: place.view, days: daysOf(chips, limitOf(place.view, room)), opened: null })));
  const view = useStore(shown, (state) => state.view);
  const month = view === 'month';
  const [first] = useState(() => ({ told: place.view === 'month' ? NOTHING : toldOf(chips), date: place.date }));
  const gridDrops = useGridDrops(root, drops);
  const handlers = useRef({ chips, onOpen, onComposeAt });
  useEffect(() => { handlers.current = { chips, onOpen, onComposeAt }; });
  const chipOf = useCallback((key: string | undefined): Chip | undefined => handlers.current.chips.find((chip) => chip.key === key), []);
  useMonthDrag(root, chipOf, gridDrops.letGo);
  const refocus = useRefocus(root);
  // Everything handed to FullCalendar keeps its identity as long as it can: a new one draws all days again.
  const { locale } = words.format;
  const formats = useMemo(() => ({
    locale, now: () => `${toWallTime(Date.now(), words.zone)}:00Z`, dayHeaderFormat: { weekday: 'short', day: 'numeric' } as const,
    slotHeaderFormat: { hour: '2-digit', minute: '2-digit', ...(words.hour12 === undefined ? {} : { hour12: words.hour12 }) } as const,
  }), [locale, words.zone, words.hour12]);
  const [sizes] = useState(() => ({ eventMinHeight: chipHeight(), slotMinHeight: slotHeight() }));
  const [clicks] = useState(() => ({
    eventClick: ({ event }: EventClickInfo): void => {
      const chip = chipOf(event.id);
      if (chip !== undefined) handlers.current.onOpen(chip);
    },
    dateClick: ({ dateStr, jsEvent }: DateClickInfo): void => { if (jsEvent.detail === 2 && !onButton(jsEvent.target)) handlers.current.onComposeAt(dateStr.slice(0, 16)); },
  }));

  // Period and chips change together, in one drawing: FullCalendar's days and our chips in them.
  const last = useRef<{ readonly view: View; readonly date: string; readonly told: ToldChips; readonly days: Days }>({ view: place.view, date: first.date, told: first.told, days: shown.getState().days });
  const wanted = useRef<string | null>(null);
  useLayoutEffect(() => {
    const api = calendar.current?.getApi();
    if (api === undefined || stale) return;
    const before = last.current;
    const now = { view: place.view, date: place.date, told: place.view === 'month' ? NOTHING : toldOf(chips), days: daysOf(chips, limitOf(place.view, room), before.days) };
    last.current = now;
    // React does not allow it while it draws itself: right after, before the paint.
    queueMicrotask(() => {
      const focused = document.activeElement;
      const elsewhere = before.view !== now.view || before.date !== now.date;
      flushSync(() => {
        shown.setState({ view: now.view, days: now.days, ...(elsewhere ? { opened: null } : {}) });
        if (before.view !== now.view) api.changeView(viewNames[now.view], now.date);
        else if (elsewhere) api.gotoDate(now.date);
        tell(api, before.told, now.told);
      });
      if (root.current === null) return;
      // What a day is drawn in stays for another one, and it is not that which had the focus.
      if (elsewhere && focused instanceof HTMLElement && root.current.contains(focused)) focused.blur();
      if (elsewhere) dropTabStops(root.current);
      keepOneTabStop(root.current);
      if (wanted.current !== null && focusDate(root.current, wanted.current)) wanted.current = null;
      else refocus();
    });
  }, [place.view, place.date, chips, stale, room, shown, refocus]);

  useEffect(() => useShownPost.setState({ postId: shownPostId }), [shownPostId]);
  useEffect(() => { if (root.current !== null) keepOneTabStop(root.current); });

  const keys: GridActs = { ...acts, leave: (date) => { wanted.current = date; acts.leave(date); } };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (root.current !== null && gridKey(event, root.current, month, keys)) event.preventDefault();
  };
  const chipAt = (target: EventTarget): Chip | undefined => (target instanceof Element ? chipOf(target.closest<HTMLElement>('[data-chip]')?.dataset['chip']) : undefined);
  const onClick = (event: MouseEvent): void => {
    // Of a week's and a day's chips FullCalendar tells. What was dropped where it was taken up is clicked on as well.
    const chip = month && useDrag.getState().drag === null ? chipAt(event.target) : undefined;
    if (chip !== undefined) onOpen(chip);
  };
  const onContextMenu = (event: MouseEvent): void => {
    const chip = chipAt(event.target);
    if (chip === undefined) return;
    event.preventDefault();
    const box = (event.target as Element).getBoundingClientRect();
    // From the keyboard there is no pointer: below the chip then.
    onMenu(chip, event.clientX === 0 && event.clientY === 0 ? { x: box.left, y: box.bottom } : { x: event.clientX, y: event.clientY });
  };

  const full = useMemo(() => (
    <FullCalendar
      ref={calendar} plugins={plugins} views={ownViews} initialView={viewNames[place.view]} initialDate={first.date} initialEvents={[...first.told.values()].map(inputOf)} height="100%" timeZone="UTC"
      firstDay={weekStart % 7} headerToolbar={false} fixedWeekCount={false} allDaySlot={false} nowIndicator nowIndicatorSnap={false}
      defaultTimedEventDuration="00:30" forceEventDuration slotEventOverlap={false} slotDuration="00:30" slotHeaderInterval="01:00" snapDuration="00:15" scrollTime="07:15:00" scrollTimeReset={false}
      eventOrder="start,id" eventOrderStrict eventDisplay="block" displayEventTime={false} eventInteractive={false}
      editable droppable eventDurationEditable={false} eventDragMinDistance={4} dragRevertDuration={REVERT_MS}
      dayHeaderDidMount={showToAll} eventContent={chipContent} eventClass="cal-event" dayLaneClass={laneClass} dayLaneInnerClass="cal-lane-inner"
      dayHeaderContent={dayHeader} dayHeaderClass={headerClass} dayHeaderInnerClass="cal-head-inner" tableHeaderClass="cal-table-head" dayHeaderRowClass="cal-head-row"
      slotHeaderContent={hourLabel} slotHeaderClass="cal-hour" slotLaneClass={slotClass} weekNumbers weekNumberHeaderContent={corner} weekNumberHeaderClass="cal-corner-cell"
      nowIndicatorLineClass="cal-now" nowIndicatorHeaderClass="cal-now-tag" nowIndicatorHeaderContent={nowTag} highlightClass="cal-drop"
      {...sizes} {...formats} {...gridDrops.handlers} {...clicks}
    />
  // Where it begins is read once.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  ), [first, weekStart, sizes, formats, gridDrops, clicks]);

  return (
    <GridContext value={words}>
      <ShownContext value={shown}>
        <div
          ref={root} className="cal-grid" data-view={view} role="group" aria-label="Calendar. Arrow keys go from day to day and from post to post, Enter opens, M moves, N composes, Delete puts in the bin."
          onKeyDown={onKeyDown} onClick={onClick} onContextMenu={onContextMenu} onFocus={(event) => { if (root.current !== null) takeTabStop(root.current, event.target); }}
        >
          {full}
          <DayWindow root={root} />
        </div>
      </ShownContext>
    </GridContext>
  );
}

/** In a month FullCalendar has no events of its own. */
const NOTHING: ToldChips = new Map();
const limitOf = (view: View, room: number): number => (view === 'month' ? room : Number.MAX_SAFE_INTEGER);
const onButton = (target: EventTarget | null): boolean => target instanceof Element && target.closest('button, [role="dialog"]') !== null;

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
