import type { z } from 'zod';
import type { Clock } from '#core/clock';
import type { Result } from '#core/result';
import { err } from '#core/result';
import { readAllowance } from '../http/allowance';
import type { FileBody, Http, HttpAnswer, HttpRequest } from '../http/http';
import { failureError } from '../http/outcome';
import type { Effect } from '../http/outcome';
import { readJson } from '../http/read-json';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { mastodonSecret } from './api-types';
import type { MastodonSecret } from './api-types';
import { answerError } from './map-error';

export interface Call {
  readonly method: HttpRequest['method'];
  /** With its query: `/api/v1/statuses/1` */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: URLSearchParams | FileBody;
  readonly effect: Effect;
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

export interface MastodonClient {
  /** Any 2xx answer, asked with the account's token. */
  readonly call: (session: Session, call: Call) => Promise<Result<HttpAnswer, ConnectorError>>;
  /** `call`, and its JSON checked. */
  readonly read: <T>(session: Session, call: Call, shape: z.ZodType<T>) => Promise<Result<T, ConnectorError>>;
  readonly secretOf: (session: Session) => MastodonSecret | null;
}

export function createMastodonClient({ http, clock }: { readonly http: Http; readonly clock: Clock }): MastodonClient {
  const secretOf: MastodonClient['secretOf'] = (session) => {
    const secret = mastodonSecret.safeParse(session.secret);
    return secret.success ? secret.data : null;
  };

  const call: MastodonClient['call'] = async (session, request) => {
    if (request.signal.aborted) return err({ type: 'aborted' });
    const secret = secretOf(session);
    if (secret === null) return err({ type: 'reauth' });
    const body = request.json === undefined ? request.body : JSON.stringify(request.json);
    const answer = await http.request({
      method: request.method,
      url: session.serverUrl + request.path,
      headers: {
        // Errors come in the reader's language, and their words are all there is to go by.
        'accept-language': 'en',
        ...request.headers,
        ...(request.json === undefined ? {} : { 'content-type': 'application/json' }),
        authorization: `Bearer ${secret.accessToken}`,
      },
      ...(body === undefined ? {} : { body }),
      ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
      signal: request.signal,
    });
    if (!answer.ok) return err(failureError(answer.error, request.effect));
    const left = readAllowance(answer.value.headers, clock.now(), 'calls');
    // Pictures have a limit of their own, thirty in half an hour.
    if (left !== null && !request.path.includes('/media')) session.told?.(left);
    const error = answerError(answer.value, request.effect, clock.now());
    return error === null ? answer : err(error);
  };

  return {
    call,
    secretOf,
    read: async (session, request, shape) => {
      const answer = await call(session, request);
      return answer.ok ? readJson(answer.value, request.effect, shape) : answer;
    },
  };
}
