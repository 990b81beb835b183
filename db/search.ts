import { and, isNull, type SQL, sql } from 'drizzle-orm';
import type { Match } from '#electron/features/search/match';
import type { FoundPost, SearchRows } from '#electron/features/search/search-store';
import type { Db } from './open';
import { posts, publications } from './schema';

/** A text of 100,000 characters is not carried over to show one line of it. */
const READ = 20_000;
const found = sql`p.id, p.brand_id, p.title, substr(p.text, 1, ${sql.raw(String(READ))}), p.planned_at, (SELECT a.hash FROM assets AS a WHERE a.id = json_extract(p.media, '$[0].assetId') AND a.status = 'ok')`;
type Raw = readonly [string, string, string, string, number | null, string | null];
const toFound = ([postId, brandId, title, text, plannedAt, thumbHash]: Raw): FoundPost => ({ postId, brandId, title, text, plannedAt, thumbHash });

/** The rows of `post_search` that either index finds. */
export const rowsMatching = ({ words, pairs }: Match): SQL => (words === null
  ? sql`SELECT rowid AS row FROM posts_cjk WHERE posts_cjk MATCH ${pairs}`
  : sql`SELECT rowid AS row FROM posts_fts WHERE posts_fts MATCH ${words} UNION SELECT rowid FROM posts_cjk WHERE posts_cjk MATCH ${pairs}`);

/** The same, highest row first. Each index gives its rows in that order and stops at the limit. */
const newestMatching = ({ words, pairs }: Match, limit: number): SQL => {
  const inPairs = sql`SELECT rowid AS row FROM posts_cjk WHERE posts_cjk MATCH ${pairs} ORDER BY rowid DESC LIMIT ${limit}`;
  return words === null ? inPairs : sql`SELECT row FROM (SELECT rowid AS row FROM posts_fts WHERE posts_fts MATCH ${words} ORDER BY rowid DESC LIMIT ${limit})
    UNION SELECT row FROM (${inPairs}) ORDER BY row DESC LIMIT ${limit}`;
};

export function createSearchRows(db: Db): SearchRows {
  const publicationsOf = db.select({
    postId: publications.postId, network: publications.network, state: publications.state, dueAt: publications.dueAt, publishedAt: publications.publishedAt,
    text: sql<string | null>`substr(${publications.text}, 1, ${sql.raw(String(READ))})`,
  }).from(publications).where(and(sql`${publications.postId} IN (SELECT value FROM json_each(${sql.placeholder('ids')}))`, isNull(publications.deletedAt))).prepare();
  return {
    // The row number grows each time a post's words change, so descending order is "newest words first" and stops at the limit.
    matching: (match, limit) => (db.values<Raw & unknown[]>(sql`SELECT ${found} FROM (${newestMatching(match, limit)}) AS hit
      JOIN post_search AS s ON s.row = hit.row JOIN ${posts} AS p ON p.id = s.post_id ORDER BY hit.row DESC`)).map(toFound),
    containing: ({ brandId, piece, within, limit }) => db.values<Raw & unknown[]>(sql`SELECT ${found} FROM (SELECT post_id, row FROM post_search ORDER BY row DESC LIMIT ${within}) AS s
      JOIN ${posts} AS p ON p.id = s.post_id WHERE instr(p.text, ${piece}) > 0 ${brandId === null ? sql`` : sql`AND p.brand_id = ${brandId}`} ORDER BY s.row DESC LIMIT ${limit}`).map(toFound),
    publicationsOf: (postIds) => publicationsOf.all({ ids: JSON.stringify(postIds) }),
  };
}
