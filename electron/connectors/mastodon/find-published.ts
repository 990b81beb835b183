import type { Clock, Millis } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import { readJson } from '../http/read-json';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, OutgoingPart, PublishContext } from '../ports/publish';
import { readOwnPosts } from '../publishing/own-posts';
import { readNotBefore } from '../publishing/server-time';
import { findThread } from '../publishing/thread';
import { historyAnswer, statusList } from './api-types';
import type { StatusAnswer } from './api-types';
import type { MastodonClient } from './client';
import { essence, htmlToText } from './html-text';
import { hasPoll, readOptions, toPart } from './parts';

const PAGE = 40;
const MAX_PAGES = 12;
/** What a server puts before the words of a post that quotes, for programs that know no quotes (text_formatter.rb, 4.5). */
const QUOTE_LINE = /<p class="quote-inline">.*?<\/p>/su;

/**
 * Looks for what an attempt without an answer may have made, among the account's own posts: by words, pictures, time and place in
 * the thread. Parts that are found are saved, so that `commit` goes on behind them. Only reads.
 * @param since our time from which on the post may exist
 */
export function createFind(client: MastodonClient, clock: Clock): (context: PublishContext, since: Millis) => Promise<Result<Found, ConnectorError>> {
  const readRecent = (context: PublishContext, list: string, since: Millis) => {
    const seen = new Set<string>();
    return readOwnPosts({
      clock, since, notBefore: readNotBefore(context), maxPages: MAX_PAGES, timeOf: (status: StatusAnswer) => status.created_at, asksFrom: false,
      page: async (next) => {
        const query = new URLSearchParams({ limit: String(PAGE), ...(next === null ? {} : { max_id: next }) });
        const answer = await client.call(context.session, { method: 'GET', path: `${list}?${query}`, effect: 'reads', signal: context.signal });
        if (!answer.ok) return answer;
        const read = readJson(answer.value, 'reads', statusList);
        if (!read.ok) return read;
        // A server that does not know max_id gives the same page again.
        const posts = read.value.statuses.filter((status) => !seen.has(status.id));
        for (const status of posts) seen.add(status.id);
        return ok({ posts, whole: read.value.whole, next: posts.at(-1)?.id ?? null, answer: answer.value });
      },
    });
  };

  /** Those of the edited posts that said these words before; null when one of them cannot be told. */
  async function saidOnce(context: PublishContext, edited: readonly StatusAnswer[], part: OutgoingPart): Promise<Result<readonly StatusAnswer[] | null, ConnectorError>> {
    const alike: StatusAnswer[] = [];
    for (const status of edited) {
      const history = await client.read(context.session, { method: 'GET', path: `/api/v1/statuses/${encodeURIComponent(status.id)}/history`, effect: 'reads', signal: context.signal }, historyAnswer);
      // Servers that are not Mastodon may not have it.
      if (!history.ok) return history.error.type === 'rejected' ? ok(null) : history;
      if (history.value.some(({ content }) => says({ content, text: null }, part))) alike.push(status);
    }
    return ok(alike);
  }

  return async (context, since) => {
    const secret = client.secretOf(context.session);
    if (secret === null) return err({ type: 'reauth' });
    const options = readOptions(context);
    const visibility = options?.visibility ?? 'public';
    // Others than Mastodon list only what everybody may read; there the home timeline is the one that has our own private posts.
    const hidden = secret.software === 'other' && (visibility === 'private' || visibility === 'direct');
    const list = hidden ? '/api/v1/timelines/home' : `/api/v1/accounts/${encodeURIComponent(context.session.remoteId)}/statuses`;
    const recent = await readRecent(context, list, since);
    if (!recent.ok) return recent;
    const { posts, complete, shift } = recent.value;
    return findThread(context, async (part, _p, { parent, taken }) => {
      const own = posts.filter((s) => !taken.has(s.id) && isOurs(s, context) && isPlaced(s, part, parent, hasPoll(options, parent)));
      const now = own.filter((s) => says(s, part));
      // Somebody may have changed its words since.
      const once = now.length > 0 ? ok(now) : await saidOnce(context, own.filter((s) => (s.edited_at ?? null) !== null && s.created_at >= since + shift), part);
      if (!once.ok) return once;
      if (once.value === null) return ok({ type: 'cannot-tell', detail: 'a post was changed since, and the server does not tell what it said before' });
      const alike = once.value;
      const match = alike.filter((s) => s.created_at >= since + shift).at(-1);
      if (match !== undefined) return ok({ type: 'published', part: toPart(match, context.session.serverUrl) });
      if (alike.length > 0) return ok({ type: 'cannot-tell', detail: 'a post with the same words is a little older than this attempt' });
      if (!complete || hidden) return ok({ type: 'cannot-tell', detail: 'the server does not list every post since then in a way that can be read' });
      return ok({ type: 'absent' });
    });
  };
}

function isOurs(status: StatusAnswer, context: PublishContext): boolean {
  const author = status.account?.id;
  return (status.reblog === null || status.reblog === undefined) && (author === undefined || author === context.session.remoteId);
}

const isPlaced = (status: StatusAnswer, part: OutgoingPart, parent: string | null, poll: boolean): boolean =>
  (status.in_reply_to_id ?? null) === parent && status.media_attachments.length === part.media.length && ((status.poll ?? null) !== null) === poll;

function says(status: Pick<StatusAnswer, 'content' | 'text'>, part: OutgoingPart): boolean {
  const wanted = essence(part.text);
  return wanted === essence(htmlToText(status.content.replace(QUOTE_LINE, ''))) || (typeof status.text === 'string' && wanted === essence(status.text));
}
