import type { z } from 'zod';
import type { Clock } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import { readAllowance } from '../http/allowance';
import type { Http, HttpAnswer, HttpRequest } from '../http/http';
import { failureError } from '../http/outcome';
import type { Effect } from '../http/outcome';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { type XBases, VERSION } from './bases';
import { olderNames } from './field-names';
import { answerError } from './map-error';
import { createTokens } from './tokens';

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
  readonly renew: ReturnType<typeof createTokens>['renew'];
}

export interface XDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Other servers than the network's own, for tests and developer settings. */
  readonly bases?: XBases;
}

export function createXClient({ http, clock }: Pick<XDeps, 'http' | 'clock'>, bases: XBases): XClient {
  const tokens = createTokens(http, clock, bases);

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

  const call: XClient['call'] = async (session, request) => {
    if (request.signal.aborted) return err({ type: 'aborted' });
    const secret = await tokens.usable(session, request.signal);
    if (!secret.ok) return secret;
    let token = secret.value.accessToken;
    let answer = await send(session, token, request, request.query);
    // A 401 did nothing at all, so the same call may go again with a new token, a commit too.
    if (!answer.ok && answer.error.type === 'reauth') {
      const renewed = await tokens.renew(session, token, request.signal);
      if (!renewed.ok) return renewed;
      token = renewed.value.accessToken;
      answer = await send(session, token, request, request.query);
    }
    const older = request.query === undefined ? null : olderNames(request.query, answer);
    return older === null ? answer : send(session, token, request, older);
  };

  return {
    bases,
    call,
    renew: tokens.renew,
    read: async (session, request, shape) => {
      const answer = await call(session, request);
      if (!answer.ok) return answer;
      const parsed = shape.safeParse(answer.value.json);
      if (parsed.success) return ok(parsed.data);
      return err({ type: request.effect === 'commits' ? 'unknown' : 'unavailable', detail: 'the answer does not have the expected fields', answer: answer.value.log });
    },
  };
}
