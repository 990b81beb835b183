import type { z } from 'zod';
import type { Clock } from '#core/clock';
import type { Result } from '#core/result';
import { err } from '#core/result';
import { readAllowance } from '../http/allowance';
import type { Http, HttpAnswer, HttpRequest } from '../http/http';
import { failureError } from '../http/outcome';
import type { Effect } from '../http/outcome';
import { readJson } from '../http/read-json';
import { callWithToken } from '../oauth/renewed-token';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { type XBases, VERSION } from './bases';
import { olderNames } from './field-names';
import { answerError } from './map-error';
import { secretOf } from './secret';
import { createRenew } from './tokens';

/** Not in the official facts we read; see map-error.ts. */
const DAY_LIMITS = ['x-user-limit-24hour', 'x-app-limit-24hour'] as const;

export interface Call {
  readonly method: HttpRequest['method'];
  /** Behind the version: `/tweets/1` */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: FormData;
  readonly effect: Effect;
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

export interface XClient {
  readonly bases: XBases;
  /** Any 2xx answer, asked with the account's token, which is renewed when it must be. */
  readonly call: (session: Session, call: Call) => Promise<Result<HttpAnswer, ConnectorError>>;
  /** `call`, and its JSON checked. */
  readonly read: <T>(session: Session, call: Call, shape: z.ZodType<T>) => Promise<Result<T, ConnectorError>>;
  /** A new token, whatever is left of the old one. */
  readonly renew: ReturnType<typeof createRenew>;
}

export interface XDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Other servers than the network's own, for tests and developer settings. */
  readonly bases?: XBases;
}

export function createXClient({ http, clock }: Pick<XDeps, 'http' | 'clock'>, bases: XBases): XClient {
  const renew = createRenew(http, clock, bases);

  const send = async (session: Session, accessToken: string, request: Call, query: Call['query']): Promise<Result<HttpAnswer, ConnectorError>> => {
    const body = request.json === undefined ? request.body : JSON.stringify(request.json);
    const answer = await http.request({
      method: request.method,
      url: `${bases.api}${VERSION}${request.path}${query === undefined ? '' : `?${new URLSearchParams(query)}`}`,
      headers: { authorization: `Bearer ${accessToken}`, ...(request.json === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body }),
      ...(request.timeoutMs === undefined ? {} : { timeoutMs: request.timeoutMs }),
      signal: request.signal,
    });
    if (!answer.ok) return err(failureError(answer.error, request.effect));
    // The limits of fifteen minutes are of one endpoint each and say little; those of a day are what a person can run out of.
    const left = readAllowance(answer.value.headers, clock.now(), 'posts', DAY_LIMITS);
    if (left !== null) session.told?.(left);
    const error = answerError(answer.value, request.effect, clock.now());
    return error === null ? answer : err(error);
  };

  const call: XClient['call'] = (session, request) =>
    callWithToken(session, request.signal, {
      clock, secretOf,
      renew: (old) => renew(session, old.accessToken, request.signal),
      send: async ({ accessToken }) => {
        const answer = await send(session, accessToken, request, request.query);
        const older = request.query === undefined ? null : olderNames(request.query, answer);
        return older === null ? answer : send(session, accessToken, request, older);
      },
    });

  return {
    bases,
    call,
    renew,
    read: async (session, request, shape) => {
      const answer = await call(session, request);
      return answer.ok ? readJson(answer.value, request.effect, shape) : answer;
    },
  };
}
