import type { z } from 'zod';
import type { Clock, Millis } from '#core/clock';
import { HOUR, MINUTE, SECOND } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { HttpAnswer } from '../http/http';
import { readJson } from '../http/read-json';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext, PublishPort } from '../ports/publish';
import { mediaStep, readMedia, savedMedia } from '../publishing/saved-media';
import { untilReady } from '../publishing/until-ready';
import { mediaAnswer } from './api-types';
import type { MastodonClient } from './client';
import { pollFault, readOptions } from './parts';
import { prepareQuote } from './quote';

/** Mastodon deletes uploads that no post uses after a day; older ones are uploaded anew. */
const UPLOAD_LIFE: Millis = 20 * HOUR;
const UPLOAD_TIMEOUT: Millis = 5 * MINUTE;
/** A hundred megabytes on a slow line. The server takes no parts, so what was cut off begins anew. */
const VIDEO_TIMEOUT: Millis = 18 * MINUTE;
/** How long one preparation waits for the server to work on it; the next one goes on waiting. */
const WORK = { image: 10 * MINUTE, video: 15 * MINUTE } as const;

type SavedMedia = z.infer<typeof savedMedia>;

/** Uploads every picture and video that is not uploaded yet and waits until the server has worked on it. Nothing becomes public. */
export function createPrepare(client: MastodonClient, clock: Clock): PublishPort['prepare'] {
  async function upload(context: PublishContext, media: OutgoingMedia): Promise<Result<SavedMedia, ConnectorError>> {
    // Written while it is read: a video need not fit into memory.
    const form = { fields: media.alt === '' ? [] : [['description', media.alt] as const], name: 'file', fileName: `${wordFor(media.kind)}.${extensionOf(media.mime)}`, mime: media.mime };
    let answer: Result<HttpAnswer, ConnectorError> | null = null;
    for (const path of ['/api/v2/media', '/api/v1/media']) {
      answer = await client.call(context.session, {
        method: 'POST', path, body: { file: media, form }, effect: 'reads', timeoutMs: media.kind === 'video' ? VIDEO_TIMEOUT : UPLOAD_TIMEOUT, signal: context.signal,
      });
      // Servers before 3.1.3 only know v1.
      if (answer.ok || answer.error.type !== 'rejected' || answer.error.reason !== 'not-found') break;
    }
    if (answer === null) return err({ type: 'unavailable', detail: 'nothing to upload to' });
    if (!answer.ok) return answer;
    const made = readJson(answer.value, 'reads', mediaAnswer);
    return made.ok ? ok({ id: made.value.id, ready: answer.value.status !== 202, at: clock.now() }) : made;
  }

  const awaitReady = ({ session, signal }: PublishContext, id: string, kind: OutgoingMedia['kind']): Promise<Result<null, ConnectorError>> =>
    untilReady({ clock, signal, firstPause: SECOND, longestPause: 10 * SECOND, longest: WORK[kind], stillWorking: `the server is still working on a ${wordFor(kind)}` }, async () => {
      const answer = await client.call(session, { method: 'GET', path: `/api/v1/media/${encodeURIComponent(id)}`, effect: 'reads', signal });
      if (answer.ok) return ok({ ready: answer.value.status !== 206, answer: answer.value.log });
      return answer.error.type === 'rejected' ? err({ ...answer.error, reason: 'media-invalid' }) : answer;
    });

  return async (context) => {
    const fault = pollFault(context, readOptions(context), client.secretOf(context.session)?.software);
    if (fault !== null) return err({ type: 'rejected', reason: 'invalid', detail: fault });
    for (const [p, part] of context.outgoing.parts.entries()) {
      for (const [m, media] of part.media.entries()) {
        const step = mediaStep(p, m, media);
        let saved = readMedia(context, step, savedMedia);
        if (saved === null || clock.now() - saved.at > UPLOAD_LIFE) {
          const uploaded = await upload(context, media);
          if (!uploaded.ok) return uploaded;
          saved = uploaded.value;
          context.save(step, saved);
        }
        if (saved.ready) continue;
        const ready = await awaitReady(context, saved.id, media.kind);
        if (!ready.ok) {
          // What the server could not use, or has thrown away, is uploaded anew next time.
          if (ready.error.type === 'rejected') context.save(step, null);
          return ready;
        }
        context.save(step, { ...saved, ready: true });
      }
    }
    const options = readOptions(context);
    return options === null ? ok(null) : prepareQuote(client, context, options);
  };
}

const wordFor = (kind: OutgoingMedia['kind']): string => (kind === 'video' ? 'video' : 'picture');
const extensionOf = (mime: string): string => (mime === 'video/quicktime' ? 'mov' : (mime.split('/')[1] ?? 'bin'));
