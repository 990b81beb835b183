import type { z } from 'zod';
import { type Clock, HOUR } from '#core/clock';
import type { RejectReason } from '#core/posts/outcome-codes';
import { err, ok, type Result } from '#core/result';
import type { Http, HttpAnswer, HttpRequest } from '../http/http';
import { commonAnswerError, type Effect, failureError, reasonOfStatus, refusal } from '../http/outcome';
import { asDeadLogin, statusOf } from '../http/read-error';
import { readJson } from '../http/read-json';
import { callWithToken, renewOnce } from '../oauth/renewed-token';
import { refreshTokens, type TokenSet } from '../oauth/token';
import type { Session } from '../ports/account';
import type { ConnectorError, NetworkAnswer } from '../ports/connector-error';
import { errorAnswer, practiceSecret, type PracticeSecret } from './api-types';

export const CLIENT_ID = 'Linnet';
/** Stands for the address of the practice network in an account: its port may change between two runs of the app. */
export const PRACTICE_SERVER = 'practice:';

export interface PracticeDeps {
  readonly http: Http;
  readonly clock: Clock;
  /** Origin of the running server without a trailing slash, or null while it is not running. */
  readonly resolveBase: () => string | null;
  /** False where the server was told to ignore idempotency keys, as many networks do: then matching is the only way to find out. */
  readonly honoursKeys: () => boolean;
  readonly randomBytes: (length: number) => Uint8Array;
}

export interface Call {
  readonly method: HttpRequest['method'];
  /** With its query: `/api/me/posts?limit=40` */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
  readonly effect: Effect;
  readonly signal: AbortSignal;
  /** Hears the server's own words when `read` succeeds. */
  readonly told?: (answer: NetworkAnswer) => void;
}

export interface PracticeClient {
  /** Any answer below 400, signed with the account's token; a dead token is renewed once and the call repeated. */
  readonly call: (session: Session, call: Call) => Promise<Result<HttpAnswer, ConnectorError>>;
  /** `call`, and its JSON checked. */
  readonly read: <T>(session: Session, call: Call, shape: z.ZodType<T>) => Promise<Result<T, ConnectorError>>;
  readonly renew: (session: Session, signal: AbortSignal) => Promise<Result<PracticeSecret, ConnectorError>>;
  readonly secretOf: (session: Session) => PracticeSecret | null;
}

const NOT_RUNNING: ConnectorError = { type: 'unavailable', detail: 'the practice network is not running' };

export function createPracticeClient({ http, clock, resolveBase }: PracticeDeps): PracticeClient {
  const secretOf = (session: Session): PracticeSecret | null => practiceSecret.safeParse(session.secret).data ?? null;

  async function send(secret: PracticeSecret, call: Call): Promise<Result<HttpAnswer, ConnectorError>> {
    const base = resolveBase();
    if (base === null) return err(NOT_RUNNING);
    const answer = await http.request({
      method: call.method,
      url: base + call.path,
      headers: { ...call.headers, authorization: `Bearer ${secret.accessToken}` },
      ...(call.body === undefined ? {} : { body: call.body }),
      redirect: 'error',
      signal: call.signal,
    });
    if (!answer.ok) return err(failureError(answer.error, call.effect));
    const error = answerError(answer.value, call.effect, clock.now());
    return error === null ? answer : err(error);
  }

  const renewFrom = (session: Session, stale: string, signal: AbortSignal): Promise<Result<PracticeSecret, ConnectorError>> =>
    renewOnce(session, stale, secretOf, async (old) => {
      const base = resolveBase();
      if (base === null) return err(NOT_RUNNING);
      const endpoint = { http, clock, url: `${base}/oauth/token`, client: { kind: 'none', clientId: CLIENT_ID }, signal } as const;
      const tokens = await refreshTokens(endpoint, old.refreshToken);
      if (tokens.ok) return ok(secretFrom(tokens.value, old.refreshToken, clock.now()));
      // A door that does not know us at all is as dead as one that says so politely.
      return err(statusOf(tokens.error) === 401 ? asDeadLogin(tokens.error) : tokens.error);
    });

  const call: PracticeClient['call'] = (session, request) =>
    callWithToken(session, request.signal, { clock, secretOf, renew: (old) => renewFrom(session, old.accessToken, request.signal), send: (secret) => send(secret, request) });

  return {
    call,
    secretOf,
    read: async (session, request, shape) => {
      const answer = await call(session, request);
      if (!answer.ok) return answer;
      const read = readJson(answer.value, request.effect, shape);
      if (read.ok) request.told?.(answer.value.log);
      return read;
    },
    renew: async (session, signal) => {
      const secret = secretOf(session);
      return secret === null ? err({ type: 'reauth' }) : renewFrom(session, secret.accessToken, signal);
    },
  };
}

export function secretFrom(tokens: TokenSet, oldRefreshToken: string, now: number): PracticeSecret {
  return {
    accessToken: tokens.accessToken,
    refreshToken: tokens.refreshToken ?? oldRefreshToken,
    expiresAt: tokens.expiresAt ?? now + HOUR,
  };
}

/** The server's codes are its own (see its README); the statuses mean what they mean everywhere. */
const REASONS: Readonly<Record<string, RejectReason>> = {
  too_long: 'too-long',
  media_invalid: 'media-invalid',
  too_large: 'media-invalid',
  forbidden: 'forbidden',
  not_found: 'not-found',
  reply_gone: 'not-found',
  empty: 'invalid',
  invalid: 'invalid',
};

function answerError(answer: HttpAnswer, effect: Effect, now: number): ConnectorError | null {
  if (answer.status < 400) return null;
  const common = commonAnswerError(answer, effect, now);
  if (common !== null) return common;
  const said = errorAnswer.safeParse(answer.json).data;
  return refusal(answer, REASONS[said?.error ?? ''] ?? reasonOfStatus(answer.status) ?? 'other', said?.message ?? '');
}
