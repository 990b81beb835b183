import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { ConnectorError, InboxPort, MetricsPort, PostMetrics, RemoteComment, Session } from '../connector';
import { notificationList, statusAnswer, statusList } from './api-types';
import type { StatusAnswer } from './api-types';
import type { MastodonClient } from './client';
import { htmlToText } from './html-text';

/** GET /api/v1/statuses?id[]= takes twenty (4.3 and later, documentation 2903485). */
const BATCH = 20;
const INBOX_PAGE = 40;

export function createMetricsPort(client: MastodonClient): MetricsPort {
  async function batch(session: Session, ids: readonly string[], signal: AbortSignal): Promise<Result<readonly StatusAnswer[], ConnectorError>> {
    const query = new URLSearchParams(ids.map((id) => ['id[]', id]));
    return client.read(session, { method: 'GET', path: `/api/v1/statuses?${query}`, effect: 'reads', signal }, statusList);
  }

  async function oneByOne(session: Session, ids: readonly string[], signal: AbortSignal): Promise<Result<readonly StatusAnswer[], ConnectorError>> {
    const found: StatusAnswer[] = [];
    for (const id of ids) {
      const status = await client.read(session, { method: 'GET', path: `/api/v1/statuses/${encodeURIComponent(id)}`, effect: 'reads', signal }, statusAnswer);
      if (status.ok) found.push({ ...status.value, id });
      else if (status.error.type !== 'rejected') return status;
    }
    return ok(found);
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
        for (const status of read.value) if (ids.includes(status.id)) all.set(status.id, countsOf(status));
      }
      return ok(all);
    },
  };
}

function countsOf(status: StatusAnswer): PostMetrics {
  return { likes: status.favourites_count ?? null, reposts: status.reblogs_count ?? null, replies: status.replies_count ?? null, quotes: status.quotes_count ?? null, views: null };
}

export function createInboxPort(client: MastodonClient): InboxPort {
  return {
    list: async (session, since, signal) => {
      const query = new URLSearchParams([['types[]', 'mention'], ['limit', String(INBOX_PAGE)], ...(since === null ? [] : [['min_id', since]])]);
      const answer = await client.read(session, { method: 'GET', path: `/api/v1/notifications?${query}`, effect: 'reads', signal }, notificationList);
      if (!answer.ok) return answer;
      const items = answer.value.flatMap((one) => (one.type === 'mention' && one.status ? [toComment(one.status, session.remoteId)] : []));
      // min_id gives the page just behind it, newest first, so nothing between two calls is skipped.
      return ok({ items, cursor: answer.value[0]?.id ?? since });
    },
  };
}

function toComment(status: StatusAnswer, ownId: string): RemoteComment {
  const toUs = status.in_reply_to_account_id === ownId;
  return {
    remoteId: status.id,
    kind: toUs ? 'comment' : 'mention',
    postRemoteId: toUs ? (status.in_reply_to_id ?? null) : null,
    authorHandle: status.account?.acct ?? '',
    authorName: status.account?.display_name || (status.account?.acct ?? ''),
    text: htmlToText(status.content),
    at: status.created_at,
    permalink: status.url ?? null,
  };
}
