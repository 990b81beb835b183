import { z } from 'zod';
import { HOUR, type Millis } from '#core/clock';
import type { FacebookOptions } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import { isGone } from '../http/read-error';
import { bytesThere, sendRest, unreadable } from '../meta-graph/resumable-upload';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import { mediaStep } from '../publishing/saved-media';
import { sessionAnswer, startAnswer, videoAnswer, windowAnswer } from './api-types';
import { VERSION } from './bases';
import type { FacebookClient, FacebookDeps } from './client';
import { answerError } from './map-error';
import { postPath } from './read-post';

type Kind = FacebookOptions['kind'];

/** A video that was begun to be brought. It is public only once its upload is finished by a call of its own. */
const savedVideo = z.object({
  id: z.string(),
  kind: z.enum(['post', 'reel', 'story']),
  /** Of an upload in pieces; null: the bytes go to rupload. */
  session: z.string().nullable(),
  /** The bytes that Facebook wanted next. */
  from: z.number(),
  to: z.number(),
  /** All of it is there. */
  ready: z.boolean(),
  /** UTC ms. */
  at: z.number(),
});
export type SavedVideo = z.infer<typeof savedVideo>;

/** How long an unfinished upload is kept is not stated; what no post uses is thrown away after a day. */
const UPLOAD_LIFE: Millis = 20 * HOUR;
const EDGES = { post: 'videos', reel: 'video_reels', story: 'video_stories' } as const;
/** The lists name the phases of Reels and of Stories in capitals, and those of videos not. */
export const START = { post: 'start', reel: 'START', story: 'START' } as const;
export const FINISH = { post: 'finish', reel: 'FINISH', story: 'FINISH' } as const;
const MOST_PIECES = 20_000;

export const edgeOf = (kind: Kind): string => EDGES[kind];
const stepOf = (video: Pick<OutgoingMedia, 'assetId'>): string => mediaStep(0, 0, video);
export const readVideo = ({ saved }: Pick<PublishContext, 'saved'>, video: Pick<OutgoingMedia, 'assetId'>): SavedVideo | null => savedVideo.safeParse(saved[stepOf(video)]).data ?? null;
export const forgetVideo = ({ save }: Pick<PublishContext, 'save'>, video: OutgoingMedia): void => { save(stepOf(video), null); };

/** Brings the bytes of a video, going on where Facebook has them after a break or a restart. Nothing becomes public. */
export function createVideos(client: FacebookClient, deps: Pick<FacebookDeps, 'http' | 'clock'>) {
  const { clock } = deps;

  async function start({ session, signal }: PublishContext, kind: Kind, video: OutgoingMedia): Promise<Result<SavedVideo, ConnectorError>> {
    const path = `/${session.remoteId}/${edgeOf(kind)}`;
    const at = clock.now();
    if (kind !== 'post') {
      const made = await client.read(session, { method: 'POST', path, fields: { upload_phase: START[kind] }, effect: 'reads', signal }, startAnswer);
      return made.ok ? ok({ id: made.value.video_id, kind, session: null, from: 0, to: video.bytes, ready: false, at }) : made;
    }
    const made = await client.read(session, { method: 'POST', path, onVideo: true, fields: { upload_phase: START.post, file_size: String(video.bytes) }, effect: 'reads', signal }, sessionAnswer);
    if (!made.ok) return made;
    const { video_id: id, upload_session_id: upload, start_offset: from, end_offset: to } = made.value;
    return ok({ id, kind, session: upload, from, to, ready: false, at });
  }

  /** What Facebook has of it, bytes; null: it does not know the video any more. */
  async function there({ session, signal }: PublishContext, { id }: SavedVideo, total: number): Promise<Result<number | null, ConnectorError>> {
    const read = await client.read(session, { method: 'GET', path: postPath(id), fields: { fields: 'id,status' }, effect: 'reads', signal }, videoAnswer);
    if (read.ok) return ok(bytesThere(read.value.status?.uploading_phase, total));
    return isGone(read.error) ? ok(null) : read;
  }

  /** Piece after piece, each as large as Facebook asks. */
  async function transfer(context: PublishContext, begun: SavedVideo, video: OutgoingMedia): Promise<Result<null, ConnectorError>> {
    const { session, signal } = context;
    let at = begun;
    for (let pieces = 0; at.from < at.to && at.from < video.bytes; pieces += 1) {
      const to = Math.min(at.to, video.bytes);
      const fields = { upload_phase: 'transfer', upload_session_id: at.session ?? '', start_offset: String(at.from) };
      const sent = await client.read(session, { method: 'POST', path: `/${session.remoteId}/${EDGES.post}`, onVideo: true, fields, chunk: { file: video, from: at.from, to, mime: video.mime }, effect: 'reads', signal }, windowAnswer);
      // What it does not take from here it may take from the beginning.
      if (!sent.ok && sent.error.type === 'rejected') forgetVideo(context, video);
      if (!sent.ok) return sent;
      if (pieces > MOST_PIECES || sent.value.start_offset < at.from) return err({ type: 'unavailable', detail: 'Facebook does not take the video further' });
      at = { ...at, from: sent.value.start_offset, to: sent.value.end_offset };
      context.save(stepOf(video), at);
    }
    return ok(null);
  }

  return {
    bring: async (context: PublishContext, kind: Kind, video: OutgoingMedia): Promise<Result<SavedVideo, ConnectorError>> => {
      const unread = await unreadable(video);
      if (unread !== null) return err(unread);
      const known = readVideo(context, video);
      let saved = known !== null && known.kind === kind && clock.now() - known.at < UPLOAD_LIFE ? known : null;
      if (saved?.ready === true) return ok(saved);
      if (saved !== null) {
        const has = await there(context, saved, video.bytes);
        if (!has.ok) return has;
        // The answer to a piece may have got lost.
        saved = has.value === null ? null : has.value > saved.from ? { ...saved, from: has.value, to: Math.min(has.value + Math.max(saved.to - saved.from, 1), video.bytes) } : saved;
      }
      if (saved === null) {
        const started = await start(context, kind, video);
        if (!started.ok) return started;
        saved = started.value;
        context.save(stepOf(video), saved);
      }
      const sent = saved.session === null ? await rupload(context, saved, video) : await transfer(context, saved, video);
      if (!sent.ok) return sent;
      const whole: SavedVideo = { ...saved, from: video.bytes, to: video.bytes, ready: true };
      context.save(stepOf(video), whole);
      return ok(whole);
    },
  };

  async function rupload({ session, signal }: PublishContext, { id, from }: SavedVideo, video: OutgoingMedia): Promise<Result<null, ConnectorError>> {
    const secret = client.secretOf(session);
    if (secret === null) return err({ type: 'reauth' });
    if (from >= video.bytes) return ok(null);
    const url = `${client.bases.upload}/video-upload${VERSION}/${encodeURIComponent(id)}`;
    return sendRest(deps, { url, accessToken: secret.accessToken, video, from, signal, answerError: (answer) => answerError(answer, 'reads', clock.now()) });
  }
}
export type Videos = ReturnType<typeof createVideos>;
