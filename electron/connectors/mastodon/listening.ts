import { z } from 'zod';
import { ok } from '#core/result';
import { isGone } from '../http/read-error';
import type { ProfilePort, SearchPort } from '../ports/reading';
import { accountAnswer, statusList } from './api-types';
import type { MastodonClient } from './client';
import { htmlToText } from './html-text';
import { countsOf } from './reading';

const PAGE = 20;
const searchAnswer = z.object({ statuses: statusList });
const count = z.int().min(0).nullish().catch(null);
const profileAnswer = accountAnswer.extend({ following_count: count, statuses_count: count });

/** GET /api/v2/search: posts only where the server has a full-text search, and only those whose authors let themselves be found. Checked 2026-11-22. */
export function createSearchPort(client: MastodonClient): SearchPort {
  return {
    posts: async (session, query, cursor, signal) => {
      const params = new URLSearchParams({ q: query, type: 'statuses', limit: String(PAGE), ...(cursor === null ? {} : { offset: cursor }) });
      const answer = await client.read(session, { method: 'GET', path: `/api/v2/search?${params}`, effect: 'reads', signal }, searchAnswer);
      if (!answer.ok) return answer;
      const { statuses } = answer.value.statuses;
      const posts = statuses.map((status) => ({
        remoteId: status.id, authorHandle: status.account?.acct ?? '', authorName: status.account?.display_name || (status.account?.acct ?? ''), text: htmlToText(status.content),
        at: status.created_at, permalink: status.url ?? null, metrics: countsOf(status),
      }));
      return ok({ posts, cursor: statuses.length < PAGE ? null : String(Number(cursor ?? 0) + PAGE) });
    },
  };
}

/** GET /api/v1/accounts/lookup: whom this server knows. */
export function createProfilePort(client: MastodonClient): ProfilePort {
  return {
    read: async (session, handle, signal) => {
      const acct = handle.trim().replace(/^@/, '');
      const answer = await client.read(session, { method: 'GET', path: `/api/v1/accounts/lookup?${new URLSearchParams({ acct })}`, effect: 'reads', signal }, profileAnswer);
      if (!answer.ok) return isGone(answer.error) ? ok(null) : answer;
      const { id, acct: name, display_name, url, followers_count, following_count, statuses_count } = answer.value;
      return ok({
        remoteId: id, handle: name, displayName: display_name || name, profileUrl: url ?? `${session.serverUrl}/@${name}`,
        followers: followers_count ?? null, following: following_count ?? null, posts: statuses_count ?? null,
      });
    },
  };
}
