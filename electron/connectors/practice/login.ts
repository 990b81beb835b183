import { z } from 'zod';
import { err, ok, type Result } from '#core/result';
import type { HttpFailure } from '../http/http';
import { authorize, type Authorized } from '../oauth/authorize';
import { exchangeCode, type TokenSet } from '../oauth/token';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../ports/login';
import { meAnswer } from './api-types';
import { CLIENT_ID, PRACTICE_SERVER, type PracticeDeps, secretFrom } from './client';
import { profileFrom } from './profile';

const SCOPES = ['read', 'write'] as const;

const metadata = z.object({ issuer: z.string(), authorization_endpoint: z.url(), token_endpoint: z.url() });
type Metadata = z.infer<typeof metadata>;

/** OAuth in the system's browser: code with PKCE and `state`, answered to a one-shot listener on loopback, `iss` checked. */
export function createPracticeLogin(deps: PracticeDeps): LoginMethod {
  async function discover(base: string, signal: AbortSignal): Promise<Result<Metadata, LoginError>> {
    const answer = await deps.http.request({ method: 'GET', url: `${base}/.well-known/oauth-authorization-server`, redirect: 'error', signal });
    if (!answer.ok) return err(noAnswer(answer.error));
    const read = metadata.safeParse(answer.value.json);
    if (!read.success || read.data.issuer !== base) return err({ type: 'server-lied', detail: 'the server does not describe itself' });
    const addresses = [read.data.authorization_endpoint, read.data.token_endpoint];
    return addresses.every((a) => new URL(a).origin === base) ? ok(read.data) : err({ type: 'server-lied', detail: 'the server sends logins elsewhere' });
  }

  async function ask(server: Metadata, context: LoginContext): Promise<Result<Authorized, LoginError>> {
    const redirect = await context.listen({ path: '/callback' });
    try {
      const request = { endpoint: server.authorization_endpoint, clientId: CLIENT_ID, scope: SCOPES.join(' '), issuer: server.issuer, issRequired: true, pkce: true };
      return await authorize(request, redirect, context, deps.randomBytes);
    } finally {
      await redirect.close();
    }
  }

  async function login(context: LoginContext): Promise<Result<Connected, LoginError>> {
    const base = deps.resolveBase();
    if (base === null) return err({ type: 'unreachable', detail: 'the practice network is not running' });
    const server = await discover(base, context.signal);
    if (!server.ok) return server;
    const allowed = await ask(server.value, context);
    if (!allowed.ok) return allowed;
    const endpoint = { http: deps.http, clock: deps.clock, url: server.value.token_endpoint, client: { kind: 'none', clientId: CLIENT_ID }, signal: context.signal } as const;
    const tokens = await exchangeCode(endpoint, allowed.value);
    return tokens.ok ? connect(deps, base, tokens.value, context.signal) : tokens;
  }

  return { id: 'oauth', fields: [], login: (_fields, context) => login(context) };
}

/** The account behind fresh tokens. */
export async function connect(
  { http, clock }: Pick<PracticeDeps, 'http' | 'clock'>,
  base: string,
  tokens: TokenSet,
  signal: AbortSignal,
): Promise<Result<Connected, LoginError>> {
  const secret = secretFrom(tokens, '', clock.now());
  const answer = await http.request({ method: 'GET', url: `${base}/api/me`, headers: { authorization: `Bearer ${secret.accessToken}` }, redirect: 'error', signal });
  if (!answer.ok) return err(noAnswer(answer.error));
  const me = meAnswer.safeParse(answer.value.json);
  if (!me.success) return err({ type: 'server-lied', detail: `the profile was answered with ${answer.value.status}` });
  const scopes = tokens.scopes ?? SCOPES;
  return ok({
    serverUrl: PRACTICE_SERVER,
    profile: profileFrom(me.data),
    secret: { ...secret },
    expiresAt: secret.expiresAt,
    scopes,
    missingScopes: SCOPES.filter((s) => !scopes.includes(s)),
  });
}

const noAnswer = (failure: HttpFailure): LoginError => (failure.type === 'aborted' ? { type: 'cancelled' } : { type: 'unreachable', detail: failure.detail });
