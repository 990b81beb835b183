import { type Clock, HOUR, type Millis } from '#core/clock';
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
import type { InstagramClient } from './client';
import { type Containers, readContainer } from './containers';
import { isStory as isStoryOf } from './draft';
import { findComment, NOT_ALL } from './first-comment';

const PAGE = 50;
const MAX_PAGES = 12;
const FIELDS = 'id,caption,timestamp,permalink,media_type,media_product_type';
/** Stories are listed for a day. */
const STORY_LIFE: Millis = 22 * HOUR;
export type Find = (context: PublishContext) => Promise<Result<Found, ConnectorError>>;

/**
 * Looks for what an attempt without an answer may have made: by the state of the container that was to be published, and among the account's own
 * posts or Stories, by words, kind and time. Both must say the same; otherwise it cannot be told. What is found is saved. Only reads.
 */
export function createFind(client: InstagramClient, clock: Clock, containers: Containers): Find {
  return async (context) => {
    const { session, signal } = context;
    const isStory = isStoryOf(context.outgoing);
    const begun = (context.byWords === true ? null : readTried(context, 0)) ?? context.committedAt ?? context.outgoing.dueAt;
    const recent = await readOwnPosts({
      clock, since: begun, notBefore: readNotBefore(context), maxPages: MAX_PAGES, timeOf: (post: PostAnswer) => post.timestamp, asksFrom: false,
      page: async (next) => {
        const fields = { fields: FIELDS, limit: String(PAGE), ...(next === null ? {} : { after: next }) };
        const answer = await client.call(session, { method: 'GET', path: `/${session.remoteId}/${isStory ? 'stories' : 'media'}`, fields, effect: 'reads', signal });
        if (!answer.ok) return answer;
        const read = readJson(answer.value, 'reads', postList);
        return read.ok ? ok({ posts: read.value.items, whole: read.value.whole, next: read.value.next, answer: answer.value }) : read;
      },
    });
    if (!recent.ok) return recent;
    const { posts: own, complete, shift } = recent.value;
    // By Instagram's own clock: ours may have been set back over the end of a Story.
    const told = readNotBefore(context);
    const mayHaveEnded = isStory && (told === null || clock.now() + shift - told > STORY_LIFE || clock.now() - begun > STORY_LIFE);
    const found = await findThread(context, async (part) => {
      const container = readContainer(context);
      const seen: Result<ContainerLook | null, ConnectorError> = container === null ? ok(null) : await containers.look(context, container.id);
      if (!seen.ok) return seen;
      const alike = own.filter((post) => isAlike(post, part, isStory));
      // A restored back-up may hold another container than the one that went out.
      const verdict = judge(seen.value, alike, {
        since: begun + shift, isLast: context.byWords !== true, words: !isStory && part.text.trim() !== '',
        complete: complete && !mayHaveEnded,
      });
      return ok(verdict.type === 'published' ? { type: 'published', part: { id: verdict.post.id, url: verdict.post.permalink ?? profileUrl(client.bases, session.handle) } } : verdict);
    });
    if (!found.ok || found.value.type !== 'published') return found;
    // A post that is out without its first comment is half out, and `commit` goes on with that.
    const comment = await findComment(client, context, found.value.remoteId);
    if (!comment.ok) return comment;
    if (comment.value === 'unclear') return ok(doubt(NOT_ALL));
    return comment.value === 'absent' ? ok({ type: 'partly' }) : found;
  };
}

type Verdict = { readonly type: 'published'; readonly post: PostAnswer } | Exclude<Sought, { readonly type: 'published' }>;
const doubt = (detail: string): Extract<Sought, { readonly type: 'cannot-tell' }> => ({ type: 'cannot-tell', detail });

interface Known {
  readonly since: Millis;
  /** Everything since then was listed. */
  readonly complete: boolean;
  /** The container that was looked at is of what went out, if anything did. */
  readonly isLast: boolean;
  /** It has words, by which it can be told from others. */
  readonly words: boolean;
}

/** @param seen null: no container is known any more, so the account's own list is all there is */
function judge(seen: ContainerLook | null, alike: readonly PostAnswer[], { since, complete, isLast, words }: Known): Verdict {
  const [one, ...more] = alike.filter(({ timestamp }) => timestamp >= since);
  if (seen?.state === 'PUBLISHED') {
    if (one === undefined) return doubt('Instagram says that it is published, and does not list it');
    return more.length === 0 ? { type: 'published', post: one } : doubt('Instagram says that it is published, and several posts could be it');
  }
  if (seen !== null && one !== undefined && words) return doubt('a post with the same words is there, and Instagram does not call this one published');
  if (seen?.state === 'IN_PROGRESS') return doubt('Instagram is still working on it');
  // What is ready to be published is not published, whatever was posted before.
  if (seen?.state === 'FINISHED' && isLast) return { type: 'absent' };
  if (one !== undefined) {
    if (!words) return doubt('a post without words is there, and nothing tells whether it is this one');
    return more.length === 0 ? { type: 'published', post: one } : doubt('several posts with the same words are there');
  }
  if (alike.length > 0 && words) return doubt('a post with the same words is a little older than this attempt');
  return complete ? { type: 'absent' } : doubt('Instagram did not list every post since then');
}

const KINDS = ['IMAGE', 'CAROUSEL_ALBUM', 'VIDEO'] as const;

/** The same words and kind, as far as Instagram tells them. */
function isAlike(post: PostAnswer, part: OutgoingPart, isStory: boolean): boolean {
  const kind = part.media.length > 1 ? 'CAROUSEL_ALBUM' : part.media[0]?.kind === 'video' ? 'VIDEO' : 'IMAGE';
  // A kind that we do not know rules nothing out.
  if (KINDS.some((known) => known === post.media_type) && post.media_type !== kind) return false;
  if (isStory) return true;
  const ours = essence(part.text);
  return ours === '' ? post.caption.trim() === part.text.trim() : ours === essence(post.caption);
}
