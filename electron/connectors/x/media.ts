import { z } from 'zod';
import type { Clock, Millis } from '#core/clock';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import { xPollChoices } from '#core/networks';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, OutgoingPart, PublishContext, PublishPort } from '../ports/publish';
import { mediaAnswer, startedUpload } from './api-types';
import type { XClient } from './client';
import { readOptions } from './parts';

/** A media id may be used for 24 hours after its upload (media best practices, 2026-11-21); older ones are uploaded anew. */
const UPLOAD_LIFE: Millis = 20 * HOUR;
const UPLOAD_TIMEOUT: Millis = 5 * MINUTE;
const PROCESSING_LIMIT: Millis = 10 * MINUTE;
const FIRST_WAIT: Millis = SECOND;
const LONGEST_WAIT: Millis = 30 * SECOND;
/** As X's chunked upload page recommends. */
const CHUNK = 1_048_576;

/** `next`: the chunk to send next, null when all are there. `alt`: X knows the alt text. */
const savedMedia = z.object({ id: z.string(), next: z.number().nullable(), ready: z.boolean(), alt: z.boolean(), at: z.number() });
type SavedMedia = z.infer<typeof savedMedia>;

const stepOf = (part: number, index: number, media: OutgoingMedia): string => `media:${part}:${index}:${media.assetId}`;

function readSaved(context: PublishContext, step: string): SavedMedia | null {
  const parsed = savedMedia.safeParse(context.saved[step]);
  return parsed.success ? parsed.data : null;
}

/** The ids of a part's pictures, or null when one of them is not ready. */
export function mediaIds(context: PublishContext, part: OutgoingPart, p: number): readonly string[] | null {
  const saved = part.media.map((media, m) => readSaved(context, stepOf(p, m, media)));
  return saved.every((one) => one?.ready === true) ? saved.flatMap((one) => (one === null ? [] : [one.id])) : null;
}

/** What X would refuse whatever is uploaded; said before anything is sent, for each upload and each alt text costs. */
export function combinationError({ outgoing }: PublishContext, options: ReturnType<typeof readOptions>): ConnectorError | null {
  const invalid = (detail: string): ConnectorError => ({ type: 'rejected', reason: 'invalid', detail });
  if (options === null) return invalid('the options of this post are not understood');
  const [first] = outgoing.parts;
  if (first !== undefined && first.media.length > 0 && xPollChoices(options).length > 0) return invalid('X takes a poll or pictures, not both: take one of them out.');
  const mixed = outgoing.parts.some(({ media }) => media.length > 1 && media.some(({ mime }) => mime === 'image/gif'));
  return mixed ? { type: 'rejected', reason: 'media-invalid', detail: 'X takes a GIF only by itself: leave it out, or the other pictures.' } : null;
}

/** Uploads every picture that is not uploaded yet, waits until X has worked on it, and tells its alt text. Nothing becomes public. */
export function createPrepare(client: XClient, clock: Clock): PublishPort['prepare'] {
  const post = (context: PublishContext, path: string, content: { readonly json: unknown } | { readonly body: FormData } | Record<never, never>) =>
    ({ method: 'POST', path, ...content, effect: 'reads', timeoutMs: UPLOAD_TIMEOUT, signal: context.signal }) as const;

  /** A still picture goes in one call. */
  async function simple(context: PublishContext, media: OutgoingMedia): Promise<Result<SavedMedia, ConnectorError>> {
    const body = new FormData();
    body.set('media', new Blob([Uint8Array.from(await media.read())], { type: media.mime }), `picture.${media.mime.split('/')[1] ?? 'bin'}`);
    body.set('media_category', 'tweet_image');
    const made = await client.read(context.session, post(context, '/media/upload', { body }), mediaAnswer);
    if (!made.ok) return made;
    return ok({ id: made.value.data.id, next: null, ready: isReady(made.value.data.processing_info?.state), alt: false, at: clock.now() });
  }

  /** An animated one goes in chunks, and goes on with the chunk where it stopped. */
  async function chunked(context: PublishContext, media: OutgoingMedia, step: string, before: SavedMedia | null): Promise<Result<SavedMedia, ConnectorError>> {
    const bytes = Uint8Array.from(await media.read());
    let saved = before;
    if (saved === null) {
      const json = { media_type: media.mime, total_bytes: bytes.byteLength, media_category: 'tweet_gif' };
      const started = await client.read(context.session, post(context, '/media/upload/initialize', { json }), startedUpload);
      if (!started.ok) return started;
      saved = { id: started.value.data.id, next: 0, ready: false, alt: false, at: clock.now() };
      context.save(step, saved);
    }
    const at = `/media/upload/${encodeURIComponent(saved.id)}`;
    for (let chunk = saved.next ?? 0; chunk * CHUNK < bytes.byteLength; chunk += 1) {
      const body = new FormData();
      body.set('media', new Blob([bytes.subarray(chunk * CHUNK, (chunk + 1) * CHUNK)], { type: 'application/octet-stream' }), 'chunk');
      body.set('segment_index', String(chunk));
      const sent = await client.call(context.session, post(context, `${at}/append`, { body }));
      if (!sent.ok) return sent;
      saved = { ...saved, next: chunk + 1 };
      context.save(step, saved);
    }
    const done = await client.read(context.session, post(context, `${at}/finalize`, {}), mediaAnswer);
    if (!done.ok) return done;
    return ok({ ...saved, next: null, ready: isReady(done.value.data.processing_info?.state), at: clock.now() });
  }

  async function awaitReady(context: PublishContext, id: string): Promise<Result<null, ConnectorError>> {
    const end = clock.now() + PROCESSING_LIMIT;
    const query = { command: 'STATUS', media_id: id };
    for (;;) {
      const answer = await client.read(context.session, { method: 'GET', path: '/media/upload', query, effect: 'reads', signal: context.signal }, mediaAnswer);
      if (!answer.ok) return answer;
      const work = answer.value.data.processing_info;
      if (isReady(work?.state)) return ok(null);
      if (work?.state === 'failed') return err({ type: 'rejected', reason: 'media-invalid', detail: 'X could not use a picture' });
      const pause = Math.min(Math.max((work?.check_after_secs ?? 1) * SECOND, FIRST_WAIT), LONGEST_WAIT);
      if (clock.now() + pause > end) return err({ type: 'unavailable', detail: 'X is still working on a picture' });
      if (!(await wait(clock, pause, context.signal))) return err({ type: 'aborted' });
    }
  }

  async function bring(context: PublishContext, media: OutgoingMedia, step: string): Promise<Result<null, ConnectorError>> {
    let saved = readSaved(context, step);
    if (saved !== null && clock.now() - saved.at > UPLOAD_LIFE) saved = null;
    if (saved === null || saved.next !== null) {
      const uploaded = media.mime === 'image/gif' ? await chunked(context, media, step, saved) : await simple(context, media);
      if (!uploaded.ok) return uploaded;
      saved = uploaded.value;
      context.save(step, saved);
    }
    if (!saved.ready) {
      const ready = await awaitReady(context, saved.id);
      if (!ready.ok) return ready;
      saved = { ...saved, ready: true };
      context.save(step, saved);
    }
    if (saved.alt || media.alt === '') return ok(null);
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
        const step = stepOf(p, m, media);
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

const isReady = (state: string | undefined): boolean => state === undefined || state === 'succeeded';

/** False when the wait was stopped. */
function wait(clock: Clock, ms: Millis, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const onAbort = (): void => {
      cancel();
      resolve(false);
    };
    const cancel = clock.callAt(clock.now() + ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve(true);
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
