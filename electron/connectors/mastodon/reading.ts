import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import { isGone } from '../http/read-error';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { MetricsPort, PostMetrics } from '../ports/reading';
import { statusAnswer, statusList } from './api-types';
import type { StatusAnswer } from './api-types';
import type { MastodonClient } from './client';

/** GET /api/v1/statuses?id[]= takes twenty (4.3 and later, documentation 2903485). */
const BATCH = 20;

/** The post is not known to be gone, and the server tells nothing of it. */
const NO_COUNTS: PostMetrics = { likes: null, reposts: null, replies: null, quotes: null, views: null };

export function createMetricsPort(client: MastodonClient): MetricsPort {
  type Counts = ReadonlyMap<string, PostMetrics>;

  async function oneByOne(session: Session, ids: readonly string[], signal: AbortSignal): Promise<Result<Counts, ConnectorError>> {
    const counts = new Map<string, PostMetrics>();
    for (const id of ids) {
      const answer = await client.call(session, { method: 'GET', path: `/api/v1/statuses/${encodeURIComponent(id)}`, effect: 'reads', signal });
      if (!answer.ok && answer.error.type !== 'rejected') return answer;
      const gone = !answer.ok && isGone(answer.error);
      const status = answer.ok ? statusAnswer.safeParse(answer.value.json).data : undefined;
      if (!gone) counts.set(id, status === undefined ? NO_COUNTS : countsOf(status));
    }
    return ok(counts);
  }

  async function batch(session: Session, ids: readonly string[], signal: AbortSignal): Promise<Result<Counts, ConnectorError>> {
    const query = new URLSearchParams(ids.map((id) => ['id[]', id]));
    const list = await client.read(session, { method: 'GET', path: `/api/v1/statuses?${query}`, effect: 'reads', signal }, statusList);
    if (!list.ok) return list;
    const counts = new Map(list.value.statuses.flatMap((status) => (ids.includes(status.id) ? [[status.id, countsOf(status)] as const] : [])));
    if (list.value.whole) return ok(counts);
    // One that could not be read may be any of those that seem to be missing.
    const rest = await oneByOne(session, ids.filter((id) => !counts.has(id)), signal);
    return rest.ok ? ok(new Map([...counts, ...rest.value])) : rest;
  }

  return {
    posts: async (session, remoteIds, signal) => {
      const all = new Map<string, PostMetrics>();
      let inBatches = client.secretOf(session)?.software === 'mastodon';
      for (let at = 0; at < remoteIds.length; at += BATCH) {
        const ids = remoteIds.slice(at, at + BATCH);
        let read = inBatches ? await batch(session, ids, signal) : null;
        // Servers before 4.3 do not have the list.
        if (read !== null && !read.ok && read.error.type === 'rejected') {
          inBatches = false;
          read = null;
        }
        read ??= await oneByOne(session, ids, signal);
        if (!read.ok) return err(read.error);
        for (const [id, counts] of read.value) all.set(id, counts);
      }
      return ok(all);
    },
  };
}

export function countsOf(status: StatusAnswer): PostMetrics {
  return { likes: status.favourites_count ?? null, reposts: status.reblogs_count ?? null, replies: status.replies_count ?? null, quotes: status.quotes_count ?? null, views: null };
}
