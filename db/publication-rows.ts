import { and, asc, eq, gt, inArray, isNotNull, isNull, ne, notInArray, or, sql } from 'drizzle-orm';
import type { PublicationRows } from '#electron/features/posts/post-store';
import type { Db } from './open';
import { applyEvent } from './publication-state';
import { publications } from './schema';
import type { PublicationRow } from './tables';

/** Publications for planning and composing. What the network answers is written by `db/publishing.ts`. */
export function createPublicationRows(db: Db): PublicationRows {
  const ids = sql`(SELECT value FROM json_each(${sql.placeholder('ids')}))`;
  const ofPosts = db.select().from(publications).where(sql`${publications.postId} IN ${ids}`).orderBy(asc(publications.postId), asc(publications.createdAt), asc(publications.id)).prepare();
  const byIds = db.select().from(publications).where(sql`${publications.id} IN ${ids}`).prepare();
  const rowsOf = (postIds: readonly string[]): readonly PublicationRow[] => ofPosts.all({ ids: JSON.stringify(postIds) });
  return {
    ofPost: (postId) => rowsOf([postId]),
    ofPosts: rowsOf,
    byIds: (wanted) => byIds.all({ ids: JSON.stringify(wanted) }),
    insert: (row) => { db.insert(publications).values(row).run(); },
    patch: (id, patch, now) => { db.update(publications).set({ ...patch, updatedAt: now }).where(eq(publications.id, id)).run(); },
    apply: (id, event, patch, now) => applyEvent(db, id, event, patch, now),
    putBack: (id, state, fields) => db.update(publications).set(fields).where(and(eq(publications.id, id), eq(publications.state, state))).run().changes === 1,
    takenTimes: (accountIds, after, exceptPostId) => new Set(accountIds.length === 0 ? [] : db.selectDistinct({ at: publications.dueAt }).from(publications).where(and(
      inArray(publications.accountId, [...accountIds]), gt(publications.dueAt, after), isNull(publications.deletedAt), ne(publications.state, 'cancelled'),
      exceptPostId === null ? undefined : ne(publications.postId, exceptPostId),
    )).all().flatMap(({ at }) => (at === null ? [] : [at]))),
    unsentAfter: (brandId, after) => db.select().from(publications).where(and(
      brandId === null ? undefined : eq(publications.brandId, brandId),
      isNotNull(publications.dueAt), gt(publications.dueAt, after), isNull(publications.deletedAt),
      notInArray(publications.state, ['publishing', 'published', 'unconfirmed']),
    )).all(),
    scheduledOfBrand: (brandId) => db.select({ id: publications.id }).from(publications)
      .where(and(eq(publications.brandId, brandId), isNotNull(publications.dueAt), isNull(publications.deletedAt),
        or(eq(publications.state, 'scheduled'), and(eq(publications.state, 'publishing'), isNull(publications.committedAt))))).all().map(({ id }) => id),
  };
}
