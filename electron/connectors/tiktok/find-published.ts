import { type Clock, SECOND } from '#core/clock';
import { ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { Found, PublishContext } from '../ports/publish';
import { readOwnPosts } from '../publishing/own-posts';
import { essence } from '../publishing/same-words';
import { readNotBefore } from '../publishing/server-time';
import { partStep, published, readPart, readTried, triedStep } from '../publishing/thread';
import { type VideoAnswer, videoList } from './api-types';
import { profileUrl, videoUrl } from './bases';
import { readData, type TiktokClient } from './client';
import { VIDEO_FIELDS } from './reading';
import { readFate } from './status';
import { forgetUpload, readUpload } from './upload';

const PAGE = 20;
const MAX_PAGES = 10;
/** TikTok is said to show the first 150 characters of a text in its lists. */
const SHORTENED = 140;

export type Find = (context: PublishContext) => Promise<Result<Found, ConnectorError>>;
const doubt = (detail: string): Result<Found, ConnectorError> => ok({ type: 'cannot-tell', detail });

/**
 * Looks for what an attempt without an answer may have made: by its upload where that is known, for one upload makes one post, otherwise
 * by words and time among the account's public videos. Only reads.
 */
export function createFind(client: TiktokClient, clock: Clock): Find {
  /** Undefined: the upload tells nothing, or is not known. */
  async function byUpload(context: PublishContext): Promise<Result<Found, ConnectorError> | undefined> {
    const upload = readUpload(context);
    if (upload === null) return undefined;
    const { session, signal } = context;
    const fate = await readFate(client, session, upload.publishId, signal);
    if (!fate.ok) return fate;
    switch (fate.value.type) {
      case 'out': case 'inbox': {
        const id = fate.value.type === 'out' ? fate.value.id : null;
        const part = id === null ? { id: upload.publishId, url: profileUrl(client.bases, session.handle) } : { id, url: videoUrl(client.bases, session.handle, id) };
        context.save(partStep(0), part);
        return ok(published(part));
      }
      case 'failed':
        // It never becomes a post, and is not to be asked about again.
        forgetUpload(context);
        context.save(triedStep(0), null);
        return ok({ type: 'absent' });
      case 'working': {
        // The last chunk begins where the others end.
        const isPart = fate.value.bytes !== null && fate.value.bytes <= upload.next * upload.chunk;
        return isPart ? ok({ type: 'absent' }) : doubt('TikTok is at work on it, or waits for the end of it');
      }
      case 'gone': return undefined;
    }
  }

  async function byWordsAndTime(context: PublishContext): Promise<Result<Found, ConnectorError>> {
    const { session, signal, outgoing } = context;
    const { postMode, privacyLevel } = outgoing.options;
    if (postMode === 'draft') return doubt('TikTok does not list the drafts in the inbox of its app');
    const since = (context.byWords === true ? null : readTried(context, 0)) ?? context.committedAt ?? outgoing.dueAt;
    const listed = await readOwnPosts({
      clock, since, notBefore: readNotBefore(context), maxPages: MAX_PAGES, timeOf: (video: VideoAnswer) => video.create_time * SECOND, asksFrom: false,
      page: async (next) => {
        const answer = await client.call(session, { path: '/video/list/', fields: VIDEO_FIELDS, json: { max_count: PAGE, ...(next === null ? {} : { cursor: Number(next) }) }, effect: 'reads', signal });
        if (!answer.ok) return answer;
        const read = readData(answer.value, 'reads', videoList);
        if (!read.ok) return read;
        const { videos, cursor, has_more } = read.value;
        return ok({ posts: videos.good, whole: videos.whole, next: has_more ? String(cursor ?? 0) : null, answer: answer.value });
      },
    });
    if (!listed.ok) return listed;
    const { posts, complete, shift } = listed.value;
    const words = outgoing.parts[0]?.text ?? '';
    const alike = posts.filter((video) => saysTheSame(words, video));
    const [one, ...more] = alike.filter(({ create_time: at }) => at * SECOND >= since + shift);
    if (one !== undefined && more.length === 0 && essence(words) !== '') {
      const part = { id: one.id, url: videoUrl(client.bases, session.handle, one.id) };
      context.save(partStep(0), part);
      return ok(published(part));
    }
    if (alike.length > 0) return doubt('several videos could be it, or one that is a little older than this attempt');
    // What only some may see is not listed, and what everybody may see is not while TikTok looks it over.
    if (context.byWords === true && privacyLevel === 'PUBLIC_TO_EVERYONE' && complete && essence(words) !== '') return ok({ type: 'absent' });
    return doubt('TikTok does not list it, which it does not do with every video');
  }

  return async (context) => {
    const part = readPart(context, 0);
    if (part !== null) return ok(published(part));
    // A restored back-up may know another upload than the one that went out.
    const told = context.byWords === true ? undefined : await byUpload(context);
    return told ?? byWordsAndTime(context);
  };
}

function saysTheSame(words: string, { title, video_description: text }: VideoAnswer): boolean {
  const ours = essence(words);
  return [title, text].some((theirs) => {
    const said = essence(theirs);
    return said === ours || (theirs.length >= SHORTENED && said !== '' && ours.startsWith(said));
  });
}
