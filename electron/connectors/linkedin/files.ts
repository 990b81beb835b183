import { z } from 'zod';
import type { Clock, Millis } from '#core/clock';
import { HOUR, MINUTE } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import { awaitReady, wordFor } from './await-ready';
import type { LinkedinBases } from './bases';
import type { LinkedinClient } from './client';
import { isLinkedin } from './upload-address';

/** How long an upload that no post uses is kept is not told; older ones are uploaded anew. */
const UPLOAD_LIFE: Millis = 12 * HOUR;
const UPLOAD_TIMEOUT: Readonly<Record<FileKind, Millis>> = { images: 5 * MINUTE, documents: 20 * MINUTE };

type FileKind = 'images' | 'documents';
const urnOf = { images: z.string().regex(/^urn:li:image:[A-Za-z0-9_-]{1,200}$/), documents: z.string().regex(/^urn:li:document:[A-Za-z0-9_-]{1,200}$/) } as const;
const initialised = {
  images: z.object({ value: z.object({ uploadUrl: z.url().max(4000), image: urnOf.images }).transform(({ uploadUrl, image: urn }) => ({ uploadUrl, urn })) }),
  documents: z.object({ value: z.object({ uploadUrl: z.url().max(4000), document: urnOf.documents }).transform(({ uploadUrl, document: urn }) => ({ uploadUrl, urn })) }),
} as const;
const savedFile = z.object({ urn: z.string(), ready: z.boolean(), at: z.number() });
export type SavedFile = z.infer<typeof savedFile>;

export interface Upload {
  readonly step: string;
  readonly kind: FileKind;
  /** Null: there is nothing to send, and whoever asked knows why. */
  readonly bytes: () => Promise<Uint8Array | null>;
}

export const imageStep = (index: number, media: Pick<OutgoingMedia, 'assetId'>): string => `image:${index}:${media.assetId}`;

/** Whether an upload may still be used. */
export const isFresh = <T extends { readonly at: Millis }>(saved: T | null, now: Millis): saved is T => saved !== null && now - saved.at <= UPLOAD_LIFE;

export function readFile(saved: PublishContext['saved'], step: string, kind: FileKind): SavedFile | null {
  const parsed = savedFile.safeParse(saved[step]);
  return parsed.success && urnOf[kind].safeParse(parsed.data.urn).success ? parsed.data : null;
}

/** Uploads one picture or document unless it is there already, and waits until LinkedIn has worked on it. Nothing becomes public. */
export function createFileUpload(client: LinkedinClient, clock: Clock, bases: LinkedinBases): (context: PublishContext, upload: Upload) => Promise<Result<SavedFile, ConnectorError>> {
  async function send({ session, signal }: PublishContext, kind: FileKind, bytes: Uint8Array): Promise<Result<SavedFile, ConnectorError>> {
    const made = await client.read(session, {
      method: 'POST', path: `/rest/${kind}?action=initializeUpload`, json: { initializeUploadRequest: { owner: session.remoteId } }, effect: 'reads', signal,
    }, initialised[kind]);
    if (!made.ok) return made;
    const { uploadUrl, urn } = made.value.value;
    if (!isLinkedin(uploadUrl, bases)) return err({ type: 'unavailable', detail: 'the address to upload to is not LinkedIn’s' });
    const put = await client.call(session, { method: 'PUT', path: uploadUrl, bytes, headers: { 'content-type': 'application/octet-stream' }, effect: 'reads', timeoutMs: UPLOAD_TIMEOUT[kind], signal });
    return put.ok ? ok({ urn, ready: false, at: clock.now() }) : put;
  }

  return async (context, { step, kind, bytes }) => {
    let saved = readFile(context.saved, step, kind);
    if (!isFresh(saved, clock.now())) {
      const content = await bytes();
      if (content === null) return err({ type: 'rejected', reason: 'media-invalid', detail: `there is no ${wordFor[kind]} to send` });
      const sent = await send(context, kind, content);
      if (!sent.ok) return sent;
      saved = sent.value;
      context.save(step, { ...saved });
    }
    if (saved.ready) return ok(saved);
    const ready = await awaitReady(client, clock, kind, context, saved.urn);
    if (!ready.ok) {
      // What LinkedIn could not use is uploaded anew next time.
      if (ready.error.type === 'rejected') context.save(step, null);
      return ready;
    }
    const done: SavedFile = { ...saved, ready: true };
    context.save(step, { ...done });
    return ok(done);
  };
}
