import { type Millis, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { HttpAnswer, HttpFailure } from '../http/http';
import { graphError } from '../meta-graph/graph-error';
import type { LoginError } from '../ports/login';
import { type App, debugAnswer, type FacebookSecret, tokenAnswer } from './api-types';
import { type FacebookBases, VERSION } from './bases';
import type { FacebookDeps } from './client';

type Deps = Pick<FacebookDeps, 'http'> & { readonly bases: FacebookBases };

export interface TokenFacts {
  /** Of the token; null: it does not end, or nobody said. UTC ms. */
  readonly expiresAt: Millis | null;
  /** When the person has to agree anew; null: never, or nobody said. UTC ms. */
  readonly dataAccessEndsAt: Millis | null;
  /** Empty where nobody said. */
  readonly scopes: readonly string[];
}

const ask = async ({ http, bases }: Deps, path: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Result<HttpAnswer, HttpFailure>> =>
  http.request({ method: 'GET', url: `${bases.api}${VERSION}${path}?${new URLSearchParams(query)}`, redirect: 'manual', maxBytes: 200_000, signal });

/** The code for the person's token. @param redirect as the dialog was given it, to the letter */
export async function exchangeCode(deps: Deps, app: App, code: string, redirect: string, signal: AbortSignal): Promise<Result<FacebookSecret, LoginError>> {
  const token = readToken(await ask(deps, '/oauth/access_token', { client_id: app.clientId, redirect_uri: redirect, client_secret: app.clientSecret, code }, signal));
  return token.ok ? ok({ accessToken: token.value, app }) : token;
}

/** A person's token of an hour or two for one of sixty days. The tokens of Pages that come of that one do not end. */
export async function lengthen(deps: Deps, app: App, short: string, signal: AbortSignal): Promise<Result<FacebookSecret, LoginError>> {
  const query = { grant_type: 'fb_exchange_token', client_id: app.clientId, client_secret: app.clientSecret, fb_exchange_token: short };
  const token = readToken(await ask(deps, '/oauth/access_token', query, signal));
  return token.ok ? ok({ accessToken: token.value, app }) : token;
}

/** What a token may do and when it ends. Nobody's answer stops a login. */
export async function askAbout(deps: Deps, { accessToken, app }: FacebookSecret, signal: AbortSignal): Promise<TokenFacts> {
  const asker = app === null ? accessToken : `${app.clientId}|${app.clientSecret}`;
  const answer = await ask(deps, '/debug_token', { input_token: accessToken, access_token: asker }, signal);
  const told = answer.ok && answer.value.status === 200 ? debugAnswer.safeParse(answer.value.json).data?.data : undefined;
  return { expiresAt: endOf(told?.expires_at), dataAccessEndsAt: endOf(told?.data_access_expires_at), scopes: told?.scopes ?? [] };
}

/** Facebook says 0 for "never". */
const endOf = (seconds: number | null | undefined): Millis | null => (seconds === null || seconds === undefined || seconds === 0 ? null : seconds * SECOND);

function readToken(answer: Result<HttpAnswer, HttpFailure>): Result<string, LoginError> {
  if (!answer.ok) return err(answer.error.type === 'aborted' ? { type: 'cancelled' } : { type: 'unreachable', detail: answer.error.detail });
  const { value } = answer;
  const read = value.status === 200 ? tokenAnswer.safeParse(value.json).data : undefined;
  if (read !== undefined) return ok(read.access_token);
  if (value.status === 429 || value.status >= 500) return err({ type: 'unreachable', detail: `HTTP ${value.status}` });
  return err({ type: 'server-lied', detail: value.redact(graphError(value)?.message ?? `HTTP ${value.status}, and no token`).slice(0, 300) });
}
