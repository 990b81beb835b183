import type { Millis } from '#core/clock';
import { carryAttached } from '#db/carry-over';
import { distrustSchedule } from '#db/distrust';
import type { World } from './publishing-world';

const TABLES = ['posts', 'publications', 'attempts', 'activity', 'settings'] as const;
type Row = Readonly<Record<string, unknown>>;

/**
 * Copies what publishing writes. The answer stops the app, puts the copy back and distrusts it, as a restore does; `start` is the next run.
 * @param options `unreadable`: nobody can read the file that is replaced
 */
export function takeBackUp(w: Pick<World, 'crash' | 'clock' | 'database' | 'newId'>, options: { readonly unreadable?: boolean } = {}): (start: () => void) => void {
  const { sqlite } = w.database;
  const since: Millis = w.clock.now();
  const copy = TABLES.map((table) => [table, sqlite.prepare(`SELECT * FROM ${table}`).all() as Row[]] as const);
  return (start) => {
    w.crash();
    sqlite.exec("ATTACH ':memory:' AS replaced");
    for (const table of [...TABLES, 'assets']) sqlite.exec(`CREATE TABLE replaced.${table} AS SELECT * FROM main.${table}`);
    sqlite.pragma('foreign_keys = OFF');
    for (const table of [...TABLES].reverse()) sqlite.exec(`DELETE FROM main.${table}`);
    for (const [table, rows] of copy) {
      for (const row of rows) sqlite.prepare(`INSERT INTO main.${table} (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map(() => '?').join(', ')})`).run(Object.values(row));
    }
    sqlite.pragma('foreign_keys = ON');
    distrustSchedule(sqlite, { now: w.clock.now(), since, newId: w.newId });
    if (options.unreadable !== true) carryAttached(sqlite, { now: w.clock.now(), newId: w.newId });
    sqlite.exec('DETACH replaced');
    start();
  };
}
