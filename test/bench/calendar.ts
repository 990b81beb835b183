import { DAY } from '#core/clock';
import { createBrandRows } from '#db/brands';
import { createCalendarRows } from '#db/calendar';
import type { OpenDatabase } from '#db/open';
import { createCalendar } from '#electron/features/planning/calendar';
import { type Measured, median, rounded, timed } from './figure';
import { createFilledFolder } from './figure-folder';
import { percentile } from './publishing';

/** A month view is six weeks. */
const GRID = 42 * DAY;
const MONTH = 30 * DAY;
const WARM_UP = 30;

const readerOf = ({ db }: OpenDatabase) => {
  const brands = createBrandRows(db);
  return createCalendar({ calendar: createCalendarRows(db), zones: () => new Map(brands.list().map(({ id, timeZone }) => [id, timeZone])) });
};

/** Months all over four years, in an order in which neighbours are never asked for one after the other. */
export function calendarQuery(calls = 240): Measured {
  const now = Date.now();
  const folder = createFilledFolder({ count: 50_000, now });
  const opened = folder.open();
  try {
    const read = readerOf(opened);
    let chips = 0;
    const month = (i: number): void => {
      const from = now + (((i * 17) % 45) - 23) * MONTH;
      chips = Math.max(chips, read({ brandId: folder.brandId, from, to: from + GRID }).length);
    };
    for (let i = 0; i < WARM_UP; i += 1) month(i);
    const times = Array.from({ length: calls }, (_, i) => timed(() => { month(i); }));
    const wall = times.map((t) => t.wall);
    const cpu = percentile(times.map((t) => t.cpu), 0.95);
    return {
      name: 'calendar.query', value: rounded(percentile(wall, 0.95)), unit: 'ms', baseline: null, n: calls,
      note: `p95; median ${rounded(median(wall))} ms, processor p95 ${rounded(cpu)} ms, up to ${chips} chips`,
    };
  } finally {
    opened.sqlite.close();
    folder.remove();
  }
}

/** The same six weeks, as densely filled, in a file with ten times the rows. Calls alternate, so that both meet the same noise. */
export function calendarGrowth(pairs = 120): Measured {
  const now = Date.now();
  const large = createFilledFolder({ count: 50_000, now });
  const small = createFilledFolder({ count: 5_000, now, spreadMs: 73 * DAY });
  const opened = [large.open(), small.open()] as const;
  try {
    const [readLarge, readSmall] = [readerOf(opened[0]), readerOf(opened[1])];
    const chips = { large: 0, small: 0 };
    const range = { from: now - GRID / 2, to: now + GRID / 2 };
    const ofLarge = (): void => { chips.large = readLarge({ brandId: large.brandId, ...range }).length; };
    const ofSmall = (): void => { chips.small = readSmall({ brandId: small.brandId, ...range }).length; };
    for (let i = 0; i < WARM_UP; i += 1) { ofLarge(); ofSmall(); }
    const times = Array.from({ length: pairs }, (_, i) => {
      // Whoever comes second finds the processor's caches filled by the first.
      if (i % 2 === 0) return { large: timed(ofLarge).wall, small: timed(ofSmall).wall };
      const second = timed(ofSmall).wall;
      return { small: second, large: timed(ofLarge).wall };
    });
    const base = median(times.map((t) => t.small));
    // As many chips in both, or the files would not be compared but the months.
    const each = { large: median(times.map((t) => t.large)) / chips.large, small: base / chips.small };
    return {
      name: 'calendar.growth', value: rounded(each.large / each.small), unit: '×', baseline: rounded(base), n: pairs,
      note: `per chip; ${chips.small} chips of 5,000 rows, ${chips.large} of 50,000; baseline in ms`,
    };
  } finally {
    for (const one of opened) one.sqlite.close();
    large.remove();
    small.remove();
  }
}
