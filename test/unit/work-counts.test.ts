import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY, MINUTE, SECOND } from '#core/clock';
import { createBrandRows } from '#db/brands';
import { createCalendarRows } from '#db/calendar';
import type { OpenDatabase } from '#db/open';
import { createSearchRows } from '#db/search';
import { createCalendar } from '#electron/features/planning/calendar';
import { createSearch } from '#electron/features/search/search';
import { createFilledFolder, type FilledFolder } from '#test/bench/figure-folder';
import { countsPages, countSql, pagesRead, type SqlCount } from '#test/support/count-sql';
import { NOW } from '#test/support/planning-world';
import { createWorld } from '#test/support/publishing-world';
import { tooMuch, type Work, workBounds } from '#test/support/work-bounds';

let large: FilledFolder;
let small: FilledFolder;
beforeAll(() => {
  large = createFilledFolder({ count: 50_000, now: NOW });
  // The same days as densely filled, in a file with a tenth of the rows.
  small = createFilledFolder({ count: 5_000, now: NOW, spreadMs: 73 * DAY });
});
afterAll(() => { large.remove(); small.remove(); });

interface Counted extends SqlCount { readonly pages: number; readonly found: number }
type Ask = (open: OpenDatabase, brandId: string) => () => number;

/** Asks a file that was just opened, so that everything it needs is read from it. */
function counted(folder: FilledFolder, ask: Ask): Counted {
  const open = folder.open();
  try {
    const work = ask(open, folder.brandId);
    let found = 0;
    const end = countSql(open.sqlite);
    const pages = countsPages ? pagesRead(() => { found = work(); }) : (found = work(), 0);
    return { ...end(), pages, found };
  } finally {
    open.sqlite.close();
  }
}

const month: Ask = ({ db }, brandId) => {
  const read = createCalendar({ calendar: createCalendarRows(db), zones: () => new Map(createBrandRows(db).list().map(({ id, timeZone }) => [id, timeZone])) });
  return () => read({ brandId, from: NOW - 21 * DAY, to: NOW + 21 * DAY }).length;
};
const hits: Ask = ({ db }, brandId) => {
  const search = createSearch({ search: createSearchRows(db), brands: createBrandRows(db).list });
  return () => search({ brandId, query: 'glaze', limit: 50 }).length;
};
/** The same, and something beside it. */
const together = (ask: Ask, sql: string, times: (found: number) => number): Ask => (open, brandId) => {
  const work = ask(open, brandId);
  const more = open.sqlite.prepare(sql);
  return () => {
    const found = work();
    for (let i = 0; i < times(found); i += 1) more.get();
    return found;
  };
};
const fits = (work: Work, n: number): void => { expect(n).toBeGreaterThan(0); expect(tooMuch(work, n)).toBeNull(); };
const isTooMuch = (work: Work, n: number): void => { expect(tooMuch(work, n)).not.toBeNull(); };

describe('the bounds', () => {
  it('leave room, and not so much that twice the work would pass', () => {
    for (const [work, { seen, most }] of Object.entries(workBounds)) expect([work, most >= seen && most < 2 * seen]).toEqual([work, true]);
  });
});

describe('a month of the calendar', () => {
  it('is read in as few statements and rows as when they were counted', () => {
    const { statements, rows, found } = counted(large, month);
    expect(found).toBeGreaterThan(300);
    fits('calendar.query: statements for a month', statements);
    fits('calendar.query: rows for each chip', rows / found);
  });

  it.runIf(countsPages)(`is read from as few pages of the file, of fifty thousand as of five thousand${countsPages ? '' : ' (not run: this system does not say what is read)'}`, () => {
    const [ofLarge, ofSmall] = [counted(large, month), counted(small, month)];
    fits('calendar.query: pages for a month', ofLarge.pages);
    fits('calendar.growth: pages of 50,000 for one of 5,000', (ofLarge.pages / ofLarge.found) / (ofSmall.pages / ofSmall.found));
  });

  it('would not pass with a question for each chip, nor with a look through all publications', () => {
    const chipByChip = counted(large, together(month, 'SELECT 1', (found) => found));
    isTooMuch('calendar.query: statements for a month', chipByChip.statements);
    isTooMuch('calendar.query: rows for each chip', chipByChip.rows / chipByChip.found);
    if (!countsPages) return;
    const through = together(month, 'SELECT count(*) FROM publications WHERE permalink IS NULL', () => 1);
    const [ofLarge, ofSmall] = [counted(large, through), counted(small, through)];
    isTooMuch('calendar.query: pages for a month', ofLarge.pages);
    isTooMuch('calendar.growth: pages of 50,000 for one of 5,000', (ofLarge.pages / ofLarge.found) / (ofSmall.pages / ofSmall.found));
  });
});

describe('a search', () => {
  it('asks and reads as little as when it was counted', () => {
    const { statements, rows, pages, found } = counted(large, hits);
    expect(found).toBe(50);
    fits('search: statements', statements);
    fits('search: rows for each hit', rows / found);
    if (countsPages) fits('search: pages', pages);
  });

  it('would not pass with a look through the texts', () => {
    const plain = counted(large, ({ sqlite }) => {
      const look = sqlite.prepare("SELECT id FROM posts WHERE deleted_at IS NULL AND instr(text, 'glaze')");
      return () => look.all().length;
    });
    isTooMuch('search: rows for each hit', plain.rows / 50);
    if (countsPages) isTooMuch('search: pages', plain.pages);
  });
});

describe('publishing', () => {
  async function sent(posts: number, busy = 0): Promise<SqlCount> {
    const w = createWorld({ accounts: 1 });
    w.start();
    const ids = Array.from({ length: posts }, () => w.add({ dueIn: 2 * MINUTE }));
    const end = countSql(w.database.sqlite);
    await w.run(10 * MINUTE, 5 * SECOND);
    for (let i = 0; i < busy * posts; i += 1) w.database.sqlite.prepare('UPDATE posts SET updated_at = updated_at').run();
    const count = end();
    expect(ids.filter((id) => w.row(id).state !== 'published')).toEqual([]);
    return count;
  }

  it('takes as few statements and writes for each post as when they were counted', async () => {
    const [few, many] = [await sent(10), await sent(60)];
    fits('lateness: statements for each post', (many.statements - few.statements) / 50);
    fits('lateness: commits for each post', (many.commits - few.commits) / 50);
    const spoilt = [await sent(10, 15), await sent(60, 15)] as const;
    isTooMuch('lateness: statements for each post', (spoilt[1].statements - spoilt[0].statements) / 50);
    isTooMuch('lateness: commits for each post', (spoilt[1].commits - spoilt[0].commits) / 50);
  });

  it('is paused in as many statements with a thousand posts waiting as with one', async () => {
    const paused = async (posts: number, eachPost = 0): Promise<number> => {
      const w = createWorld();
      w.start();
      for (let i = 0; i < posts; i += 1) w.add({ dueIn: DAY });
      await w.settle();
      const end = countSql(w.database.sqlite);
      await w.engine().pauseAll();
      for (let i = 0; i < eachPost * posts; i += 1) w.database.sqlite.prepare('SELECT 1').get();
      return end().statements;
    };
    const [one, thousand] = [await paused(1), await paused(1_000)];
    fits('pause: statements', thousand);
    expect(thousand).toBe(one);
    isTooMuch('pause: statements', await paused(100, 1));
  });
});
