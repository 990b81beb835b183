import { DAY } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import { authorize } from '../oauth/authorize';
import { exchangeCode } from '../oauth/token';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../ports/login';
import { type LinkedinClient, type LinkedinDeps, tokenUrl } from './client';
import { readProfile } from './profile';
import { keptKeys, type LinkedinSecret } from './secret';

/** What every app gets by itself. All at once: asking for others later ends the tokens that are out. */
const SCOPES = ['openid', 'profile', 'w_member_social'];
/** Access tokens live this long, and no token says its own age. */
const TOKEN_LIFE = 60 * DAY;
/** The redirect must be the registered one to the letter, so its port is fixed. */
const USUAL_PORT = 53_682;

export function createLogins(deps: LinkedinDeps, client: LinkedinClient): readonly LoginMethod[] {
  return [
    {
      id: 'oauth',
      fields: [{ id: 'clientId', kind: 'text', required: true }, { id: 'clientSecret', kind: 'password', required: true }, { id: 'port', kind: 'text', required: false }],
      kept: keptKeys,
      login: (fields, context) => inBrowser(deps, client, fields, context),
    },
    {
      id: 'app-password',
      fields: [{ id: 'token', kind: 'password', required: true }],
      login: async (fields, context) => {
        const accessToken = (fields['token'] ?? '').trim();
        if (accessToken.length < 20 || !/^[\x21-\x7e]+$/.test(accessToken)) return err({ type: 'bad-input', field: 'token' });
        const secret: LinkedinSecret = { accessToken, expiresAt: deps.clock.now() + TOKEN_LIFE, refreshToken: null, app: null };
        const who = await connected(deps, client, secret, [], context.signal);
        return who.ok || who.error.type !== 'server-lied' ? who : err({ type: 'bad-input', field: 'token' });
      },
    },
  ];
}

async function inBrowser(deps: LinkedinDeps, client: LinkedinClient, fields: Readonly<Record<string, string>>, context: LoginContext): Promise<Result<Connected, LoginError>> {
  const clientId = (fields['clientId'] ?? '').trim();
  const clientSecret = (fields['clientSecret'] ?? '').trim();
  const port = readPort(fields['port'] ?? '');
  if (!/^[A-Za-z0-9_-]{4,100}$/.test(clientId)) return err({ type: 'bad-input', field: 'clientId' });
  if (!/^[\x21-\x7e]{4,500}$/.test(clientSecret)) return err({ type: 'bad-input', field: 'clientSecret' });
  if (port === null) return err({ type: 'bad-input', field: 'port' });
  const redirect = await context.listen({ port, host: 'localhost' });
  try {
    const request = { endpoint: `${deps.bases.web}/oauth/v2/authorization`, clientId, scope: SCOPES.join(' '), issuer: null, issRequired: false, pkce: false };
    const authorized = await authorize(request, redirect, context, deps.randomBytes);
    // LinkedIn's own words for a person who said no.
    if (!authorized.ok) return isRefusal(authorized.error) ? err({ type: 'denied' }) : authorized;
    const tokens = await exchangeCode({ http: deps.http, clock: deps.clock, url: tokenUrl(deps.bases), client: { kind: 'post', clientId, clientSecret }, signal: context.signal }, authorized.value);
    if (!tokens.ok) return tokens;
    const { accessToken, refreshToken, expiresAt, scopes } = tokens.value;
    const app = { clientId, clientSecret, port: port === USUAL_PORT ? null : port };
    return await connected(deps, client, { accessToken, expiresAt: expiresAt ?? deps.clock.now() + TOKEN_LIFE, refreshToken, app }, scopes ?? SCOPES, context.signal);
  } finally {
    await redirect.close();
  }
}

const isRefusal = (error: LoginError): boolean => error.type === 'server-lied' && /^user_cancelled_(?:login|authorize)\b/.test(error.detail);

/** Null where something was typed that is no port. */
function readPort(typed: string): number | null {
  if (typed.trim() === '') return USUAL_PORT;
  const port = /^\d{4,5}$/.test(typed.trim()) ? Number(typed) : 0;
  return port >= 1024 && port <= 65_535 ? port : null;
}

/** @param scopes none where the token does not say what it may do */
async function connected(deps: LinkedinDeps, client: LinkedinClient, secret: LinkedinSecret, scopes: readonly string[], signal: AbortSignal): Promise<Result<Connected, LoginError>> {
  const session: Session = {
    accountId: 'login:linkedin', serverUrl: deps.bases.web, remoteId: '', handle: '', limits: null, secret: { ...secret },
    saveSecret: async () => undefined, lock: async (work) => work(),
  };
  const profile = await readProfile(client, session, deps.bases, signal);
  if (!profile.ok) return err(profileError(profile.error));
  return ok({
    serverUrl: deps.bases.web, profile: profile.value, secret: { ...secret }, expiresAt: secret.expiresAt, scopes,
    missingScopes: scopes.length === 0 ? [] : SCOPES.filter((scope) => !scopes.includes(scope)),
  });
}

function profileError(error: ConnectorError): LoginError {
  if (error.type === 'aborted') return { type: 'cancelled' };
  if (error.type === 'unavailable' || error.type === 'rate-limited') return { type: 'unreachable', detail: error.type === 'unavailable' ? error.detail : 'it asks to wait' };
  return { type: 'server-lied', detail: 'the token may not read whose it is: openid and profile are needed' };
}
