import { ok } from '#core/result';
import { isGone } from '../http/read-error';
import type { MetricsPort, PostMetrics } from '../ports/reading';
import { pinMetrics } from './api-types';
import type { PinterestClient } from './client';

/** One call a Pin: only a Pin itself tells its counts of all time; the lists of analytics end after ninety days. */
export function createMetricsPort(client: PinterestClient): MetricsPort {
  return {
    posts: async (session, remoteIds, signal) => {
      const all = new Map<string, PostMetrics>();
      for (const remoteId of remoteIds) {
        const pin = await client.read(session, { method: 'GET', path: `/pins/${encodeURIComponent(remoteId)}?pin_metrics=true`, effect: 'reads', signal }, pinMetrics);
        if (!pin.ok) {
          if (isGone(pin.error)) continue;
          return pin;
        }
        const counts = pin.value.pin_metrics?.lifetime_metrics ?? null;
        all.set(remoteId, { likes: counts?.reaction ?? null, reposts: counts?.save ?? null, replies: counts?.comment ?? null, quotes: null, views: counts?.impression ?? null });
      }
      return ok(all);
    },
  };
}
