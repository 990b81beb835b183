import type { Chip } from '#core/contract/planning';
import { chipMoves } from './chips';
import { useOpenDay, useWords } from './grid-context';
import { AddButton, type DayProps, GridChip, useDay } from './grid-parts';

/**
 * A month's cell. The number is the day's stop for the arrow keys and leads to its day view; below it are the chips
 * that fit. Drawn here and not as FullCalendar's events: those are placed one by one and measured after the paint.
 */
export function MonthDay({ date, today, text }: DayProps) {
  const { chips, long, name, compose, openDay } = useDay(date);
  const { format } = useWords();
  // What is written there, as "1 Nov", need not be part of what the day is called; every other number is.
  const first = date.endsWith('-01');
  return (
    <>
      <div className="cal-cell-head">
        <button type="button" className="day-link dn" tabIndex={-1} data-stop data-day={date} onClick={openDay} {...(first ? {} : { 'aria-label': name })} {...(today ? { 'aria-current': 'date' as const } : {})}>
          {first ? <><span className="vh">{name}</span><span aria-hidden="true">{`${text} ${shortMonth(date, format.locale)}`}</span></> : text}
        </button>
        <AddButton long={long} onAdd={compose} />
      </div>
      <ChipList chips={chips.shown} keys={chips.slots} className="cal-chips" />
      {chips.all.length > chips.shown.length && <MoreButton date={date} hidden={chips.all.length - chips.shown.length} />}
    </>
  );
}

interface ChipListProps {
  readonly chips: readonly Chip[];
  /** What React knows each by; the chip's own key when left out. */
  readonly keys?: readonly number[];
  readonly className: string;
}

export const ChipList = ({ chips, keys, className }: ChipListProps) => (chips.length === 0 ? null
  : <ul className={className}>{chips.map((chip, index) => <li key={keys?.[index] ?? chip.key} className="cal-chip"><GridChip chip={chip} moves={chipMoves(chip)} /></li>)}</ul>);

function MoreButton({ date, hidden }: { readonly date: string; readonly hidden: number }) {
  const open = useOpenDay();
  return (
    <button
      type="button" className="cal-more" tabIndex={-1} data-stop aria-haspopup="dialog" aria-label={`Show ${hidden} more`} title={`Show ${hidden} more`}
      onClick={(event) => open({ date, by: event.currentTarget })}
    >{`${hidden} more`}</button>
  );
}

const months = new Map<string, Intl.DateTimeFormat>();
function shortMonth(date: string, locale: string): string {
  const known = months.get(locale) ?? new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' });
  months.set(locale, known);
  return known.format(new Date(`${date}T12:00:00Z`));
}
