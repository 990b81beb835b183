import { useQuery } from '@tanstack/react-query';
import { IconPlus } from '@tabler/icons-react';
import type { infer as Infer } from 'zod';
import type { Brand } from '#core/contract/brands';
import type { publishing } from '#core/contract/publishing';
import { addDays, dayRange, toWallDate } from '#core/time';
import { switchBrand } from '#renderer/api/brand';
import { orpc } from '#renderer/api/client';
import { useFormat } from '#renderer/api/format';
import { Button } from '#renderer/components/button';
import { BrandMark } from '#renderer/components/brand-mark';
import { titleOf } from '#renderer/components/chip';
import { NetworkIcon } from '#renderer/components/network-icon';
import { Pane } from '#renderer/components/pane';
import { Thumb } from '#renderer/components/thumb';
import { count } from '#renderer/format';
import { useUi } from '#renderer/stores/ui';

type TodayData = Infer<NonNullable<(typeof publishing.today)['~orpc']['outputSchema']>>;

interface AsideProps {
  readonly data: TodayData;
  readonly brand: Brand;
  readonly brands: readonly Brand[];
  readonly scope: 'brand' | 'all';
  readonly zone: string;
  readonly now: number;
}

/** How the last posts did, what the next week holds, and how the other brands are. */
export const Aside = (props: AsideProps) => (
  <Pane label="Recent posts, next days, other brands" width="23rem" sunken className="today-aside">
    <div className="scroll grow">
      <Recent {...props} />
      <NextDays {...props} />
      <OtherBrands {...props} />
    </div>
  </Pane>
);

const SHOWN = 5;

function Recent({ data: { recent }, zone, now }: AsideProps) {
  const format = useFormat();
  return (
    <section aria-labelledby="recent-title">
      <div className="sec"><h2 id="recent-title">Recent</h2>{recent.length > 0 && <span className="t2 small end">likes · replies</span>}</div>
      {recent.length === 0 && <p className="t2 aside-empty">How your posts do shows up here once the first is out: likes, replies and views.</p>}
      <ul className="aside-rows">
        {recent.slice(0, SHOWN).map((post) => (
          <li key={post.publicationId} className="yrow">
            <Thumb hash={post.thumbHash} size={32} />
            <div className="words">
              <a className="m trunc" href={`#/publication/${post.publicationId}`} title={titleOf(post.title)}>{titleOf(post.title)}</a>
              <p className="small t2 row"><NetworkIcon network={post.network} size={12} />{format.dayTime(post.publishedAt, zone, now)}{post.views === null ? '' : ` · ${format.compact(post.views)} views`}</p>
            </div>
            <span className="num m">{post.likes === null ? <span className="t3">not read</span> : format.compact(post.likes)}</span>
            <span className="num">{post.replies === null ? '' : format.compact(post.replies)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

const DAYS = 7;

function NextDays({ brand, scope, zone, now }: AsideProps) {
  const format = useFormat();
  const today = toWallDate(now, zone);
  const dates = Array.from({ length: DAYS }, (_, index) => addDays(today, index + 1));
  const from = dayRange(dates[0] ?? today, zone).from;
  const to = dayRange(dates.at(-1) ?? today, zone).to;
  const { data: chips = [] } = useQuery(orpc.planning.calendar.queryOptions({ input: { brandId: scope === 'brand' ? brand.id : null, from, to, filter: {} } }));
  const counts = dates.map((date) => chips.filter(({ at }) => toWallDate(at, zone) === date).length);
  const most = Math.max(3, ...counts);
  const empty = counts.filter((n) => n === 0).length;
  return (
    <section aria-labelledby="next-title">
      <div className="sec"><h2 id="next-title">Next seven days</h2><span className="t2 end small">{empty === 0 ? count(chips.length, 'post') : `${count(chips.length, 'post')}, ${count(empty, 'day')} free`}</span></div>
      <ul className="next-days">
        {dates.map((date, index) => {
          const noon = dayRange(date, zone).from + 43_200_000;
          const n = counts[index] ?? 0;
          return (
            <li key={date}>
              <a href={`#/calendar?view=day&date=${date}`} aria-label={`${format.dayLong(noon, zone)}, ${n === 0 ? 'nothing planned' : count(n, 'post')}`} title={format.dayLong(noon, zone)}>
                <span className="bar-place"><i style={{ height: `${(n / most) * 100}%` }} /></span>
                <span className="m">{n === 0 ? <span className="t3">0</span> : n}</span>
                <span className="micro t2">{weekday(noon, zone, format.locale)}</span>
              </a>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

const weekday = (at: number, zone: string, locale: string): string => new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: zone }).format(at);

function OtherBrands({ data, brand, brands, scope }: AsideProps) {
  const openOverlay = useUi((state) => state.openOverlay);
  const others = scope === 'all' ? brands : brands.filter(({ id }) => id !== brand.id);
  if (others.length === 0) return (
    <section aria-labelledby="brands-title">
      <div className="sec"><h2 id="brands-title">Other brands</h2></div>
      <p className="t2 aside-empty">Each client gets a brand of their own, with its own accounts and calendar. Nothing crosses over.</p>
      <Button icon={IconPlus} onClick={() => openOverlay('new-brand')}>Add a brand</Button>
    </section>
  );
  return (
    <section aria-labelledby="brands-title">
      <div className="sec"><h2 id="brands-title">{scope === 'all' ? 'Brands' : 'Other brands'}</h2></div>
      <ul className="aside-rows">
        {others.map((other) => {
          const facts = data.brands.find(({ brandId }) => brandId === other.id);
          const needs = facts?.needs ?? 0;
          return (
            <li key={other.id}>
              <button type="button" className="brand-row" onClick={() => { void switchBrand(other.id); }} title={`Go to ${other.name}`}>
                <BrandMark brand={other} size="sm" />
                <span className="trunc grow">{other.name}</span>
                {needs > 0 ? <span className="small m nowrap">{needs} {needs === 1 ? 'needs' : 'need'} you</span> : <span className="small t2 nowrap">{(facts?.today ?? 0) === 0 ? 'all well' : `${facts?.today ?? 0} today`}</span>}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
