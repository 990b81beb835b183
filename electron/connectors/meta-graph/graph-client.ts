import type { z } from 'zod';
import type { Result } from '#core/result';
import type { HttpAnswer } from '../http/http';
import type { Effect } from '../http/outcome';
import { readJson } from '../http/read-json';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';

export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Behind the version: `/me/accounts` */
  readonly path: string;
  readonly effect: Effect;
  readonly signal: AbortSignal;
}

export interface GraphClient<Bases, Call extends GraphCall> {
  readonly bases: Bases;
  /** Any 2xx answer, asked with the account's token. */
  readonly call: (session: Session, call: Call) => Promise<Result<HttpAnswer, ConnectorError>>;
  /** `call`, and its JSON checked. */
  readonly read: <T>(session: Session, call: Call, shape: z.ZodType<T>) => Promise<Result<T, ConnectorError>>;
}

export const readingBy = <Call extends GraphCall>(call: GraphClient<unknown, Call>['call']): GraphClient<unknown, Call>['read'] => async (session, request, shape) => {
  const answer = await call(session, request);
  return answer.ok ? readJson(answer.value, request.effect, shape) : answer;
};
