import { z } from 'zod';
import { type Clock, type Millis, MINUTE } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { Http } from '../http/http';
import { commonAnswerError, failureError, refusal } from '../http/outcome';
import { readJson } from '../http/read-json';
import { graphError } from '../meta-graph/graph-error';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import { sendFrom } from '../publishing/chunks';
import { doneAnswer } from './api-types';
import { VERSION } from './bases';
import type { InstagramClient } from './client';
import { answerError } from './map-error';

/** Meta's examples send a whole file in one call; that a piece may be followed by the next one is how its protocol goes on after a break. Not confirmed. */
const PIECE = 16 * 1024 * 1024;
const TIMEOUT: Millis = 5 * MINUTE;

const uploadingPhase = z.object({ status: z.string().max(100).catch(''), bytes_transferred: z.int().min(0).nullish().catch(null) });
const progressAnswer = z.object({ video_status: z.object({ uploading_phase: uploadingPhase.nullish().catch(null) }).nullish().catch(null) });
/** It has another shape than Graph's own. */
const uploadError = z.object({ debug_info: z.object({ retriable: z.boolean().catch(false), type: z.string().max(200).catch(''), message: z.string().max(5000).catch('') }) });

export type Upload = (context: PublishContext, container: string, video: OutgoingMedia) => Promise<Result<null, ConnectorError>>;

/** Sends the bytes of a video into its container, from where Instagram says it has them, so that a break costs one piece. */
export function createUpload(client: InstagramClient, { http, clock }: { readonly http: Http; readonly clock: Clock }): Upload {
  async function progress({ session, signal }: PublishContext, container: string, total: number): Promise<Result<number, ConnectorError>> {
    const read = await client.read(session, { method: 'GET', path: `/${encodeURIComponent(container)}`, fields: { fields: 'id,video_status' }, effect: 'reads', signal }, progressAnswer);
    if (!read.ok) return read;
    const phase = read.value.video_status?.uploading_phase;
    return ok(phase?.status === 'complete' ? total : Math.min(phase?.bytes_transferred ?? 0, total));
  }

  return async (context, container, video) => {
    const { session, signal } = context;
    const from = await progress(context, container, video.bytes);
    if (!from.ok) return from;
    return sendFrom(video, PIECE, from.value, async ({ bytes, start, end, total }) => {
      const secret = client.secretOf(session);
      if (secret === null) return err({ type: 'reauth' });
      if (signal.aborted) return err({ type: 'aborted' });
      const answer = await http.request({
        method: 'POST', url: `${client.bases.upload}/ig-api-upload${VERSION}/${encodeURIComponent(container)}`, body: bytes, timeoutMs: TIMEOUT, redirect: 'manual', signal,
        headers: { authorization: `OAuth ${secret.accessToken}`, offset: String(start), file_size: String(total), 'content-type': 'application/octet-stream' },
      });
      if (!answer.ok) return err(failureError(answer.error, 'reads'));
      const { value } = answer;
      if (value.status < 200 || value.status >= 300) {
        const said = graphError(value) === null ? uploadError.safeParse(value.json).data?.debug_info : undefined;
        if (said === undefined) return err(answerError(value, 'reads', clock.now()) ?? { type: 'unavailable', detail: `HTTP ${value.status}`, answer: value.log });
        const common = commonAnswerError(value, 'reads', clock.now());
        if (common !== null) return err(common);
        const refused = refusal(value, 'media-invalid', `${said.type}: ${said.message}`);
        return err(said.retriable ? { type: 'unavailable', detail: refused.detail, answer: value.log } : refused);
      }
      const done = readJson(value, 'reads', doneAnswer);
      return done.ok ? ok(end) : done;
    });
  };
}
