import { z } from 'zod';
import type { Clock, Millis } from '#core/clock';
import { SECOND } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { Http, HttpAnswer, HttpFailure } from '../http/http';
import { commonAnswerError, failureError } from '../http/outcome';
import type { ConnectorError } from '../ports/connector-error';
import type { LoginError } from '../ports/login';

export interface TokenSet {
  readonly accessToken: string;
  /** null: none, or the old one goes on. */
  readonly refreshToken: string | null;
  readonly expiresAt: Millis | null;
  /** null: the server does not say, so what was asked for was given (RFC 6749, 5.1). */
  readonly scopes: readonly string[] | null;
}

/** How the client proves itself at the token endpoint. */
export type ClientAuth =
  | { readonly kind: 'none'; readonly clientId: string }
  | { readonly kind: 'post' | 'basic'; readonly clientId: string; readonly clientSecret: string; /** How the network calls the id. Default: `client_id`. */ readonly idName?: string };

export interface TokenEndpoint {
  readonly http: Http;
  readonly clock: Pick<Clock, 'now'>;
  readonly url: string;
  readonly client: ClientAuth;
  /** Stops the exchange of a code at any time, and a renewal before it is sent. */
  readonly signal?: AbortSignal;
}

const tokenAnswer = z.object({
  access_token: z.string().min(1).max(20_000),
  token_type: z.string().max(50),
  refresh_token: z.string().min(1).max(20_000).nullish(),
  /** Seconds. None at all, as some say where they mean that it does not end, is taken for nothing said. */
  expires_in: z.coerce.number().positive().max(1e10).nullish().catch(null),
  scope: z.string().max(20_000).nullish(),
});
const errorAnswer = z.object({ error: z.string(), error_description: z.string().nullish().catch(null) });

export interface CodeGrant {
  readonly code: string;
  readonly redirectUri: string;
  readonly verifier: string | null;
  readonly extra?: Readonly<Record<string, string>>;
}

/** Code for token, once. A code that the server does not take was used, stolen or wrong: `forged`. */
export async function exchangeCode(endpoint: TokenEndpoint, grant: CodeGrant): Promise<Result<TokenSet, LoginError>> {
  const answer = await post(endpoint, {
    ...grant.extra,
    grant_type: 'authorization_code',
    code: grant.code,
    redirect_uri: grant.redirectUri,
    ...(grant.verifier === null ? {} : { code_verifier: grant.verifier }),
  });
  if (!answer.ok) return err(answer.error.type === 'aborted' ? { type: 'cancelled' } : { type: 'unreachable', detail: answer.error.detail });
  const tokens = readTokens(answer.value, endpoint.clock.now());
  if (tokens !== null) return ok(tokens);
  const error = oauthError(answer.value);
  if (error?.error === 'invalid_grant') return err({ type: 'forged', detail: describe(error, answer.value) });
  if (error?.error === 'access_denied') return err({ type: 'denied' });
  if (answer.value.status === 429 || answer.value.status >= 500) return err({ type: 'unreachable', detail: `HTTP ${answer.value.status}` });
  return err({ type: 'server-lied', detail: error === null ? `HTTP ${answer.value.status}, and no token` : describe(error, answer.value) });
}

/**
 * A new access token. Only `invalid_grant`, and 401 with `invalid_client`, mean that the login is dead. Everything else
 * (5xx, a time-out, a lost line, a captive portal's page) is `unavailable` and leaves the login as it is.
 * Once it is sent, nothing of ours stops it: many refresh tokens work once, and the next one is in the answer.
 */
export async function refreshTokens({ signal, ...endpoint }: TokenEndpoint, refreshToken: string, extra: Readonly<Record<string, string>> = {}): Promise<Result<TokenSet, ConnectorError>> {
  if (signal?.aborted === true) return err({ type: 'aborted' });
  const answer = await post(endpoint, { ...extra, grant_type: 'refresh_token', refresh_token: refreshToken });
  // A refresh makes nothing public, so a lost answer may be asked for again.
  if (!answer.ok) return err(failureError(answer.error, 'reads'));
  const tokens = readTokens(answer.value, endpoint.clock.now());
  if (tokens !== null) return ok(tokens);
  const error = oauthError(answer.value);
  const dead = error?.error === 'invalid_grant' || (answer.value.status === 401 && error?.error === 'invalid_client');
  if (dead) return err({ type: 'reauth', answer: answer.value.log });
  if (answer.value.status === 429) {
    const limited = commonAnswerError(answer.value, 'reads', endpoint.clock.now());
    if (limited !== null) return err(limited);
  }
  const detail = error === null ? `HTTP ${answer.value.status}, and no token` : describe(error, answer.value);
  return err({ type: 'unavailable', detail, answer: answer.value.log });
}

function post({ http, url, client, signal }: TokenEndpoint, fields: Readonly<Record<string, string>>): Promise<Result<HttpAnswer, HttpFailure>> {
  const body = new URLSearchParams(fields);
  const headers: Record<string, string> = {};
  if (client.kind === 'basic') {
    // Both halves are form-encoded first (RFC 6749, 2.3.1).
    const pair = [client.clientId, client.clientSecret].map(encodeURIComponent).join(':');
    headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
  } else {
    body.set((client.kind === 'post' ? client.idName : undefined) ?? 'client_id', client.clientId);
    if (client.kind === 'post') body.set('client_secret', client.clientSecret);
  }
  return http.request({ method: 'POST', url, headers, body, redirect: 'manual', maxBytes: 200_000, ...(signal === undefined ? {} : { signal }) });
}

/** Null where the answer is not a success or not a token answer. */
function readTokens(answer: HttpAnswer, now: Millis): TokenSet | null {
  if (answer.status !== 200 && answer.status !== 201) return null;
  const parsed = tokenAnswer.safeParse(answer.json);
  if (!parsed.success) return null;
  const { access_token, refresh_token, expires_in, scope } = parsed.data;
  return {
    accessToken: access_token,
    refreshToken: refresh_token ?? null,
    expiresAt: expires_in === null || expires_in === undefined ? null : now + expires_in * SECOND,
    scopes: readScopes(scope),
  };
}

/** Some servers (snac) answer with an empty scope for "as asked". */
function readScopes(scope: string | null | undefined): readonly string[] | null {
  const scopes = (scope ?? '').split(/[\s,]+/).filter((one) => one !== '');
  return scopes.length === 0 ? null : scopes;
}

function oauthError(answer: HttpAnswer): z.infer<typeof errorAnswer> | null {
  if (answer.status < 400 || answer.status >= 500) return null;
  const parsed = errorAnswer.safeParse(answer.json);
  return parsed.success ? parsed.data : null;
}

function describe(error: z.infer<typeof errorAnswer>, answer: HttpAnswer): string {
  return answer.redact(`${error.error} ${error.error_description ?? ''}`.trim()).slice(0, 300);
}
