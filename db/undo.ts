import { eq, sql } from 'drizzle-orm';
import type { JsonObject } from '#core/json';
import type { UndoEntry, UndoRows } from '#electron/features/planning/planning-store';
import type { Db } from './open';
import { undoJournal } from './schema';

/** How many undos are kept. */
export const UNDO_KEPT = 100;

export function createUndoRows(db: Db): UndoRows {
  return {
    add: (row) => {
      db.insert(undoJournal).values({ id: row.id, at: row.at, kind: row.kind, before: row.entry as unknown as JsonObject, usedAt: null }).run();
      // By the order of writing, not by time: after the clock was set back the newest is not the latest.
      db.run(sql`DELETE FROM undo_journal WHERE rowid <= (SELECT rowid FROM undo_journal ORDER BY rowid DESC LIMIT 1 OFFSET ${UNDO_KEPT})`);
    },
    byId: (id) => {
      const row = db.select().from(undoJournal).where(eq(undoJournal.id, id)).get();
      return row === undefined ? null : { id: row.id, at: row.at, kind: row.kind, entry: row.before as unknown as UndoEntry, usedAt: row.usedAt };
    },
    markUsed: (id, now) => { db.update(undoJournal).set({ usedAt: now }).where(eq(undoJournal.id, id)).run(); },
  };
}
