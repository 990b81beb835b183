import type { z } from 'zod';
import type { Clock } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { Http, HttpAnswer, HttpRequest } from '../http/http';
import { failureError } from '../http/outcome';
import type { Effect } from '../http/outcome';
import { answerOf, asDeadLogin, statusOf } from '../http/read-error';
import { readJson } from '../http/read-json';
import { callWithToken, renewOnce } from '../oauth/renewed-token';
import { refreshTokens } from '../oauth/token';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { API_VERSION, type LinkedinBases } from './bases';
import { answerError } from './map-error';
import { linkedinSecret, type LinkedinSecret } from './secret';

export interface LinkedinDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly bases: LinkedinBases;
  readonly randomBytes: (length: number) => Uint8Array;
}

export interface Call {
  readonly method: HttpRequest['method'];
  /** On the API, with its query: `/rest/posts`. Or a whole address, for an upload. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bytes?: Uint8Array;
  readonly effect: Effect;
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

export interface LinkedinClient {
  /** Any 2xx answer, asked with the account's token, renewed once where there is something to renew it with. */
  readonly call: (session: Session, call: Call) => Promise<Result<HttpAnswer, ConnectorError>>;
  /** `call`, and its JSON checked. */
  readonly read: <T>(session: Session, call: Call, shape: z.ZodType<T>) => Promise<Result<T, ConnectorError>>;
}

export const tokenUrl = (bases: LinkedinBases): string => `${bases.web}/oauth/v2/accessToken`;

export function createLinkedinClient({ http, clock, bases }: LinkedinDeps): LinkedinClient {
  const secretOf = (session: Session): LinkedinSecret | null => linkedinSecret.safeParse(session.secret).data ?? null;

  async function send(secret: LinkedinSecret, request: Call): Promise<Result<HttpAnswer, ConnectorError>> {
    const body = request.json === undefined ? request.bytes : JSON.stringify(request.json);
    const answer = await http.request({
      method: request.method,
      url: request.path.startsWith('/') ? bases.api + request.path : request.path,
      headers: {
        ...(request.path.startsWith('/rest/') ? { 'linkedin-version': API_VERSION, 'x-restli-protocol-version': '2.0.0' } : {}),
        ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
        authorization: `Bearer ${secret.accessToken}`,
      },
      ...(body === undefined ? {} : { body }),
      ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
      redirect: 'manual',
      signal: request.signal,
    });
    if (!answer.ok) return err(failureError(answer.error, request.effect));
    const error = answerError(answer.value, request.effect, clock.now());
    if (error === null) return answer;
    // Only the API knows logins. A host that takes uploads and refuses the token says that this address is no good, or no good any more.
    const isLogin = error.type !== 'reauth' || request.path.startsWith('/');
    return err(isLogin ? error : { type: 'unavailable', detail: 'LinkedIn did not take the file at the address that it gave for it', ...answerOf(error) });
  }

  const renew = (session: Session, stale: string, signal: AbortSignal): Promise<Result<LinkedinSecret, ConnectorError>> =>
    renewOnce(session, stale, secretOf, async (old) => {
      const { app, refreshToken } = old;
      if (app === null || refreshToken === null) return err({ type: 'reauth' });
      const tokens = await refreshTokens({ http, clock, url: tokenUrl(bases), client: { kind: 'post', ...app }, signal }, refreshToken);
      // A door that does not know us at all is as dead as one that says so politely.
      if (!tokens.ok) return err(statusOf(tokens.error) === 401 ? asDeadLogin(tokens.error) : tokens.error);
      const { accessToken, refreshToken: next, expiresAt } = tokens.value;
      return ok({ ...old, accessToken, expiresAt: expiresAt ?? old.expiresAt, refreshToken: next ?? refreshToken });
    });

  const call: LinkedinClient['call'] = (session, request) =>
    callWithToken(session, request.signal, { clock, secretOf, renew: (old) => renew(session, old.accessToken, request.signal), send: (secret) => send(secret, request) });

  return {
    call,
    read: async (session, request, shape) => {
      const answer = await call(session, request);
      return answer.ok ? readJson(answer.value, request.effect, shape) : answer;
    },
  };
}
