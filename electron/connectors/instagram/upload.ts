import { z } from 'zod';
import { type Clock, type Millis, MINUTE, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { Http, HttpAnswer } from '../http/http';
import { commonAnswerError, failureError, refusal } from '../http/outcome';
import { readJson } from '../http/read-json';
import { graphError } from '../meta-graph/graph-error';
import type { ConnectorError } from '../ports/connector-error';
import type { OutgoingMedia, PublishContext } from '../ports/publish';
import { doneAnswer } from './api-types';
import { VERSION } from './bases';
import type { InstagramClient } from './client';
import { answerError } from './map-error';

/** For a whole video in one call, which the slowest line that is any use brings at this many bytes in a second. */
const SLOWEST = 64 * 1024;
const LEAST: Millis = 5 * MINUTE;

const uploadingPhase = z.object({ status: z.string().max(100).catch(''), bytes_transferred: z.int().min(0).nullish().catch(null) });
const progressAnswer = z.object({ video_status: z.object({ uploading_phase: uploadingPhase.nullish().catch(null) }).nullish().catch(null) });
/** It has another shape than Graph's own. */
const uploadError = z.object({ debug_info: z.object({ retriable: z.boolean().catch(false), type: z.string().max(200).catch(''), message: z.string().max(5000).catch('') }) });

export type Upload = (context: PublishContext, container: string, video: OutgoingMedia) => Promise<Result<null, ConnectorError>>;

/** Sends the bytes of a video into its container, in one call as Meta shows it, from where Instagram says it has them: so a break costs what it lost. */
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
    if (from.value === video.bytes) return ok(null);
    const secret = client.secretOf(session);
    if (secret === null) return err({ type: 'reauth' });
    const unread = await readable(video);
    if (unread !== null) return err(unread);
    const answer = await http.request({
      method: 'POST', url: `${client.bases.upload}/ig-api-upload${VERSION}/${encodeURIComponent(container)}`, body: { file: video, from: from.value },
      timeoutMs: LEAST + Math.ceil((video.bytes - from.value) / SLOWEST) * SECOND, redirect: 'manual', signal,
      headers: { authorization: `OAuth ${secret.accessToken}`, offset: String(from.value), file_size: String(video.bytes), 'content-type': 'application/octet-stream' },
    });
    if (!answer.ok) return err(failureError(answer.error, 'reads'));
    const error = refusalOf(answer.value, clock.now());
    if (error !== null) return err(error);
    const done = readJson(answer.value, 'reads', doneAnswer);
    return done.ok ? ok(null) : done;
  };
}

async function readable(video: OutgoingMedia): Promise<ConnectorError | null> {
  try {
    await video.readRange(0, 1);
    return null;
  } catch (cause) {
    return { type: 'rejected', reason: 'media-invalid', detail: `the file can no longer be read: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

function refusalOf(answer: HttpAnswer, now: Millis): ConnectorError | null {
  const said = graphError(answer) === null ? uploadError.safeParse(answer.json).data?.debug_info : undefined;
  if (said === undefined || answer.status < 400) return answerError(answer, 'reads', now);
  const common = commonAnswerError(answer, 'reads', now);
  if (common !== null) return common;
  const refused = refusal(answer, 'media-invalid', `${said.type}: ${said.message}`);
  return said.retriable ? { type: 'unavailable', detail: refused.detail, answer: answer.log } : refused;
}
