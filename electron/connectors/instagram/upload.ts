import { z } from 'zod';
import type { Clock } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { Http } from '../http/http';
import { bytesThere, sendRest, uploadingPhase } from '../meta-graph/resumable-upload';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import { VERSION } from './bases';
import type { InstagramClient } from './client';
import { answerError } from './map-error';

const progressAnswer = z.object({ video_status: z.object({ uploading_phase: uploadingPhase }).nullish().catch(null) });

export type Upload = (context: PublishContext, container: string, video: OutgoingMedia) => Promise<Result<null, ConnectorError>>;

/** Sends the bytes of a video into its container, from where Instagram says it has them. */
export function createUpload(client: InstagramClient, deps: { readonly http: Http; readonly clock: Clock }): Upload {
  return async (context, container, video) => {
    const { session, signal } = context;
    const read = await client.read(session, { method: 'GET', path: `/${encodeURIComponent(container)}`, fields: { fields: 'id,video_status' }, effect: 'reads', signal }, progressAnswer);
    if (!read.ok) return read;
    const from = bytesThere(read.value.video_status?.uploading_phase, video.bytes);
    if (from === video.bytes) return ok(null);
    const secret = client.secretOf(session);
    if (secret === null) return err({ type: 'reauth' });
    const url = `${client.bases.upload}/ig-api-upload${VERSION}/${encodeURIComponent(container)}`;
    return sendRest(deps, { url, accessToken: secret.accessToken, video, from, signal, answerError: (answer) => answerError(answer, 'reads', deps.clock.now()) });
  };
}
