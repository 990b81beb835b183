import { z } from 'zod';
import type { Clock } from '#core/clock';
import { err, type Result } from '#core/result';
import type { Http, HttpAnswer } from '../http/http';
import { type Effect, failureError } from '../http/outcome';
import { readJson } from '../http/read-json';
import { callWithToken } from '../oauth/renewed-token';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { type TiktokBases, VERSION } from './bases';
import { answerError, isPostsUsedUp } from './map-error';
import { secretOf } from './secret';
import { createRenew } from './tokens';

export interface TiktokDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Other servers than TikTok's, for tests and developer settings. */
  readonly bases?: TiktokBases;
  /** Bytes of a video in one call, for tests: TikTok takes no less than what is usual here. */
  readonly chunk?: number;
}

export interface Call {
  /** Behind the version: `/user/info/` */
  readonly path: string;
  /** Which fields are wanted. */
  readonly fields?: readonly string[];
  /** Sent by POST; without it the call is a GET. TikTok's questions are POSTs too, mostly. */
  readonly json?: unknown;
  readonly effect: Effect;
  readonly signal: AbortSignal;
}

export interface TiktokClient {
  readonly bases: TiktokBases;
  /** An answer whose code is "ok", asked with the account's token, which is renewed when it must be. */
  readonly call: (session: Session, call: Call) => Promise<Result<HttpAnswer, ConnectorError>>;
  /** `call`, and what stands under `data`, checked. */
  readonly read: <T>(session: Session, call: Call, shape: z.ZodType<T>) => Promise<Result<T, ConnectorError>>;
  /** A new token, whatever is left of the old one. */
  readonly renew: ReturnType<typeof createRenew>;
}

const fine = z.object({ code: z.literal('ok') });
/** What stands under `data` of an answer that says "ok". */
export function readData<T>(answer: Pick<HttpAnswer, 'json' | 'log'>, effect: Effect, shape: z.ZodType<T>): Result<T, ConnectorError> {
  const read = readJson(answer, effect, z.object({ data: shape, error: fine }));
  return read.ok ? { ok: true, value: read.value.data } : read;
}

/** About fifteen a day and account, shared by all apps; "about" is TikTok's. Second hand, 2026-11-21. */
const POSTS_A_DAY = 15;

export function createTiktokClient({ http, clock }: Pick<TiktokDeps, 'http' | 'clock'>, bases: TiktokBases): TiktokClient {
  const renew = createRenew(http, clock, bases);

  async function send(session: Session, accessToken: string, { path, fields, json, effect, signal }: Call): Promise<Result<HttpAnswer, ConnectorError>> {
    const answer = await http.request({
      method: json === undefined ? 'GET' : 'POST',
      url: `${bases.api}${VERSION}${path}${fields === undefined ? '' : `?fields=${fields.join(',')}`}`,
      headers: { authorization: `Bearer ${accessToken}`, ...(json === undefined ? {} : { 'content-type': 'application/json; charset=UTF-8' }) },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      redirect: 'manual', signal,
    });
    if (!answer.ok) return err(failureError(answer.error, effect));
    const error = answerError(answer.value, effect, clock.now());
    if (error === null) return answer;
    if (isPostsUsedUp(error)) session.told?.({ unit: 'posts', limit: POSTS_A_DAY, left: 0, resetsAt: null });
    return err(error);
  }

  const call: TiktokClient['call'] = (session, request) =>
    callWithToken(session, request.signal, {
      clock, secretOf, renew: (old) => renew(session, old.accessToken, request.signal), send: ({ accessToken }) => send(session, accessToken, request),
    });

  return {
    bases,
    call,
    renew,
    read: async (session, request, shape) => {
      const answer = await call(session, request);
      return answer.ok ? readData(answer.value, request.effect, shape) : answer;
    },
  };
}
