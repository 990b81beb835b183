import { and, desc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import type { PostRows } from '#electron/features/posts/post-store';
import type { AssetRow } from '#electron/features/posts/rows';
import { rowsInBin } from './bin-search';
import type { Db } from './open';
import { assets, brands, posts, publications } from './schema';
import { rowsMatching } from './search';

/** Enough for two lines of a card. */
const EXCERPT = 300;

const ids = sql`(SELECT value FROM json_each(${sql.placeholder('ids')}))`;
const card = {
  id: posts.id, brandId: posts.brandId, title: posts.title, excerpt: sql<string>`substr(${posts.text}, 1, ${sql.raw(String(EXCERPT))})`,
  media: posts.media, updatedAt: posts.updatedAt, deletedAt: posts.deletedAt,
};
const asset = {
  id: assets.id, brandId: assets.brandId, hash: assets.hash, fileName: assets.fileName, mime: assets.mime, bytes: assets.bytes, width: assets.width, height: assets.height,
  animated: assets.animated, status: assets.status, placeholder: assets.placeholder, alt: assets.alt, probe: assets.probe, focus: assets.focus, video: assets.video, createdAt: assets.createdAt,
};

/** Every row that belongs to these posts alone, children first. The log of what happened stays. */
const everythingOf = (gone: readonly string[]) => {
  const these = sql`(SELECT value FROM json_each(${JSON.stringify(gone)}))`;
  const theirPublications = sql`(SELECT id FROM publications WHERE post_id IN ${these})`;
  return [
    // First, or each publication that goes would have the post's words read anew.
    sql`DELETE FROM bin_search WHERE post_id IN ${these}`,
    sql`DELETE FROM attempts WHERE publication_id IN ${theirPublications}`,
    sql`DELETE FROM publication_metrics WHERE publication_id IN ${theirPublications}`,
    sql`DELETE FROM publications WHERE post_id IN ${these}`,
    sql`DELETE FROM revisions WHERE post_id IN ${these}`,
    sql`DELETE FROM post_labels WHERE post_id IN ${these}`,
    sql`DELETE FROM posts WHERE id IN ${these}`,
  ];
};

/**
 * In the tray lies what has no time at all. A post keeps its `planned_at` while its publications are scheduled, so the
 * partial index `posts_tray` holds little more than the tray; the probe leaves out the rest.
 */
const inTray = (brandId: unknown) => and(
  sql`${posts.brandId} = ${brandId}`, isNull(posts.plannedAt), isNull(posts.deletedAt),
  sql`NOT EXISTS (SELECT 1 FROM ${publications} WHERE ${publications.postId} = ${posts.id} AND ${publications.dueAt} IS NOT NULL AND ${publications.deletedAt} IS NULL)`,
);

export function createPostRows(db: Db): PostRows {
  const byId = db.select().from(posts).where(eq(posts.id, sql.placeholder('id'))).prepare();
  const byIds = db.select().from(posts).where(sql`${posts.id} IN ${ids}`).prepare();
  const assetsByIds = db.select(asset).from(assets).where(sql`${assets.id} IN ${ids}`).prepare();
  const tray = db.select(card).from(posts).where(inTray(sql.placeholder('brandId'))).orderBy(desc(posts.updatedAt)).limit(sql.placeholder('limit')).prepare();
  return {
    byId: (id) => byId.get({ id }) ?? null,
    byIds: (wanted) => byIds.all({ ids: JSON.stringify(wanted) }),
    insert: (row) => { db.insert(posts).values(row).run(); },
    update: (id, patch) => { db.update(posts).set(patch).where(eq(posts.id, id)).run(); },
    unplanned: ({ brandId, limit, match, contains }) => {
      if (match === null && contains === null) return tray.all({ brandId, limit });
      const found = match === null
        ? sql`instr(${posts.text}, ${contains}) > 0`
        : sql`${posts.id} IN (SELECT s.post_id FROM (${rowsMatching(match)}) AS hit JOIN post_search s ON s.row = hit.row)`;
      return db.select(card).from(posts).where(and(inTray(brandId), found)).orderBy(desc(posts.updatedAt)).limit(limit).all();
    },
    inBin: ({ brandId, contains, limit }) => {
      const ofLiveBrands = sql`IN (SELECT ${brands.id} FROM ${brands} WHERE ${brands.deletedAt} IS NULL)`;
      if (contains === null) {
        const within = and(isNotNull(posts.deletedAt), brandId === null ? sql`${posts.brandId} ${ofLiveBrands}` : eq(posts.brandId, brandId));
        return db.select(card).from(posts).where(within).orderBy(desc(posts.deletedAt)).limit(limit).all();
      }
      // FTS5 reads an expression to the first NUL, which nobody types.
      if (contains.includes('\0')) return [];
      const found = sql`${posts.id} IN (SELECT b.post_id FROM (${rowsInBin(contains)}) AS hit JOIN bin_search b ON b.row = hit.row)`;
      // The plus keeps SQLite from going through all of the bin by its index instead.
      return db.select(card).from(posts).where(and(found, brandId === null ? sql`+${posts.brandId} ${ofLiveBrands}` : sql`+${posts.brandId} = ${brandId}`)).orderBy(desc(posts.deletedAt)).limit(limit).all();
    },
    deleteForGood: (gone) => { for (const statement of everythingOf(gone)) db.run(statement); },
    forget: (id) => {
      for (const statement of everythingOf([id])) db.run(statement);
      db.run(sql`DELETE FROM activity WHERE post_id = ${id}`);
    },
    assets: (wanted) => (wanted.length === 0 ? [] : assetsByIds.all({ ids: JSON.stringify([...new Set(wanted)]) }) as readonly AssetRow[]),
    plannedAfter: (brandId, after) => db.select().from(posts)
      .where(and(brandId === null ? undefined : eq(posts.brandId, brandId), isNotNull(posts.plannedAt), gt(posts.plannedAt, after), isNull(posts.deletedAt))).all(),
  };
}
