import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { addDays, dayRange, toWallDate } from '#core/time';
import { orpc } from '#renderer/api/client';
import { count, type Format } from '#renderer/format';
import { navigate } from '#renderer/routes';
import { type DayCount, nextDays } from './day';
import type { Lens } from './lens';

const noon = (date: string, zone: string): number => dayRange(date, zone).from + 12 * 3_600_000;

/** The seven days to come: how many posts go out on each, and where there is a gap. */
export function NextDays({ lens: { brandId, zone, now, format } }: { readonly lens: Lens }) {
  const today = toWallDate(now, zone);
  const from = dayRange(addDays(today, 1), zone).from;
  const to = dayRange(addDays(today, 7), zone).to;
  const { data: chips } = useQuery({ ...orpc.planning.calendar.queryOptions({ input: { brandId, from, to, filter: {} } }), placeholderData: keepPreviousData });
  if (chips === undefined) return null;
  const days = nextDays(chips, today, zone);
  const posts = days.reduce((sum, day) => sum + day.posts, 0);
  return (
    <section aria-labelledby="today-next">
      <div className="sec"><h2 id="today-next">Next seven days</h2><span className="n">{count(posts, 'post')}</span></div>
      <ul className="week">{days.map((day) => <Day key={day.date} day={day} zone={zone} now={now} format={format} />)}</ul>
      <p className="small t2">{gapLine(days, zone, format)}</p>
    </section>
  );
}

interface DayProps {
  readonly day: DayCount;
  readonly zone: string;
  readonly now: number;
  readonly format: Format;
}

function Day({ day: { date, posts, waiting }, zone, now, format }: DayProps) {
  const at = noon(date, zone);
  const words = `${format.day(at, zone, now)}: ${count(posts, 'post')}${waiting === 0 ? '' : `, ${waiting} not scheduled`}`;
  return (
    <li>
      <button type="button" className="plain day" data-empty={posts === 0} title={words} onClick={() => navigate(`/calendar?view=day&date=${date}`)}>
        <span className="micro t3">{weekday(at, zone, now, format)}</span>
        <span className="small t2">{Number(date.slice(8))}</span>
        {posts === 0 ? <span className="n" aria-hidden="true">–</span> : <span className="n">{posts}</span>}
        <span className="vh">{posts === 0 ? 'no posts' : posts === 1 ? 'post' : 'posts'}{waiting === 0 ? '' : `, ${waiting} not scheduled`}</span>
      </button>
    </li>
  );
}

/** `Wed` out of `Wed 14 Oct`. */
const weekday = (at: number, zone: string, now: number, format: Format): string => format.day(at, zone, now).split(' ')[0] ?? '';

/** Where nothing goes out, and what has a time and is not scheduled. */
function gapLine(days: readonly DayCount[], zone: string, format: Format): string {
  const empty = days.filter(({ posts }) => posts === 0);
  const waiting = days.reduce((sum, day) => sum + day.waiting, 0);
  const rest = waiting === 0 ? '' : ` ${count(waiting, 'more has', 'more have')} a time and ${waiting === 1 ? 'is' : 'are'} not scheduled.`;
  if (empty.length === days.length) return `Nothing is scheduled yet.${rest}`;
  if (empty.length === 0) return `Something goes out every day.${rest}`;
  if (empty.length > 3) return `Nothing goes out on the other ${empty.length} days.${rest}`;
  return `Nothing goes out on ${format.list(empty.map(({ date }) => format.dayLong(noon(date, zone), zone).split(' ')[0] ?? date))}.${rest}`;
}
