import '@mantine/dates/styles.layer.css';
import { Menu } from '@mantine/core';
import { DatePickerInput } from '@mantine/dates';
import { IconCalendarClock, IconChevronDown } from '@tabler/icons-react';
import { type RefObject, useId } from 'react';
import { useFormat } from '#renderer/api/format';
import { usePreferences } from '#renderer/api/preferences';
import { Button } from '#renderer/components/button';
import { Icon } from '#renderer/components/icon';
import { StateLabel, StateMark } from '#renderer/components/state-mark';
import { city, count } from '#renderer/format';
import { stateWords } from '#renderer/messages/states';
import { navigate } from '#renderer/routes';
import type { PlanView } from './plan';
import type { PlanActs } from './use-plan';
import { type ChosenTime, timeHint } from './when';

interface ScheduleBarProps {
  readonly view: PlanView;
  readonly zone: string;
  readonly time: ChosenTime | null;
  readonly date: string | null;
  readonly clock: string;
  readonly onDate: (date: string | null) => void;
  readonly onClock: (clock: string) => void;
  readonly acts: PlanActs;
  readonly now: number;
  readonly dateRef: RefObject<HTMLButtonElement | null>;
  readonly readOnly: boolean;
}

const pagesOfTheCalendar = { previousMonth: 'Previous month', nextMonth: 'Next month', previousYear: 'Previous year', nextYear: 'Next year', previousDecade: 'Previous ten years', nextDecade: 'Next ten years' } as const;

/** When it goes out. The time is the brand's; the person's own stands beside it where it differs. */
export function ScheduleBar({ view, zone, time, date, clock, onDate, onClock, acts, now, dateRef, readOnly }: ScheduleBarProps) {
  const format = useFormat();
  const [{ weekStart }] = usePreferences();
  const id = useId();
  const total = view.fresh.length + view.scheduled.length + view.held.length;
  if (total === 0 && view.locked.length > 0) return <LockedBar view={view} />;
  const dayOf = (day: string): string => format.day(Date.parse(`${day}T12:00:00Z`), 'UTC', now);
  const hint = timeHint(time);
  const beside = time === null ? city(zone) : `${city(zone)}${format.differs(time.at, zone) ? ` · ${format.dayTime(time.at, format.userZone, now)} for you` : ''}`;
  return (
    <footer className="sched" aria-label="When it goes out">
      <Icon of={IconCalendarClock} className="t3" />
      <DatePickerInput
        // The calendar that opens is named after its button, which it finds by this id.
        id={id} ref={dateRef} size="sm" className="sched-date" aria-label={`${date === null ? 'Choose a day' : dayOf(date)}, the day it goes out in ${city(zone)}`} valueFormatter={({ date: day }) => (typeof day === 'string' ? dayOf(day) : '')} placeholder="Choose a day" value={date} disabled={readOnly} onChange={(value) => onDate(value)}
        minDate={new Date(now - 86_400_000).toISOString().slice(0, 10)} firstDayOfWeek={weekStart === 7 ? 0 : weekStart} locale={format.locale.slice(0, 2)} highlightToday popoverProps={{ id, position: 'top-start', zIndex: 300 }} hideOutsideDates
        ariaLabels={pagesOfTheCalendar}
      />
      <input className="sched-time" type="time" aria-label={`Time it goes out, in ${city(zone)}`} value={clock} disabled={readOnly} onChange={(event) => onClock(event.currentTarget.value)} />
      <span className={`small sched-hint ${hint === null ? 't2' : 'warning-text m'}`} aria-live="polite" title={hint ?? beside}>{hint ?? beside}</span>
      <span className="sched-acts">
        {view.fresh.length === 0 && view.act === 'none' && <Standing view={view} acts={acts} />}
        {view.fresh.length > 0 && <Button kind="ghost" onClick={acts.toNextSlot} disabled={readOnly}>Next free slot</Button>}
        {total === 0 && <span className="small t2">Add an account, and it can be planned</span>}
        {total > 0 && view.act === 'none' && <MoreMenu view={view} acts={acts} readOnly={readOnly} label="More" />}
        {view.act !== 'none' && (
          <span className="split">
            <Button kind="primary" onClick={acts.primary} disabled={readOnly || (view.act === 'schedule' && view.ready === 0)} title={view.ready === 0 && view.act === 'schedule' ? 'A problem stops it: see the list above' : 'Ctrl+Enter'}>{view.label}</Button>
            <MoreMenu view={view} acts={acts} readOnly={readOnly} label={null} />
          </span>
        )}
      </span>
    </footer>
  );
}

