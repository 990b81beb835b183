import { count, desc, eq, sql } from 'drizzle-orm';
import type { RevisionRows } from '#electron/features/posts/post-store';
import type { Db } from './open';
import { revisions } from './schema';

export function createRevisionRows(db: Db): RevisionRows {
  const newest = db.select().from(revisions).where(eq(revisions.postId, sql.placeholder('postId'))).orderBy(desc(revisions.at), desc(revisions.id)).limit(1).prepare();
  return {
    add: (row) => { db.insert(revisions).values(row).run(); },
    latest: (postId) => newest.get({ postId }) ?? null,
    byId: (id) => db.select().from(revisions).where(eq(revisions.id, id)).get() ?? null,
    list: (postId, limit) => db.select({
      id: revisions.id, at: revisions.at, reason: revisions.reason,
      opening: sql<string>`substr(json_extract(${revisions.snapshot}, '$.text'), 1, 1000)`,
      characters: sql<number>`length(json_extract(${revisions.snapshot}, '$.text'))`,
    }).from(revisions).where(eq(revisions.postId, postId)).orderBy(desc(revisions.at), desc(revisions.id)).limit(limit).all(),
    count: (postId) => db.select({ n: count() }).from(revisions).where(eq(revisions.postId, postId)).get()?.n ?? 0,
  };
}
