import type { Clock } from '#core/clock';
import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { Http, HttpFailure } from '../http/http';
import { failureError } from '../http/outcome';
import { readJson } from '../http/read-json';
import { authorize } from '../oauth/authorize';
import { exchangeCode } from '../oauth/token';
import type { AccountPort, AccountProfile } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../ports/login';
import { accountAnswer, metadataAnswer } from './api-types';
import type { AccountAnswer, MastodonSecret, MetadataAnswer } from './api-types';
import { ensureApp } from './app-registration';
import type { AppRegistrations } from './app-registration';
import type { MastodonClient } from './client';
import { readInstance } from './instance';
import type { Instance } from './instance';
import { answerError } from './map-error';
import { readServer } from './server-name';

export interface AuthDeps {
  readonly http: Http;
  readonly clock: Clock;
  readonly registrations: AppRegistrations;
  readonly randomBytes: (length: number) => Uint8Array;
}

/** The least that does all we do (documentation 2903485, checked 2026-11-21). Servers before 4.3 get the two broad ones. */
const SCOPES = ['profile', 'read:accounts', 'read:statuses', 'read:notifications', 'read:search', 'write:statuses', 'write:media', 'write:favourites', 'write:conversations'];
const BROAD_SCOPES = ['read', 'write'];

export function createLogin(deps: AuthDeps): LoginMethod {
  return {
    id: 'oauth',
    fields: [{ id: 'server', kind: 'text', required: true }],
    login: async (fields, context) => {
      const serverUrl = readServer(fields['server'] ?? '');
      if (serverUrl === null) return err({ type: 'bad-input', field: 'server' });
      const instance = await readInstance(deps.http, serverUrl, context.signal);
      if (!instance.ok) {
        if (instance.error.type === 'no-answer') return err(lineError(instance.error.failure));
        const { status } = instance.error;
        return err({ type: status === 429 || status >= 500 ? 'unreachable' : 'not-found', detail: `HTTP ${status}` });
      }
      const metadata = await readMetadata(deps.http, serverUrl, context.signal);
      return metadata.ok ? logIn(deps, context, serverUrl, instance.value, metadata.value) : metadata;
    },
  };
}

async function logIn(deps: AuthDeps, context: LoginContext, serverUrl: string, instance: Instance, metadata: MetadataAnswer | null): Promise<Result<Connected, LoginError>> {
  const tokenUrl = metadata?.token_endpoint ?? `${serverUrl}/oauth/token`;
  const granular = SCOPES.every((scope) => metadata?.scopes_supported.includes(scope) === true);
  const wanted = granular ? SCOPES : BROAD_SCOPES;
  const redirect = await context.listen();
  try {
    const app = await ensureApp(deps.http, deps.registrations, {
      serverUrl, tokenUrl, scopes: wanted.join(' '), redirectUri: redirect.url,
      anyPort: instance.software === 'mastodon', takesList: instance.software === 'mastodon' && metadata !== null, signal: context.signal,
    });
    if (!app.ok) return app;
    const authorized = await authorize(
      {
        endpoint: metadata?.authorization_endpoint ?? `${serverUrl}/oauth/authorize`,
        clientId: app.value.clientId,
        scope: app.value.scopes,
        issuer: metadata?.issuer ?? null,
        issRequired: metadata?.authorization_response_iss_parameter_supported ?? false,
        pkce: metadata?.code_challenge_methods_supported.includes('S256') ?? false,
      },
      redirect,
      context,
      deps.randomBytes,
    );
    if (!authorized.ok) return authorized;
    const client = { kind: 'post', clientId: app.value.clientId, clientSecret: app.value.clientSecret } as const;
    const tokens = await exchangeCode({ http: deps.http, clock: deps.clock, url: tokenUrl, client, signal: context.signal }, { ...authorized.value, extra: { scope: app.value.scopes } });
    if (!tokens.ok) return tokens;
    const account = await whoAmI(deps, serverUrl, tokens.value.accessToken, context.signal);
    if (!account.ok) return err(profileError(account.error));
    const secret: MastodonSecret = { accessToken: tokens.value.accessToken, clientId: client.clientId, clientSecret: client.clientSecret, software: instance.software, domain: instance.domain };
    const scopes = tokens.value.scopes ?? wanted;
    return ok({
      serverUrl,
      profile: toProfile(account.value, serverUrl, instance),
      secret: { ...secret },
      expiresAt: null,
      scopes,
      missingScopes: wanted.filter((scope) => !scopes.includes(scope) && !scopes.includes(scope.split(':')[0] ?? '')),
    });
  } finally {
    await redirect.close();
  }
}

