import { type Clock, DAY, HOUR, type Millis, SECOND } from '#core/clock';
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
import { threadsSecret, type ThreadsSecret, tokenAnswer } from './api-types';
import { type ThreadsBases, VERSION } from './bases';
import { answerError } from './map-error';

export interface ThreadsDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Other servers than the network's own, for tests and developer settings. */
  readonly bases?: ThreadsBases;
  /** Where an account's pictures can lie, or null where it has no such place. Absent: no account has one. */
  readonly mediaHost?: (accountId: Id) => MediaHost | null;
}

export interface Call extends GraphCall {
  /** Threads takes all parameters in the query, those of a POST too. */
  readonly query?: Readonly<Record<string, string>>;
}

export interface ThreadsClient extends GraphClient<ThreadsBases, Call> {
  readonly renew: (session: Session, signal: AbortSignal) => Promise<Result<ThreadsSecret, ConnectorError>>;
}

export const TOKEN_LIFE: Millis = 60 * DAY;
/** A week leaves seven more weeks for a machine that is off. */
const RENEW_AFTER: Millis = 7 * DAY;
/** Younger than this, it is not renewed by the network. */
const TOO_YOUNG: Millis = DAY;
const RETRY_AFTER: Millis = HOUR;

/** @param seconds as the network says; null: it did not */
export const secretFrom = (accessToken: string, seconds: number | null, now: Millis, app: ThreadsSecret['app']): ThreadsSecret =>
  ({ app, accessToken, expiresAt: now + (seconds === null ? TOKEN_LIFE : seconds * SECOND), renewAt: now + RENEW_AFTER });

export function createThreadsClient({ http, clock }: Pick<ThreadsDeps, 'http' | 'clock'>, bases: ThreadsBases): ThreadsClient {
  const secretOf = (session: Session): ThreadsSecret | null => threadsSecret.safeParse(session.secret).data ?? null;
  /** When a renewal along the way may be tried again, after one that did not work. */
  const retryAt = new Map<Id, Millis>();

  /** A token lives sixty days and is renewed by itself, from its second day on and only while it lives. */
  const renewFrom = (session: Session, stale: string, signal: AbortSignal): Promise<Result<ThreadsSecret, ConnectorError>> =>
    renewOnce(session, stale, secretOf, async ({ app }) => {
      if (signal.aborted) return err({ type: 'aborted' });
      // Heard to its end once it is sent: what becomes of the old token is not documented.
      const query = new URLSearchParams({ grant_type: 'th_refresh_token', access_token: stale });
      const answer = await http.request({ method: 'GET', url: `${bases.api}/refresh_access_token?${query}`, redirect: 'manual', maxBytes: 200_000 });
      if (!answer.ok) return err(failureError(answer.error, 'reads'));
      const error = answerError(answer.value, 'reads', clock.now());
      // It may be refused because it is too young; only 190 says that it is dead.
      if (error !== null) return err(error.type === 'rejected' ? { type: 'unavailable', detail: error.detail, answer: answer.value.log } : error);
      const read = readJson(answer.value, 'reads', tokenAnswer);
      return read.ok ? ok(secretFrom(read.value.access_token, read.value.expires_in ?? null, clock.now(), app)) : read;
    });

  /** The token to use now, renewed along the way when it is due. That never stops a call: the old one is still good. */
  async function usable(session: Session, signal: AbortSignal): Promise<ThreadsSecret | null> {
    const secret = secretOf(session);
    const now = clock.now();
    if (secret === null || now < secret.renewAt || now >= secret.expiresAt || now < (retryAt.get(session.accountId) ?? 0)) return secret;
    retryAt.set(session.accountId, now + RETRY_AFTER);
    const renewed = await renewFrom(session, secret.accessToken, signal);
    if (!renewed.ok) return secret;
    retryAt.delete(session.accountId);
    return renewed.value;
  }

  const call: ThreadsClient['call'] = async (session, request) => {
    if (request.signal.aborted) return err({ type: 'aborted' });
    const secret = await usable(session, request.signal);
    if (secret === null) return err({ type: 'reauth' });
    const query = new URLSearchParams({ ...request.query, access_token: secret.accessToken });
    const answer = await http.request({ method: request.method, url: `${bases.api}${VERSION}${request.path}?${query}`, redirect: 'manual', signal: request.signal });
    if (!answer.ok) return err(failureError(answer.error, request.effect));
    const error = answerError(answer.value, request.effect, clock.now());
    return error === null ? answer : err(error);
  };

  return {
    bases,
    call,
    read: readingBy(call),
    renew: async (session, signal) => {
      const secret = secretOf(session);
      if (secret === null) return err({ type: 'reauth' });
      const isYoung = clock.now() < secret.renewAt - RENEW_AFTER + TOO_YOUNG;
      return isYoung ? ok(secret) : renewFrom(session, secret.accessToken, signal);
    },
  };
}
