import { type Clock, HOUR, type Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import { readJson } from '../http/read-json';
import { listOf } from '../meta-graph/answers';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, PublishContext } from '../ports/publish';
import { readOwnPosts } from '../publishing/own-posts';
import { readNotBefore } from '../publishing/server-time';
import { partStep, published, type SavedPart } from '../publishing/thread';
import { doneAnswer, type StoryAnswer, storyAnswer } from './api-types';
import type { FacebookClient } from './client';
import { postPath } from './read-post';

const PAGE = 50;
const MAX_PAGES = 4;
const FIELDS = 'post_id,status,creation_time,media_type,media_id,url';
/** Stories are listed as out for a day. */
const LIFE: Millis = 22 * HOUR;
const stories = listOf(storyAnswer);

/** The number of a Story's post is not one of a post in the feed, so it is marked. */
const MARK = 'story:';
export const isStoryId = (remoteId: string): boolean => remoteId.startsWith(MARK);
const bare = (remoteId: string): string => remoteId.slice(MARK.length);

export function createStories(client: FacebookClient, clock: Clock) {
  const partOf = (session: Session, post: string, url: string | null | undefined): SavedPart => ({ id: `${MARK}${post}`, url: url ?? `${client.bases.web}/stories/${session.remoteId}` });

  async function listed({ session, saved, signal }: Pick<PublishContext, 'session' | 'saved' | 'signal'>, since: Millis) {
    return readOwnPosts({
      clock, since, notBefore: readNotBefore({ saved }), maxPages: MAX_PAGES, timeOf: (story: StoryAnswer) => story.creation_time, asksFrom: false,
      page: async (next) => {
        const fields = { fields: FIELDS, limit: String(PAGE), ...(next === null ? {} : { after: next }) };
        const answer = await client.call(session, { method: 'GET', path: `/${session.remoteId}/stories`, fields, effect: 'reads', signal });
        if (!answer.ok) return answer;
        const read = readJson(answer.value, 'reads', stories);
        return read.ok ? ok({ posts: read.value.items, whole: read.value.whole, next: read.value.next, answer: answer.value }) : read;
      },
    });
  }

  return {
    partOf,
    /** By the picture or video it shows; a Story has no words to be told by. */
    find: async (context: PublishContext, since: Millis, mediaId: string | null): Promise<Result<Found, ConnectorError>> => {
      const read = await listed(context, since);
      if (!read.ok) return read;
      const { posts, complete, shift } = read.value;
      const own = posts.find((story) => mediaId !== null && story.media_id === mediaId);
      if (own !== undefined) {
        const part = partOf(context.session, own.post_id, own.url);
        context.save(partStep(0), part);
        return ok(published(part));
      }
      if (posts.some((story) => story.creation_time >= since + shift)) return ok({ type: 'cannot-tell', detail: 'a Story is there, and nothing tells whether it is this one' });
      if (clock.now() - since > LIFE) return ok({ type: 'cannot-tell', detail: 'Stories are listed for a day, and it is longer than that' });
      return ok(complete ? { type: 'absent' } : { type: 'cannot-tell', detail: 'Facebook did not list every Story since then' });
    },
    fetch: async (session: Session, remoteId: string, signal: AbortSignal): Promise<Result<'live' | 'gone', ConnectorError>> => {
      const read = await listed({ session, saved: {}, signal }, clock.now());
      if (!read.ok) return read;
      return ok(read.value.posts.some(({ post_id: id, status }) => id === bare(remoteId) && status !== 'ARCHIVED') ? 'live' : 'gone');
    },
    /** Nothing says that a Story may be deleted, and nothing that it may not. */
    remove: async (session: Session, remoteId: string, signal: AbortSignal): Promise<Result<null, ConnectorError>> => {
      const answer = await client.read(session, { method: 'DELETE', path: postPath(bare(remoteId)), effect: 'reads', signal }, doneAnswer);
      if (answer.ok) return ok(null);
      return isGone(answer.error) || answer.error.type !== 'rejected' ? (isGone(answer.error) ? ok(null) : answer) : err({ ...answer.error, reason: 'forbidden', detail: 'Facebook did not let Linnet delete the Story. It ends by itself after a day' });
    },
  };
}
export type Stories = ReturnType<typeof createStories>;
