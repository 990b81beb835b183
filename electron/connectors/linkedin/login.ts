import { DAY } from '#core/clock';
import type { Result } from '#core/result';
import { err } from '#core/result';
import { authorize } from '../oauth/authorize';
import { exchangeCode } from '../oauth/token';
import { readPort } from '../oauth/typed-port';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../ports/login';
import { type LinkedinClient, type LinkedinDeps, tokenUrl } from './client';
import { connectMember, connectOrganisations, MEMBER_SCOPES, ORGANISATION_SCOPES } from './connect';
import { keptKeys, type LinkedinSecret } from './secret';

/** Access tokens live this long, and no token says its own age. */
const TOKEN_LIFE = 60 * DAY;
/** The redirect must be the registered one to the letter, so its port is fixed. */
const USUAL_PORT = 53_682;

/** All scopes at once: asking for others later ends the tokens that are out. */
const KINDS = { oauth: { scopes: MEMBER_SCOPES, connect: connectMember }, 'oauth-page': { scopes: ORGANISATION_SCOPES, connect: connectOrganisations } } as const;
type Kind = keyof typeof KINDS;

export function createLogins(deps: LinkedinDeps, client: LinkedinClient): readonly LoginMethod[] {
  const browser = (id: Kind): LoginMethod => ({
    id,
    fields: [{ id: 'clientId', kind: 'text', required: true }, { id: 'clientSecret', kind: 'password', required: true }, { id: 'port', kind: 'text', required: false }],
    kept: keptKeys,
    login: (fields, context) => inBrowser(deps, client, KINDS[id], fields, context),
  });
  return [
    browser('oauth'),
    browser('oauth-page'),
    {
      id: 'app-password',
      fields: [{ id: 'token', kind: 'password', required: true }],
      login: async (fields, context) => {
        const accessToken = (fields['token'] ?? '').trim();
        if (accessToken.length < 20 || !/^[\x21-\x7e]+$/.test(accessToken)) return err({ type: 'bad-input', field: 'token' });
        const secret: LinkedinSecret = { accessToken, expiresAt: deps.clock.now() + TOKEN_LIFE, refreshToken: null, app: null };
        const who = await connectMember(deps, client, secret, [], context);
        if (who.ok || who.error.type !== 'server-lied') return who;
        // A token of an app that has company pages may not say whose it is.
        const pages = await connectOrganisations(deps, client, secret, [], context);
        return pages.ok || pages.error.type !== 'server-lied' ? pages : err({ type: 'bad-input', field: 'token' });
      },
    },
  ];
}

async function inBrowser(deps: LinkedinDeps, client: LinkedinClient, kind: (typeof KINDS)[Kind], fields: Readonly<Record<string, string>>, context: LoginContext): Promise<Result<Connected, LoginError>> {
  const clientId = (fields['clientId'] ?? '').trim();
  const clientSecret = (fields['clientSecret'] ?? '').trim();
  const port = readPort(fields['port'] ?? '', USUAL_PORT);
  if (!/^[A-Za-z0-9_-]{4,100}$/.test(clientId)) return err({ type: 'bad-input', field: 'clientId' });
  if (!/^[\x21-\x7e]{4,500}$/.test(clientSecret)) return err({ type: 'bad-input', field: 'clientSecret' });
  if (port === null) return err({ type: 'bad-input', field: 'port' });
  const redirect = await context.listen({ port, host: 'localhost' });
  try {
    const request = { endpoint: `${deps.bases.web}/oauth/v2/authorization`, clientId, scope: kind.scopes.join(' '), issuer: null, issRequired: false, pkce: false };
    const authorized = await authorize(request, redirect, context, deps.randomBytes);
    if (!authorized.ok) return err(inOurWords(authorized.error));
    const tokens = await exchangeCode({ http: deps.http, clock: deps.clock, url: tokenUrl(deps.bases), client: { kind: 'post', clientId, clientSecret }, signal: context.signal }, authorized.value);
    if (!tokens.ok) return tokens;
    const { accessToken, refreshToken, expiresAt, scopes } = tokens.value;
    const app = { clientId, clientSecret, port: port === USUAL_PORT ? null : port };
    return await kind.connect(deps, client, { accessToken, expiresAt: expiresAt ?? deps.clock.now() + TOKEN_LIFE, refreshToken, app }, scopes ?? kind.scopes, context);
  } finally {
    await redirect.close();
  }
}

/** LinkedIn's own words for a person who said no, and for an app that lacks a product. */
function inOurWords(error: LoginError): LoginError {
  if (error.type !== 'server-lied') return error;
  if (/^user_cancelled_(?:login|authorize)\b/.test(error.detail)) return { type: 'denied' };
  return /^unauthorized_scope_error\b/.test(error.detail) ? { type: 'no-account', detail: `the app lacks a product at LinkedIn: ${error.detail}` } : error;
}
