import { z } from 'zod';
import type { Clock, Millis } from '#core/clock';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { HttpAnswer } from '../http/http';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, OutgoingPart, PublishContext, PublishPort } from '../ports/publish';
import { mediaAnswer } from './api-types';
import { readJson } from './client';
import type { MastodonClient } from './client';

/** Mastodon deletes uploads that no post uses after a day; older ones are uploaded anew. */
const UPLOAD_LIFE: Millis = 20 * HOUR;
const UPLOAD_TIMEOUT: Millis = 5 * MINUTE;
const FIRST_WAIT: Millis = SECOND;
const LONGEST_WAIT: Millis = 10 * SECOND;
const PROCESSING_LIMIT: Millis = 10 * MINUTE;

const savedMedia = z.object({ id: z.string(), ready: z.boolean(), at: z.number() });
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

/** Uploads every picture that is not uploaded yet and waits until the server has worked on it. Nothing becomes public. */
export function createPrepare(client: MastodonClient, clock: Clock): PublishPort['prepare'] {
  async function upload(context: PublishContext, media: OutgoingMedia): Promise<Result<SavedMedia, ConnectorError>> {
    const bytes = Uint8Array.from(await media.read());
    let answer: Result<HttpAnswer, ConnectorError> | null = null;
    for (const path of ['/api/v2/media', '/api/v1/media']) {
      const form = new FormData();
      form.set('file', new Blob([bytes], { type: media.mime }), `picture.${media.mime.split('/')[1] ?? 'bin'}`);
      if (media.alt !== '') form.set('description', media.alt);
      answer = await client.call(context.session, { method: 'POST', path, body: form, effect: 'reads', timeoutMs: UPLOAD_TIMEOUT, signal: context.signal });
      // Servers before 3.1.3 only know v1.
      if (answer.ok || answer.error.type !== 'rejected' || answer.error.reason !== 'not-found') break;
    }
    if (answer === null) return err({ type: 'unavailable', detail: 'nothing to upload to' });
    if (!answer.ok) return answer;
    const made = readJson(answer.value, 'reads', mediaAnswer);
    return made.ok ? ok({ id: made.value.id, ready: answer.value.status !== 202, at: clock.now() }) : made;
  }

  async function awaitReady(context: PublishContext, id: string): Promise<Result<null, ConnectorError>> {
    const end = clock.now() + PROCESSING_LIMIT;
    for (let pause = FIRST_WAIT; ; pause = Math.min(pause * 2, LONGEST_WAIT)) {
      const answer = await client.call(context.session, { method: 'GET', path: `/api/v1/media/${encodeURIComponent(id)}`, effect: 'reads', signal: context.signal });
      if (!answer.ok) {
        return answer.error.type === 'rejected' ? err({ ...answer.error, reason: 'media-invalid' }) : answer;
      }
      if (answer.value.status !== 206) return ok(null);
      if (clock.now() + pause > end) return err({ type: 'unavailable', detail: 'the server is still working on a picture', answer: answer.value.log });
      if (!(await wait(clock, pause, context.signal))) return err({ type: 'aborted' });
    }
  }

  return async (context) => {
    for (const [p, part] of context.outgoing.parts.entries()) {
      for (const [m, media] of part.media.entries()) {
        const step = stepOf(p, m, media);
        let saved = readSaved(context, step);
        if (saved === null || clock.now() - saved.at > UPLOAD_LIFE) {
          const uploaded = await upload(context, media);
          if (!uploaded.ok) return uploaded;
          saved = uploaded.value;
          context.save(step, saved);
        }
        if (saved.ready) continue;
        const ready = await awaitReady(context, saved.id);
        if (!ready.ok) {
          // What the server could not use, or has thrown away, is uploaded anew next time.
          if (ready.error.type === 'rejected') context.save(step, null);
          return ready;
        }
        context.save(step, { ...saved, ready: true });
      }
    }
    return ok(null);
  };
}

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
