import type { MetricsRow, MetricsStore } from '#electron/features/publishing/publishing-store';
import type { Db } from './open';

/** Counts read from networks; a row only where something changed. They may come after the post was deleted for good. */
export function createMetricsStore(db: Db): MetricsStore {
  const sqlite = db.$client;
  const newest = sqlite.prepare('SELECT likes, reposts, replies, quotes, views FROM publication_metrics WHERE publication_id = ? ORDER BY at DESC LIMIT 1');
  const insert = sqlite.prepare(`INSERT OR REPLACE INTO publication_metrics (publication_id, at, likes, reposts, replies, quotes, views)
    SELECT @publicationId, @at, @likes, @reposts, @replies, @quotes, @views WHERE EXISTS (SELECT 1 FROM publications WHERE id = @publicationId)`);
  const of = sqlite.prepare('SELECT publication_id AS publicationId, at, likes, reposts, replies, quotes, views FROM publication_metrics WHERE publication_id = ? ORDER BY at');
  const counts = ['likes', 'reposts', 'replies', 'quotes', 'views'] as const;
  return {
    add: (rows) => {
      db.transaction(() => {
        for (const row of rows) {
          const before = newest.get(row.publicationId) as Record<(typeof counts)[number], number | null> | undefined;
          if (before === undefined || counts.some((c) => before[c] !== row[c])) insert.run(row);
        }
      });
    },
    of: (publicationId) => of.all(publicationId) as MetricsRow[],
  };
}
