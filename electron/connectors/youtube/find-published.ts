import type { Clock, Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { readJson } from '../http/read-json';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, PublishContext } from '../ports/publish';
import { type OwnPosts, readOwnPosts } from '../publishing/own-posts';
import { essence } from '../publishing/same-words';
import { readNotBefore } from '../publishing/server-time';
import { findThread, type SavedPart, type Sought } from '../publishing/thread';
import { playlistItems, type VideoAnswer, videoList } from './api-types';
import { permalinkOf, type YoutubeBases } from './bases';
import type { YoutubeClient } from './client';
import { readWords, type Words } from './draft';
import { ownChannel } from './login';
import { uploadedId } from './upload';

const PAGE = 50;
const MAX_PAGES = 4;

/** One of the channel's own videos, and when it was uploaded: UTC ms by YouTube's clock. */
interface OwnVideo { readonly video: VideoAnswer; readonly uploadedAt: Millis }
export type Find = ReturnType<typeof createFind>;

export const toPart = (bases: YoutubeBases, id: string): SavedPart => ({ id, url: permalinkOf(bases, id) });
/** Waiting for its time, by the network itself. */
export const isWaiting = ({ status }: VideoAnswer): boolean => status?.privacyStatus === 'private' && (status.publishAt ?? null) !== null;

export async function readVideos(client: YoutubeClient, session: Session, ids: readonly string[], part: string, signal: AbortSignal): Promise<Result<readonly VideoAnswer[], ConnectorError>> {
  if (ids.length === 0) return ok([]);
  const read = await client.read(session, { method: 'GET', path: '/videos', query: { part, id: ids.join(','), maxResults: String(PAGE) }, effect: 'reads', cost: 1, signal }, videoList);
  if (!read.ok) return read;
  return read.value.whole ? ok(read.value.items) : err({ type: 'unavailable', detail: 'the answer does not have the expected fields' });
}

/** The channel's uploads, the newest first, private ones too. A search would cost a hundredth of the day's. */
export async function readUploads(client: YoutubeClient, clock: Clock, { session, saved, signal }: PublishContext, since: Millis, maxPages: number): Promise<Result<OwnPosts<OwnVideo>, ConnectorError>> {
  const me = await ownChannel(client, session, signal);
  if (!me.ok) return me;
  const list = me.value?.contentDetails?.relatedPlaylists?.uploads ?? null;
  if (list === null || me.value?.id !== session.remoteId) return err({ type: 'unavailable', detail: 'YouTube does not say where the channel’s uploads are' });
  return readOwnPosts<OwnVideo>({
    clock, since, notBefore: readNotBefore({ saved }), maxPages, timeOf: ({ uploadedAt }) => uploadedAt, asksFrom: false,
    page: async (next) => {
      const query: Record<string, string> = { part: 'snippet', playlistId: list, maxResults: String(PAGE), ...(next === null ? {} : { pageToken: next }) };
      const answer = await client.call(session, { method: 'GET', path: '/playlistItems', query, effect: 'reads', cost: 1, signal });
      if (!answer.ok) return answer;
      const page = readJson(answer.value, 'reads', playlistItems);
      if (!page.ok) return page;
      const at = new Map(page.value.items.map(({ snippet }) => [snippet.resourceId.videoId, snippet.publishedAt]));
      const videos = await readVideos(client, session, [...at.keys()], 'snippet,status', signal);
      if (!videos.ok) return videos;
      // One that the list has and the videos have not was deleted.
      const posts = videos.value.map((video) => ({ video, uploadedAt: at.get(video.id) ?? 0 })).toSorted((a, b) => b.uploadedAt - a.uploadedAt);
      return ok({ posts, whole: page.value.whole, next: page.value.next, answer: answer.value });
    },
  });
}

/**
 * Looks for what an attempt without an answer may have made. Linnet knows the video that it has uploaded, so it asks whether that one
 * is out; only where that is forgotten (a restored back-up) the words must tell. Only reads, but for what it saves.
 */
export function createFind(client: YoutubeClient, clock: Clock): (context: PublishContext, since: Millis) => Promise<Result<Found, ConnectorError>> {
  async function byId({ session, signal }: PublishContext, words: Words, id: string): Promise<Result<Sought, ConnectorError>> {
    const read = await readVideos(client, session, [id], 'snippet,status', signal);
    if (!read.ok) return read;
    const [video] = read.value;
    return ok(video !== undefined && isOut(video, words) ? { type: 'published', part: toPart(client.bases, video.id) } : { type: 'absent' });
  }

  async function byWords(context: PublishContext, words: Words, since: Millis): Promise<Result<Sought, ConnectorError>> {
    const read = await readUploads(client, clock, context, since, MAX_PAGES);
    if (!read.ok) return read;
    const { posts, complete, shift } = read.value;
    const alike = posts.filter(({ video }) => says(video, words));
    const out = alike.filter(({ video }) => isOut(video, words));
    const mine = out.filter(({ video, uploadedAt }) => Math.max(uploadedAt, video.snippet?.publishedAt ?? 0) >= since + shift).at(-1);
    if (mine !== undefined) return ok({ type: 'published', part: toPart(client.bases, mine.video.id) });
    if (out.length > 0) return ok({ type: 'cannot-tell', detail: 'a video with the same words is a little older than this attempt' });
    if (alike.some(({ video }) => isWaiting(video))) return ok({ type: 'cannot-tell', detail: 'a video with the same words waits on YouTube for its time' });
    // A private one with these words is an upload that never went out.
    return ok(complete ? { type: 'absent' } : { type: 'cannot-tell', detail: 'YouTube did not list every video since then' });
  }

  return async (context, since) => {
    const words = readWords(context.outgoing);
    if (!words.ok) return ok({ type: 'cannot-tell', detail: 'it is not known what the video was to be called' });
    return findThread(context, async () => {
      const id = uploadedId(context);
      if (id === null) return byWords(context, words.value, since);
      const sought = await byId(context, words.value, id);
      return sought.ok && sought.value.type === 'absent' && context.byWords === true ? byWords(context, words.value, since) : sought;
    });
  };
}

const says = ({ snippet }: VideoAnswer, { text, options }: Words): boolean => essence(snippet?.title ?? '') === essence(options.title) && essence(snippet?.description ?? '') === essence(text);

/** A person may have made it public or unlisted by hand since. */
const isOut = (video: VideoAnswer, { options }: Words): boolean => !isWaiting(video) && (video.status?.privacyStatus === options.privacy || video.status?.privacyStatus === 'public' || video.status?.privacyStatus === 'unlisted');