/** Null where the server has none (before 4.3): then there is no PKCE either. All its addresses must be its own. */
async function readMetadata(http: Http, serverUrl: string, signal: AbortSignal): Promise<Result<MetadataAnswer | null, LoginError>> {
  const answer = await http.request({ method: 'GET', url: `${serverUrl}/.well-known/oauth-authorization-server`, signal, maxBytes: 500_000 });
  if (!answer.ok) return err(lineError(answer.error));
  if (answer.value.status === 429 || answer.value.status >= 500) return err({ type: 'unreachable', detail: `HTTP ${answer.value.status}` });
  if (answer.value.status !== 200 || answer.value.json === undefined) return ok(null);
  const parsed = metadataAnswer.safeParse(answer.value.json);
  if (!parsed.success) return err({ type: 'server-lied', detail: 'its OAuth metadata do not have the expected fields' });
  const foreign = [parsed.data.authorization_endpoint, parsed.data.token_endpoint].some((url) => new URL(url).origin !== serverUrl);
  return foreign ? err({ type: 'server-lied', detail: 'its OAuth metadata lead to another server' }) : ok(parsed.data);
}

async function whoAmI({ http, clock }: AuthDeps, serverUrl: string, accessToken: string, signal: AbortSignal): Promise<Result<AccountAnswer, ConnectorError>> {
  const answer = await http.request({ method: 'GET', url: `${serverUrl}/api/v1/accounts/verify_credentials`, headers: { authorization: `Bearer ${accessToken}`, 'accept-language': 'en' }, signal });
  if (!answer.ok) return err(failureError(answer.error, 'reads'));
  const error = answerError(answer.value, 'reads', clock.now());
  if (error !== null) return err(error);
  return readJson(answer.value, 'reads', accountAnswer);
}

export function createAccountPort(deps: AuthDeps, client: MastodonClient): AccountPort {
  return {
    profile: async (session, signal) => {
      const secret = client.secretOf(session);
      if (secret === null) return err({ type: 'reauth' });
      const account = await client.read(session, { method: 'GET', path: '/api/v1/accounts/verify_credentials', effect: 'reads', signal }, accountAnswer);
      if (!account.ok) return account;
      const instance = await readInstance(deps.http, session.serverUrl, signal);
      return ok(toProfile(account.value, session.serverUrl, { domain: secret.domain, limits: instance.ok ? instance.value.limits : session.limits }));
    },
    revoke: async (session, signal) => {
      const secret = client.secretOf(session);
      if (secret === null) return;
      const body = new URLSearchParams({ client_id: secret.clientId, client_secret: secret.clientSecret, token: secret.accessToken });
      await deps.http.request({ method: 'POST', url: `${session.serverUrl}/oauth/revoke`, body, signal });
    },
  };
}

function toProfile(account: AccountAnswer, serverUrl: string, { domain, limits }: { readonly domain: string; readonly limits: AccountProfile['limits'] }): AccountProfile {
  return {
    remoteId: account.id,
    handle: `${account.username}@${domain}`,
    displayName: account.display_name === '' ? account.username : account.display_name,
    profileUrl: account.url ?? `${serverUrl}/@${encodeURIComponent(account.username)}`,
    avatarUrl: account.avatar ?? null,
    followers: account.followers_count ?? null,
    limits,
  };
}

function lineError(failure: HttpFailure): LoginError {
  if (failure.type === 'aborted') return { type: 'cancelled' };
  if (failure.type === 'dns') return { type: 'not-found', detail: failure.detail };
  return { type: 'unreachable', detail: failure.detail };
}

function profileError(error: ConnectorError): LoginError {
  if (error.type === 'aborted') return { type: 'cancelled' };
  if (error.type === 'unavailable') return { type: 'unreachable', detail: error.detail };
  if (error.type === 'rate-limited') return { type: 'unreachable', detail: 'it asks to wait' };
  return { type: 'server-lied', detail: 'it does not accept the token that it gave' };
}
