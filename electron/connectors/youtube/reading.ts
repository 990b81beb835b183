import { ok } from '#core/result';
import type { InboxPort, MetricsPort, PostMetrics, RemoteComment } from '../ports/reading';
import { type CommentAnswer, threadList } from './api-types';
import type { YoutubeBases } from './bases';
import type { YoutubeClient } from './client';
import { readVideos } from './find-published';

/** videos.list takes fifty ids. */
const BATCH = 50;
const INBOX_PAGE = 100;
const INBOX_PAGES = 5;

export function createMetricsPort(client: YoutubeClient): MetricsPort {
  return {
    posts: async (session, remoteIds, signal) => {
      const all = new Map<string, PostMetrics>();
      const asked = remoteIds.filter((id) => /^[\w-]{1,64}$/.test(id));
      for (let at = 0; at < asked.length; at += BATCH) {
        const read = await readVideos(client, session, asked.slice(at, at + BATCH), 'statistics', signal);
        if (!read.ok) return read;
        // YouTube leaves out what is gone, and says so in no other way.
        for (const { id, statistics: counts } of read.value) all.set(id, { likes: counts?.likeCount ?? null, reposts: null, replies: counts?.commentCount ?? null, quotes: null, views: counts?.viewCount ?? null });
      }
      return ok(all);
    },
  };
}

/** Comments on the channel's videos, and the answers to them that YouTube gives along; the channel's own are left out. */
export function createInboxPort(client: YoutubeClient): InboxPort {
  return {
    list: async (session, since, signal) => {
      const items: RemoteComment[] = [];
      const known = Date.parse(since ?? '');
      const from = Number.isNaN(known) ? Number.NEGATIVE_INFINITY : known;
      let newest = from;
      let next: string | null = null;
      for (let n = 0; n < INBOX_PAGES; n += 1) {
        const query: Record<string, string> = { part: 'snippet,replies', allThreadsRelatedToChannelId: session.remoteId, order: 'time', textFormat: 'plainText', maxResults: String(INBOX_PAGE), ...(next === null ? {} : { pageToken: next }) };
        const page = await client.read(session, { method: 'GET', path: '/commentThreads', query, effect: 'reads', cost: 1, signal }, threadList);
        if (!page.ok) return page;
        const threads = page.value.items;
        for (const { snippet, replies } of threads) {
          for (const comment of [snippet.topLevelComment, ...(replies?.comments ?? [])]) {
            const at = comment.snippet.publishedAt;
            newest = Math.max(newest, at);
            if (at > from && comment.snippet.authorChannelId?.value !== session.remoteId) items.push(toComment(comment, snippet.videoId ?? null, client.bases));
          }
        }
        next = page.value.next;
        // The first time one page of the past is enough, and later one that reaches back to the last look.
        const oldest = threads.at(-1)?.snippet.topLevelComment.snippet.publishedAt ?? from;
        if (next === null || since === null || oldest <= from) break;
      }
      return ok({ items, cursor: Number.isFinite(newest) ? new Date(newest).toISOString() : since });
    },
  };
}

function toComment({ id, snippet }: CommentAnswer, videoId: string | null, { web }: YoutubeBases): RemoteComment {
  const video = videoId ?? snippet.videoId ?? null;
  const name = snippet.authorDisplayName;
  return {
    remoteId: id, kind: 'comment', postRemoteId: video, authorHandle: name.replace(/^@/, ''), authorName: name, text: snippet.textOriginal || snippet.textDisplay, at: snippet.publishedAt,
    permalink: video === null ? null : `${web}/watch?v=${video}&lc=${encodeURIComponent(id)}`,
  };
}
