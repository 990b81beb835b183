import type { z } from 'zod';
import { type Millis, SECOND } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { HttpAnswer, HttpFailure } from '../http/http';
import { graphError } from '../meta-graph/graph-error';
import type { Coded } from '../oauth/registered-redirect';
import type { LoginError } from '../ports/login';
import { debugAnswer, tokenAnswer } from './api-types';
import { type InstagramBases, VERSION } from './bases';
import type { InstagramDeps } from './client';
import type { App } from './secret';

export type Road = Pick<InstagramDeps, 'http'> & { readonly bases: InstagramBases };
export type Token = z.infer<typeof tokenAnswer>;

export interface TokenFacts {
  /** Of the token; null: it does not end, or nobody said. UTC ms. */
  readonly expiresAt: Millis | null;
  /** When the person has to agree anew; null: never, or nobody said. UTC ms. */
  readonly consentEndsAt: Millis | null;
  /** Empty where nobody said. */
  readonly scopes: readonly string[];
}

const get = (http: Road['http'], url: string, query: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Result<HttpAnswer, HttpFailure>> =>
  http.request({ method: 'GET', url: `${url}?${new URLSearchParams(query)}`, redirect: 'manual', maxBytes: 200_000, signal });

/** At Instagram: the code for a token of an hour, and that for one of sixty days. The first answer says what the person allowed. */
export async function exchangeAtInstagram({ http, bases }: Road, { app: { clientId, clientSecret, redirect }, code }: Coded<App>, signal: AbortSignal): Promise<Result<{ readonly long: Token; readonly scopes: readonly string[] }, LoginError>> {
  const form = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, code, grant_type: 'authorization_code', redirect_uri: redirect });
  const short = readToken(await http.request({ method: 'POST', url: `${bases.codes}/oauth/access_token`, body: form, redirect: 'manual', maxBytes: 200_000, signal }));
  if (!short.ok) return short;
  const long = readToken(await get(http, `${bases.instagram}/access_token`, { grant_type: 'ig_exchange_token', client_secret: clientSecret, access_token: short.value.access_token }, signal));
  if (!long.ok) return long;
  const { permissions = null } = short.value;
  return ok({ long: long.value, scopes: typeof permissions === 'string' ? permissions.split(',').map((scope) => scope.trim()) : (permissions ?? []) });
}

/** At Facebook: the code for the person's token. @param redirect as the dialog was given it, to the letter */
export async function exchangeAtFacebook({ http, bases }: Road, app: App, code: string, redirect: string, signal: AbortSignal): Promise<Result<string, LoginError>> {
  const token = readToken(await get(http, `${bases.facebook}${VERSION}/oauth/access_token`, { client_id: app.clientId, redirect_uri: redirect, client_secret: app.clientSecret, code }, signal));
  return token.ok ? ok(token.value.access_token) : token;
}

/** A person's token of an hour or two for one of sixty days. The tokens of Pages that come of that one do not end. */
export async function lengthen({ http, bases }: Road, app: App, short: string, signal: AbortSignal): Promise<Result<string, LoginError>> {
  const query = { grant_type: 'fb_exchange_token', client_id: app.clientId, client_secret: app.clientSecret, fb_exchange_token: short };
  const token = readToken(await get(http, `${bases.facebook}${VERSION}/oauth/access_token`, query, signal));
  return token.ok ? ok(token.value.access_token) : token;
}

/** What a token may do and when it ends. Nobody's answer stops a login. @param graph which of the two the token is of */
export async function askAbout({ http }: Road, graph: string, accessToken: string, app: App | null, signal: AbortSignal): Promise<TokenFacts> {
  const asker = app === null ? accessToken : `${app.clientId}|${app.clientSecret}`;
  const answer = await get(http, `${graph}${VERSION}/debug_token`, { input_token: accessToken, access_token: asker }, signal);
  const told = answer.ok && answer.value.status === 200 ? debugAnswer.safeParse(answer.value.json).data?.data : undefined;
  return { expiresAt: endOf(told?.expires_at), consentEndsAt: endOf(told?.data_access_expires_at), scopes: told?.scopes ?? [] };
}

/** Facebook says 0 for "never". */
const endOf = (seconds: number | null | undefined): Millis | null => (seconds === null || seconds === undefined || seconds === 0 ? null : seconds * SECOND);

function readToken(answer: Result<HttpAnswer, HttpFailure>): Result<Token, LoginError> {
  if (!answer.ok) return err(answer.error.type === 'aborted' ? { type: 'cancelled' } : { type: 'unreachable', detail: answer.error.detail });
  const { value } = answer;
  const read = value.status === 200 ? tokenAnswer.safeParse(value.json).data : undefined;
  if (read !== undefined) return ok(read);
  if (value.status === 429 || value.status >= 500) return err({ type: 'unreachable', detail: `HTTP ${value.status}` });
  const words = graphError(value)?.message ?? oldError(value.json) ?? `HTTP ${value.status}, and no token`;
  return err({ type: 'server-lied', detail: value.redact(words).slice(0, 300) });
}

/** The older exchange answers `error_message` beside Graph's own shape. */
const oldError = (json: unknown): string | null => {
  const words: unknown = typeof json === 'object' && json !== null && 'error_message' in json ? json.error_message : null;
  return typeof words === 'string' ? words : null;
};
