import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { LabelRows } from '#electron/features/posts/post-store';
import type { LabelRow } from '#electron/features/posts/rows';
import type { Db } from './open';
import { labels, postLabels } from './schema';

const shape = { id: labels.id, brandId: labels.brandId, name: labels.name, colour: sql<LabelRow['colour']>`${labels.colour}` };

export function createLabelRows(db: Db): LabelRows {
  const ofPosts = db.select({ postId: postLabels.postId, ...shape }).from(postLabels)
    .innerJoin(labels, eq(labels.id, postLabels.labelId))
    .where(and(sql`${postLabels.postId} IN (SELECT value FROM json_each(${sql.placeholder('ids')}))`, isNull(labels.deletedAt)))
    .orderBy(asc(labels.name)).prepare();
  return {
    list: (brandId) => db.select(shape).from(labels).where(and(eq(labels.brandId, brandId), isNull(labels.deletedAt))).orderBy(asc(labels.name)).all(),
    byId: (id) => db.select(shape).from(labels).where(and(eq(labels.id, id), isNull(labels.deletedAt))).get() ?? null,
    insert: (row, now) => { db.insert(labels).values({ ...row, createdAt: now, updatedAt: now }).run(); },
    update: (row, now) => { db.update(labels).set({ name: row.name, colour: row.colour, updatedAt: now }).where(eq(labels.id, row.id)).run(); },
    remove: (id, now) => { db.update(labels).set({ deletedAt: now, updatedAt: now }).where(eq(labels.id, id)).run(); },
    removed: (id) => db.select(shape).from(labels).where(and(eq(labels.id, id), isNotNull(labels.deletedAt))).get() ?? null,
    restore: (id, now) => { db.update(labels).set({ deletedAt: null, updatedAt: now }).where(eq(labels.id, id)).run(); },
    ofPosts: (postIds) => {
      const found = new Map<string, LabelRow[]>();
      for (const { postId, ...label } of ofPosts.all({ ids: JSON.stringify(postIds) })) {
        const list = found.get(postId);
        if (list === undefined) found.set(postId, [label]);
        else list.push(label);
      }
      return found;
    },
    setForPost: (postId, labelIds) => {
      db.delete(postLabels).where(eq(postLabels.postId, postId)).run();
      if (labelIds.length > 0) db.insert(postLabels).values(labelIds.map((labelId) => ({ postId, labelId }))).run();
    },
  };
}
