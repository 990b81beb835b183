import { and, asc, eq, gte, isNotNull, isNull, lt, sql, type SQL } from 'drizzle-orm';
import type { NetworkId } from '#core/networks';
import type { PublicationState } from '#core/posts/states';
import type { CalendarPlanned, CalendarPublication, CalendarRead, CalendarRows } from '#electron/features/planning/planning-store';
import type { Db } from './open';
import { assets, brands, labels, postLabels, posts, publications } from './schema';

const from = sql.placeholder('from');
const to = sql.placeholder('to');
const ids = sql`(SELECT value FROM json_each(${sql.placeholder('ids')}))`;

const columns = {
  id: publications.id, postId: publications.postId, brandId: publications.brandId, accountId: publications.accountId, network: publications.network,
  state: publications.state, problemCode: publications.problemCode, nativeRef: publications.nativeRef, dueAt: publications.dueAt,
};

// Most posts have no picture, and then there is nothing to parse.
const face = { title: posts.title, assetId: sql<string | null>`CASE WHEN ${posts.media} <> '[]' THEN json_extract(${posts.media}, '$[0].assetId') END` };

/** In the order of `columns`. The rows are read raw: mapping thousands of them by name costs as much as the query. */
type Raw = readonly [string, string, string, string, NetworkId, PublicationState, string | null, string | null, number | null];
const toPublication = ([id, postId, brandId, accountId, network, state, problemCode, nativeRef, dueAt]: Raw): CalendarPublication =>
  ({ id, postId, brandId, accountId, network, state, problemCode, nativeRef, dueAt });

/** Queries are prepared once; `test/unit/db/calendar.test.ts` holds each to its index. */
export function createCalendarQueries(db: Db) {
  const liveBrands = sql`(SELECT ${brands.id} FROM ${brands} WHERE ${brands.deletedAt} IS NULL)`;
  // Named, because with one brand the planner may think the times of each account the shorter way.
  const byCalendar = sql`${publications} INDEXED BY ${sql.identifier('publications_calendar')}`;
  // drizzle does not see the table behind those words, so its columns are words as well.
  const dueColumns = Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, sql`${column}`]));
  const due = (brand: SQL) => db.select(dueColumns).from(byCalendar)
    .where(and(brand, isNotNull(publications.dueAt), isNull(publications.deletedAt), gte(publications.dueAt, from), lt(publications.dueAt, to)))
    .orderBy(asc(publications.dueAt));
  const planned = (brand: SQL) => db.select({ postId: posts.id, brandId: posts.brandId, plannedAt: posts.plannedAt, ...face }).from(posts)
    .where(and(brand, isNotNull(posts.plannedAt), isNull(posts.deletedAt), gte(posts.plannedAt, from), lt(posts.plannedAt, to)))
    .orderBy(asc(posts.plannedAt));
  return {
    dueOfBrand: due(eq(publications.brandId, sql.placeholder('brandId'))),
    dueOfAll: due(sql`${publications.brandId} IN ${liveBrands}`),
    plannedOfBrand: planned(eq(posts.brandId, sql.placeholder('brandId'))),
    plannedOfAll: planned(sql`${posts.brandId} IN ${liveBrands}`),
    ofPosts: db.select(columns).from(publications).where(and(sql`${publications.postId} IN ${ids}`, isNull(publications.deletedAt))),
    posts: db.select({ id: posts.id, ...face }).from(posts).where(sql`${posts.id} IN ${ids}`),
    hashes: db.select({ id: assets.id, hash: assets.hash }).from(assets).where(and(sql`${assets.id} IN ${ids}`, eq(assets.status, 'ok'))),
    labels: db.select({ postId: postLabels.postId, labelId: postLabels.labelId }).from(postLabels).innerJoin(labels, eq(labels.id, postLabels.labelId))
      .where(and(sql`${postLabels.postId} IN ${ids}`, isNull(labels.deletedAt))),
  };
}

export function createCalendarRows(db: Db): CalendarRows {
  const queries = createCalendarQueries(db);
  const dueOfBrand = queries.dueOfBrand.prepare();
  const dueOfAll = queries.dueOfAll.prepare();
  const plannedOfBrand = queries.plannedOfBrand.prepare();
  const plannedOfAll = queries.plannedOfAll.prepare();
  const ofPosts = queries.ofPosts.prepare();
  const postsByIds = queries.posts.prepare();
  const hashes = queries.hashes.prepare();
  const labelsByPost = queries.labels.prepare();

  return {
    publications: ({ brandId, ...range }: CalendarRead) =>
      ((brandId === null ? dueOfAll.values(range) : dueOfBrand.values({ brandId, ...range })) as unknown as readonly Raw[]).map(toPublication),
    planned: ({ brandId, ...range }) =>
      ((brandId === null ? plannedOfAll.values(range) : plannedOfBrand.values({ brandId, ...range })) as unknown as readonly (readonly [string, string, number, string, string | null])[])
        .map(([postId, brand, plannedAt, title, thumbAssetId]): CalendarPlanned => ({ postId, brandId: brand, plannedAt, title, thumbAssetId })),
    publicationsOf: (postIds) => (postIds.length === 0 ? [] : (ofPosts.values({ ids: JSON.stringify(postIds) }) as unknown as readonly Raw[]).map(toPublication)),
    posts: (postIds) => (postIds.length === 0 ? [] : (postsByIds.values({ ids: JSON.stringify(postIds) }) as unknown as readonly (readonly [string, string, string | null])[])
      .map(([postId, title, thumbAssetId]) => ({ postId, title, thumbAssetId }))),
    hashes: (assetIds) => new Map(assetIds.length === 0 ? [] : hashes.values({ ids: JSON.stringify(assetIds) }) as unknown as readonly (readonly [string, string])[]),
    labels: (postIds) => {
      const found = new Map<string, string[]>();
      for (const [postId, labelId] of labelsByPost.values({ ids: JSON.stringify(postIds) }) as unknown as readonly (readonly [string, string])[]) {
        const list = found.get(postId);
        if (list === undefined) found.set(postId, [labelId]);
        else list.push(labelId);
      }
      return found;
    },
  };
}
