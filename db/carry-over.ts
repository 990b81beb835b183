import type { Millis } from '#core/clock';
import type { NewId } from '#core/ids';
import type { JsonObject } from '#core/json';
import type { Sqlite } from './open';
import { LOST_TAIL, readRestores } from './settings';

/** What belongs to the plan, and stays the back-up's. */
const OF_THE_PLAN = ['id', 'post_id', 'brand_id', 'account_id', 'network', 'created_at', 'deleted_at', 'text', 'media'];
/** What is known of a post that its network keeps for later. The back-up's words and time stay: the engine tells the network of them. */
const OF_A_HAND_OVER = ['native_ref', 'saved', 'remote_key', 'attempt_count', 'prepared_at'];
/** Networks are asked a little after the time they were given. */
const ASK_AFTER: Millis = 3000;

export interface Carried {
  /** What the replaced file knew to be out, or possibly out, and the back-up did not. */
  readonly publications: number;
}

/** Columns that both files have: one of them may be older than a migration. */
function shared(sqlite: Sqlite, table: string): readonly string[] {
  const of = (schema: string): string[] => sqlite.prepare<[string, string], string>('SELECT name FROM pragma_table_info(?, ?)').pluck().all(table, schema);
  const there = new Set(of('replaced'));
  return of('main').filter((name) => there.has(name));
}

function isWhole(sqlite: Sqlite, table: string): boolean {
  return (sqlite.pragma(`replaced.integrity_check(${table})`) as readonly { readonly integrity_check: string }[]).every((line) => line.integrity_check === 'ok');
}

/** Pictures of posts that are out, added after the back-up: their files lie in the library still. */
function carryPictures(sqlite: Sqlite): void {
  const columns = shared(sqlite, 'assets').join(', ');
  sqlite.exec(`
    INSERT OR IGNORE INTO main.assets (${columns}) SELECT ${columns} FROM replaced.assets WHERE id IN (
      SELECT json_extract(u.value, '$.assetId') FROM temp.carried c JOIN replaced.publications r ON r.id = c.id JOIN replaced.posts o ON o.id = r.post_id, json_each(coalesce(r.media, o.media)) u WHERE c.whole
      UNION SELECT json_extract(u.value, '$.assetId') FROM temp.carried c JOIN replaced.publications r ON r.id = c.id, json_each(r.thread) t, json_each(t.value, '$.media') u WHERE c.whole)`);
}

/** Attempts and lines of the log, as they were written. */
function carryRecords(sqlite: Sqlite): void {
  const attempts = shared(sqlite, 'attempts');
  const rest = attempts.filter((name) => name !== 'id');
  sqlite.exec(`
    INSERT INTO main.attempts (${attempts.join(', ')}) SELECT ${attempts.join(', ')} FROM replaced.attempts WHERE publication_id IN (SELECT id FROM temp.carried)
    ON CONFLICT (id) DO UPDATE SET ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}`);
  const lines = shared(sqlite, 'activity').join(', ');
  sqlite.exec(`INSERT OR IGNORE INTO main.activity (${lines}) SELECT ${lines} FROM replaced.activity WHERE publication_id IN (SELECT id FROM temp.carried)`);
}

/** A line for each whose fate the back-up had wrong, instead of the one that says that it was missed. */
function tell(sqlite: Sqlite, told: { readonly now: Millis; readonly newId: NewId }): number {
  const value = sqlite.prepare<[string], string>('SELECT value FROM main.settings WHERE key = ?').pluck().get(LOST_TAIL);
  const tail = value === undefined ? null : JSON.parse(value) as JsonObject;
  const restoredAt = readRestores(tail)[0]?.at ?? null;
  const news = sqlite.prepare<[], { id: string; post_id: string; brand_id: string; account_id: string; was: string }>(
    'SELECT p.id, p.post_id, p.brand_id, p.account_id, c.was FROM temp.carried c JOIN main.publications p ON p.id = c.id WHERE c.whole AND NOT c.known',
  ).all();
  const unsay = sqlite.prepare("DELETE FROM main.activity WHERE publication_id = ? AND code = 'missed' AND at = ?");
  const line = sqlite.prepare("INSERT INTO main.activity (id, at, brand_id, account_id, post_id, publication_id, code, params) VALUES (?, ?, ?, ?, ?, ?, 'carried-over', '{}')");
  let notMissed = 0;
  for (const row of news) {
    if (restoredAt !== null && row.was === 'missed') notMissed += unsay.run(row.id, restoredAt).changes;
    line.run(told.newId(), told.now, row.brand_id, row.account_id, row.post_id, row.id);
  }
  if (tail !== null && notMissed > 0) {
    const missed = typeof tail['missed'] === 'number' ? Math.max(0, tail['missed'] - notMissed) : 0;
    sqlite.prepare('UPDATE main.settings SET value = ? WHERE key = ?').run(JSON.stringify({ ...tail, missed }), LOST_TAIL);
  }
  return news.length;
}

