import { memo, type RefCallback } from 'react';
import { MonthDay } from './month-day';

export interface MonthDate {
  readonly date: string;
  /** Of the month before or after. */
  readonly other: boolean;
  readonly past: boolean;
  readonly today: boolean;
  readonly weekend: boolean;
}

interface MonthWeeksProps {
  readonly days: readonly MonthDate[];
  readonly locale: string | undefined;
  /** The day something is dragged over. */
  readonly over: string | null;
  readonly rootRef: RefCallback<HTMLElement>;
}

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(locale: string | undefined, part: 'weekday' | 'day', length: 'short' | 'numeric'): Intl.DateTimeFormat {
  const key = `${locale ?? ''}/${part}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, { [part]: length, timeZone: 'UTC' });
  formats.set(key, known);
  return known;
}

/** Weeks and days are named by where they are and not by their date: what is there for one month stays for the next. */
export function MonthWeeks({ days, locale, over, rootRef }: MonthWeeksProps) {
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
  const weekday = formatOf(locale, 'weekday', 'short');
  const number = formatOf(locale, 'day', 'numeric');
  return (
    <>
      <div role="rowgroup" className="cal-table-head">
        <div role="row" className="cal-week">{days.slice(0, 7).map(({ date }, index) => <div key={index} role="columnheader" className="cal-head"><span className="cal-head-inner">{weekday.format(new Date(date))}</span></div>)}</div>
      </div>
      <div role="rowgroup" className="cal-weeks" ref={rootRef}>
        {weeks.map((week, row) => (
          <div key={row} role="row" className="cal-week cal-row">
            {week.map((day, column) => <Cell key={column} {...day} over={over === day.date} text={number.format(new Date(day.date))} />)}
          </div>
        ))}
      </div>
    </>
  );
}

const Cell = memo(function Cell({ date, other, past, today, weekend, over, text }: MonthDate & { readonly over: boolean; readonly text: string }) {
  return (
    <div role="cell" className={`cal-cell${today ? ' today' : ''}${past ? ' past' : ''}${other ? ' other' : ''}${weekend ? ' weekend' : ''}`} data-date={date} {...(today ? { 'aria-current': 'date' as const } : {})}>
      {over && <div className="cal-drop" />}
      <MonthDay date={date} today={today} text={text} />
    </div>
  );
});
