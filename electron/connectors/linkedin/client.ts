import type { z } from 'zod';
import type { Clock } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { Http, HttpAnswer, HttpRequest } from '../http/http';
import { failureError } from '../http/outcome';
import type { Effect } from '../http/outcome';
import { mustRefresh } from '../oauth/refresh-policy';
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
  /** `call`, and its JSON checked. For calls that make nothing public. */
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
    return error === null ? answer : err(error);
  }

  /** One renewal at a time; whoever waited for another's takes its token. Null: there is nothing to renew it with. */
  async function renew(session: Session, stale: LinkedinSecret, signal: AbortSignal): Promise<Result<LinkedinSecret | null, ConnectorError>> {
    return session.lock(async () => {
      const current = secretOf(session) ?? stale;
      if (current.accessToken !== stale.accessToken) return ok(current);
      const { app, refreshToken } = current;
      if (app === null || refreshToken === null) return ok(null);
      const tokens = await refreshTokens({ http, clock, url: tokenUrl(bases), client: { kind: 'post', ...app }, signal }, refreshToken);
      // A door that does not know us at all is as dead as one that says so politely.
      if (!tokens.ok) return 'answer' in tokens.error && tokens.error.answer?.status === 401 ? err({ type: 'reauth', answer: tokens.error.answer }) : tokens;
      const fresh: LinkedinSecret = {
        ...current,
        accessToken: tokens.value.accessToken,
        expiresAt: tokens.value.expiresAt ?? current.expiresAt,
        refreshToken: tokens.value.refreshToken ?? refreshToken,
      };
      await session.saveSecret({ ...fresh }, fresh.expiresAt);
      return ok(fresh);
    });
  }

  const call: LinkedinClient['call'] = async (session, request) => {
    if (request.signal.aborted) return err({ type: 'aborted' });
    const secret = secretOf(session);
    if (secret === null) return err({ type: 'reauth' });
    let answer: Result<HttpAnswer, ConnectorError> | null = null;
    if (secret.refreshToken === null || !mustRefresh(secret.expiresAt, clock.now())) {
      answer = await send(secret, request);
      if (answer.ok || answer.error.type !== 'reauth') return answer;
    }
    // 401 is a promise that nothing was done, so the call may be made again with a fresh token.
    const renewed = await renew(session, secret, request.signal);
    if (!renewed.ok) return renewed;
    return renewed.value === null ? (answer ?? err({ type: 'reauth' })) : send(renewed.value, request);
  };

  return {
    call,
    read: async (session, request, shape) => {
      const answer = await call(session, request);
      if (!answer.ok) return answer;
      const parsed = shape.safeParse(answer.value.json);
      return parsed.success ? ok(parsed.data) : err({ type: 'unavailable', detail: 'the answer does not have the expected fields', answer: answer.value.log });
    },
  };
}
