import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import type { DeskRows, HeldInPause, RecentRow, TroubledAccount } from '#electron/features/publishing/desk';
import type { Db } from './open';

const NEEDS = "state IN ('failed','unconfirmed','missed') AND deleted_at IS NULL";

/** Each is held to its index by `test/unit/db/publishing.test.ts`. */
export const todaySql = {
  needing: (ofBrand: boolean) => `
    SELECT p.id, o.title, a.handle FROM publications p INDEXED BY publications_needs JOIN posts o ON o.id = p.post_id JOIN accounts a ON a.id = p.account_id
    WHERE p.${NEEDS.replace('deleted_at', 'p.deleted_at')} ${ofBrand ? 'AND p.brand_id = @brandId' : 'AND p.brand_id IN (SELECT id FROM brands WHERE deleted_at IS NULL)'}
    ORDER BY p.state_since DESC LIMIT @limit`,
  needCounts: `SELECT brand_id AS brandId, count(*) AS n FROM publications INDEXED BY publications_needs
    WHERE ${NEEDS} AND brand_id IN (SELECT id FROM brands WHERE deleted_at IS NULL) GROUP BY brand_id`,
  nextOut: `SELECT p.due_at AS at, p.post_id AS postId FROM brands b CROSS JOIN publications p INDEXED BY publications_calendar ON p.brand_id = b.id
    WHERE b.id = @brandId AND p.due_at IS NOT NULL AND p.deleted_at IS NULL AND p.due_at > @now AND p.state = 'scheduled' ORDER BY p.due_at LIMIT 1`,
  recent: `
    SELECT p.id AS publicationId, p.post_id AS postId, o.title, p.network, p.published_at AS publishedAt,
      (SELECT s.hash FROM assets s WHERE s.id = json_extract(coalesce(p.media, o.media), '$[0].assetId') AND s.status = 'ok') AS thumbHash,
      m.likes, m.reposts, m.replies, m.views
    FROM publications p INDEXED BY publications_published JOIN posts o ON o.id = p.post_id
    LEFT JOIN publication_metrics m ON m.publication_id = p.id AND m.at = (SELECT max(at) FROM publication_metrics WHERE publication_id = p.id)
    WHERE p.published_at IS NOT NULL AND p.deleted_at IS NULL AND p.state = 'published' AND p.brand_id = @brandId
    ORDER BY p.published_at DESC LIMIT @limit`,
  heldInPause: `SELECT p.account_id AS accountId, p.network, count(*) AS count, min(coalesce(json_extract(p.saved, '$.linnet.handover.dueAt'), p.due_at)) AS firstAt
    FROM attempts t INDEXED BY attempts_open CROSS JOIN publications p ON p.id = t.publication_id JOIN accounts a ON a.id = p.account_id
    WHERE t.finished_at IS NULL AND t.kind = 'hand-over' AND p.native_ref IS NOT NULL AND p.state <> 'published' AND (@all OR a.paused_at IS NOT NULL)
    GROUP BY p.account_id`,
  dueCount: `SELECT count(DISTINCT post_id) AS n FROM publications INDEXED BY publications_calendar
    WHERE brand_id = @brandId AND due_at IS NOT NULL AND due_at >= @from AND due_at < @to AND deleted_at IS NULL AND state NOT IN ('draft', 'cancelled')`,
} as const;

/** What Today, the tray and the notifications show. */
export function createTodayRows(db: Db): DeskRows {
  const sqlite = db.$client;
  const needingOne = sqlite.prepare(todaySql.needing(true));
  const needingAll = sqlite.prepare(todaySql.needing(false));
  const counts = sqlite.prepare(todaySql.needCounts);
  const nextOut = sqlite.prepare(todaySql.nextOut);
  const networks = sqlite.prepare("SELECT DISTINCT network FROM publications WHERE post_id = ? AND due_at = ? AND state = 'scheduled' AND deleted_at IS NULL ORDER BY network");
  const title = sqlite.prepare('SELECT title FROM posts WHERE id = ?');
  const brandIds = sqlite.prepare('SELECT id FROM brands WHERE deleted_at IS NULL');
  const recent = sqlite.prepare(todaySql.recent);
  const heldInPause = sqlite.prepare(todaySql.heldInPause);
  const dueCount = sqlite.prepare(todaySql.dueCount);
  const troubled = sqlite.prepare(`
    SELECT a.id AS accountId, a.brand_id AS brandId, a.network, a.handle, a.health, a.expires_at AS expiresAt, a.login_ends_at AS loginEndsAt,
      (SELECT count(*) FROM publications p WHERE p.account_id = a.id AND p.deleted_at IS NULL AND p.state IN ('scheduled', 'publishing', 'hold')) AS waiting
    FROM accounts a JOIN brands b ON b.id = a.brand_id AND b.deleted_at IS NULL
    WHERE a.deleted_at IS NULL AND (@brandId IS NULL OR a.brand_id = @brandId) AND (a.health <> 'ok' OR a.expires_at < @expiringBefore OR a.login_ends_at < @expiringBefore)`);
  const about = sqlite.prepare('SELECT o.title, a.handle FROM publications p JOIN posts o ON o.id = p.post_id JOIN accounts a ON a.id = p.account_id WHERE p.id = ?');

  type Need = { readonly id: Id; readonly title: string; readonly handle: string };
  return {
    needing: (brandId, limit) => (brandId === null ? needingAll.all({ limit }) : needingOne.all({ brandId, limit })) as Need[],
    needCounts: () => new Map((counts.all() as { readonly brandId: Id; readonly n: number }[]).map((r) => [r.brandId, r.n])),
    // Somebody who took an account off and has nothing waiting there needs no reminder.
    troubled: (brandId, expiringBefore) => (troubled.all({ brandId, expiringBefore }) as TroubledAccount[]).filter((a) => a.health !== 'disconnected' || a.waiting > 0),
    // Brand by brand, each newest first from its index: over all at once everything ever published would be sorted, with its picture and its results.
    recent: (brandId, limit) => (brandId === null ? (brandIds.all() as { readonly id: Id }[]).map(({ id }) => id) : [brandId])
      .flatMap((id) => recent.all({ brandId: id, limit }) as RecentRow[]).sort((a, b) => b.publishedAt - a.publishedAt).slice(0, limit),
    nextOut: (now) => {
      const first = (brandIds.all() as { readonly id: Id }[])
        .flatMap(({ id }) => (nextOut.get({ brandId: id, now }) as { readonly at: Millis; readonly postId: Id } | undefined) ?? [])
        .sort((a, b) => a.at - b.at)[0];
      if (first === undefined) return null;
      return {
        ...first, title: (title.get(first.postId) as { readonly title: string }).title,
        networks: (networks.all(first.postId, first.at) as { readonly network: NetworkId }[]).map((r) => r.network),
      };
    },
    heldInPause: (all) => heldInPause.all({ all: all ? 1 : 0 }) as HeldInPause[],
    dueCount: (brandId, from, to) => (dueCount.get({ brandId, from, to }) as { readonly n: number }).n,
    about: (id) => (about.get(id) as { readonly title: string; readonly handle: string } | undefined) ?? null,
  };
}
