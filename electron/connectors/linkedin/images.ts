import { z } from 'zod';
import type { Clock, Millis } from '#core/clock';
import { HOUR, MINUTE } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import { awaitReady } from './await-ready';
import type { LinkedinBases } from './bases';
import type { LinkedinClient } from './client';
import { isLinkedin } from './upload-address';

/** How long an upload that no post uses is kept is not told; older ones are uploaded anew. */
const UPLOAD_LIFE: Millis = 12 * HOUR;
const UPLOAD_TIMEOUT: Millis = 5 * MINUTE;

const IMAGE = /^urn:li:image:[A-Za-z0-9_-]{1,200}$/;
const initialised = z.object({ value: z.object({ uploadUrl: z.url().max(4000), image: z.string().regex(IMAGE) }) });
const savedImage = z.object({ urn: z.string().regex(IMAGE), ready: z.boolean(), at: z.number() });
type SavedImage = z.infer<typeof savedImage>;

export interface Upload {
  readonly step: string;
  readonly bytes: () => Promise<Uint8Array>;
}

export const imageStep = (index: number, media: Pick<OutgoingMedia, 'assetId'>): string => `image:${index}:${media.assetId}`;

/** Whether an upload may still be used. */
export const isFresh = <T extends { readonly at: Millis }>(saved: T | null, now: Millis): saved is T => saved !== null && now - saved.at <= UPLOAD_LIFE;

export function readImage(saved: PublishContext['saved'], step: string): SavedImage | null {
  const parsed = savedImage.safeParse(saved[step]);
  return parsed.success ? parsed.data : null;
}

/** Uploads one picture unless it is there already, and waits until LinkedIn has worked on it. Nothing becomes public. */
export function createImageUpload(client: LinkedinClient, clock: Clock, bases: LinkedinBases): (context: PublishContext, upload: Upload) => Promise<Result<SavedImage, ConnectorError>> {
  async function send(context: PublishContext, bytes: Uint8Array): Promise<Result<SavedImage, ConnectorError>> {
    const { session, signal } = context;
    const made = await client.read(session, {
      method: 'POST', path: '/rest/images?action=initializeUpload', json: { initializeUploadRequest: { owner: session.remoteId } }, effect: 'reads', signal,
    }, initialised);
    if (!made.ok) return made;
    const { uploadUrl, image } = made.value.value;
    if (!isLinkedin(uploadUrl, bases)) return err({ type: 'unavailable', detail: 'the address to upload to is not LinkedIn’s' });
    const put = await client.call(session, { method: 'PUT', path: uploadUrl, bytes, headers: { 'content-type': 'application/octet-stream' }, effect: 'reads', timeoutMs: UPLOAD_TIMEOUT, signal });
    return put.ok ? ok({ urn: image, ready: false, at: clock.now() }) : put;
  }

  return async (context, { step, bytes }) => {
    let saved = readImage(context.saved, step);
    if (!isFresh(saved, clock.now())) {
      const sent = await send(context, await bytes());
      if (!sent.ok) return sent;
      saved = sent.value;
      context.save(step, { ...saved });
    }
    if (saved.ready) return ok(saved);
    const ready = await awaitReady(client, clock, 'images', context, saved.urn);
    if (!ready.ok) {
      // What LinkedIn could not use is uploaded anew next time.
      if (ready.error.type === 'rejected') context.save(step, null);
      return ready;
    }
    const done: SavedImage = { ...saved, ready: true };
    context.save(step, { ...done });
    return ok(done);
  };
}
