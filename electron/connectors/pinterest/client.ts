import type { z } from 'zod';
import { type Clock, MINUTE, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import { readAllowance } from '../http/allowance';
import type { Http, HttpAnswer, HttpRequest } from '../http/http';
import { type Effect, failureError } from '../http/outcome';
import { mustRefresh } from '../oauth/refresh-policy';
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

  /** One refresh at a time; whoever waited for another's takes its token. The refresh token is another one each time. */
  function renewFrom(session: Session, stale: PinterestSecret, signal: AbortSignal): Promise<Result<PinterestSecret, ConnectorError>> {
    return session.lock(async () => {
      const current = secretOf(session) ?? stale;
      if (current.accessToken !== stale.accessToken) return ok(current);
      if (current.refreshToken === null) return err({ type: 'reauth' });
      const client = { kind: 'basic', clientId: current.clientId, clientSecret: current.clientSecret } as const;
      const tokens = await refreshTokens({ http, clock, url: `${bases.api}/oauth/token`, client, signal }, current.refreshToken);
      // Pinterest says 401 in its own words where OAuth says invalid_grant.
      if (!tokens.ok) return statusOf(tokens.error) === 401 ? err({ ...tokens.error, type: 'reauth' } as ConnectorError) : tokens;
      const fresh = secretFrom(current, tokens.value);
      await session.saveSecret({ ...fresh }, fresh.expiresAt);
      return ok(fresh);
    });
  }

  const call: PinterestClient['call'] = async (session, request) => {
    if (request.signal.aborted) return err({ type: 'aborted' });
    const secret = secretOf(session);
    if (secret === null) return err({ type: 'reauth' });
    const ended = mustRefresh(secret.expiresAt, clock.now());
    if (!ended) {
      const answer = await send(session, secret, request);
      if (answer.ok || answer.error.type !== 'reauth') return answer;
    }
    // 401 is a promise that nothing was done, so the call may be made again with a fresh token.
    const renewed = await renewFrom(session, secret, request.signal);
    if (renewed.ok) return send(session, renewed.value, request);
    if (renewed.error.type === 'reauth' || statusOf(renewed.error) !== 400) return renewed;
    // What a refresh that is refused outright says is not documented: the login is dead when the old token is refused too.
    return ended ? send(session, secret, request) : err({ type: 'reauth', ...('answer' in renewed.error ? { answer: renewed.error.answer } : {}) });
  };

  const read: PinterestClient['read'] = async (session, request, shape) => {
    const answer = await call(session, request);
    if (!answer.ok) return answer;
    const parsed = shape.safeParse(answer.value.json);
    if (parsed.success) {
      request.told?.(answer.value.log);
      return ok(parsed.data);
    }
    return err({ type: request.effect === 'commits' ? 'unknown' : 'unavailable', detail: 'the answer does not have the expected fields', answer: answer.value.log });
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
      return secret === null ? err({ type: 'reauth' }) : renewFrom(session, secret, signal);
    },
  };
}

export const secretFrom = (old: Pick<PinterestSecret, 'clientId' | 'clientSecret' | 'refreshToken'>, tokens: TokenSet): PinterestSecret => ({
  clientId: old.clientId,
  clientSecret: old.clientSecret,
  accessToken: tokens.accessToken,
  refreshToken: tokens.refreshToken ?? old.refreshToken,
  expiresAt: tokens.expiresAt,
});

const statusOf = (error: ConnectorError): number | null => ('answer' in error ? (error.answer?.status ?? null) : null);