/** All that waits is arranged: its state, and how to change one's mind. */
function Standing({ view, acts }: { readonly view: PlanView; readonly acts: PlanActs }) {
  const state = view.scheduled.length > 0 ? 'scheduled' : 'hold';
  if (view.scheduled.length + view.held.length === 0) return null;
  return (
    <>
      <StateLabel state={state} />
      {view.scheduled.length > 0 && <Button onClick={acts.hold}>Hold</Button>}
      {view.held.length > 0 && <Button onClick={acts.resume}>Resume</Button>}
      <Button onClick={acts.unschedule}>Unschedule</Button>
    </>
  );
}

function MoreMenu({ view, acts, readOnly, label }: { readonly view: PlanView; readonly acts: PlanActs; readonly readOnly: boolean; readonly label: string | null }) {
  const canGo = view.fresh.length === 0 || view.ready > 0;
  const waits = view.scheduled.length + view.held.length;
  return (
    <Menu position="top-end">
      <Menu.Target>
        {label === null
          ? <button type="button" className="btn primary split-more" aria-label="Other ways to plan it" disabled={readOnly}><Icon of={IconChevronDown} size={14} /></button>
          : <button type="button" className="btn outline" aria-label="Other ways to plan it" disabled={readOnly}><Icon of={IconChevronDown} size={14} /></button>}
      </Menu.Target>
      <Menu.Dropdown>
        {view.act !== 'none' && <Menu.Item onClick={acts.primary} disabled={!canGo}>{view.act === 'move' ? 'Move to this time' : 'At this time'}</Menu.Item>}
        <Menu.Item onClick={acts.inNextSlot} disabled={!canGo}>In the next free slot</Menu.Item>
        <Menu.Item onClick={acts.now} disabled={!canGo}>Publish now</Menu.Item>
        {view.fresh.length > 0 && <><Menu.Divider /><Menu.Item onClick={acts.keepAsDraft}>Keep as a draft at this time</Menu.Item></>}
        {waits > 0 && <Menu.Divider />}
        {view.scheduled.length > 0 && <Menu.Item onClick={acts.hold}>Hold</Menu.Item>}
        {view.held.length > 0 && <Menu.Item onClick={acts.resume}>Resume</Menu.Item>}
        {waits > 0 && <Menu.Item onClick={acts.unschedule}>Unschedule</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Nothing of it can be planned any more. */
function LockedBar({ view }: { readonly view: PlanView }) {
  const [first] = view.locked;
  if (first === undefined) return null;
  const note = view.locked.some(({ state }) => state === 'unconfirmed') ? 'It may be out, so it cannot be changed from here.' : 'What is out cannot be changed from here. Duplicate it to say it again.';
  const states = [...new Set(view.locked.map(({ state }) => state))];
  return (
    <footer className="sched" aria-label="What became of it">
      {states.map((state) => <span key={state} className="state" style={{ color: `var(--${state}-text)` }}><StateMark state={state} silent />{stateWords[state].name}{states.length > 1 ? ` ${count(view.locked.filter((one) => one.state === state).length, 'time')}` : ''}</span>)}
      <span className="small t2 trunc" title={note}>{note}</span>
      <Button onClick={() => navigate(`/publication/${first.id}`)}>What happened to it</Button>
    </footer>
  );
}
