import { IconPlus } from '@tabler/icons-react';
import { memo, use } from 'react';
import type { Chip } from '#core/contract/planning';
import { chipName, PostChip } from '#renderer/components/chip';
import { Icon } from '#renderer/components/icon';
import { count } from '#renderer/format';
import { useNow } from '#renderer/api/now';
import { CountsContext, GridContext, type GridWords, useShownPost } from './grid-context';
import { noonOf } from './place';

function useWords(): GridWords {
  const words = use(GridContext);
  if (words === null) throw new Error('A part of the grid outside of it');
  return words;
}

/** A chip in the grid: a button, reached by the arrow keys. */
export const GridChip = memo(function GridChip({ chip }: { readonly chip: Chip }) {
  const { format, zone } = useWords();
  const shown = useShownPost(({ postId }) => postId === chip.postId);
  const name = chipName(chip, format, zone);
  return (
    <button type="button" className="chip-button" tabIndex={-1} data-stop data-chip={chip.key} data-post={chip.postId} data-at={chip.at} title={name} {...(shown ? { 'aria-current': true } : {})}>
      <span className="vh">{name}</span>
      <span aria-hidden="true"><PostChip chip={chip} format={format} zone={zone} /></span>
    </button>
  );
});

interface DayProps {
  readonly date: string;
  readonly today: boolean;
  /** The number of the day. */
  readonly text: string;
}

function useDay(date: string) {
  const { format, zone, compose, openDay } = useWords();
  const posts = use(CountsContext).get(date) ?? 0;
  const long = format.dayLong(noonOf(date, zone), zone);
  return { posts, long, compose: () => compose(date), openDay: () => openDay(date) };
}

const AddButton = ({ long, onAdd }: { readonly long: string; readonly onAdd: () => void }) => (
  <button type="button" className="day-add" tabIndex={-1} aria-label={`Compose for ${long}`} title={`Compose for ${long} (N)`} onClick={onAdd}><Icon of={IconPlus} size={14} /></button>
);

/** The top of a month's cell. The number is the day's stop for the arrow keys and leads to its day view. */
export function MonthDay({ date, today, text }: DayProps) {
  const { posts, long, compose, openDay } = useDay(date);
  const { format } = useWords();
  return (
    <>
      <button type="button" className="day-link dn" tabIndex={today ? 0 : -1} data-stop data-day={date} onClick={openDay} {...(today ? { 'aria-current': 'date' as const } : {})}><span className="vh">{`${long}, ${posts === 0 ? 'nothing planned' : count(posts, 'post')}`}</span><span aria-hidden="true">{date.endsWith('-01') ? `${text} ${shortMonth(date, format.locale)}` : text}</span></button>
      <AddButton long={long} onAdd={compose} />
    </>
  );
}

const shortMonth = (date: string, locale: string): string => new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`));

/** The head of a week's column. */
export function WeekDay({ date, today, text, weekday }: DayProps & { readonly weekday: string }) {
  const { posts, long, compose, openDay } = useDay(date);
  return (
    <span className="week-day">
      <button type="button" className="day-link" tabIndex={today ? 0 : -1} data-stop data-day={date} onClick={openDay} {...(today ? { 'aria-current': 'date' as const } : {})}>
        <span className="vh">{`${long}, ${posts === 0 ? 'nothing planned' : count(posts, 'post')}`}</span>
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
