import { z } from 'zod';
import { type Clock, type Millis, MINUTE, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { Http, HttpAnswer } from '../http/http';
import { commonAnswerError, failureError, refusal } from '../http/outcome';
import { readJson } from '../http/read-json';
import type { ConnectorError } from '../ports/connector-error';
import type { FileSource } from '../ports/publish';
import { graphError } from './graph-error';

/** For a whole video in one call, which the slowest line that is any use brings at this many bytes in a second. */
const SLOWEST = 64 * 1024;
const LEAST: Millis = 5 * MINUTE;
export const uploadTime = (bytes: number): Millis => LEAST + Math.ceil(bytes / SLOWEST) * SECOND;

/** It has another shape than Graph's own. */
const uploadError = z.object({ debug_info: z.object({ retriable: z.boolean().catch(false), type: z.string().max(200).catch(''), message: z.string().max(5000).catch('') }) });
const doneAnswer = z.object({ success: z.literal(true) });

/** What both a container and a video say of an upload. */
export const uploadingPhase = z.object({ status: z.string().max(100).catch(''), bytes_transferred: z.int().min(0).nullish().catch(null) }).nullish().catch(null);
/** How much of it is there, bytes. */
export const bytesThere = (phase: z.infer<typeof uploadingPhase>, total: number): number => (phase?.status === 'complete' ? total : Math.min(phase?.bytes_transferred ?? 0, total));

export interface ResumableUpload {
  /** Of rupload, with the number of the container or video. */
  readonly url: string;
  readonly accessToken: string;
  readonly video: FileSource;
  /** The byte to begin with: what Meta says it has. */
  readonly from: number;
  readonly answerError: (answer: HttpAnswer) => ConnectorError | null;
  readonly signal: AbortSignal;
}

/** Sends the rest of a video to rupload.facebook.com, in one call as Meta shows it, so that a break costs what it lost. */
export async function sendRest({ http, clock }: { readonly http: Http; readonly clock: Clock }, { url, accessToken, video, from, answerError, signal }: ResumableUpload): Promise<Result<null, ConnectorError>> {
  const unread = await unreadable(video);
  if (unread !== null) return err(unread);
  const answer = await http.request({
    method: 'POST', url, body: { file: video, from }, timeoutMs: uploadTime(video.bytes - from), redirect: 'manual', signal,
    headers: { authorization: `OAuth ${accessToken}`, offset: String(from), file_size: String(video.bytes), 'content-type': 'application/octet-stream' },
  });
  if (!answer.ok) return err(failureError(answer.error, 'reads'));
  const error = refusalOf(answer.value, clock.now(), answerError);
  if (error !== null) return err(error);
  const done = readJson(answer.value, 'reads', doneAnswer);
  return done.ok ? ok(null) : done;
}

/** What is wrong where the disk no longer gives the file. */
export async function unreadable(video: FileSource): Promise<ConnectorError | null> {
  try {
    await video.readRange(0, 1);
    return null;
  } catch (cause) {
    return { type: 'rejected', reason: 'media-invalid', detail: `the file can no longer be read: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

function refusalOf(answer: HttpAnswer, now: Millis, answerError: ResumableUpload['answerError']): ConnectorError | null {
  const said = graphError(answer) === null ? uploadError.safeParse(answer.json).data?.debug_info : undefined;
  if (said === undefined || answer.status < 400) return answerError(answer);
  const common = commonAnswerError(answer, 'reads', now);
  if (common !== null) return common;
  const refused = refusal(answer, 'media-invalid', `${said.type}: ${said.message}`);
  return said.retriable ? { type: 'unavailable', detail: refused.detail, answer: answer.log } : refused;
}
