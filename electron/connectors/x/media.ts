import { z } from 'zod';
import type { Clock, Millis } from '#core/clock';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import { pollChoices } from '#core/networks';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext, PublishPort } from '../ports/publish';
import { sendChunks } from '../publishing/chunks';
import { mediaStep, readMedia, savedMedia } from '../publishing/saved-media';
import { untilReady } from '../publishing/until-ready';
import { mediaAnswer, startedUpload } from './api-types';
import type { XClient } from './client';
import { readOptions } from './parts';

/** A media id may be used for 24 hours after its upload (media best practices, 2026-11-21); older ones are uploaded anew. */
const UPLOAD_LIFE: Millis = 20 * HOUR;
const UPLOAD_TIMEOUT: Millis = 5 * MINUTE;
/** As X's chunked upload page recommends. `segment_index` of OpenAPI 2.167 ends at 999, so 512 MiB in pieces of this size fit. */
const CHUNK = 1_048_576;
/** How long one preparation waits for X to work on it; the next one goes on waiting. */
const WORK = { image: 10 * MINUTE, video: 15 * MINUTE } as const;

/** `next`: the chunk to send next, null when all are there. `alt`: X knows the alt text. */
const xMedia = savedMedia.extend({ next: z.number().nullable(), alt: z.boolean() });
type XMedia = z.infer<typeof xMedia>;

/** What X would refuse whatever is uploaded; said before anything is sent, for each upload and each alt text costs. */
export function combinationError({ outgoing }: PublishContext, options: ReturnType<typeof readOptions>): ConnectorError | null {
  const invalid = (detail: string): ConnectorError => ({ type: 'rejected', reason: 'invalid', detail });
  if (options === null) return invalid('the options of this post are not understood');
  const [first] = outgoing.parts;
  if (first !== undefined && first.media.length > 0 && pollChoices(options).length > 0) return invalid('X takes a poll or media, not both: take one of them out.');
  const films = outgoing.parts.some(({ media }) => media.length > 1 && media.some(({ kind }) => kind === 'video'));
  if (films) return { type: 'rejected', reason: 'media-invalid', detail: 'X takes a video only by itself: leave it out, or what stands beside it.' };
  const mixed = outgoing.parts.some(({ media }) => media.length > 1 && media.some(({ mime }) => mime === 'image/gif'));
  return mixed ? { type: 'rejected', reason: 'media-invalid', detail: 'X takes a GIF only by itself: leave it out, or the other pictures.' } : null;
}

