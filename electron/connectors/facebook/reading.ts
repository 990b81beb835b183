import { SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { listOf } from '../meta-graph/answers';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { InboxPort, MetricsPort, PostMetrics, RemoteComment } from '../ports/reading';
import { commentAnswer, type CommentAnswer, commentedAnswer, countsAnswer, insightsAnswer } from './api-types';
import type { FacebookClient } from './client';
import { postPath, readPost } from './read-post';
import { isStoryId } from './stories';

const NO_COUNTS: PostMetrics = { likes: null, reposts: null, replies: null, quotes: null, views: null };
const COUNT_FIELDS = 'id,reactions.limit(0).summary(true),comments.filter(stream).limit(0).summary(true),shares';
/** post_impressions* died between June 2025 and June 2026; this one is alive (second hand, 2026-11-21). */
const VIEWS = 'post_media_view';

export function createMetricsPort(client: FacebookClient): MetricsPort {
  /** Metrics die one by one and a dead one fails its whole request, so it is asked for alone. */
  async function views(session: Session, id: string, signal: AbortSignal): Promise<Result<number | null, ConnectorError>> {
    const read = await client.read(session, { method: 'GET', path: `${postPath(id)}/insights`, fields: { metric: VIEWS, period: 'lifetime' }, effect: 'reads', signal }, insightsAnswer);
    if (read.ok) return ok(read.value.data.find(({ name }) => name === VIEWS)?.values[0]?.value ?? null);
    return read.error.type === 'rejected' ? ok(null) : read;
  }

  return {
    posts: async (session, remoteIds, signal) => {
      const all = new Map<string, PostMetrics>();
      for (const id of remoteIds) {
        // A Story has no counts of this kind.
        if (isStoryId(id)) {
          all.set(id, NO_COUNTS);
          continue;
        }
        const counts = await readPost(client, session, id, COUNT_FIELDS, countsAnswer, signal);
        if (!counts.ok) {
          if (counts.error.type !== 'rejected') return err(counts.error);
          all.set(id, NO_COUNTS);
          continue;
        }
        if (counts.value === 'gone') continue;
        const seen = await views(session, id, signal);
        if (!seen.ok) return seen;
        const { reactions, comments, shares } = counts.value;
        // Facebook leaves `shares` out where there are none.
        all.set(id, { likes: reactions?.summary.total_count ?? null, replies: comments?.summary.total_count ?? null, reposts: shares?.count ?? 0, quotes: null, views: seen.value });
      }
      return ok(all);
    },
  };
}

const COMMENT_FIELDS = 'id,message,from,created_time,permalink_url';
/** Posts whose comments are looked through, and comments of each. */
const POSTS = '25';
const COMMENTS = 'comments.filter(stream).order(reverse_chronological).limit(50)';
const comments = listOf(commentedAnswer);
const mentions = listOf(commentAnswer);

/** Comments on our newest posts, and posts that name the Page. The cursor is the newest moment seen, in epoch seconds. */
export function createInboxPort(client: FacebookClient): InboxPort {
  return {
    list: async (session, since, signal) => {
      const from = since !== null && /^\d{1,12}$/.test(since) ? Number(since) * SECOND : null;
      const ask = { method: 'GET', effect: 'reads', signal } as const;
      const own = await client.read(session, { ...ask, path: `/${session.remoteId}/published_posts`, fields: { fields: `id,${COMMENTS}{${COMMENT_FIELDS}}`, limit: POSTS } }, comments);
      if (!own.ok) return own;
      const items = new Map<string, RemoteComment>();
      for (const post of own.value.items) for (const one of post.comments?.items ?? []) if (one.from?.id !== session.remoteId) items.set(one.id, toComment(one, 'comment', post.id));
      const tagged = await client.read(session, { ...ask, path: `/${session.remoteId}/tagged`, fields: { fields: COMMENT_FIELDS, limit: POSTS } }, mentions);
      // A login without this permission has comments all the same.
      if (!tagged.ok && tagged.error.type !== 'rejected') return tagged;
      for (const one of tagged.ok ? tagged.value.items : []) if (one.from?.id !== session.remoteId && !items.has(one.id)) items.set(one.id, toComment(one, 'mention', null));
      const all = [...items.values()].filter(({ at }) => from === null || at > from).toSorted((a, b) => b.at - a.at);
      const newest = all[0]?.at;
      return ok({ items: all, cursor: newest === undefined ? since : String(Math.floor(newest / SECOND)) });
    },
  };
}

/** Facebook names an author only where the person or the app allows it, and people have no handles there. */
const toComment = (one: CommentAnswer, kind: RemoteComment['kind'], postRemoteId: string | null): RemoteComment => ({
  remoteId: one.id, kind, postRemoteId, authorHandle: one.from?.id ?? '', authorName: one.from?.name ?? '', text: one.message, at: one.created_time, permalink: one.permalink_url ?? null,
});
