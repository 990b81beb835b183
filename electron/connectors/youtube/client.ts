import type { z } from 'zod';
import { type Clock, MINUTE, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { Http, HttpAnswer, HttpRequest } from '../http/http';
import { type Effect, failureError } from '../http/outcome';
import { readJson } from '../http/read-json';
import { callWithToken, renewOnce } from '../oauth/renewed-token';
import { refreshTokens } from '../oauth/token';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { VERSION, type YoutubeBases } from './bases';
import { answerError, isUsedUp } from './map-error';
import { type Cost, createQuota } from './quota';
import { clientAuth, secretOf, type YoutubeSecret } from './secret';

export interface YoutubeDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly randomBytes: (length: number) => Uint8Array;
  /** Other servers than Google's, for tests and developer settings. */
  readonly bases?: YoutubeBases;
  /** Bytes of a video in one call, a multiple of 256 KiB; for tests. */
  readonly chunk?: number;
}

export interface Call {
  readonly method: HttpRequest['method'];
  /** Behind the version: `/videos`. Or a whole address, of an upload that was begun. */
  readonly path: string;
  /** Bytes go to another place. */
  readonly upload?: true;
  readonly query?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly body?: Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
  readonly effect: Effect;
  readonly cost: Cost;
  /** Statuses that the caller reads itself. */
  readonly takes?: readonly number[];
  readonly timeoutMs?: number;
  readonly signal: AbortSignal;
}

export interface YoutubeClient {
  readonly bases: YoutubeBases;
  /** Any 2xx answer, asked with the account's token, which is renewed when it must be. */
  readonly call: (session: Session, call: Call) => Promise<Result<HttpAnswer, ConnectorError>>;
  /** `call`, and its JSON checked. */
  readonly read: <T>(session: Session, call: Call, shape: z.ZodType<T>) => Promise<Result<T, ConnectorError>>;
  readonly renew: (session: Session, spent: string, signal: AbortSignal) => Promise<Result<YoutubeSecret, ConnectorError>>;
}

export const tokenUrl = ({ tokens }: YoutubeBases): string => `${tokens}/token`;
const UPLOAD_TIMEOUT = 10 * MINUTE;
const REQUEST_TIMEOUT = 30 * SECOND;

export function createYoutubeClient({ http, clock }: Pick<YoutubeDeps, 'http' | 'clock'>, bases: YoutubeBases): YoutubeClient {
  const quota = createQuota(clock);

  async function send(session: Session, { accessToken }: YoutubeSecret, request: Call): Promise<Result<HttpAnswer, ConnectorError>> {
    const address = /^https?:/.test(request.path) ? request.path : `${bases.api}${request.upload === true ? '/upload' : ''}${VERSION}${request.path}`;
    const body = request.json === undefined ? request.body : JSON.stringify(request.json);
    const answer = await http.request({
      method: request.method,
      url: request.query === undefined ? address : `${address}?${new URLSearchParams(request.query)}`,
      headers: { authorization: `Bearer ${accessToken}`, ...(request.json === undefined ? {} : { 'content-type': 'application/json' }), ...request.headers },
      ...(body === undefined ? {} : { body }),
      timeoutMs: request.timeoutMs ?? (request.body === undefined ? REQUEST_TIMEOUT : UPLOAD_TIMEOUT),
      // 308 is no redirect here: it says how much of a video has arrived.
      redirect: 'manual',
      signal: request.signal,
    });
    if (answer.ok || answer.error.sent) await quota.spend(session, request.cost);
    if (!answer.ok) return err(failureError(answer.error, request.effect));
    if (request.takes?.includes(answer.value.status) === true) return answer;
    if (isUsedUp(answer.value)) quota.usedUp(session, request.cost === 'upload' ? 'upload' : 'units');
    const error = answerError(answer.value, request.effect, clock.now());
    return error === null ? answer : err(error);
  }

  /** Google's refresh tokens work more than once; a new one that comes along takes the old one's place. */
  const renew: YoutubeClient['renew'] = (session, spent, signal) =>
    renewOnce(session, spent, secretOf, async (old) => {
      if (old.refreshToken === null) return err({ type: 'reauth' });
      const tokens = await refreshTokens({ http, clock, url: tokenUrl(bases), client: clientAuth(old), signal }, old.refreshToken);
      if (!tokens.ok) return tokens;
      const { accessToken, refreshToken, expiresAt } = tokens.value;
      return ok({ ...old, accessToken, refreshToken: refreshToken ?? old.refreshToken, expiresAt });
    });

  const call: YoutubeClient['call'] = (session, request) =>
    callWithToken(session, request.signal, { clock, secretOf, renew: (old) => renew(session, old.accessToken, request.signal), send: (secret) => send(session, secret, request) });

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
