import { SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { InboxPort, MetricsPort, PostMetrics, RemoteComment } from '../ports/reading';
import { insightsAnswer, meAnswer, type PostAnswer, postList } from './api-types';
import type { ThreadsClient } from './client';

const NO_COUNTS: PostMetrics = { likes: null, reposts: null, replies: null, quotes: null, views: null };
const METRICS = 'views,likes,replies,reposts,quotes';
/** Posts whose answers are looked through; each is a call. */
const POSTS = 25;
const MENTION_FIELDS = 'id,text,timestamp,permalink,username';
const REPLY_FIELDS = `${MENTION_FIELDS},is_reply_owned_by_me`;

export function createMetricsPort(client: ThreadsClient): MetricsPort {
  return {
    posts: async (session, remoteIds, signal) => {
      const all = new Map<string, PostMetrics>();
      let ours: boolean | null = null;
      for (const id of remoteIds) {
        const read = await client.read(session, { method: 'GET', path: `/${encodeURIComponent(id)}/insights`, query: { metric: METRICS }, effect: 'reads', signal }, insightsAnswer);
        if (read.ok) {
          const count = (name: string): number | null => read.value.data.get(name) ?? null;
          all.set(id, { likes: count('likes'), reposts: count('reposts'), replies: count('replies'), quotes: count('quotes'), views: count('views') });
          continue;
        }
        if (read.error.type !== 'rejected') return err(read.error);
        if (read.error.reason !== 'not-found') {
          all.set(id, NO_COUNTS);
          continue;
        }
        // "Not there" and "not yours to see" have one answer: it counts as gone while the login works for this account.
        ours ??= await isOurs(client, session, signal);
        if (!ours) all.set(id, NO_COUNTS);
      }
      return ok(all);
    },
  };
}

async function isOurs(client: ThreadsClient, session: Session, signal: AbortSignal): Promise<boolean> {
  const me = await client.read(session, { method: 'GET', path: '/me', query: { fields: 'id,username' }, effect: 'reads', signal }, meAnswer);
  return me.ok && me.value.id === session.remoteId;
}

/** Answers to our newest posts, and mentions. The cursor is the newest moment seen, in epoch seconds. */
export function createInboxPort(client: ThreadsClient): InboxPort {
  const list = async (session: Session, path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Result<readonly PostAnswer[], ConnectorError>> => {
    const read = await client.read(session, { method: 'GET', path, query, effect: 'reads', signal }, postList);
    return read.ok ? ok(read.value.items) : read;
  };
  return {
    list: async (session, since, signal) => {
      const from = since !== null && /^\d{1,12}$/.test(since) ? Number(since) * SECOND : null;
      const own = await list(session, '/me/threads', { fields: 'id,timestamp,has_replies', limit: String(POSTS) }, signal);
      if (!own.ok) return own;
      const items = new Map<string, RemoteComment>();
      for (const post of own.value.filter(({ has_replies: has }) => has)) {
        const answers = await list(session, `/${encodeURIComponent(post.id)}/conversation`, { fields: REPLY_FIELDS, reverse: 'true' }, signal);
        if (!answers.ok && answers.error.type !== 'rejected') return answers;
        for (const one of answers.ok ? answers.value : []) if (!isSelf(one, session)) items.set(one.id, toComment(one, 'comment', post.id));
      }
      const mentions = await list(session, '/me/mentions', { fields: MENTION_FIELDS, limit: String(POSTS) }, signal);
      // A login without this scope has answers all the same.
      if (!mentions.ok && mentions.error.type !== 'rejected') return mentions;
      for (const one of mentions.ok ? mentions.value : []) if (!isSelf(one, session) && !items.has(one.id)) items.set(one.id, toComment(one, 'mention', null));
      const all = [...items.values()].filter(({ at }) => from === null || at > from).toSorted((a, b) => b.at - a.at);
      const newest = all[0]?.at;
      return ok({ items: all, cursor: newest === undefined ? since : String(Math.floor(newest / SECOND)) });
    },
  };
}

const isSelf = (post: PostAnswer, { handle }: Session): boolean => post.is_reply_owned_by_me || post.username.toLowerCase() === handle.toLowerCase();

const toComment = (post: PostAnswer, kind: RemoteComment['kind'], postRemoteId: string | null): RemoteComment => ({
  remoteId: post.id, kind, postRemoteId, authorHandle: post.username, authorName: post.username, text: post.text, at: post.timestamp, permalink: post.permalink ?? null,
});
