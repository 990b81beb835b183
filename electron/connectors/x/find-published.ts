import type { Clock, Millis } from '#core/clock';
import { pollChoices } from '#core/networks';
import type { Result } from '#core/result';
import { ok } from '#core/result';
import { readJson } from '../http/read-json';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, OutgoingPart, PublishContext } from '../ports/publish';
import { readOwnPosts } from '../publishing/own-posts';
import { readNotBefore } from '../publishing/server-time';
import { findThread, type Place } from '../publishing/thread';
import { isRepost, type PostAnswer, repliedTo, timeline, timeOf } from './api-types';
import type { XClient } from './client';
import { readOptions, toPart } from './parts';
import { saysTheSame } from './words';

const PAGE = 100;
const MAX_PAGES = 4;
const FIELDS = 'attachments,conversation_id,created_at,entities,note_post,text';
/**
 * Looks for what an attempt without an answer may have made, among the account's own posts: by words, pictures, time and place in
 * the thread. Parts that are found are saved, so that `commit` goes on behind them. Only reads. Each post read costs (owned read).
 * @param since our time from which on the post may exist
 */
export function createFind(client: XClient, clock: Clock): (context: PublishContext, since: Millis) => Promise<Result<Found, ConnectorError>> {
  const readRecent = ({ session, saved, signal }: PublishContext, since: Millis) =>
    readOwnPosts({
      clock, since, notBefore: readNotBefore({ saved }), maxPages: MAX_PAGES, timeOf, asksFrom: true,
      page: async (next, start) => {
        const query: Record<string, string> = { max_results: String(PAGE), 'post.fields': FIELDS, start_time: new Date(start).toISOString(), ...(next === null ? {} : { pagination_token: next }) };
        const answer = await client.call(session, { method: 'GET', path: `/users/${encodeURIComponent(session.remoteId)}/tweets`, query, effect: 'reads', signal });
        if (!answer.ok) return answer;
        const read = readJson(answer.value, 'reads', timeline);
        if (!read.ok) return read;
        const { data, meta } = read.value;
        const isMissing = meta.result_count > 0 && (data ?? null) === null;
        return ok({ posts: data?.posts ?? [], whole: data?.whole !== false && !isMissing, next: meta.next_token ?? null, answer: answer.value });
      },
    });

  return async (context, since) => {
    const recent = await readRecent(context, since);
    if (!recent.ok) return recent;
    const { posts, complete, shift } = recent.value;
    const { session } = context;
    const options = readOptions(context);
    const polls = options === null ? 0 : Math.min(1, pollChoices(options).length);
    return findThread(context, (part, p, place) => {
      const here = posts.filter((post) => !place.taken.has(post.id) && isAt(post, session.remoteId, part, place, p === 0 ? polls : 0));
      const alike = here.map((post) => ({ post, same: saysTheSame(part.text, post) })).filter(({ same }) => same !== 'no');
      const match = alike.filter(({ post, same }) => same === 'yes' && timeOf(post) >= since + shift).at(-1)?.post;
      if (match !== undefined) return ok({ type: 'published', part: toPart(match.id, session.handle, client.bases) });
      if (alike.some(({ same }) => same === 'perhaps')) return ok({ type: 'cannot-tell', detail: 'a post has the same words, and its links cannot be compared' });
      if (alike.length > 0) return ok({ type: 'cannot-tell', detail: 'a post with the same words is a little older than this attempt' });
      return ok(complete ? { type: 'absent' } : { type: 'cannot-tell', detail: 'X did not list every post since then' });
    });
  };
}

/** By whom, with as many pictures, and at its place in the thread as far as X says it. */
function isAt(post: PostAnswer, ownId: string, part: OutgoingPart, { root, parent }: Place, polls: number): boolean {
  if (isRepost(post) || (post.author_id ?? ownId) !== ownId) return false;
  if ((post.attachments?.media_keys?.length ?? 0) !== part.media.length || (post.attachments?.poll_ids?.length ?? 0) !== polls) return false;
  const answered = repliedTo(post);
  return (answered ?? parent) === parent && (post.conversation_id ?? root ?? post.id) === (root ?? post.id);
}
