import { z } from 'zod';
import type { Millis } from '#core/clock';
import { HOUR, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { HttpAnswer, HttpFailure } from '../http/http';
import { graphError } from '../meta-graph/graph-error';
import type { LoginError } from '../ports/login';
import { threadsSecret, type ThreadsSecret, tokenAnswer } from './api-types';
import { type ThreadsBases, VERSION } from './bases';
import { secretFrom, type ThreadsDeps, TOKEN_LIFE } from './client';

export interface App {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirect: string;
}

/** From the second day on a pasted token is renewed: nobody says how old it is. */
const PASTED_RENEWAL: Millis = 25 * HOUR;

/** The older exchange answers `error_message` beside Graph's own shape. */
const oldError = z.object({ error_message: z.string() });
const debugAnswer = z.object({ data: z.object({ is_valid: z.boolean().nullish(), expires_at: z.int().positive().nullish().catch(null), scopes: z.array(z.string().max(100)).max(100).nullish().catch(null) }) });

/** The code for a token of an hour, and that for one of sixty days. */
export async function exchange({ http, clock }: Pick<ThreadsDeps, 'http' | 'clock'>, bases: ThreadsBases, app: App, code: string, signal: AbortSignal): Promise<Result<ThreadsSecret, LoginError>> {
  const form = new URLSearchParams({ client_id: app.clientId, client_secret: app.clientSecret, code, grant_type: 'authorization_code', redirect_uri: app.redirect });
  const short = readToken(await http.request({ method: 'POST', url: `${bases.api}/oauth/access_token`, body: form, redirect: 'manual', maxBytes: 200_000, signal }));
  if (!short.ok) return short;
  const query = new URLSearchParams({ grant_type: 'th_exchange_token', client_secret: app.clientSecret, access_token: short.value.access_token });
  const long = readToken(await http.request({ method: 'GET', url: `${bases.api}/access_token?${query}`, redirect: 'manual', maxBytes: 200_000, signal }));
  return long.ok ? ok(secretFrom(long.value.access_token, long.value.expires_in ?? null, clock.now(), { clientId: app.clientId, redirect: app.redirect })) : long;
}

/** A token that a person made on Meta's own page. What it may do and when it ends is asked; where that is not told, sixty days are taken. */
export async function pasted({ http, clock }: Pick<ThreadsDeps, 'http' | 'clock'>, bases: ThreadsBases, token: string, signal: AbortSignal): Promise<{ readonly secret: ThreadsSecret; readonly scopes: readonly string[] }> {
  const query = new URLSearchParams({ input_token: token, access_token: token });
  const answer = await http.request({ method: 'GET', url: `${bases.api}${VERSION}/debug_token?${query}`, redirect: 'manual', maxBytes: 200_000, signal });
  const told = answer.ok && answer.value.status === 200 ? debugAnswer.safeParse(answer.value.json).data?.data : undefined;
  const now = clock.now();
  const secret = threadsSecret.parse({ accessToken: token, expiresAt: typeof told?.expires_at === 'number' ? told.expires_at * SECOND : now + TOKEN_LIFE, renewAt: now + PASTED_RENEWAL });
  return { secret, scopes: told?.scopes ?? [] };
}

function readToken(answer: Result<HttpAnswer, HttpFailure>): Result<z.infer<typeof tokenAnswer>, LoginError> {
  if (!answer.ok) return err(answer.error.type === 'aborted' ? { type: 'cancelled' } : { type: 'unreachable', detail: answer.error.detail });
  const { value } = answer;
  const read = value.status === 200 ? tokenAnswer.safeParse(value.json).data : undefined;
  if (read !== undefined) return ok(read);
  if (value.status === 429 || value.status >= 500) return err({ type: 'unreachable', detail: `HTTP ${value.status}` });
  const words = graphError(value)?.message ?? oldError.safeParse(value.json).data?.error_message ?? `HTTP ${value.status}, and no token`;
  return err({ type: 'server-lied', detail: value.redact(words).slice(0, 300) });
}
