import { createHmac } from 'node:crypto';
import { type Clock, type Millis, MINUTE, SECOND } from '#core/clock';
import { err } from '#core/result';
import type { FileBody, Http } from '../http/http';
import { failureError } from '../http/outcome';
import { type GraphCall, type GraphClient, readingBy } from '../meta-graph/graph-client';
import { uploadTime } from '../meta-graph/resumable-upload';
import { allowanceOf, readUsage } from '../meta-graph/usage';
import type { Session } from '../ports/account';
import type { FileSource } from '../ports/publish';
import { facebookSecret, type FacebookSecret } from './api-types';
import { type FacebookBases, VERSION } from './bases';
import { answerError } from './map-error';

export interface FacebookDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Other servers than the network's own, for tests and developer settings. */
  readonly bases?: FacebookBases;
}

export interface Call extends GraphCall {
  /** In the query of a GET or DELETE, in the body of a POST. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Goes along as the form's `source`. */
  readonly file?: { readonly bytes: Uint8Array; readonly mime: string };
  /** A piece of a video, which goes along as `video_file_chunk` and is read as it is sent. */
  readonly chunk?: { readonly file: FileSource; readonly from: number; readonly to: number; readonly mime: string };
  /** Asked of the Graph for videos. */
  readonly onVideo?: true;
}

export interface FacebookClient extends GraphClient<FacebookBases, Call> {
  readonly secretOf: (session: Session) => FacebookSecret | null;
}

const UPLOAD_TIMEOUT: Millis = 5 * MINUTE;
const REQUEST_TIMEOUT: Millis = 30 * SECOND;

/** The token, and the proof that the app itself uses it, which apps may require. */
function proofOf({ accessToken, app }: FacebookSecret): Readonly<Record<string, string>> {
  return { access_token: accessToken, ...(app === null ? {} : { appsecret_proof: createHmac('sha256', app.clientSecret).update(accessToken).digest('hex') }) };
}

export function createFacebookClient({ http, clock }: Pick<FacebookDeps, 'http' | 'clock'>, bases: FacebookBases): FacebookClient {
  const secretOf = (session: Session): FacebookSecret | null => facebookSecret.safeParse(session.secret).data ?? null;
  const call: FacebookClient['call'] = async (session, request) => {
    if (request.signal.aborted) return err({ type: 'aborted' });
    const secret = secretOf(session);
    if (secret === null) return err({ type: 'reauth' });
    const fields = { ...request.fields, ...proofOf(secret) };
    const url = `${request.onVideo === true ? bases.video : bases.api}${VERSION}${request.path}`;
    const answer = await http.request({
      method: request.method,
      ...(request.method === 'POST' ? { url, body: bodyOf(fields, request) } : { url: `${url}?${new URLSearchParams(fields)}` }),
      timeoutMs: timeoutOf(request),
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
    secretOf,
    call,
    read: readingBy(call),
  };
}

function timeoutOf({ file, chunk }: Call): Millis {
  if (chunk !== undefined) return uploadTime(chunk.to - chunk.from);
  return file === undefined ? REQUEST_TIMEOUT : UPLOAD_TIMEOUT;
}

function bodyOf(fields: Readonly<Record<string, string>>, { file, chunk }: Call): URLSearchParams | FormData | FileBody {
  if (chunk !== undefined) return { file: chunk.file, from: chunk.from, to: chunk.to, form: { fields: Object.entries(fields), name: 'video_file_chunk', fileName: 'video', mime: chunk.mime } };
  if (file === undefined) return new URLSearchParams(fields);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  // A name without words: that of the person's own file is nobody's business.
  form.set('source', new Blob([new Uint8Array(file.bytes)], { type: file.mime }), `picture.${file.mime.split('/')[1] ?? 'jpeg'}`);
  return form;
}
