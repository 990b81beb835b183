import type { Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { answerOf, isGone } from '../http/read-error';
import { readJson } from '../http/read-json';
import type { ConnectorError } from '../ports/connector-error';
import type { PublishContext, PublishPort } from '../ports/publish';
import { saveNotBefore, type ServerTimes } from '../publishing/server-time';
import { chooseKey, commitThread, type Posted, published } from '../publishing/thread';
import { type VideoAnswer, videoAnswer } from './api-types';
import { permalinkOf } from './bases';
import type { YoutubeClient } from './client';
import { type Draft, readDraft, updateBody } from './draft';
import type { createExtras } from './extras';
import { type Find, readVideos, toPart } from './find-published';
import { type createUpload, forgetUpload, readUpload, uploadedId } from './upload';

const VIDEO_ID = /^[\w-]{6,20}$/;
/** www.youtube.com, m.youtube.com, youtube.com: the same videos. */
const YOUTUBE_HOST = /^(www\.|m\.)?youtube\.com$/;

interface Parts {
  readonly upload: ReturnType<typeof createUpload>;
  readonly extras: ReturnType<typeof createExtras>;
  readonly find: Find;
  readonly times: ServerTimes;
}
interface Update { readonly video: VideoAnswer; readonly log: Posted['log'] }

/** Tells the uploaded video what it is to be: out now, or at `publishAt`. The same call again changes nothing more. */
export async function update(client: YoutubeClient, context: PublishContext, draft: Draft, publishAt: Millis | null): Promise<Result<Update, ConnectorError>> {
  const saved = readUpload(context);
  if (saved === null || saved.id === null || !saved.ready) return err({ type: 'unavailable', detail: 'the video is not uploaded yet' });
  const { session, signal } = context;
  const answer = await client.call(session, { method: 'PUT', path: '/videos', query: { part: 'snippet,status' }, json: updateBody(saved.id, draft, publishAt), effect: 'commits', cost: 50, signal });
  if (!answer.ok) {
    if (!isGone(answer.error)) return answer;
    // Somebody has deleted it since; what is not there was not made public.
    forgetUpload(context);
    return err({ type: 'unavailable', detail: 'the uploaded video is not on YouTube any more, so it is uploaded anew', ...answerOf(answer.error) });
  }
  const video = readJson(answer.value, 'commits', videoAnswer);
  if (!video.ok) return video;
  const now = video.value.status?.privacyStatus ?? null;
  if (now === null || video.value.id !== saved.id) return err({ type: 'unknown', detail: 'the answer does not have the expected fields', answer: answer.value.log });
  const wanted = publishAt === null ? draft.options.privacy : 'private';
  if (now === wanted) return ok({ video: video.value, log: answer.value.log });
  return err({
    type: 'rejected', reason: 'forbidden', answer: answer.value.log,
    detail: now === 'private' ? 'YouTube keeps the video private. It does so while the project of your app was not audited: ask Google for the audit, or choose Private.' : `YouTube has made the video ${now} instead`,
  });
}

export function createPublishPort(client: YoutubeClient, { upload, extras, find, times }: Parts): PublishPort {
  const { bases } = client;
  const readOne = async (session: PublishContext['session'], id: string, signal: AbortSignal): Promise<Result<VideoAnswer | null, ConnectorError>> => {
    const read = await readVideos(client, session, [id], 'status', signal);
    return read.ok ? ok(read.value[0] ?? null) : read;
  };

  return {
    // Nothing of it is sent: YouTube takes no key. It names the publication to the engine alone.
    chooseKey,
    prepare: async (context) => {
      const draft = readDraft(context.outgoing);
      if (!draft.ok) return draft;
      // The upload is older than the call that makes it public, and a look by words must reach back to it.
      saveNotBefore(context, times.last(bases.api));
      const id = await upload(context, draft.value);
      return id.ok ? extras(context, draft.value, id.value) : id;
    },
    commit: (context) =>
      commitThread(context, async () => {
        const draft = readDraft(context.outgoing);
        if (!draft.ok) return draft;
        const done = await update(client, context, draft.value, null);
        return done.ok ? ok({ part: toPart(bases, done.value.video.id), log: done.value.log }) : done;
      }),
    // A video is worked on before it is made public, so a ref can only be the id of one.
    check: async ({ session, signal }, ref) => {
      const video = await readOne(session, ref, signal);
      if (!video.ok) return video.error;
      return video.value === null ? { type: 'rejected', reason: 'not-found', detail: 'YouTube does not have this video' } : published(toPart(bases, ref));
    },
    findPublished: (context) => find(context, context.committedAt ?? context.outgoing.dueAt),
    // It changes a video that is there already, and the same again changes nothing.
    replaySafeUntil: (_committedAt, _session, saved) => (uploadedId({ saved }) === null ? null : Number.POSITIVE_INFINITY),
    // An address does not say whose video it shows: the id tells, and is asked about before anything is believed.
    postAt: (_session, url) => {
      const id = videoIdIn(url);
      return id === null ? null : { remoteId: id, permalink: permalinkOf(bases, id) };
    },
    fetchPost: async (session, remoteId, signal) => {
      const video = await readOne(session, remoteId, signal);
      return video.ok ? ok(video.value === null ? 'gone' : 'live') : video;
    },
    remove: async (session, remoteId, signal) => {
      // Deleting twice does no harm, so a lost answer may simply be asked for again.
      const gone = await client.call(session, { method: 'DELETE', path: '/videos', query: { id: remoteId }, effect: 'reads', cost: 50, signal });
      return gone.ok || isGone(gone.error) ? ok(null) : err(gone.error);
    },
    concurrency: { network: 4, account: 1 },
  };

  /** `/watch?v=ID`, `/shorts/ID`, and the short address. */
  function videoIdIn(url: URL): string | null {
    if (url.username !== '' || url.password !== '') return null;
    const long = url.origin === bases.web || (url.protocol === 'https:' && url.port === '' && YOUTUBE_HOST.test(url.hostname));
    const inPath = /^\/(?:shorts|live|embed)\/([\w-]+)\/?$/.exec(url.pathname)?.[1];
    const inShort = url.origin === bases.short ? url.pathname.slice(1) : '';
    const id = (long ? (url.pathname === '/watch' ? url.searchParams.get('v') : inPath) : null) ?? inShort;
    return VIDEO_ID.test(id) ? id : null;
  }
}
