import { type Clock, DAY, HOUR, type Millis, MINUTE, SECOND } from '#core/clock';
import type { Id } from '#core/ids';
import { err, ok, type Result } from '#core/result';
import type { Http } from '../http/http';
import { failureError } from '../http/outcome';
import { readJson } from '../http/read-json';
import { type GraphCall, type GraphClient, readingBy } from '../meta-graph/graph-client';
import { renewOnce } from '../oauth/renewed-token';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { MediaHost } from '../ports/media-host';
import { tokenAnswer } from './api-types';
import { type InstagramBases, VERSION } from './bases';
import { answerError } from './map-error';
import { instagramSecret, type InstagramSecret, type InstagramToken, proofOf, RENEW_AFTER, tokenFrom } from './secret';

export interface InstagramDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Other servers than the network's own, for tests and developer settings. */
  readonly bases?: InstagramBases;
  /** Where an account's pictures can lie, or null where it has no such place. Absent: no account has one. */
  readonly mediaHost?: (accountId: Id) => MediaHost | null;
}

export interface Call extends GraphCall {
  /** In the query of a GET or DELETE, in the body of a POST. */
  readonly fields?: Readonly<Record<string, string>>;
  /** Goes along as the form's `source`. */
  readonly file?: { readonly bytes: Uint8Array; readonly mime: string };
}

/** Each call goes to the Graph that the account's token belongs to. */
export interface InstagramClient extends GraphClient<InstagramBases, Call> {
  readonly secretOf: (session: Session) => InstagramSecret | null;
  /** A Page's token is given back as it is: it cannot be renewed. */
  readonly renew: (session: Session, signal: AbortSignal) => Promise<Result<InstagramSecret, ConnectorError>>;
}

/** Younger than this, it is not renewed by the network. */
const TOO_YOUNG: Millis = DAY;
const RETRY_AFTER: Millis = HOUR;
const UPLOAD_TIMEOUT: Millis = 5 * MINUTE;
const REQUEST_TIMEOUT: Millis = 30 * SECOND;

export function createInstagramClient({ http, clock }: Pick<InstagramDeps, 'http' | 'clock'>, bases: InstagramBases): InstagramClient {
  const secretOf = (session: Session): InstagramSecret | null => instagramSecret.safeParse(session.secret).data ?? null;
  const ownToken = (session: Session): InstagramToken | null => {
    const secret = secretOf(session);
    return secret?.way === 'instagram' ? secret : null;
  };
  /** When a renewal along the way may be tried again, after one that did not work. */
  const retryAt = new Map<Id, Millis>();

  /** A token lives sixty days and is renewed by itself, from its second day on and only while it lives. */
  const renewFrom = (session: Session, stale: string, signal: AbortSignal): Promise<Result<InstagramToken, ConnectorError>> =>
    renewOnce(session, stale, ownToken, async ({ app }) => {
      if (signal.aborted) return err({ type: 'aborted' });
      // Heard to its end once it is sent: what becomes of the old token is not documented.
      const query = new URLSearchParams({ grant_type: 'ig_refresh_token', access_token: stale });
      const answer = await http.request({ method: 'GET', url: `${bases.instagram}/refresh_access_token?${query}`, redirect: 'manual', maxBytes: 200_000 });
      if (!answer.ok) return err(failureError(answer.error, 'reads'));
      const error = answerError(answer.value, 'reads', clock.now());
      // It may be refused because it is too young; only 190 says that it is dead.
      if (error !== null) return err(error.type === 'rejected' ? { type: 'unavailable', detail: error.detail, answer: answer.value.log } : error);
      const read = readJson(answer.value, 'reads', tokenAnswer);
      return read.ok ? ok(tokenFrom(read.value.access_token, read.value.expires_in ?? null, clock.now(), app)) : read;
    });

  /** The secret to use now, renewed along the way when it is due. That never stops a call: the old one is still good. */
  async function usable(session: Session, signal: AbortSignal): Promise<InstagramSecret | null> {
    const secret = secretOf(session);
    const now = clock.now();
    if (secret?.way !== 'instagram' || now < secret.renewAt || now >= secret.expiresAt || now < (retryAt.get(session.accountId) ?? 0)) return secret;
    retryAt.set(session.accountId, now + RETRY_AFTER);
    const renewed = await renewFrom(session, secret.accessToken, signal);
    if (!renewed.ok) return secret;
    retryAt.delete(session.accountId);
    return renewed.value;
  }

  const call: InstagramClient['call'] = async (session, request) => {
    if (request.signal.aborted) return err({ type: 'aborted' });
    const secret = await usable(session, request.signal);
    if (secret === null) return err({ type: 'reauth' });
    if (request.signal.aborted) return err({ type: 'aborted' });
    const fields = { ...request.fields, ...proofOf(secret) };
    const url = `${secret.way === 'page' ? bases.facebook : bases.instagram}${VERSION}${request.path}`;
    const answer = await http.request({
      method: request.method,
      ...(request.method === 'POST' ? { url, body: bodyOf(fields, request.file) } : { url: `${url}?${new URLSearchParams(fields)}` }),
      timeoutMs: request.file === undefined ? REQUEST_TIMEOUT : UPLOAD_TIMEOUT,
      redirect: 'manual',
      signal: request.signal,
    });
    if (!answer.ok) return err(failureError(answer.error, request.effect));
    const error = answerError(answer.value, request.effect, clock.now());
    return error === null ? answer : err(error);
  };

  return {
    bases,
    secretOf,
    call,
    read: readingBy(call),
    renew: async (session, signal) => {
      const secret = secretOf(session);
      if (secret === null) return err({ type: 'reauth' });
      if (secret.way === 'page' || clock.now() < secret.renewAt - RENEW_AFTER + TOO_YOUNG) return ok(secret);
      return renewFrom(session, secret.accessToken, signal);
    },
  };
}

function bodyOf(fields: Readonly<Record<string, string>>, file: Call['file']): URLSearchParams | FormData {
  if (file === undefined) return new URLSearchParams(fields);
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  // A name without words: that of the person's own file is nobody's business.
  form.set('source', new Blob([new Uint8Array(file.bytes)], { type: file.mime }), 'picture.jpeg');
  return form;
}
