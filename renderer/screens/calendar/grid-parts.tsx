import { memo } from 'react';
import type { Chip } from '#core/contract/planning';
import { ChipContent, chipName } from '#renderer/components/chip';
import { count, type Format } from '#renderer/format';
import { useNow } from '#renderer/api/now';
import { useDayChips, useShownPost, useWords } from './grid-context';

/** A chip in the grid: a button, reached by the arrow keys, and called what its tooltip says. `moves`: a hand may take it elsewhere; FullCalendar knows it of its own events. */
export const GridChip = memo(function GridChip({ chip, moves }: { readonly chip: Chip; readonly moves?: boolean }) {
  const { format, zone } = useWords();
  const shown = useShownPost(({ postId }) => postId === chip.postId);
  const name = chipName(chip, format, zone);
  return (
    <button
      type="button" className={chip.thumbHash === null ? 'chip chip-button no' : 'chip chip-button'} tabIndex={-1} title={name} data-s={chip.state} data-stop data-chip={chip.key} data-post={chip.postId} data-at={chip.at}
      {...(moves === true ? { 'data-moves': true } : {})} {...(shown ? { 'aria-current': true } : {})}
    ><ChipContent chip={chip} format={format} zone={zone} /></button>
  );
});

export interface DayProps {
  readonly date: string;
  readonly today: boolean;
  /** The number of the day. */
  readonly text: string;
}

/** `Tuesday 13 October`. A date is the same in every zone. */
export const dayName = (date: string, format: Format): string => format.dayLong(Date.parse(`${date}T12:00Z`), 'UTC');

/** What the head of a day says and does. */
export function useDay(date: string) {
  const { format, compose, openDay } = useWords();
  const chips = useDayChips(date);
  const posts = chips.all.length;
  const long = dayName(date, format);
  return { chips, posts, long, name: `${long}, ${posts === 0 ? 'nothing planned' : count(posts, 'post')}`, compose: () => compose(date), openDay: () => openDay(date) };
}

export const AddButton = ({ long, onAdd }: { readonly long: string; readonly onAdd: () => void }) => (
  <button type="button" className="day-add plus-sign" tabIndex={-1} aria-label={`Compose for ${long}`} title={`Compose for ${long} (N)`} onClick={onAdd} />
);

/** The head of a week's column. */
export function WeekDay({ date, today, text, weekday }: DayProps & { readonly weekday: string }) {
  const { posts, long, name, compose, openDay } = useDay(date);
  return (
    <span className="week-day">
      <button type="button" className="day-link" tabIndex={-1} data-stop data-day={date} onClick={openDay} {...(today ? { 'aria-current': 'date' as const } : {})}>
        <span className="vh">{name}</span>
        <span className="num" aria-hidden="true">{text}</span>
        <span className="words" aria-hidden="true"><span>{weekday}</span><span>{posts === 0 ? 'free' : count(posts, 'post')}</span></span>
      </button>
      <AddButton long={long} onAdd={compose} />
    </span>
  );
}

/** Above the hours: the zone that rules, and how far the person's own clock is from it. */
export function Corner() {
  const { corner } = useWords();
  return <span className="cal-corner">{corner.map((line) => <span key={line} className="trunc" title={line}>{line}</span>)}</span>;
}

/** The time now, beside its line. */
export function NowTag() {
  const { format, zone } = useWords();
  return <span className="cal-now-time">{format.time(useNow(), zone)}</span>;
}

/** An hour beside the grid, written like every other time. FullCalendar hands out wall times as if they were UTC. */
export function HourLabel({ date }: { readonly date: Date }) {
  const { format } = useWords();
  const text = format.time(date.getTime(), 'UTC');
  // 8:00 AM is 8 AM, 08:00 stays.
  return <span>{text.length > 5 ? text.replace(/[:.]00/, '') : text}</span>;
}

/** Where a draft from the tray would land. */
export function SlotTime({ date }: { readonly date: Date | null }) {
  const { format } = useWords();
  return <span className="slot">{date === null ? '' : format.time(date.getTime(), 'UTC')}</span>;
}
