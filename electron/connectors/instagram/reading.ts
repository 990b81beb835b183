import { SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import { listOf } from '../meta-graph/answers';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { InboxPort, MetricsPort, PostMetrics, RemoteComment } from '../ports/reading';
import { commentedAnswer, countsAnswer, insightsAnswer, taggedAnswer } from './api-types';
import type { InstagramClient } from './client';
import { readProfile } from './profile';

const NO_COUNTS: PostMetrics = { likes: null, reposts: null, replies: null, quotes: null, views: null };
/** Meta's list of metrics of a post, v25.0; that each is alive for each kind of post is not confirmed. */
const METRICS = ['views', 'reposts'] as const;

export function createMetricsPort(client: InstagramClient): MetricsPort {
  const ask = (session: Session, id: string, metric: string, signal: AbortSignal) =>
    client.read(session, { method: 'GET', path: `/${encodeURIComponent(id)}/insights`, fields: { metric }, effect: 'reads', signal }, insightsAnswer);

  /** One dead metric fails its whole request, so after a refusal each is asked for alone. */
  async function insights(session: Session, id: string, signal: AbortSignal): Promise<Result<ReadonlyMap<string, number | null>, ConnectorError>> {
    const all = await ask(session, id, METRICS.join(','), signal);
    if (all.ok) return ok(all.value.data);
    if (all.error.type !== 'rejected') return all;
    const found = new Map<string, number | null>();
    for (const metric of METRICS) {
      const one = await ask(session, id, metric, signal);
      if (one.ok) for (const [name, value] of one.value.data) found.set(name, value);
      else if (one.error.type !== 'rejected') return one;
    }
    return ok(found);
  }

  return {
    posts: async (session, remoteIds, signal) => {
      const all = new Map<string, PostMetrics>();
      let ours: boolean | null = null;
      for (const id of remoteIds) {
        const counts = await client.read(session, { method: 'GET', path: `/${encodeURIComponent(id)}`, fields: { fields: 'id,like_count,comments_count' }, effect: 'reads', signal }, countsAnswer);
        if (!counts.ok) {
          if (counts.error.type !== 'rejected') return err(counts.error);
          // "Not there" and "not yours to see" have one answer: it counts as gone while the login works for this account.
          ours ??= await isOurs(client, session, signal);
          if (!isGone(counts.error) || !ours) all.set(id, NO_COUNTS);
          continue;
        }
        const seen = await insights(session, id, signal);
        if (!seen.ok) return seen;
        all.set(id, { likes: counts.value.like_count, replies: counts.value.comments_count, reposts: seen.value.get('reposts') ?? null, quotes: null, views: seen.value.get('views') ?? null });
      }
      return ok(all);
    },
  };
}

async function isOurs(client: InstagramClient, session: Session, signal: AbortSignal): Promise<boolean> {
  const me = await readProfile(client, session, signal);
  return me.ok && me.value.remoteId === session.remoteId;
}

/** Posts whose comments are looked through. */
const POSTS = '25';
const COMMENTS = 'comments.limit(50){id,text,timestamp,username}';
const commented = listOf(commentedAnswer);
const tagged = listOf(taggedAnswer);

/** Comments on our newest posts, and posts that somebody has marked us on. The cursor is the newest moment seen, in epoch seconds. */
export function createInboxPort(client: InstagramClient): InboxPort {
  return {
    list: async (session, since, signal) => {
      const from = since !== null && /^\d{1,12}$/.test(since) ? Number(since) * SECOND : null;
      const isSelf = (username: string): boolean => username.toLowerCase() === session.handle.toLowerCase();
      const ask = { method: 'GET', effect: 'reads', signal } as const;
      const own = await client.read(session, { ...ask, path: `/${session.remoteId}/media`, fields: { fields: `id,permalink,${COMMENTS}`, limit: POSTS } }, commented);
      if (!own.ok) return own;
      const items = new Map<string, RemoteComment>();
      const add = (remoteId: string, username: string, rest: Omit<RemoteComment, 'remoteId' | 'authorHandle' | 'authorName'>): void => {
        if (!isSelf(username) && !items.has(remoteId)) items.set(remoteId, { remoteId, authorHandle: username, authorName: username, ...rest });
      };
      for (const post of own.value.items) {
        // A comment has no address of its own.
        for (const one of post.comments?.items ?? []) add(one.id, one.username, { kind: 'comment', postRemoteId: post.id, text: one.text, at: one.timestamp, permalink: post.permalink ?? null });
      }
      const marks = await client.read(session, { ...ask, path: `/${session.remoteId}/tags`, fields: { fields: 'id,caption,username,timestamp,permalink', limit: POSTS } }, tagged);
      // A login without this permission has comments all the same.
      if (!marks.ok && marks.error.type !== 'rejected') return marks;
      for (const one of marks.ok ? marks.value.items : []) add(one.id, one.username, { kind: 'mention', postRemoteId: null, text: one.caption, at: one.timestamp, permalink: one.permalink ?? null });
      const all = [...items.values()].filter(({ at }) => from === null || at > from).toSorted((a, b) => b.at - a.at);
      const newest = all[0]?.at;
      return ok({ items: all, cursor: newest === undefined ? since : String(Math.floor(newest / SECOND)) });
    },
  };
}
