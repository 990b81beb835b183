import { z } from 'zod';
import { HOUR, type Millis, MINUTE, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { isLoopback } from '../http/address';
import { commonAnswerError, failureError, refusal } from '../http/outcome';
import { answerOf, isGone } from '../http/read-error';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import { mediaStep, readMedia, savedMedia } from '../publishing/saved-media';
import { untilReady } from '../publishing/until-ready';
import { mediaState, registeredMedia } from './api-types';
import type { PinterestClient, PinterestDeps } from './client';

/** How long Pinterest keeps what no Pin uses is not told; an older upload is made anew. */
const LIFE: Millis = 20 * HOUR;
/** For a whole video in one call, which the slowest line that is any use brings at this many bytes in a second. */
const SLOWEST = 64 * 1024;
const LEAST: Millis = 5 * MINUTE;
const PATIENCE = { firstPause: 2 * SECOND, longestPause: 30 * SECOND, longest: 15 * MINUTE, stillWorking: 'Pinterest is still working on the video' } as const;

/** `sent`: the place for uploads has answered that it has the file. The keys to that place are not kept: they are good for one upload. */
const savedVideo = savedMedia.extend({ sent: z.boolean() });
type SavedVideo = z.infer<typeof savedVideo>;

type Saved = Pick<PublishContext, 'saved'>;
/** The id of the video, or null where it is not ready for a Pin. */
export function readyVideo(context: Saved, media: Pick<OutgoingMedia, 'assetId'>): string | null {
  const saved = readMedia(context, mediaStep(0, 0, media), savedVideo);
  return saved?.ready === true ? saved.id : null;
}

/**
 * Brings a video to Pinterest: it names a place of its own at a storage service and the fields of a form, takes the file there in one
 * call, and works on it. Nothing becomes public. Whether a call without an answer brought the file, its state tells.
 */
export function createVideoUpload({ http, clock, bases }: PinterestDeps, client: PinterestClient): (context: PublishContext, media: OutgoingMedia) => Promise<Result<null, ConnectorError>> {
  const look = ({ session, signal }: PublishContext, id: string) =>
    client.read(session, { method: 'GET', path: `/media/${encodeURIComponent(id)}`, effect: 'reads', signal }, mediaState);

  async function send(context: PublishContext, media: OutgoingMedia, step: string): Promise<Result<SavedVideo, ConnectorError>> {
    const { session, signal } = context;
    const made = await client.read(session, { method: 'POST', path: '/media', json: { media_type: 'video' }, effect: 'reads', signal }, registeredMedia);
    if (!made.ok) return made;
    const { media_id: id, upload_url: url, upload_parameters: fields } = made.value;
    const place = new URL(url);
    if (bases.local ? !isLoopback(place) : place.protocol !== 'https:') return err({ type: 'unavailable', detail: 'the address to upload to is not one that Linnet may call' });
    const begun: SavedVideo = { id, at: clock.now(), ready: false, sent: false };
    context.save(step, begun);
    const unread = await readable(media);
    if (unread !== null) return err(unread);
    const form = { fields: Object.entries(fields), name: 'file', fileName: media.mime === 'video/quicktime' ? 'video.mov' : 'video.mp4', mime: media.mime };
    // No token goes along: what the form holds is all that the place asks for.
    const answer = await (bases.local ? http : http.publicOnly).request({ method: 'POST', url, body: { file: media, form }, timeoutMs: LEAST + Math.ceil(media.bytes / SLOWEST) * SECOND, redirect: 'manual', signal });
    if (!answer.ok) return err(failureError(answer.error, 'reads'));
    const { status, log } = answer.value;
    if (status >= 200 && status < 300) {
      const sent = { ...begun, sent: true };
      context.save(step, sent);
      return ok(sent);
    }
    // The place knows no logins of ours: what it refuses is this one form, and the next attempt asks for another.
    context.save(step, null);
    const tooLarge = status === 413 || /EntityTooLarge/.test(answer.value.text);
    if (tooLarge) return err(refusal(answer.value, 'media-invalid', 'the video is too large for Pinterest'));
    const common = status === 401 ? null : commonAnswerError(answer.value, 'reads', clock.now());
    return err(common ?? { type: 'unavailable', detail: 'the place that Pinterest named did not take the video', answer: log });
  }

  /** One that was begun, and may have come; null: it is brought anew. */
  async function resume(context: PublishContext, saved: SavedVideo): Promise<Result<SavedVideo | null, ConnectorError>> {
    if (saved.sent) return ok(saved);
    const seen = await look(context, saved.id);
    if (!seen.ok) return isGone(seen.error) ? ok(null) : seen;
    return ok(seen.value.status === 'registered' || seen.value.status === 'failed' ? null : { ...saved, sent: true });
  }

  return async (context, media) => {
    const step = mediaStep(0, 0, media);
    let saved = readMedia(context, step, savedVideo);
    if (saved !== null && clock.now() - saved.at > LIFE) saved = null;
    if (saved?.ready === true) return ok(null);
    if (saved !== null) {
      const going = await resume(context, saved);
      if (!going.ok) return going;
      saved = going.value;
    }
    if (saved === null) {
      const sent = await send(context, media, step);
      if (!sent.ok) return sent;
      saved = sent.value;
    }
    const { id } = saved;
    const ready = await untilReady({ ...PATIENCE, clock, signal: context.signal }, async () => {
      const seen = await look(context, id);
      if (!seen.ok) return isGone(seen.error) ? err({ type: 'rejected', reason: 'media-invalid', detail: 'Pinterest has dropped the video; it is sent anew', ...answerOf(seen.error) }) : seen;
      if (seen.value.status === 'failed') return err({ type: 'rejected', reason: 'media-invalid', detail: 'Pinterest could not use the video' });
      return ok({ ready: seen.value.status === 'succeeded' });
    });
    if (!ready.ok) {
      if (ready.error.type === 'rejected') context.save(step, null);
      return ready;
    }
    context.save(step, { ...saved, ready: true });
    return ok(null);
  };
}

async function readable(video: OutgoingMedia): Promise<ConnectorError | null> {
  try {
    await video.readRange(0, 1);
    return null;
  } catch (cause) {
    return { type: 'rejected', reason: 'media-invalid', detail: `the file can no longer be read: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}
