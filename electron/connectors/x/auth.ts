import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import { authorize } from '../oauth/authorize';
import { exchangeCode } from '../oauth/token';
import { readPort } from '../oauth/typed-port';
import type { AccountPort, AccountProfile } from '../ports/account';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../ports/login';
import { type MeAnswer, meAnswer } from './api-types';
import { type XBases, VERSION } from './bases';
import type { XClient, XDeps } from './client';
import { clientAuth, keptKeys, secretOf, type XSecret } from './secret';
import { tokenUrl } from './tokens';

/** The least that does all we do; offline.access gives the refresh token (X's authentication page, checked 2026-11-21). */
const SCOPES = ['tweet.read', 'tweet.write', 'users.read', 'media.write', 'offline.access'] as const;
/** X compares the whole redirect, port included, with what the app lists: `http://127.0.0.1:8765/callback`. */
const USUAL_PORT = 8765;
const ME = { 'user.fields': 'name,profile_image_url,public_metrics,username' } as const;

export function createLogin(deps: XDeps, client: XClient): LoginMethod {
  return {
    id: 'oauth',
    fields: [{ id: 'clientId', kind: 'text', required: true }, { id: 'clientSecret', kind: 'password', required: false }, { id: 'port', kind: 'text', required: false }],
    kept: keptKeys,
    login: async (fields, context) => {
      const clientId = (fields['clientId'] ?? '').trim();
      if (!/^[\w.:~-]{4,200}$/.test(clientId)) return err({ type: 'bad-input', field: 'clientId' });
      const clientSecret = (fields['clientSecret'] ?? '').trim();
      if (!/^[\x21-\x7e]{0,500}$/.test(clientSecret)) return err({ type: 'bad-input', field: 'clientSecret' });
      const port = readPort(fields['port'] ?? '', USUAL_PORT);
      if (port === null) return err({ type: 'bad-input', field: 'port' });
      return logIn(deps, client, context, { clientId, clientSecret }, port);
    },
  };
}

async function logIn(deps: XDeps, { bases, read }: XClient, context: LoginContext, app: Pick<XSecret, 'clientId' | 'clientSecret'>, port: number): Promise<Result<Connected, LoginError>> {
  const redirect = await context.listen({ port });
  try {
    const authorized = await authorize(
      { endpoint: `${bases.web}/i/oauth2/authorize`, clientId: app.clientId, scope: SCOPES.join(' '), issuer: null, issRequired: false, pkce: true },
      redirect, context, deps.randomBytes,
    );
    if (!authorized.ok) return authorized;
    const tokens = await exchangeCode({ http: deps.http, clock: deps.clock, url: tokenUrl(bases), client: clientAuth(app), signal: context.signal }, authorized.value);
    if (!tokens.ok) return tokens;
    const { accessToken, refreshToken, expiresAt, scopes } = tokens.value;
    // Fresh, so nothing here renews it.
    const secret: XSecret = { accessToken, refreshToken, expiresAt, ...app, port: port === USUAL_PORT ? null : port };
    const fresh = { accountId: '', serverUrl: bases.web, remoteId: '', handle: '', limits: null, secret: { ...secret, refreshToken: null }, saveSecret: () => Promise.resolve(), lock: <T>(work: () => Promise<T>) => work() };
    const me = await read(fresh, { method: 'GET', path: '/users/me', query: ME, effect: 'reads', signal: context.signal }, meAnswer);
    if (!me.ok) {
      if (me.error.type === 'aborted') return err({ type: 'cancelled' });
      if (me.error.type === 'unavailable' || me.error.type === 'rate-limited') return err({ type: 'unreachable', detail: me.error.type });
      return err({ type: 'server-lied', detail: me.error.type === 'rejected' ? me.error.detail : 'it does not accept the token that it gave' });
    }
    const given = scopes ?? SCOPES;
    return ok({ serverUrl: bases.web, profile: toProfile(me.value.data, bases), secret: { ...secret }, expiresAt, ...(refreshToken === null ? { loginEndsAt: expiresAt } : {}), scopes: given, missingScopes: SCOPES.filter((scope) => !given.includes(scope)) });
  } finally {
    await redirect.close();
  }
}

export function createAccountPort(deps: XDeps, client: XClient): AccountPort {
  return {
    profile: async (session, signal) => {
      const me = await client.read(session, { method: 'GET', path: '/users/me', query: ME, effect: 'reads', signal }, meAnswer);
      return me.ok ? ok(toProfile(me.value.data, client.bases)) : me;
    },
    refresh: async (session, signal) => {
      const renewed = await client.renew(session, secretOf(session)?.accessToken ?? '', signal);
      return renewed.ok ? ok({ expiresAt: renewed.value.expiresAt }) : renewed;
    },
    revoke: async (session, signal) => {
      const secret = secretOf(session);
      if (secret === null) return;
      const { clientId, clientSecret } = secret;
      const basic = Buffer.from([clientId, clientSecret].map(encodeURIComponent).join(':')).toString('base64');
      // The refresh token first: while it lives, it makes new ones.
      for (const token of [secret.refreshToken, secret.accessToken]) {
        if (token === null) continue;
        await deps.http.request({
          method: 'POST', url: `${client.bases.api}${VERSION}/oauth2/revoke`, signal,
          body: new URLSearchParams({ token, ...(clientSecret === '' ? { client_id: clientId } : {}) }),
          ...(clientSecret === '' ? {} : { headers: { authorization: `Basic ${basic}` } }),
        });
      }
    },
  };
}

function toProfile(me: MeAnswer, { web }: XBases): AccountProfile {
  return {
    remoteId: me.id, handle: me.username, displayName: me.name === '' ? me.username : me.name, profileUrl: `${web}/${encodeURIComponent(me.username)}`,
    avatarUrl: me.profile_image_url ?? null, followers: me.public_metrics?.followers_count ?? null, limits: null,
  };
}
