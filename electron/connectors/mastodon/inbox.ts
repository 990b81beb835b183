import { err, ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { InboxPort, RemoteComment } from '../ports/reading';
import { notificationList, type StatusAnswer, statusAnswer } from './api-types';
import type { MastodonClient } from './client';
import { htmlToText } from './html-text';

const PAGE = 40;
const statusPath = (id: string, act = ''): string => `/api/v1/statuses/${encodeURIComponent(id)}${act}`;

/**
 * Mentions, replies and direct posts, which are this network's messages. Others' replies can be neither hidden nor deleted here
 * (methods/statuses.md, documentation 2903485, checked 2026-11-22).
 */
export function createInboxPort(client: MastodonClient): InboxPort {
  const done = async (session: Session, method: 'POST' | 'DELETE', path: string, signal: AbortSignal): Promise<Result<null, ConnectorError>> => {
    const answer = await client.call(session, { method, path, effect: 'reads', signal });
    return answer.ok ? ok(null) : answer;
  };
  return {
    list: async (session, since, signal) => {
      const query = new URLSearchParams([['types[]', 'mention'], ['limit', String(PAGE)], ...(since === null ? [] : [['min_id', since]])]);
      const answer = await client.read(session, { method: 'GET', path: `/api/v1/notifications?${query}`, effect: 'reads', signal }, notificationList);
      if (!answer.ok) return answer;
      const items = answer.value.flatMap((one) => (one.type === 'mention' && one.status ? [toComment(one.status, session.remoteId)] : []));
      // min_id gives the page just behind it, newest first, so nothing between two calls is skipped.
      return ok({ items, cursor: answer.value[0]?.id ?? since });
    },
    reply: async (session, to, text, signal, key) => {
      const answered = await client.read(session, { method: 'GET', path: statusPath(to), effect: 'reads', signal }, statusAnswer);
      if (!answered.ok) return answered;
      const { account, visibility } = answered.value;
      // Without its author's name nobody hears of a reply.
      const names = account === null || account === undefined || account.id === session.remoteId || text.includes(`@${account.acct}`) ? '' : `@${account.acct} `;
      const sent = await client.read(session, {
        method: 'POST', path: '/api/v1/statuses', ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }), json: { status: `${names}${text}`, in_reply_to_id: to, visibility: visibility ?? 'unlisted' }, effect: 'commits', signal,
      }, statusAnswer);
      return sent.ok ? ok(sent.value.id) : sent;
    },
    like: (session, remoteId, on, signal) => done(session, 'POST', statusPath(remoteId, on ? '/favourite' : '/unfavourite'), signal),
    remove: async (session, remoteId, signal) => {
      const gone = await done(session, 'DELETE', statusPath(remoteId), signal);
      return gone.ok || isGone(gone.error) ? ok(null) : err(gone.error);
    },
  };
}

function toComment(status: StatusAnswer, ownId: string): RemoteComment {
  const toUs = status.in_reply_to_account_id === ownId;
  return {
    remoteId: status.id,
    kind: status.visibility === 'direct' ? 'message' : toUs ? 'comment' : 'mention',
    postRemoteId: toUs ? (status.in_reply_to_id ?? null) : null,
    authorHandle: status.account?.acct ?? '',
    authorName: status.account?.display_name || (status.account?.acct ?? ''),
    text: htmlToText(status.content),
    at: status.created_at,
    permalink: status.url ?? null,
  };
}
