import { z } from 'zod';
import { ok, type Result } from '#core/result';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { InboxPort, MetricsPort, PostMetrics, RemoteComment } from '../ports/reading';
import type { BlueskyBases } from './bases';
import type { BlueskyClient } from './client';

const count = z.number().int().nonnegative().nullable().catch(null).default(null);
const postsAnswer = z.object({ posts: z.array(z.object({ uri: z.string(), likeCount: count, repostCount: count, replyCount: count, quoteCount: count })) });
const notificationsAnswer = z.object({
  cursor: z.string().optional(),
  notifications: z.array(z.object({
    uri: z.string(), reason: z.string(), indexedAt: z.iso.datetime(), author: z.object({ did: z.string(), handle: z.string(), displayName: z.string().optional() }),
    record: z.object({ text: z.string().catch(''), reply: z.object({ root: z.object({ uri: z.string() }) }).optional().catch(undefined) }).catch({ text: '' }),
  })),
});
/** Lexicon app.bsky.feed.getPosts: at most 25 uris. Checked 2026-11-21. */
const AT_ONCE = 25;

/** The post is there, and the app view tells nothing of it. */
const NO_COUNTS: PostMetrics = { likes: null, reposts: null, replies: null, quotes: null, views: null };
const recordAnswer = z.object({ uri: z.string() });

export function createMetricsPort(client: BlueskyClient): MetricsPort {
  /** The app view may be behind, or hide a post; what exists is known by the account's own server. */
  async function isGone(session: Session, uri: string, signal: AbortSignal): Promise<Result<boolean, ConnectorError>> {
    const [collection = '', rkey = ''] = uri.split('/').slice(-2);
    const found = await client.read(session, { method: 'GET', name: 'com.atproto.repo.getRecord', params: { repo: session.remoteId, collection, rkey }, effect: 'reads', signal }, recordAnswer);
    if (found.ok) return ok(false);
    return found.error.type === 'rejected' ? ok(found.error.reason === 'not-found') : found;
  }

  return {
    posts: async (session, remoteIds, signal) => {
      const found = new Map<string, PostMetrics>();
      for (let from = 0; from < remoteIds.length; from += AT_ONCE) {
        const uris = remoteIds.slice(from, from + AT_ONCE);
        const answer = await client.read(session, { method: 'GET', name: 'app.bsky.feed.getPosts', params: { uris }, effect: 'reads', signal }, postsAnswer);
        if (!answer.ok) return answer;
        for (const post of answer.value.posts) {
          found.set(post.uri, { likes: post.likeCount, reposts: post.repostCount, replies: post.replyCount, quotes: post.quoteCount, views: null });
        }
        for (const uri of uris.filter((one) => !found.has(one))) {
          const gone = await isGone(session, uri, signal);
          if (!gone.ok) return gone;
          if (!gone.value) found.set(uri, NO_COUNTS);
        }
      }
      return ok(found);
    },
  };
}

export function createInboxPort(client: BlueskyClient, bases: BlueskyBases): InboxPort {
  return {
    list: async (session, since, signal) => {
      const answer = await client.read(session, {
        method: 'GET', name: 'app.bsky.notification.listNotifications', params: { limit: '100', reasons: ['mention', 'reply', 'quote'] }, effect: 'reads', signal,
      }, notificationsAnswer);
      if (!answer.ok) return answer;
      const newer = answer.value.notifications.filter((n) => since === null || n.indexedAt > since);
      const items = newer.map((n): RemoteComment => ({
        remoteId: n.uri, kind: n.reason === 'reply' ? 'comment' : 'mention', postRemoteId: n.record.reply?.root.uri ?? null,
        authorHandle: n.author.handle, authorName: n.author.displayName ?? n.author.handle, text: n.record.text, at: Date.parse(n.indexedAt),
        permalink: `${bases.app}/profile/${n.author.did}/post/${n.uri.slice(n.uri.lastIndexOf('/') + 1)}`,
      }));
      return ok({ items, cursor: newer.reduce<string | null>((latest, n) => (latest === null || n.indexedAt > latest ? n.indexedAt : latest), since) });
    },
  };
}
