import { err, ok, type Result } from '#core/result';
import { authorize } from '../oauth/authorize';
import { exchangeCode } from '../oauth/token';
import { readPort } from '../oauth/typed-port';
import type { AccountPort, AccountProfile } from '../ports/account';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../ports/login';
import { accountAnswer, pinterestSecret } from './api-types';
import type { PinterestBases } from './bases';
import { type PinterestClient, type PinterestDeps, secretFrom } from './client';

const SCOPES = ['boards:read', 'boards:write', 'pins:read', 'pins:write', 'user_accounts:read'] as const;
/** The redirect must be written in the app at Pinterest exactly as it is sent, so the port is fixed. */
const DEFAULT_PORT = 8734;

/** OAuth in the system's browser with the person's own app: code and `state`, no PKCE (Pinterest has none), HTTP Basic at the token endpoint. */
export function createPinterestLogin(deps: PinterestDeps): LoginMethod {
  async function login(fields: Readonly<Record<string, string>>, context: LoginContext): Promise<Result<Connected, LoginError>> {
    const clientId = (fields['clientId'] ?? '').trim();
    const clientSecret = (fields['clientSecret'] ?? '').trim();
    const port = readPort(fields['port'], DEFAULT_PORT);
    if (!/^\d{1,30}$/.test(clientId)) return err({ type: 'bad-input', field: 'clientId' });
    if (clientSecret === '') return err({ type: 'bad-input', field: 'clientSecret' });
    if (port === null) return err({ type: 'bad-input', field: 'port' });
    // Pinterest's own quick start uses localhost; an address of numbers is not known to be taken.
    const redirect = await context.listen({ path: '/callback', port, host: 'localhost' });
    try {
      const request = { endpoint: `${deps.bases.web}/oauth/`, clientId, scope: SCOPES.join(','), issuer: null, issRequired: false, pkce: false };
      const allowed = await authorize(request, redirect, context, deps.randomBytes);
      if (!allowed.ok) return allowed;
      const client = { kind: 'basic', clientId, clientSecret } as const;
      const tokens = await exchangeCode({ http: deps.http, clock: deps.clock, url: `${deps.bases.api}/oauth/token`, client, signal: context.signal }, allowed.value);
      if (!tokens.ok) return tokens;
      const secret = secretFrom({ clientId, clientSecret, refreshToken: null, port: port === DEFAULT_PORT ? null : port }, tokens.value);
      const me = await whoIs(deps, secret.accessToken, context.signal);
      if (!me.ok) return me;
      const scopes = tokens.value.scopes ?? SCOPES;
      return ok({
        serverUrl: deps.bases.web, profile: me.value, secret: { ...secret }, expiresAt: secret.expiresAt,
        ...(secret.refreshToken === null ? { loginEndsAt: secret.expiresAt } : {}), scopes, missingScopes: SCOPES.filter((scope) => !scopes.includes(scope)),
      });
    } finally {
      await redirect.close();
    }
  }

  return {
    id: 'oauth',
    fields: [
      { id: 'clientId', kind: 'text', required: true },
      { id: 'clientSecret', kind: 'password', required: true },
      { id: 'port', kind: 'text', required: false },
    ],
    kept: (secret) => {
      const known = pinterestSecret.safeParse(secret).data;
      return known === undefined ? {} : { clientId: known.clientId, clientSecret: known.clientSecret, port: known.port?.toString() ?? '' };
    },
    login,
  };
}

export function createAccountPort(deps: PinterestDeps, client: PinterestClient): AccountPort {
  return {
    profile: async (session, signal) => {
      const me = await client.read(session, { method: 'GET', path: '/user_account', effect: 'reads', signal }, accountAnswer);
      return me.ok ? ok(profileFrom(me.value, deps.bases)) : me;
    },
    refresh: async (session, signal) => {
      const renewed = await client.renew(session, signal);
      return renewed.ok ? ok({ expiresAt: renewed.value.expiresAt }) : renewed;
    },
  };
}

async function whoIs({ http, bases }: PinterestDeps, accessToken: string, signal: AbortSignal): Promise<Result<AccountProfile, LoginError>> {
  const answer = await http.request({ method: 'GET', url: `${bases.api}/user_account`, headers: { authorization: `Bearer ${accessToken}` }, redirect: 'error', signal });
  if (!answer.ok) return err(answer.error.type === 'aborted' ? { type: 'cancelled' } : { type: 'unreachable', detail: answer.error.detail });
  const { status } = answer.value;
  if (status === 429 || status >= 500) return err({ type: 'unreachable', detail: `HTTP ${status}` });
  const me = accountAnswer.safeParse(answer.value.json);
  if (status !== 200 || !me.success) return err({ type: 'server-lied', detail: `the profile was answered with ${status}` });
  return ok(profileFrom(me.data, bases));
}

const profileFrom = (me: ReturnType<typeof accountAnswer.parse>, bases: PinterestBases): AccountProfile => ({
  // Older accounts come without a number; the name is theirs alone too.
  remoteId: me.id ?? me.username,
  handle: me.username,
  displayName: me.business_name ?? me.username,
  profileUrl: `${bases.web}/${encodeURIComponent(me.username)}/`,
  avatarUrl: me.profile_image ?? null,
  followers: me.follower_count,
  limits: null,
});
