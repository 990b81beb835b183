import { createHash } from 'node:crypto';
import aws4 from 'aws4';
import { type Clock, type Millis, SECOND } from '#core/clock';
import type { HostProblem } from '#core/media-host/problems';
import type { S3Settings } from '#core/media-host/settings';
import { err, ok, type Result } from '#core/result';
import type { FileBody, Http, HttpAnswer } from '../http/http';
import type { HostFailure } from '../ports/media-host';
import { isDone, noAnswer, problemOfStatus, refusal, uploadTime } from './host-failure';

/** Amazon's error codes (S3 API reference, read 2026-11-22), which its relatives use as well. */
const CODES: ReadonlyMap<string, HostProblem> = new Map([
  ['RequestTimeTooSkewed', 'clock-wrong'], ['NoSuchBucket', 'place-missing'], ['InvalidAccessKeyId', 'login-refused'], ['SignatureDoesNotMatch', 'login-refused'],
  ['AccessDenied', 'login-refused'], ['AuthorizationHeaderMalformed', 'region-wrong'], ['PermanentRedirect', 'region-wrong'], ['TemporaryRedirect', 'region-wrong'],
  ['EntityTooLarge', 'too-large'], ['QuotaExceeded', 'full'], ['XMinioStorageFull', 'full'], ['SlowDown', 'busy'], ['InternalError', 'busy'], ['ServiceUnavailable', 'busy'],
]);
/** So much of a file is held while it is hashed. */
const PIECE = 1_048_576;

/** What an answer's XML says under this name. */
export const saidIn = (answer: HttpAnswer, name: 'Code' | 'Message' | 'UploadId'): string => new RegExp(`<${name}>([^<]{1,2000})</${name}>`).exec(answer.text)?.[1] ?? '';

export function failureOf(answer: HttpAnswer): HostFailure {
  const code = saidIn(answer, 'Code');
  return refusal(answer, CODES.get(code) ?? problemOfStatus(answer.status), `${code} ${saidIn(answer, 'Message')}`.trim().slice(0, 300));
}

/** Date headers count whole seconds; null where there is none that makes sense. */
function dateOf(answer: HttpAnswer): Millis | null {
  const at = Date.parse(answer.headers.get('date') ?? '');
  return Number.isFinite(at) ? at : null;
}
/** `20261122T090000Z`, as signatures want it. */
const stamp = (at: Millis): string => new Date(at).toISOString().replace(/[:-]|\.\d{3}/g, '');

export interface S3Call {
  readonly method: 'PUT' | 'POST' | 'DELETE';
  /** With its query. */
  readonly path: string;
  readonly body?: FileBody | Uint8Array;
  readonly mime?: string;
  /** Codes of S3 that are as good as done. */
  readonly fine?: readonly string[];
  readonly signal: AbortSignal;
}

/** SHA-256 in hex, as every signed call names it; what is read of a file for it is read again when it is sent. */
async function hashOf(body: S3Call['body']): Promise<Result<string, HostFailure>> {
  const hash = createHash('sha256');
  if (body instanceof Uint8Array) hash.update(body);
  else if (body !== undefined) {
    const { file, from = 0, to = file.bytes } = body;
    try {
      for (let at = from; at < to; at += PIECE) hash.update(await file.readRange(at, Math.min(at + PIECE, to)));
    } catch (cause) {
      return err({ problem: 'refused', detail: `the file can no longer be read: ${cause instanceof Error ? cause.message : String(cause)}` });
    }
  }
  return ok(hash.digest('hex'));
}

const lengthOf = (body: S3Call['body']): number => (body === undefined ? 0 : body instanceof Uint8Array ? body.length : (body.to ?? body.file.bytes) - (body.from ?? 0));

/** Calls signed with Signature Version 4. A clock of this computer that is off stops nothing: the host's own is used. */
export function createS3Client({ http, clock }: { readonly http: Http; readonly clock: Clock }, settings: S3Settings, secret: string) {
  const { host, origin } = new URL(settings.endpoint);
  const credentials = { accessKeyId: settings.keyId, secretAccessKey: secret };
  /** How far the host's clock is ahead of ours, learnt when it refuses ours. */
  let ahead: Millis = 0;

  async function ask({ method, path, body, mime, fine = [], signal }: S3Call): Promise<Result<HttpAnswer, HostFailure>> {
    if (signal.aborted) return err({ problem: 'aborted', detail: '' });
    const hash = await hashOf(body);
    if (!hash.ok) return hash;
    for (let again = false; ; again = true) {
      const { headers } = aws4.sign({
        service: 's3', region: settings.region, host, method, path,
        headers: { 'X-Amz-Date': stamp(clock.now() + ahead), 'X-Amz-Content-Sha256': hash.value, ...(mime === undefined ? {} : { 'Content-Type': mime }) },
      }, credentials);
      const answer = await http.request({
        method, url: origin + path, redirect: 'manual', maxBytes: 200_000, signal,
        headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'Host').map(([name, value]) => [name, String(value)])),
        ...(body === undefined ? {} : { body, timeoutMs: uploadTime(lengthOf(body)) }),
      });
      if (!answer.ok) return err(noAnswer(answer.error));
      // S3 may answer 200, work on, and say in the body that it failed.
      if (isDone(answer.value) && !/^\s*(?:<\?xml[^>]*>\s*)?<Error>/.test(answer.value.text)) return answer;
      if (fine.includes(saidIn(answer.value, 'Code'))) return answer;
      const failure = failureOf(answer.value);
      const date = dateOf(answer.value);
      if (failure.problem !== 'clock-wrong' || again || date === null) return err(failure);
      ahead = date - clock.now();
    }
  }

  return {
    ask,
    /** By the host's clock, which will judge it: by ours it might not be valid yet, or not any longer. */
    presigned: (path: string, put: HttpAnswer, life: Millis): string => {
      const at = dateOf(put) ?? clock.now() + ahead;
      const { path: signed } = aws4.sign({
        service: 's3', region: settings.region, host, method: 'GET', signQuery: true, path: `${path}?X-Amz-Date=${stamp(at)}&X-Amz-Expires=${Math.round(life / SECOND)}`,
      }, credentials);
      return origin + signed;
    },
  };
}
export type S3Client = ReturnType<typeof createS3Client>;
