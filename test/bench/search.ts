import { createBrandRows } from '#db/brands';
import { createSearchRows } from '#db/search';
import { createSearch } from '#electron/features/search/search';
import { type Measured, median, rounded, timed } from './figure';
import { createFilledFolder } from './figure-folder';
import { percentile } from './publishing';

/** What people type: a common word, words together, beginnings of words while typing, nothing found, an operator, a lone letter, an emoji. */
const asked = ['glaze', 'workshop gar', 'kettle window harvest', 'a', 'zzz', 'open studio candle', '"quoted" OR', 'thr', 'w', 'wo', 'wor', 'work', 'doors at ten', 'behind the kiln paper', 'handmade', '🏺'];

/** Full text over 50,000 posts through the feature, one brand and all brands in turn, as many hits as the window asks for. */
export function searchFigure(rounds = 15): Measured {
  // Two networks, so that fifty thousand posts are about eighty-five thousand publications.
  const folder = createFilledFolder({ count: 85_500, now: Date.now(), networks: ['practice', 'practice'] });
  if (folder.posts < 50_000) throw new Error(`only ${folder.posts} posts were made`);
  const opened = folder.open();
  try {
    const search = createSearch({ search: createSearchRows(opened.db), brands: createBrandRows(opened.db).list });
    const run = (i: number) => timed(() => {
      search({ brandId: i % 2 === 0 ? folder.brandId : null, query: asked[Math.floor(i / 2) % asked.length] ?? '', limit: 50 });
    });
    const per = asked.length * 2;
    for (let i = 0; i < per; i += 1) run(i);
    const runs = Array.from({ length: rounds * per }, (_, i) => run(i));
    const times = runs.map((one) => one.wall);
    const cpu = percentile(runs.map((one) => one.cpu), 0.95);
    const slowest = asked.map((query, q) => ({ query, ms: median(times.filter((_, i) => Math.floor(i / 2) % asked.length === q)) })).sort((a, b) => b.ms - a.ms)[0];
    return {
      name: 'search', value: rounded(percentile(times, 0.95)), unit: 'ms', baseline: null, n: times.length,
      note: `p95 over ${folder.posts} posts; median ${rounded(median(times))} ms, processor p95 ${rounded(cpu)} ms, slowest word “${slowest?.query ?? ''}” ${rounded(slowest?.ms ?? 0)} ms`,
    };
  } finally {
    opened.sqlite.close();
    folder.remove();
  }
}
