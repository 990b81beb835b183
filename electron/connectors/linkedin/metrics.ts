import { z } from 'zod';
import { ok } from '#core/result';
import type { MetricsPort, PostMetrics } from '../ports/reading';
import type { LinkedinClient } from './client';
import { isOrganisation, isPostUrn, restList } from './urn';

const NO_COUNTS: PostMetrics = { likes: null, reposts: null, replies: null, quotes: null, views: null };
/** So many posts are asked about in one call. How many LinkedIn takes is not told. */
const BATCH = 20;

const count = z.int().min(0).nullish().transform((n) => n ?? null).catch(null);
const statistics = z.object({
  elements: z.array(z.object({
    share: z.string().nullish(), ugcPost: z.string().nullish(),
    totalShareStatistics: z.object({ likeCount: count, shareCount: count, commentCount: count, impressionCount: count }),
  })),
});

/** Counts of a company page's posts. A member's own app may read none, so none is asked for. */
export function createMetricsPort(client: LinkedinClient): MetricsPort {
  return {
    posts: async (session, remoteIds, signal) => {
      const all = new Map<string, PostMetrics>(remoteIds.map((id) => [id, NO_COUNTS]));
      if (!isOrganisation(session.remoteId)) return ok(all);
      for (const [name, kind] of [['shares', 'share'], ['ugcPosts', 'ugcPost']] as const) {
        const asked = remoteIds.filter((id) => isPostUrn(id) && id.startsWith(`urn:li:${kind}:`));
        for (let at = 0; at < asked.length; at += BATCH) {
          const path = `/rest/organizationalEntityShareStatistics?q=organizationalEntity&organizationalEntity=${encodeURIComponent(session.remoteId)}&${name}=${restList(asked.slice(at, at + BATCH))}`;
          const read = await client.read(session, { method: 'GET', path, effect: 'reads', signal }, statistics);
          // A login without the permission has none, and asking again does not bring them.
          if (!read.ok && read.error.type === 'rejected') continue;
          if (!read.ok) return read;
          for (const { share, ugcPost, totalShareStatistics: told } of read.value.elements) {
            const id = share ?? ugcPost ?? '';
            if (all.has(id)) all.set(id, { likes: told.likeCount, reposts: told.shareCount, replies: told.commentCount, quotes: null, views: told.impressionCount });
          }
        }
      }
      return ok(all);
    },
  };
}
