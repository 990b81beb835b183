import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { err, ok, type Result } from '#core/result';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../connector';
import type { HttpAnswer } from '../http/http';
import { meAnswer, tokenAnswer } from './api-types';
import { CLIENT_ID, PRACTICE_SERVER, type PracticeDeps, secretFrom } from './client';
import { profileFrom } from './profile';

const SCOPES = ['read', 'write'] as const;

const metadata = z.object({ issuer: z.string(), authorization_endpoint: z.url(), token_endpoint: z.url() });
type Metadata = z.infer<typeof metadata>;

/** OAuth in the system's browser: code with PKCE and `state`, answered to a one-shot listener on loopback, `iss` checked. */
export function createPracticeLogin(deps: PracticeDeps): LoginMethod {
  const secret = (): string => Buffer.from(deps.randomBytes(32)).toString('base64url');

  async function discover(base: string, signal: AbortSignal): Promise<Result<Metadata, LoginError>> {
    const answer = await deps.http.request({ method: 'GET', url: `${base}/.well-known/oauth-authorization-server`, redirect: 'error', signal });
    if (!answer.ok) return err(signal.aborted ? { type: 'cancelled' } : { type: 'unreachable', detail: answer.error.detail });
    const read = metadata.safeParse(answer.value.json);
    if (!read.success || read.data.issuer !== base) return err({ type: 'server-lied', detail: 'the server does not describe itself' });
    const addresses = [read.data.authorization_endpoint, read.data.token_endpoint];
    return addresses.every((a) => new URL(a).origin === base) ? ok(read.data) : err({ type: 'server-lied', detail: 'the server sends logins elsewhere' });
  }

  async function ask(server: Metadata, context: LoginContext) {
    const redirect = await context.listen({ path: '/callback' });
    try {
      const [state, verifier] = [secret(), secret()];
      const url = new URL(server.authorization_endpoint);
      url.search = new URLSearchParams({
        response_type: 'code',
        client_id: CLIENT_ID,
        redirect_uri: redirect.url,
        scope: SCOPES.join(' '),
        state,
        code_challenge: createHash('sha256').update(verifier).digest('base64url'),
        code_challenge_method: 'S256',
      }).toString();
      const answer = redirect.answer(state);
      context.openBrowser(url.href);
      const query = await answer;
      if (!query.ok) return query;
      const code = readCode(query.value, state, server.issuer);
      return code.ok ? ok({ code: code.value, verifier, redirectUri: redirect.url }) : code;
    } finally {
      await redirect.close();
    }
  }

  const lied = (what: string, answer: HttpAnswer): LoginError => ({ type: 'server-lied', detail: `${what} was answered with ${answer.status}` });

  async function login(context: LoginContext): Promise<Result<Connected, LoginError>> {
    const base = deps.resolveBase();
    if (base === null) return err({ type: 'unreachable', detail: 'the practice network is not running' });
    const server = await discover(base, context.signal);
    if (!server.ok) return server;
    const allowed = await ask(server.value, context);
    if (!allowed.ok) return allowed;
    const { code, verifier, redirectUri } = allowed.value;
    const answer = await deps.http.request({
      method: 'POST',
      url: server.value.token_endpoint,
      body: new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, client_id: CLIENT_ID, code_verifier: verifier }),
      redirect: 'error',
      signal: context.signal,
    });
    if (!answer.ok) return err(context.signal.aborted ? { type: 'cancelled' } : { type: 'unreachable', detail: answer.error.detail });
    const token = tokenAnswer.safeParse(answer.value.json);
    if (answer.value.status !== 200 || !token.success) return err(lied('the code', answer.value));
    return connect(deps, base, token.data, context.signal);
  }

  return { id: 'oauth', fields: [], login: (_fields, context) => login(context) };
}

/** The account behind fresh tokens. */
export async function connect(
  { http, clock }: Pick<PracticeDeps, 'http' | 'clock'>,
  base: string,
  token: z.infer<typeof tokenAnswer>,
  signal: AbortSignal,
): Promise<Result<Connected, LoginError>> {
  const secret = secretFrom(token, clock.now());
  const answer = await http.request({ method: 'GET', url: `${base}/api/me`, headers: { authorization: `Bearer ${secret.accessToken}` }, redirect: 'error', signal });
  if (!answer.ok) return err(signal.aborted ? { type: 'cancelled' } : { type: 'unreachable', detail: answer.error.detail });
  const me = meAnswer.safeParse(answer.value.json);
  if (!me.success) return err({ type: 'server-lied', detail: `the profile was answered with ${answer.value.status}` });
  const scopes = token.scope.split(' ').filter((s) => s !== '');
  return ok({
    serverUrl: PRACTICE_SERVER,
    profile: profileFrom(me.data),
    secret: { ...secret },
    expiresAt: secret.expiresAt,
    scopes,
    missingScopes: SCOPES.filter((s) => !scopes.includes(s)),
  });
}

function readCode(query: URLSearchParams, state: string, issuer: string): Result<string, LoginError> {
  if (!same(query.get('state') ?? '', state)) return err({ type: 'forged', detail: 'wrong state' });
  if (query.get('iss') !== issuer) return err({ type: 'forged', detail: 'wrong issuer' });
  if (query.get('error') === 'access_denied') return err({ type: 'denied' });
  const code = query.get('code');
  return code === null || code === '' ? err({ type: 'server-lied', detail: query.get('error') ?? 'no code in the answer' }) : ok(code);
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
