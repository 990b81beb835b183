import { createHmac } from 'node:crypto';
import type { z } from 'zod';
import { type Clock, type Millis, MINUTE, SECOND } from '#core/clock';
import { err, type Result } from '#core/result';
import type { Http, HttpAnswer } from '../http/http';
import { type Effect, failureError } from '../http/outcome';
import { readJson } from '../http/read-json';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { facebookSecret, type FacebookSecret } from './api-types';
import { type FacebookBases, VERSION } from './bases';
import { answerError } from './map-error';
import { allowanceOf, readUsage } from './usage';

export interface FacebookDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Other servers than the network's own, for tests and developer settings. */
  readonly bases?: FacebookBases;
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Behind the version: `/me/accounts` */
  readonly path: string;
  /** In the query of a GET or DELETE, in the body of a POST. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Goes along as the form's `source`. */
  readonly file?: { readonly bytes: Uint8Array; readonly mime: string };
  readonly effect: Effect;
  readonly signal: AbortSignal;
}

export interface FacebookClient {
  readonly bases: FacebookBases;
  /** Any 2xx answer, asked with the account's token. */
  readonly call: (session: Session, call: Call) => Promise<Result<HttpAnswer, ConnectorError>>;
  /** `call`, and its JSON checked. */
  readonly read: <T>(session: Session, call: Call, shape: z.ZodType<T>) => Promise<Result<T, ConnectorError>>;
}

const UPLOAD_TIMEOUT: Millis = 5 * MINUTE;
const REQUEST_TIMEOUT: Millis = 30 * SECOND;

/** The token, and the proof that the app itself uses it, which apps may require. */
function proofOf({ accessToken, app }: FacebookSecret): Readonly<Record<string, string>> {
  return { access_token: accessToken, ...(app === null ? {} : { appsecret_proof: createHmac('sha256', app.clientSecret).update(accessToken).digest('hex') }) };
}

export function createFacebookClient({ http, clock }: Pick<FacebookDeps, 'http' | 'clock'>, bases: FacebookBases): FacebookClient {
  const call: FacebookClient['call'] = async (session, request) => {
    if (request.signal.aborted) return err({ type: 'aborted' });
    const secret = facebookSecret.safeParse(session.secret).data ?? null;
    if (secret === null) return err({ type: 'reauth' });
    const fields = { ...request.fields, ...proofOf(secret) };
    const url = `${bases.api}${VERSION}${request.path}`;
    const answer = await http.request({
      method: request.method,
      ...(request.method === 'POST' ? { url, body: bodyOf(fields, request.file) } : { url: `${url}?${new URLSearchParams(fields)}` }),
      timeoutMs: request.file === undefined ? REQUEST_TIMEOUT : UPLOAD_TIMEOUT,
      redirect: 'manual',
      signal: request.signal,
    });
    if (!answer.ok) return err(failureError(answer.error, request.effect));
    const usage = readUsage(answer.value.headers, clock.now());
    if (usage !== null) session.told?.(allowanceOf(usage));
    const error = answerError(answer.value, request.effect, clock.now());
    return error === null ? answer : err(error);
  };
  return {
    bases,
    call,
    read: async (session, request, shape) => {
      const answer = await call(session, request);
      return answer.ok ? readJson(answer.value, request.effect, shape) : answer;
    },
  };
}

function bodyOf(fields: Readonly<Record<string, string>>, file: Call['file']): URLSearchParams | FormData {
  if (file === undefined) return new URLSearchParams(fields);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  // A name without words: that of the person's own file is nobody's business.
  form.set('source', new Blob([new Uint8Array(file.bytes)], { type: file.mime }), `picture.${file.mime.split('/')[1] ?? 'jpeg'}`);
  return form;
}
