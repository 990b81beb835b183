import type { z } from 'zod';
import type { Clock, Millis } from '#core/clock';
import { ok, type Result } from '#core/result';
import { readJson } from '../http/read-json';
import { listOf } from '../meta-graph/answers';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, OutgoingPart, PublishContext } from '../ports/publish';
import { readOwnPosts } from '../publishing/own-posts';
import { essence } from '../publishing/same-words';
import { readNotBefore } from '../publishing/server-time';
import { findThread, type Sought } from '../publishing/thread';
import { type PostAnswer, postAnswer, reelAnswer } from './api-types';
import type { FacebookClient } from './client';
import { kindOf } from './draft';
import { videoPart } from './video-state';

const PAGE = 50;
const MAX_PAGES = 12;
const FIELDS = 'id,message,created_time,permalink_url,attachments{media_type,target,subattachments}';
const posts = listOf(postAnswer);
const REEL_FIELDS = 'id,description,created_time,permalink_url,post_id';
const reels = listOf(reelAnswer);

export type Find = (context: PublishContext, since?: Millis) => Promise<Result<Found, ConnectorError>>;

/**
 * Looks for what an attempt without an answer may have made, among the Page's own posts: by words, number of pictures and time.
 * One is it; several, or one that is a little too old, is for a person to decide. What is found is saved. Only reads.
 */
export function createFind(client: FacebookClient, clock: Clock): Find {
  return async (context, from) => {
    const { session, signal } = context;
    const since = from ?? context.committedAt ?? context.outgoing.dueAt;
    const isReel = kindOf(context.outgoing) === 'reel';
    const recent = await readOwnPosts({
      clock, since, notBefore: readNotBefore(context), maxPages: MAX_PAGES, timeOf: (post: PostAnswer) => post.created_time, asksFrom: false,
      page: async (next) => {
        const fields = { fields: isReel ? REEL_FIELDS : FIELDS, limit: String(PAGE), ...(next === null ? {} : { after: next }) };
        const answer = await client.call(session, { method: 'GET', path: `/${session.remoteId}/${isReel ? 'video_reels' : 'published_posts'}`, fields, effect: 'reads', signal });
        if (!answer.ok) return answer;
        const read: Result<{ readonly items: readonly PostAnswer[]; readonly whole: boolean; readonly next: string | null }, ConnectorError> = isReel ? asPosts(client, session, readJson(answer.value, 'reads', reels)) : readJson(answer.value, 'reads', posts);
        return read.ok ? ok({ posts: read.value.items, whole: read.value.whole, next: read.value.next, answer: answer.value }) : read;
      },
    });
    if (!recent.ok) return recent;
    const { posts: own, complete, shift } = recent.value;
    return findThread(context, (part) => ok(judge(part, own, since + shift, complete, client.bases.web)));
  };
}

/** Reels as posts: each is one video, and its words are its description. */
function asPosts(client: FacebookClient, session: Session, read: Result<z.infer<typeof reels>, ConnectorError>): Result<{ readonly items: readonly PostAnswer[]; readonly whole: boolean; readonly next: string | null }, ConnectorError> {
  if (!read.ok) return read;
  const items = read.value.items.map((reel) => {
    const { id, url } = videoPart(client, session, reel);
    return { id, message: reel.description, created_time: reel.created_time, permalink_url: url, attachments: { count: 1, video: reel.id, isVideo: true } };
  });
  return ok({ ...read.value, items });
}

const doubt = (detail: string): Sought => ({ type: 'cannot-tell', detail });

function judge(part: OutgoingPart, own: readonly PostAnswer[], since: Millis, complete: boolean, web: string): Sought {
  const alike = own.filter((post) => isAlike(post, part));
  const [one, ...more] = alike.filter((post) => post.created_time >= since);
  if (more.length > 0) return doubt('several posts with the same words are there');
  if (one !== undefined) {
    if (part.text.trim() === '') return doubt('a post without words is there, and nothing tells whether it is this one');
    return { type: 'published', part: { id: one.id, url: one.permalink_url ?? `${web}/${one.id}` } };
  }
  if (alike.length > 0) return doubt('a post with the same words is a little older than this attempt');
  return complete ? { type: 'absent' } : doubt('Facebook did not list every post since then');
}

/** The same words, and as many pictures, or a video, as far as its kind tells. */
function isAlike(post: PostAnswer, part: OutgoingPart): boolean {
  const ours = essence(part.text);
  if (ours === '' ? post.message.trim() !== part.text.trim() : ours !== essence(post.message)) return false;
  const isVideo = part.media[0]?.kind === 'video';
  return post.attachments === null || ((post.attachments.count ?? part.media.length) === part.media.length && (post.attachments.isVideo ?? isVideo) === isVideo);
}
