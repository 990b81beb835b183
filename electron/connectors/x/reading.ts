import { err, ok } from '#core/result';
import type { InboxPort, MetricsPort, PostMetrics, RemoteComment } from '../ports/reading';
import { type PostAnswer, postsById, repliedTo, timeline, timeOf } from './api-types';
import type { XClient } from './client';

/** GET /2/tweets takes a hundred ids (OpenAPI 2.167). */
const BATCH = 100;
const INBOX_PAGE = 100;
const INBOX_PAGES = 5;

/** The post is not known to be gone, and X tells nothing of it. */
const NO_COUNTS: PostMetrics = { likes: null, reposts: null, replies: null, quotes: null, views: null };

export function createMetricsPort(client: XClient): MetricsPort {
  return {
    posts: async (session, remoteIds, signal) => {
      const all = new Map<string, PostMetrics>(remoteIds.map((id) => [id, NO_COUNTS]));
      const asked = remoteIds.filter((id) => /^\d{1,19}$/.test(id));
      for (let at = 0; at < asked.length; at += BATCH) {
        const query = { ids: asked.slice(at, at + BATCH).join(','), 'post.fields': 'public_metrics' };
        const read = await client.read(session, { method: 'GET', path: '/tweets', query, effect: 'reads', signal }, postsById);
        if (!read.ok) return err(read.error);
        for (const post of read.value.data?.posts ?? []) if (all.has(post.id)) all.set(post.id, countsOf(post));
        // A post that is hidden, or could not be read, is not told as gone: only X's own word counts.
        for (const { type, resource_id: id, value } of read.value.errors ?? []) if (type.endsWith('/resource-not-found')) all.delete(id ?? value ?? '');
      }
      return ok(all);
    },
  };
}

function countsOf({ public_metrics: counts }: PostAnswer): PostMetrics {
  return {
    likes: counts?.like_count ?? null, reposts: counts?.repost_count ?? counts?.retweet_count ?? null, replies: counts?.reply_count ?? null,
    quotes: counts?.quote_count ?? null, views: counts?.impression_count ?? null,
  };
}

/** Mentions, among which are the replies to us: more than that X does not give an app of one's own. */
export function createInboxPort(client: XClient): InboxPort {
  return {
    list: async (session, since, signal) => {
      const items: RemoteComment[] = [];
      let cursor = since;
      let next: string | null = null;
      for (let page = 0; page < INBOX_PAGES; page += 1) {
        const query: Record<string, string> = {
          max_results: String(INBOX_PAGE), 'post.fields': 'conversation_id,created_at,text', expansions: 'author_id,in_reply_to_user_id', 'user.fields': 'name,username',
          ...(since === null || !/^\d{1,19}$/.test(since) ? {} : { since_id: since }), ...(next === null ? {} : { pagination_token: next }),
        };
        const answer = await client.read(session, { method: 'GET', path: `/users/${encodeURIComponent(session.remoteId)}/mentions`, query, effect: 'reads', signal }, timeline);
        if (!answer.ok) return answer;
        const { data, meta, includes } = answer.value;
        for (const post of data?.posts ?? []) {
          const author = includes?.users.find(({ id }) => id === post.author_id);
          items.push(toComment(post, author, session.remoteId, client.bases.web));
        }
        // The newest come first, and the first time one page of the past is enough.
        if (page === 0) cursor = meta.newest_id ?? cursor;
        next = since === null ? null : (meta.next_token ?? null);
        if (next === null) break;
      }
      return ok({ items, cursor });
    },
  };
}

function toComment(post: PostAnswer, author: { readonly username: string; readonly name: string } | undefined, ownId: string, web: string): RemoteComment {
  const toUs = post.in_reply_to_user_id === ownId;
  const handle = author?.username ?? '';
  return {
    remoteId: post.id, kind: toUs ? 'comment' : 'mention', postRemoteId: toUs ? (repliedTo(post) ?? post.conversation_id ?? null) : null,
    authorHandle: handle, authorName: author?.name || handle, text: post.text, at: timeOf(post), permalink: handle === '' ? null : `${web}/${encodeURIComponent(handle)}/status/${post.id}`,
  };
}
