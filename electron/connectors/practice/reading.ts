import { ok } from '#core/result';
import type { InboxPort, MetricsPort, PostMetrics } from '../ports/reading';
import { metricsAnswer, notificationsAnswer } from './api-types';
import type { PracticeClient } from './client';

const IDS_PER_CALL = 100;

export function createMetricsPort(client: PracticeClient): MetricsPort {
  return {
    posts: async (session, remoteIds, signal) => {
      const all = new Map<string, PostMetrics>();
      for (let i = 0; i < remoteIds.length; i += IDS_PER_CALL) {
        const query = new URLSearchParams({ ids: remoteIds.slice(i, i + IDS_PER_CALL).join(',') });
        const page = await client.read(session, { method: 'GET', path: `/api/metrics?${query.toString()}`, effect: 'reads', signal }, metricsAnswer);
        if (!page.ok) return page;
        for (const [id, c] of Object.entries(page.value.posts)) {
          all.set(id, { likes: c.likes, reposts: c.reposts, replies: c.comments, quotes: c.quotes, views: c.views });
        }
      }
      return ok(all);
    },
  };
}

export function createInboxPort(client: PracticeClient): InboxPort {
  return {
    list: async (session, since, signal) => {
      const path = since === null ? '/api/me/notifications' : `/api/me/notifications?${new URLSearchParams({ since }).toString()}`;
      const page = await client.read(session, { method: 'GET', path, effect: 'reads', signal }, notificationsAnswer);
      if (!page.ok) return page;
      const items = page.value.items.map((item) => ({
        remoteId: item.id,
        kind: item.kind,
        postRemoteId: item.post_id,
        authorHandle: item.author.handle,
        authorName: item.author.name,
        text: item.text,
        at: item.created_at,
        permalink: item.url,
      }));
      return ok({ items, cursor: page.value.cursor ?? since });
    },
  };
}
