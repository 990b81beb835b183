import type { z } from 'zod';
import { type Clock, MINUTE, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { readAllowance } from '../http/allowance';
import type { Http, HttpAnswer, HttpRequest } from '../http/http';
import { type Effect, failureError } from '../http/outcome';
import { asDeadLogin, statusOf } from '../http/read-error';
import { readJson } from '../http/read-json';
import { mustRefresh } from '../oauth/refresh-policy';
import { callWithToken, renewOnce } from '../oauth/renewed-token';
import { refreshTokens, type TokenSet } from '../oauth/token';
import type { Session } from '../ports/account';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';
import { pageOf, type PinterestSecret, pinterestSecret } from './api-types';
import type { PinterestBases } from './bases';
import { answerError } from './map-error';

export interface PinterestDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly randomBytes: (length: number) => Uint8Array;
  readonly bases: PinterestBases;
}

export interface Call {
  readonly method: HttpRequest['method'];
  /** Behind the version: `/boards?page_size=250`. */
  readonly path: string;
  readonly json?: unknown;
  readonly effect: Effect;
  readonly signal: AbortSignal;
  /** Hears the server's own words when `read` succeeds. */
  readonly told?: (answer: NetworkAnswer) => void;
}

export interface PinterestClient {
  /** Any 2xx, signed with the account's token; a dead token is renewed once and the call repeated. */
  readonly call: (session: Session, call: Call) => Promise<Result<HttpAnswer, ConnectorError>>;
  /** `call`, and its JSON checked. */
  readonly read: <T>(session: Session, call: Call, shape: z.ZodType<T>) => Promise<Result<T, ConnectorError>>;
  /** Every item of a list; `complete` is false where more than `maxPages` pages are left unread. */
  readonly all: <T>(session: Session, path: string, item: z.ZodType<T>, maxPages: number, signal: AbortSignal) => Promise<Result<{ readonly items: readonly T[]; readonly complete: boolean }, ConnectorError>>;
  readonly renew: (session: Session, signal: AbortSignal) => Promise<Result<PinterestSecret, ConnectorError>>;
}

const PAGE = 250;
/** Five pictures of 20 MB as base64 take a while on a slow line. */
const UPLOAD_TIMEOUT = 5 * MINUTE;
const REQUEST_TIMEOUT = 30 * SECOND;

export function createPinterestClient({ http, clock, bases }: PinterestDeps): PinterestClient {
  const secretOf = (session: Session): PinterestSecret | null => pinterestSecret.safeParse(session.secret).data ?? null;

  async function send(session: Session, secret: PinterestSecret, call: Call): Promise<Result<HttpAnswer, ConnectorError>> {
    const answer = await http.request({
      method: call.method,
      url: bases.api + call.path,
      headers: { accept: 'application/json', authorization: `Bearer ${secret.accessToken}`, ...(call.json === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(call.json === undefined ? {} : { body: JSON.stringify(call.json) }),
      timeoutMs: call.effect === 'commits' ? UPLOAD_TIMEOUT : REQUEST_TIMEOUT,
      redirect: 'error',
      signal: call.signal,
    });
    if (!answer.ok) return err(failureError(answer.error, call.effect));
    const left = readAllowance(answer.value.headers, clock.now(), 'calls');
    if (left !== null) session.told?.(left);
    const error = answerError(answer.value, call.effect, clock.now());
    return error === null ? answer : err(error);
  }

  /** The refresh token is another one each time. */
  const renewFrom = (session: Session, stale: string, signal: AbortSignal): Promise<Result<PinterestSecret, ConnectorError>> =>
    renewOnce(session, stale, secretOf, async (old) => {
      if (old.refreshToken === null) return err({ type: 'reauth' });
      const client = { kind: 'basic', clientId: old.clientId, clientSecret: old.clientSecret } as const;
      const tokens = await refreshTokens({ http, clock, url: `${bases.api}/oauth/token`, client, signal }, old.refreshToken);
      if (tokens.ok) return ok(secretFrom(old, tokens.value));
      // Pinterest says 401 in its own words where OAuth says invalid_grant.
      return err(statusOf(tokens.error) === 401 ? asDeadLogin(tokens.error) : tokens.error);
    });

  /** What a refresh that is refused outright says is not documented: the login is dead when the old token is refused too. */
  async function renewOrGoOn(session: Session, old: PinterestSecret, signal: AbortSignal): Promise<Result<PinterestSecret, ConnectorError>> {
    const renewed = await renewFrom(session, old.accessToken, signal);
    if (renewed.ok || renewed.error.type === 'reauth' || statusOf(renewed.error) !== 400) return renewed;
    return mustRefresh(old.expiresAt, clock.now()) ? ok(old) : err(asDeadLogin(renewed.error));
  }

  const call: PinterestClient['call'] = (session, request) =>
    callWithToken(session, request.signal, { clock, secretOf, renew: (old) => renewOrGoOn(session, old, request.signal), send: (secret) => send(session, secret, request) });

  const read: PinterestClient['read'] = async (session, request, shape) => {
    const answer = await call(session, request);
    if (!answer.ok) return answer;
    const found = readJson(answer.value, request.effect, shape);
    if (found.ok) request.told?.(answer.value.log);
    return found;
  };

  return {
    call,
    read,
    all: async <T>(session: Session, path: string, item: z.ZodType<T>, maxPages: number, signal: AbortSignal) => {
      const items: T[] = [];
      let bookmark: string | null = null;
      for (let page = 0; page < maxPages; page += 1) {
        const query: URLSearchParams = new URLSearchParams({ page_size: String(PAGE), ...(bookmark === null ? {} : { bookmark }) });
        const got: Result<{ readonly items: readonly T[]; readonly bookmark: string | null }, ConnectorError> =
          await read(session, { method: 'GET', path: `${path}?${query.toString()}`, effect: 'reads', signal }, pageOf(item));
        if (!got.ok) return got;
        items.push(...got.value.items);
        bookmark = got.value.bookmark;
        if (bookmark === null) return ok({ items, complete: true });
      }
      return ok({ items, complete: false });
    },
    renew: async (session, signal) => {
      const secret = secretOf(session);
      return secret === null ? err({ type: 'reauth' }) : renewFrom(session, secret.accessToken, signal);
    },
  };
}

export const secretFrom = (old: Pick<PinterestSecret, 'clientId' | 'clientSecret' | 'refreshToken' | 'port'>, tokens: TokenSet): PinterestSecret => ({
  clientId: old.clientId,
  clientSecret: old.clientSecret,
  port: old.port,
  accessToken: tokens.accessToken,
  refreshToken: tokens.refreshToken ?? old.refreshToken,
  expiresAt: tokens.expiresAt,
});
