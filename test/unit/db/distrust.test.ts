import { expect, it } from 'vitest';
import { HOUR, SECOND } from '#core/clock';
import { distrustSchedule } from '#db/distrust';
import { createPauseStore } from '#db/settings';
import { createWorld } from '#test/support/publishing-world';

it('every restore is remembered, with what the file surely knew: where nobody says, the last line of its log', async () => {
  const w = createWorld();
  const { db, sqlite } = w.database;
  const pause = createPauseStore(db);
  expect(pause.restores()).toEqual([]);
  const at = w.clock.now();
  const { newId } = w;
  distrustSchedule(sqlite, { now: at, since: null, newId });
  expect(pause.restores()).toEqual([{ at, since: null }]);

  w.start();
  w.engine().resumeAll();
  w.add({ dueIn: SECOND });
  await w.run(10 * SECOND);
  w.crash();
  const { last } = sqlite.prepare('SELECT max(at) AS last FROM activity').get() as { readonly last: number };
  expect(last).toBeGreaterThan(at);
  distrustSchedule(sqlite, { now: at + HOUR, since: null, newId });
  distrustSchedule(sqlite, { now: at + 2 * HOUR, since: at + SECOND, newId });
  expect(pause.restores()).toEqual([{ at: at + 2 * HOUR, since: at + SECOND }, { at: at + HOUR, since: last }, { at, since: null }]);
  expect(pause.distrustedAt()).toBe(at + 2 * HOUR);
  // A clock that was wrong once must not hide what went out since.
  sqlite.prepare('UPDATE activity SET at = ? WHERE at = ?').run(at + 9 * HOUR, last);
  const { before } = sqlite.prepare('SELECT max(at) AS before FROM activity WHERE at < ?').get(at + 3 * HOUR) as { readonly before: number };
  for (const since of [null, at + 8 * HOUR]) {
    distrustSchedule(sqlite, { now: at + 3 * HOUR, since, newId });
    expect(pause.restores()[0]).toEqual({ at: at + 3 * HOUR, since: before });
  }
});
