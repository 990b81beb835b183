import { and, desc, eq, isNull, lt, type SQL } from 'drizzle-orm';
import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { ActivityRow } from '#electron/features/publishing/publishing-store';
import type { Db } from './open';
import { activity } from './schema';

export type ActivityWriter = (rows: readonly ActivityRow[]) => void;

/** The log is only ever added to. */
export function createActivityWriter(db: Db): ActivityWriter {
  const insert = db.$client.prepare(`INSERT INTO activity (id, at, brand_id, account_id, post_id, publication_id, attempt_id, code, params, answer)
    VALUES (@id, @at, @brandId, @accountId, @postId, @publicationId, @attemptId, @code, @params, @answer)`);
  return (rows) => {
    for (const row of rows) insert.run({ ...row, params: JSON.stringify(row.params), answer: row.answer === null ? null : JSON.stringify(row.answer) });
  };
}

/** What happened, for the screens that show it. */
export function createActivityReader(db: Db) {
  const asRow = (r: typeof activity.$inferSelect): ActivityRow => r as ActivityRow;
  return {
    /** Oldest first. */
    ofPublication: (publicationId: Id): readonly ActivityRow[] =>
      db.select().from(activity).where(eq(activity.publicationId, publicationId)).orderBy(activity.at, activity.id).all().map(asRow),
    ofAccount: (accountId: Id, limit: number): readonly ActivityRow[] =>
      db.select().from(activity).where(eq(activity.accountId, accountId)).orderBy(desc(activity.at), desc(activity.id)).limit(limit).all().map(asRow),
    /** Newest first; with a brand, also what belongs to no brand, such as pause-all. Each of both is read from its own end of an index. */
    recent: (brandId: Id | null, before: Millis | null, limit: number): readonly ActivityRow[] => {
      const until = before === null ? undefined : lt(activity.at, before);
      const newest = (whose: SQL | undefined): readonly ActivityRow[] =>
        db.select().from(activity).where(and(whose, until)).orderBy(desc(activity.at), desc(activity.id)).limit(limit).all().map(asRow);
      if (brandId === null) return newest(undefined);
      return [...newest(eq(activity.brandId, brandId)), ...newest(isNull(activity.brandId))]
        .sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1)).slice(0, limit);
    },
  };
}