/** Uploads every picture that is not uploaded yet, waits until X has worked on it, and tells its alt text. Nothing becomes public. */
export function createPrepare(client: XClient, clock: Clock): PublishPort['prepare'] {
  const post = (context: PublishContext, path: string, content: { readonly json: unknown } | { readonly body: FormData } | Record<never, never>) =>
    ({ method: 'POST', path, ...content, effect: 'reads', timeoutMs: UPLOAD_TIMEOUT, signal: context.signal }) as const;

  /** A still picture goes in one call. */
  async function simple(context: PublishContext, media: OutgoingMedia): Promise<Result<XMedia, ConnectorError>> {
    const body = new FormData();
    body.set('media', new Blob([Uint8Array.from(await media.read())], { type: media.mime }), `picture.${media.mime.split('/')[1] ?? 'bin'}`);
    body.set('media_category', 'tweet_image');
    const made = await client.read(context.session, post(context, '/media/upload', { body }), mediaAnswer);
    if (!made.ok) return made;
    return ok({ id: made.value.data.id, next: null, ready: isReady(made.value.data.processing_info?.state), alt: false, at: clock.now() });
  }

  /** An animated one and a video go in chunks, and go on with the chunk where they stopped, also after a restart. */
  async function chunked(context: PublishContext, media: OutgoingMedia, step: string, before: XMedia | null): Promise<Result<XMedia, ConnectorError>> {
    let saved = before;
    if (saved === null) {
      const json = { media_type: media.mime, total_bytes: media.bytes, media_category: media.kind === 'video' ? 'tweet_video' : 'tweet_gif' };
      const started = await client.read(context.session, post(context, '/media/upload/initialize', { json }), startedUpload);
      if (!started.ok) return started;
      saved = { id: started.value.data.id, next: 0, ready: false, alt: false, at: clock.now() };
      context.save(step, saved);
    }
    let now: XMedia = saved;
    const at = `/media/upload/${encodeURIComponent(now.id)}`;
    const sent = await sendChunks(media, CHUNK, now.next ?? 0, async (chunk) => {
      const body = new FormData();
      body.set('media', new Blob([chunk.bytes], { type: 'application/octet-stream' }), 'chunk');
      body.set('segment_index', String(chunk.index));
      const appended = await client.call(context.session, post(context, `${at}/append`, { body }));
      if (!appended.ok) return appended;
      now = { ...now, next: chunk.index + 1 };
      context.save(step, now);
      return appended;
    });
    if (!sent.ok) return sent;
    const done = await client.read(context.session, post(context, `${at}/finalize`, {}), mediaAnswer);
    if (!done.ok) return done;
    return ok({ ...now, next: null, ready: isReady(done.value.data.processing_info?.state), at: clock.now() });
  }

  const awaitReady = ({ session, signal }: PublishContext, id: string, kind: OutgoingMedia['kind']): Promise<Result<null, ConnectorError>> =>
    untilReady({ clock, signal, firstPause: SECOND, longestPause: 30 * SECOND, longest: WORK[kind], stillWorking: `X is still working on a ${wordFor(kind)}` }, async () => {
      const answer = await client.read(session, { method: 'GET', path: '/media/upload', query: { command: 'STATUS', media_id: id }, effect: 'reads', signal }, mediaAnswer);
      if (!answer.ok) return answer;
      const work = answer.value.data.processing_info;
      if (work?.state === 'failed') return err({ type: 'rejected', reason: 'media-invalid', detail: `X could not use a ${wordFor(kind)}` });
      return ok({ ready: isReady(work?.state), pause: (work?.check_after_secs ?? 1) * SECOND });
    });

  async function bring(context: PublishContext, media: OutgoingMedia, step: string): Promise<Result<null, ConnectorError>> {
    let saved = readMedia(context, step, xMedia);
    if (saved !== null && clock.now() - saved.at > UPLOAD_LIFE) saved = null;
    if (saved === null || saved.next !== null) {
      const uploaded = media.kind === 'video' || media.mime === 'image/gif' ? await chunked(context, media, step, saved) : await simple(context, media);
      if (!uploaded.ok) return uploaded;
      saved = uploaded.value;
      context.save(step, saved);
    }
    if (!saved.ready) {
      const ready = await awaitReady(context, saved.id, media.kind);
      if (!ready.ok) return ready;
      saved = { ...saved, ready: true };
      context.save(step, saved);
    }
    // X's page on metadata names pictures and GIFs.
    if (saved.alt || media.alt === '' || media.kind === 'video') return ok(null);
    const json = { id: saved.id, metadata: { alt_text: { text: media.alt } } };
    const told = await client.call(context.session, post(context, '/media/metadata', { json }));
    if (!told.ok) return told;
    context.save(step, { ...saved, alt: true });
    return ok(null);
  }

  return async (context) => {
    const wrong = combinationError(context, readOptions(context));
    if (wrong !== null) return err(wrong);
    for (const [p, part] of context.outgoing.parts.entries()) {
      for (const [m, media] of part.media.entries()) {
        const step = mediaStep(p, m, media);
        const brought = await bring(context, media, step);
        if (brought.ok) continue;
        // What X could not use, or has thrown away, is uploaded anew next time.
        if (brought.error.type === 'rejected') context.save(step, null);
        return brought;
      }
    }
    return ok(null);
  };
}

const wordFor = (kind: OutgoingMedia['kind']): string => (kind === 'video' ? 'video' : 'picture');
const isReady = (state: string | undefined): boolean => state === undefined || state === 'succeeded';
