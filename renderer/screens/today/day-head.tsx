import type { Chip } from '#core/contract/planning';
import { city, count } from '#renderer/format';
import type { Lens } from './lens';

/** The day, the brand's clock, and the person's own where it shows another time. */
export function DayHead({ lens: { format, now, zone }, chips }: { readonly lens: Lens; readonly chips: readonly Chip[] }) {
  const posts = new Set(chips.map(({ postId }) => postId)).size;
  const publications = chips.reduce((sum, chip) => sum + chip.publications.length, 0);
  const here = format.differs(now, zone) ? ` · ${format.time(now)} where you are, ${city(format.userZone)}` : '';
  return (
    <div className="dayhead">
      <h2 className="head">{format.dayLong(now, zone)}</h2>
      <p className="t2 trunc"><span className="m now-time">{format.time(now, zone)}</span> {city(zone)}<span className="t3">{here}</span></p>
      {posts > 0 && <p className="end t2 nowrap">{count(posts, 'post')} · {count(publications, 'publication')}</p>}
    </div>
  );
}
