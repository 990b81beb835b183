import type { Millis } from '#core/clock';
import type { NewId } from '#core/ids';
import type { JsonObject } from '#core/json';
import type { Sqlite } from './open';
import { LOST_TAIL, PAUSED_ALL, readRestores } from './settings';

/**
 * For a file that may have forgotten its last hours: a back-up that was put back, or a file whose write-ahead log is gone.
 * What it believes to be still ahead may be public already, so nothing whose time has passed goes out by itself
 * (`missed` asks a person), and publishing is paused until someone has looked. `since`: what the file surely knows; where nobody says, the last line of its log.
 */
export function distrustSchedule(sqlite: Sqlite, told: { readonly now: Millis; readonly since: Millis | null; readonly newId: NewId }): { readonly missed: number } {
  const { now, newId } = told;
  return sqlite.transaction(() => {
    // A time to come was written by a clock that was wrong: it says nothing.
    const last = sqlite.prepare<[number], { readonly at: number | null }>('SELECT max(at) AS at FROM activity WHERE at <= ?').get(now)?.at ?? null;
    const since = told.since !== null && told.since <= now ? told.since : last;
    const before = sqlite.prepare<[string], { readonly value: string }>('SELECT value FROM settings WHERE key = ?').get(LOST_TAIL);
    const earlier = before === undefined ? [] : readRestores(JSON.parse(before.value) as JsonObject);
    const overdue = sqlite.prepare<[number], { id: string; post_id: string; brand_id: string; account_id: string }>(
      "SELECT id, post_id, brand_id, account_id FROM publications WHERE state = 'scheduled' AND native_ref IS NULL AND due_at <= ? AND deleted_at IS NULL",
    ).all(now);
    const miss = sqlite.prepare("UPDATE publications SET state = 'missed', state_since = ?, wake_at = NULL, updated_at = ? WHERE id = ?");
    const note = sqlite.prepare("INSERT INTO activity (id, at, brand_id, account_id, post_id, publication_id, code, params) VALUES (?, ?, ?, ?, ?, ?, 'missed', '{}')");
    for (const row of overdue) {
      miss.run(now, now, row.id);
      note.run(newId(), now, row.brand_id, row.account_id, row.post_id, row.id);
    }
    const set = sqlite.prepare('INSERT INTO settings (key, value, updated_at) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at');
    set.run(PAUSED_ALL, JSON.stringify({ at: now }), now);
    set.run(LOST_TAIL, JSON.stringify({ at: now, since, missed: overdue.length, earlier }), now);
    return { missed: overdue.length };
  }).immediate();
}