/**
 * The work of `carryOver`, with the replaced file attached as `replaced`. May be done twice. One transaction.
 * Publications are the same by id; a post that the back-up does not know is not brought back.
 */
export function carryAttached(sqlite: Sqlite, told: { readonly now: Millis; readonly newId: NewId }): Carried {
  return sqlite.transaction((): Carried => {
    sqlite.exec('DROP TABLE IF EXISTS temp.carried');
    // Published is the end: nothing that this file knows to be out becomes anything else. What is kept for later and planned here stays
    // a plan, and everything else that may be public is taken as it was, words included. Whole tables are read, whatever indexes say.
    sqlite.prepare(`
      CREATE TEMP TABLE carried AS SELECT r.id, p.state AS was, p.state = 'published' OR (p.state = r.state AND p.committed_at IS r.committed_at AND p.native_ref IS r.native_ref) AS known,
        NOT (p.state = 'scheduled' AND r.state <> 'published' AND r.native_ref IS NOT NULL AND r.committed_at IS NULL
          AND coalesce(json_extract(r.saved, '$.linnet.handover.dueAt'), 0) > @now) AS whole
      FROM replaced.publications r NOT INDEXED JOIN main.publications p ON p.id = r.id
      WHERE (r.state = 'published' OR r.committed_at IS NOT NULL OR r.native_ref IS NOT NULL OR json_extract(r.saved, '$.linnet.partsOut') IS 1)
        AND (p.state <> 'published' OR r.state = 'published')`).run({ now: told.now });
    const columns = shared(sqlite, 'publications');
    const facts = columns.filter((name) => !OF_THE_PLAN.includes(name));
    carryPictures(sqlite);
    // A post that is out everywhere says what went out; one that is still ahead somewhere keeps the back-up's words there.
    sqlite.prepare(`
      UPDATE main.posts AS m SET title = o.title, text = o.text, media = o.media, version = m.version + 1, updated_at = @now FROM replaced.posts o
      WHERE o.id = m.id AND (o.text <> m.text OR o.media <> m.media) AND m.id IN (SELECT q.post_id FROM temp.carried c JOIN main.publications q ON q.id = c.id WHERE c.whole)
        AND NOT EXISTS (SELECT 1 FROM main.publications q WHERE q.post_id = m.id AND q.deleted_at IS NULL AND q.id NOT IN (SELECT c.id FROM temp.carried c WHERE c.whole))`).run({ now: told.now });
    sqlite.exec(`
      UPDATE main.publications AS p SET ${facts.map((name) => `${name} = r.${name}`).join(', ')},
        text = CASE WHEN coalesce(p.text, m.text) = coalesce(r.text, o.text) THEN p.text ELSE coalesce(r.text, o.text) END,
        media = CASE WHEN coalesce(p.media, m.media) = coalesce(r.media, o.media) THEN p.media ELSE coalesce(r.media, o.media) END
      FROM temp.carried c JOIN replaced.publications r ON r.id = c.id JOIN replaced.posts o ON o.id = r.post_id JOIN main.publications q ON q.id = c.id JOIN main.posts m ON m.id = q.post_id
      WHERE p.id = c.id AND c.whole`);
    sqlite.exec(`
      UPDATE main.publications AS p SET ${OF_A_HAND_OVER.map((name) => `${name} = r.${name}`).join(', ')}, committed_at = NULL,
        wake_at = json_extract(r.saved, '$.linnet.handover.dueAt') + ${ASK_AFTER}
      FROM temp.carried c JOIN replaced.publications r ON r.id = c.id WHERE p.id = c.id AND NOT c.whole`);
    carryRecords(sqlite);
    const publications = tell(sqlite, told);
    sqlite.exec('DROP TABLE temp.carried');
    return { publications };
  }).immediate();
}

/**
 * Before a back-up takes a file's place: what that file knows of publishing (what is out, what may be out, what networks keep) goes into
 * the back-up, so that nothing goes out twice, whatever its words were. A replaced file with damage in these tables carries nothing:
 * then networks are asked, and a person.
 * @throws what SQLite says, about either file; the back-up is as it was then
 */
export function carryOver(sqlite: Sqlite, replaced: string, told: { readonly now: Millis; readonly newId: NewId }): Carried {
  sqlite.prepare('ATTACH ? AS replaced').run(replaced);
  try {
    if (!['posts', 'publications', 'attempts', 'activity', 'assets'].every((table) => isWhole(sqlite, table))) return { publications: 0 };
    return carryAttached(sqlite, told);
  } finally {
    sqlite.exec('DETACH replaced');
  }
}
