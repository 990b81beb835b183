import { type Clock, HOUR, type Millis } from '#core/clock';
import { ok, type Result } from '#core/result';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingPart, PublishContext } from '../ports/publish';
import { mediaStep, readMedia, savedMedia } from '../publishing/saved-media';
import { idAnswer } from './api-types';
import { LEAST_LEAD } from './bounds';
import type { FacebookClient } from './client';

/** A photo that no post uses is thrown away after a day. */
const UPLOAD_LIFE: Millis = 20 * HOUR;

/** Brings the pictures as photos that nobody sees, one by one, saving each. */
export async function bringPhotos(client: FacebookClient, clock: Clock, context: PublishContext, part: OutgoingPart): Promise<Result<null, ConnectorError>> {
  const { session, outgoing, signal } = context;
  for (const [m, media] of part.media.entries()) {
    const step = mediaStep(0, m, media);
    const known = readMedia(context, step, savedMedia);
    if (known !== null && clock.now() - known.at < UPLOAD_LIFE) continue;
    const file = { bytes: await media.read(), mime: media.mime };
    const fields = {
      published: 'false',
      // Meta's guide marks the photos of a scheduled post so; not confirmed that it must be.
      ...(outgoing.dueAt - clock.now() >= LEAST_LEAD ? { temporary: 'true' } : {}),
      ...(media.alt === '' ? {} : { alt_text_custom: media.alt }),
    };
    const made = await client.read(session, { method: 'POST', path: `/${session.remoteId}/photos`, fields, file, effect: 'reads', signal }, idAnswer);
    if (!made.ok) return made;
    context.save(step, { id: made.value.id, ready: true, at: clock.now() });
  }
  return ok(null);
}

/** What Facebook does not know any more is brought anew next time. */
export function forgetPhotos(context: PublishContext, part: OutgoingPart): void {
  for (const [m, media] of part.media.entries()) context.save(mediaStep(0, m, media), null);
}
