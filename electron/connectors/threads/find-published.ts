import { type Clock, type Millis, SECOND } from '#core/clock';
import { ok, type Result } from '#core/result';
import { readJson } from '../http/read-json';
import type { ContainerLook } from '../meta-graph/container';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, OutgoingPart, PublishContext } from '../ports/publish';
import { readOwnPosts } from '../publishing/own-posts';
import { essence } from '../publishing/same-words';
import { readNotBefore } from '../publishing/server-time';
import { findThread, readTried, type Sought } from '../publishing/thread';
import { type PostAnswer, postList } from './api-types';
import { profileUrl } from './bases';
import type { ThreadsClient } from './client';
import type { Containers } from './containers';
import { readContainer } from './steps';

const PAGE = 100;
const MAX_PAGES = 4;
const ROOT_FIELDS = 'id,text,timestamp,permalink,media_type';
const REPLY_FIELDS = 'id,text,timestamp,permalink,media_type,root_post,replied_to';
export type Find = (context: PublishContext) => Promise<Result<Found, ConnectorError>>;

/**
 * Looks for what an attempt without an answer may have made: by the state of the container that was to be published, and among the
 * account's own posts and answers, by words, kind, time and place in the thread. Both must say the same; otherwise it cannot be told.
 * Parts that are found are saved, so that `commit` goes on behind them. Only reads.
 */
export function createFind(client: ThreadsClient, clock: Clock, containers: Containers): Find {
  const list = ({ session, saved, signal }: PublishContext, path: string, fields: string, since: Millis) =>
    readOwnPosts({
      clock, since, notBefore: readNotBefore({ saved }), maxPages: MAX_PAGES, timeOf: (post: PostAnswer) => post.timestamp, asksFrom: true,
      page: async (next, start) => {
        const query: Record<string, string> = { fields, limit: String(PAGE), since: String(Math.floor(start / SECOND)), ...(next === null ? {} : { after: next }) };
        const answer = await client.call(session, { method: 'GET', path, query, effect: 'reads', signal });
        if (!answer.ok) return answer;
        const read = readJson(answer.value, 'reads', postList);
        return read.ok ? ok({ posts: read.value.items, whole: read.value.whole, next: read.value.next, answer: answer.value }) : read;
      },
    });

  return async (context) => {
    const { outgoing, session } = context;
    const begun = context.committedAt ?? outgoing.dueAt;
    const roots = await list(context, '/me/threads', ROOT_FIELDS, begun);
    if (!roots.ok) return roots;
    const answers = outgoing.parts.length === 1 ? roots : await list(context, '/me/replies', REPLY_FIELDS, begun);
    if (!answers.ok) return answers;
    return findThread(context, async (part, p, { parent, taken }) => {
      const container = readContainer(context, p);
      const seen: Result<ContainerLook | null, ConnectorError> = container === null ? ok(null) : await containers.look(context, container.id);
      if (!seen.ok) return seen;
      const recent = p === 0 ? roots.value : answers.value;
      const alike = recent.posts.filter((post) => !taken.has(post.id) && isAlike(post, part, parent));
      // Each part has a moment of its own, where it is known.
      const since = ((context.byWords === true ? null : readTried(context, p)) ?? begun) + recent.shift;
      // A restored back-up may hold another container than the one that went out.
      const verdict = judge(seen.value, part, alike, since, recent.complete, context.byWords !== true);
      if (verdict.type !== 'published') return ok(verdict);
      return ok({ type: 'published', part: { id: verdict.post.id, url: verdict.post.permalink ?? profileUrl(client.bases, session.handle) } });
    });
  };
}

type Verdict = { readonly type: 'published'; readonly post: PostAnswer } | Exclude<Sought, { readonly type: 'published' }>;
const doubt = (detail: string): Verdict => ({ type: 'cannot-tell', detail });

/**
 * @param seen null: no container is known any more, so the account's own list is all there is
 * @param isLast `seen` is of the container that went out, if any did
 */
function judge(seen: ContainerLook | null, part: OutgoingPart, alike: readonly PostAnswer[], since: Millis, complete: boolean, isLast: boolean): Verdict {
  const fresh = alike.filter(({ timestamp }) => timestamp >= since);
  const [one, ...more] = fresh;
  if (seen?.state === 'PUBLISHED') {
    if (one === undefined) return doubt('Threads says that it is published, and does not list it');
    return more.length === 0 ? { type: 'published', post: one } : doubt('Threads says that it is published, and several posts could be it');
  }
  if (seen !== null && one !== undefined) return doubt('a post with the same words is there, and Threads does not call this one published');
  if (seen?.state === 'IN_PROGRESS') return doubt('Threads is still working on it');
  // What is ready to be published is not published, whatever was posted before.
  if (seen?.state === 'FINISHED' && isLast) return { type: 'absent' };
  if (one !== undefined) {
    if (part.text.trim() === '') return doubt('a post without words is there, and nothing tells whether it is this one');
    return more.length === 0 ? { type: 'published', post: one } : doubt('several posts with the same words are there');
  }
  if (alike.length > 0) return doubt('a post with the same words is a little older than this attempt');
  return complete ? { type: 'absent' } : doubt('Threads did not list every post since then');
}

const KINDS = ['TEXT_POST', 'IMAGE', 'VIDEO', 'CAROUSEL_ALBUM'] as const;
function kindOf({ media: [first, ...more] }: OutgoingPart): (typeof KINDS)[number] {
  if (first === undefined) return 'TEXT_POST';
  return more.length > 0 ? 'CAROUSEL_ALBUM' : first.kind === 'video' ? 'VIDEO' : 'IMAGE';
}

/** The same words, as many pictures and videos as far as its kind tells, and at its place in the thread as far as Threads says it. */
function isAlike(post: PostAnswer, part: OutgoingPart, parent: string | null): boolean {
  const ours = essence(part.text);
  if (ours === '' ? post.text.trim() !== part.text.trim() : ours !== essence(post.text)) return false;
  // A kind that we do not know rules nothing out.
  if (KINDS.some((known) => known === post.media_type) && post.media_type !== kindOf(part)) return false;
  return parent === null || (post.replied_to?.id ?? parent) === parent;
}
