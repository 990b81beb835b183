import { z } from 'zod';
import type { Clock, Millis } from '#core/clock';
import { MINUTE } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import { answerOf, statusOf } from '../http/read-error';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import { sendParts } from '../publishing/chunks';
import { awaitReady } from './await-ready';
import type { LinkedinBases } from './bases';
import type { LinkedinClient } from './client';
import { isFresh } from './files';
import { isLinkedin } from './upload-address';

/** For one part, which LinkedIn cuts to four megabytes. */
const PART_TIMEOUT: Millis = 10 * MINUTE;
/** An address that is about to end is not begun with. */
const MARGIN: Millis = 5 * MINUTE;
/** Parts of 500 MB at four megabytes, and some more. */
const MOST_PARTS = 2000;

const VIDEO = /^urn:li:video:[A-Za-z0-9_-]{1,200}$/;
const byte = z.int().min(0);
const initialised = z.object({
  value: z.object({
    video: z.string().regex(VIDEO), uploadToken: z.string().max(4000).default(''), uploadUrlsExpireAt: z.number().nullish().catch(null),
    uploadInstructions: z.array(z.object({ uploadUrl: z.url().max(4000), firstByte: byte, lastByte: byte })).min(1).max(MOST_PARTS),
  }),
});
/** `etag` is what LinkedIn calls a part that has come; `put`: it was told that all are there. */
const savedVideo = z.object({
  urn: z.string().regex(VIDEO), token: z.string(), at: z.number(), until: z.number().nullable(), put: z.boolean(), ready: z.boolean(),
  parts: z.array(z.object({ url: z.string(), start: z.number(), end: z.number(), etag: z.string().nullable() })),
});
type SavedVideo = z.infer<typeof savedVideo>;

export const videoStep = (index: number, media: Pick<OutgoingMedia, 'assetId'>): string => `video:${index}:${media.assetId}`;
export const readVideo = (saved: PublishContext['saved'], step: string): SavedVideo | null => savedVideo.safeParse(saved[step]).data ?? null;

/** Uploads a video in the parts that LinkedIn cuts it into, each once also over a restart, and waits until it is worked on. Nothing becomes public. */
export function createVideoUpload(client: LinkedinClient, clock: Clock, bases: LinkedinBases): (context: PublishContext, step: string, media: OutgoingMedia) => Promise<Result<null, ConnectorError>> {
  async function begin({ session, signal }: PublishContext, media: OutgoingMedia): Promise<Result<SavedVideo, ConnectorError>> {
    const json = { initializeUploadRequest: { owner: session.remoteId, fileSizeBytes: media.bytes, uploadCaptions: false, uploadThumbnail: false } };
    const made = await client.read(session, { method: 'POST', path: '/rest/videos?action=initializeUpload', json, effect: 'reads', signal }, initialised);
    if (!made.ok) return made;
    const { video: urn, uploadToken: token, uploadUrlsExpireAt: until, uploadInstructions } = made.value.value;
    if (!uploadInstructions.every(({ uploadUrl }) => isLinkedin(uploadUrl, bases))) return err({ type: 'unavailable', detail: 'the address to upload to is not LinkedIn’s' });
    const parts = uploadInstructions.map(({ uploadUrl: url, firstByte: start, lastByte }) => ({ url, start, end: lastByte + 1, etag: null })).toSorted((a, b) => a.start - b.start);
    if (parts.some(({ start }, n) => start !== (parts[n - 1]?.end ?? 0)) || parts.at(-1)?.end !== media.bytes) return err({ type: 'unavailable', detail: 'the parts that LinkedIn asks for do not make the video' });
    return ok({ urn, token, at: clock.now(), until: until ?? null, put: false, ready: false, parts });
  }

  /** Puts every part that is not there yet, and saves each. */
  async function putParts(context: PublishContext, step: string, media: OutgoingMedia, begun: SavedVideo): Promise<Result<SavedVideo, ConnectorError>> {
    const { session, signal } = context;
    let now = begun;
    const missing = now.parts.flatMap(({ etag, start, end }, index) => (etag === null ? [{ index, start, end }] : []));
    const sent = await sendParts(media, missing, async ({ index, bytes }) => {
      const url = now.parts[index]?.url ?? '';
      const answer = await client.call(session, { method: 'PUT', path: url, bytes, headers: { 'content-type': 'application/octet-stream' }, effect: 'reads', timeoutMs: PART_TIMEOUT, signal });
      if (!answer.ok) {
        // An address that has ended says no in many ways; new ones are asked for next time.
        if (answer.error.type === 'rejected' || statusOf(answer.error) === 401) context.save(step, null);
        return err(answer.error.type === 'rejected' && answer.error.reason !== 'media-invalid' ? { type: 'unavailable', detail: 'LinkedIn did not take a part of the video at the address that it gave for it', ...answerOf(answer.error) } : answer.error);
      }
      const etag = answer.value.headers.get('etag') ?? '';
      if (etag === '') return err({ type: 'unavailable', detail: 'LinkedIn did not name a part of the video' });
      now = { ...now, parts: now.parts.map((part, n) => (n === index ? { ...part, etag } : part)) };
      context.save(step, now);
      return ok(null);
    });
    return sent.ok ? ok(now) : sent;
  }

  async function finish({ session, signal }: PublishContext, { urn, token, parts }: SavedVideo): Promise<Result<null, ConnectorError>> {
    const json = { finalizeUploadRequest: { video: urn, uploadToken: token, uploadedPartIds: parts.map(({ etag }) => etag ?? '') } };
    const answer = await client.call(session, { method: 'POST', path: '/rest/videos?action=finalizeUpload', json, effect: 'reads', signal });
    return answer.ok ? ok(null) : answer;
  }

  return async (context, step, media) => {
    let saved = readVideo(context.saved, step);
    const isOver = saved !== null && !saved.put && saved.until !== null && saved.until - MARGIN < clock.now();
    if (!isFresh(saved, clock.now()) || isOver) {
      const begun = await begin(context, media);
      if (!begun.ok) return begun;
      saved = begun.value;
      context.save(step, saved);
    }
    if (saved.ready) return ok(null);
    if (!saved.put) {
      const there = await putParts(context, step, media, saved);
      if (!there.ok) return there;
      const put = await finish(context, there.value);
      if (!put.ok) {
        if (put.error.type === 'rejected') context.save(step, null);
        return put.error.type === 'rejected' ? err({ ...put.error, reason: 'media-invalid' }) : put;
      }
      saved = { ...there.value, put: true };
      context.save(step, saved);
    }
    const ready = await awaitReady(client, clock, 'videos', context, saved.urn);
    if (!ready.ok) {
      if (ready.error.type === 'rejected') context.save(step, null);
      return ready;
    }
    // The addresses are of no more use.
    context.save(step, { ...saved, ready: true, parts: [] });
    return ok(null);
  };
}
