import { createHash } from 'node:crypto';
import aws4 from 'aws4';
import { type Clock, type Millis, MINUTE, SECOND } from '#core/clock';
import { isObjectName } from '#core/media-host/address';
import type { HostProblem } from '#core/media-host/problems';
import type { S3Settings } from '#core/media-host/settings';
import { err, ok, type Result } from '#core/result';
import type { Http, HttpAnswer } from '../http/http';
import type { HostFailure, MediaPlace } from '../ports/media-host';
import { isDone, noAnswer, problemOfStatus, refusal } from './host-failure';

const UPLOAD_TIME: Millis = 5 * MINUTE;

/** Amazon's error codes (S3 API reference, read 2026-11-22), which its relatives use as well. */
const CODES: ReadonlyMap<string, HostProblem> = new Map([
  ['RequestTimeTooSkewed', 'clock-wrong'], ['NoSuchBucket', 'place-missing'], ['InvalidAccessKeyId', 'login-refused'], ['SignatureDoesNotMatch', 'login-refused'],
  ['AccessDenied', 'login-refused'], ['AuthorizationHeaderMalformed', 'region-wrong'], ['PermanentRedirect', 'region-wrong'], ['TemporaryRedirect', 'region-wrong'],
  ['EntityTooLarge', 'too-large'], ['QuotaExceeded', 'full'], ['XMinioStorageFull', 'full'], ['SlowDown', 'busy'], ['InternalError', 'busy'], ['ServiceUnavailable', 'busy'],
]);

const said = (answer: HttpAnswer, name: 'Code' | 'Message'): string => new RegExp(`<${name}>([^<]{1,300})</${name}>`).exec(answer.text)?.[1] ?? '';

function failureOf(answer: HttpAnswer): HostFailure {
  const code = said(answer, 'Code');
  return refusal(answer, CODES.get(code) ?? problemOfStatus(answer.status), `${code} ${said(answer, 'Message')}`.trim());
}

/** Date headers count whole seconds; null where there is none that makes sense. */
function dateOf(answer: HttpAnswer): Millis | null {
  const at = Date.parse(answer.headers.get('date') ?? '');
  return Number.isFinite(at) ? at : null;
}
/** `20261122T090000Z`, as signatures want it. */
const stamp = (at: Millis): string => new Date(at).toISOString().replace(/[:-]|\.\d{3}/g, '');

/**
 * A bucket of Amazon S3 or of one of its many relatives, addressed by path, which all of them know. Whoever has the address may read
 * that one file until `life` has passed; the bucket itself stays private.
 */
export function createS3Place(deps: { readonly http: Http; readonly clock: Clock; readonly life: Millis }, settings: S3Settings, secret: string): MediaPlace {
  const { http, clock } = deps;
  const { host, origin } = new URL(settings.endpoint);
  const credentials = { accessKeyId: settings.keyId, secretAccessKey: secret };
  /** How far the host's clock is ahead of ours, learnt when it refuses ours. */
  let ahead: Millis = 0;
  const pathOf = (name: string): string => {
    if (!isObjectName(name)) throw new Error('Not a name of ours');
    return `/${settings.bucket}/${settings.folder}${name}`;
  };

  async function ask(method: 'PUT' | 'DELETE', path: string, body: Uint8Array, mime: string | null, signal: AbortSignal): Promise<Result<HttpAnswer, HostFailure>> {
    for (let again = false; ; again = true) {
      const { headers } = aws4.sign({
        service: 's3', region: settings.region, host, method, path, ...(body.length === 0 ? {} : { body }),
        headers: { 'X-Amz-Date': stamp(clock.now() + ahead), 'X-Amz-Content-Sha256': createHash('sha256').update(body).digest('hex'), ...(mime === null ? {} : { 'Content-Type': mime }) },
      }, credentials);
      const answer = await http.request({
        method, url: origin + path, redirect: 'manual', ...(method === 'PUT' ? { timeoutMs: UPLOAD_TIME } : {}), maxBytes: 200_000, signal,
        headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'Host').map(([name, value]) => [name, String(value)])), ...(body.length === 0 ? {} : { body }),
      });
      if (!answer.ok) return err(noAnswer(answer.error));
      if (isDone(answer.value)) return answer;
      const failure = failureOf(answer.value);
      const date = dateOf(answer.value);
      if (failure.problem !== 'clock-wrong' || again || date === null) return method === 'DELETE' && said(answer.value, 'Code') === 'NoSuchKey' ? answer : err(failure);
      // A clock of this computer that is off by more than a quarter of an hour stops nothing: the host's own is used.
      ahead = date - clock.now();
    }
  }

  return {
    put: async (name, bytes, mime, signal) => {
      const path = pathOf(name);
      const put = await ask('PUT', path, bytes, mime, signal);
      if (!put.ok) return put;
      // By the host's clock, which will judge it: by ours it might not be valid yet, or not any longer.
      const at = dateOf(put.value) ?? clock.now() + ahead;
      const signed = aws4.sign({
        service: 's3', region: settings.region, host, method: 'GET', signQuery: true, path: `${path}?X-Amz-Date=${stamp(at)}&X-Amz-Expires=${Math.round(deps.life / SECOND)}`,
      }, credentials);
      return ok(origin + signed.path);
    },
    remove: async (name, signal) => {
      const removed = await ask('DELETE', pathOf(name), new Uint8Array(), null, signal);
      return removed.ok ? ok(null) : removed;
    },
  };
}
