import type { Clock, Millis } from '#core/clock';
import { HOUR, SECOND } from '#core/clock';
import { xPollChoices } from '#core/networks';
import type { Result } from '#core/result';
import { ok } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, OutgoingPart, PublishContext } from '../ports/publish';
import { isRepost, type PostAnswer, repliedTo, timeline, timeOf } from './api-types';
import type { XClient } from './client';
import { partStep, readOptions, readPart, type SavedPart, toPart } from './parts';
import { saysTheSame } from './words';

const PAGE = 100;
const MAX_PAGES = 4;
const FIELDS = 'attachments,conversation_id,created_at,entities,note_post,text';
/** X gives whole seconds, and so does the Date header. */
const CLOCK_MARGIN: Millis = 5 * SECOND;
/** A machine and a server that does not send its time: both may be a little off. */
const UNKNOWN_CLOCK_MARGIN: Millis = 60 * SECOND;
/** The same words posted this much earlier may be this post with our clock set wrong, or another one: a person decides. */
const DOUBT: Millis = 2 * HOUR;

interface Recent {
  readonly posts: readonly PostAnswer[];
  /** Everything since `since`, less DOUBT, was read. */
  readonly complete: boolean;
  /** By X's clock. */
  readonly since: Millis;
}

/**
 * Looks for what an attempt without an answer may have made, among the account's own posts: by words, pictures, time and place in
 * the thread. Parts that are found are saved, so that `commit` goes on behind them. Only reads. Each post read costs (owned read).
 * @param since our time from which on the post may exist
 */
export function createFind(client: XClient, clock: Clock): (context: PublishContext, since: Millis) => Promise<Result<Found, ConnectorError>> {
  async function readRecent({ session, signal }: PublishContext, ourSince: Millis): Promise<Result<Recent, ConnectorError>> {
    const path = `/users/${encodeURIComponent(session.remoteId)}/tweets`;
    const posts: PostAnswer[] = [];
    let since = ourSince - UNKNOWN_CLOCK_MARGIN;
    // A commit "in the future" was stamped by a clock that has been set back since.
    const start = new Date(Math.min(ourSince, clock.now()) - DOUBT).toISOString();
    let complete = true;
    let next: string | null = null;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const query: Record<string, string> = { max_results: String(PAGE), 'post.fields': FIELDS, start_time: start, ...(next === null ? {} : { pagination_token: next }) };
      const answer = await client.call(session, { method: 'GET', path, query, effect: 'reads', signal });
      if (!answer.ok) return answer;
      const read = timeline.safeParse(answer.value.json);
      if (!read.success) return { ok: false, error: { type: 'unavailable', detail: 'the answer does not have the expected fields', answer: answer.value.log } };
      if (page === 0) {
        const serverNow = Date.parse(answer.value.headers.get('date') ?? '');
        const ahead = serverNow - clock.now();
        if (!Number.isNaN(ahead)) since = ourSince + ahead - CLOCK_MARGIN;
        // The question was asked by our clock: if that is too far ahead, the list began behind the post.
        if (ahead < -DOUBT / 2) complete = false;
      }
      posts.push(...(read.data.data?.posts ?? []));
      if (read.data.data?.whole === false || (read.data.meta.result_count > 0 && (read.data.data ?? null) === null)) complete = false;
      next = read.data.meta.next_token ?? null;
      if (next === null) return ok({ posts, complete, since });
    }
    return ok({ posts, complete: false, since });
  }

  return async (context, since) => {
    const recent = await readRecent(context, since);
    if (!recent.ok) return recent;
    const { session, outgoing } = context;
    const options = readOptions(context);
    const polls = options === null ? 0 : Math.min(1, xPollChoices(options).length);
    const taken = new Set(outgoing.parts.flatMap((_, p) => readPart(context, p)?.id ?? []));
    const found: SavedPart[] = [];
    for (const [p, part] of outgoing.parts.entries()) {
      let done = readPart(context, p);
      if (done === null) {
        const place: Place = { root: found[0]?.id ?? null, parent: found.at(-1)?.id ?? null, polls: p === 0 ? polls : 0 };
        const here = recent.value.posts.filter((post) => !taken.has(post.id) && isAt(post, session.remoteId, part, place));
        const alike = here.map((post) => ({ post, same: saysTheSame(part.text, post) })).filter(({ same }) => same !== 'no');
        const match = alike.filter(({ post, same }) => same === 'yes' && timeOf(post) >= recent.value.since).at(-1)?.post;
        if (match === undefined) {
          if (alike.some(({ same }) => same === 'perhaps')) return ok({ type: 'cannot-tell', detail: 'a post has the same words, and its links cannot be compared' });
          if (alike.length > 0) return ok({ type: 'cannot-tell', detail: 'a post with the same words is a little older than this attempt' });
          if (!recent.value.complete) return ok({ type: 'cannot-tell', detail: 'X did not list every post since then' });
          return ok({ type: found.length === 0 ? 'absent' : 'partly' });
        }
        done = toPart(match.id, session.handle, client.bases);
        taken.add(match.id);
        context.save(partStep(p), done);
      }
      found.push(done);
    }
    const first = found[0];
    return ok(first === undefined ? { type: 'absent' } : { type: 'published', remoteId: first.id, permalink: first.url });
  };
}

interface Place {
  readonly root: string | null;
  readonly parent: string | null;
  readonly polls: number;
}

/** By whom, with as many pictures, and at its place in the thread as far as X says it. */
function isAt(post: PostAnswer, ownId: string, part: OutgoingPart, { root, parent, polls }: Place): boolean {
  if (isRepost(post) || (post.author_id ?? ownId) !== ownId) return false;
  if ((post.attachments?.media_keys?.length ?? 0) !== part.media.length || (post.attachments?.poll_ids?.length ?? 0) !== polls) return false;
  const answered = repliedTo(post);
  return (answered ?? parent) === parent && (post.conversation_id ?? root ?? post.id) === (root ?? post.id);
}
