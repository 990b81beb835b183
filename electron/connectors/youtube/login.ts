import { err, ok, type Result } from '#core/result';
import { authorize } from '../oauth/authorize';
import { exchangeCode } from '../oauth/token';
import type { AccountPort, AccountProfile, Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../ports/login';
import { type Channel, channelList } from './api-types';
import type { YoutubeBases } from './bases';
import { tokenUrl, type YoutubeClient, type YoutubeDeps } from './client';
import { clientAuth, keptKeys, secretOf, type YoutubeSecret } from './secret';

/** By the discovery document the least that does all we do: upload, update, delete, thumbnails, captions, playlists and comments. */
const SCOPES = ['https://www.googleapis.com/auth/youtube.force-ssl'] as const;

/** OAuth for a desktop app: the system's browser, any port of 127.0.0.1, PKCE, and a refresh token (`access_type=offline`). */
export function createLogin(deps: YoutubeDeps, client: YoutubeClient): LoginMethod {
  return {
    id: 'oauth',
    fields: [{ id: 'clientId', kind: 'text', required: true }, { id: 'clientSecret', kind: 'password', required: true }],
    kept: keptKeys,
    login: async (fields, context) => {
      const clientId = (fields['clientId'] ?? '').trim();
      if (!/^[\w.-]{4,200}$/.test(clientId)) return err({ type: 'bad-input', field: 'clientId' });
      const clientSecret = (fields['clientSecret'] ?? '').trim();
      if (!/^[\x21-\x7e]{4,500}$/.test(clientSecret)) return err({ type: 'bad-input', field: 'clientSecret' });
      return logIn(deps, client, context, { clientId, clientSecret });
    },
  };
}

async function logIn(deps: YoutubeDeps, client: YoutubeClient, context: LoginContext, app: Pick<YoutubeSecret, 'clientId' | 'clientSecret'>): Promise<Result<Connected, LoginError>> {
  const { bases } = client;
  const redirect = await context.listen();
  try {
    // Without `prompt` Google gives a refresh token only the first time that a person agrees.
    const extra = { access_type: 'offline', prompt: 'consent' };
    const allowed = await authorize(
      { endpoint: `${bases.accounts}/o/oauth2/v2/auth`, clientId: app.clientId, scope: SCOPES.join(' '), issuer: bases.accounts, issRequired: false, pkce: true, extra },
      redirect, context, deps.randomBytes,
    );
    if (!allowed.ok) return allowed;
    const tokens = await exchangeCode({ http: deps.http, clock: deps.clock, url: tokenUrl(bases), client: clientAuth(app), signal: context.signal }, allowed.value);
    if (!tokens.ok) return tokens;
    const { accessToken, refreshToken, expiresAt, scopes } = tokens.value;
    const secret: YoutubeSecret = { accessToken, refreshToken, expiresAt, ...app, used: null };
    const given = scopes ?? SCOPES;
    // Fresh, so nothing here renews it; what this call costs is counted with the next one.
    const fresh: Session = { accountId: '', serverUrl: bases.web, remoteId: '', handle: '', limits: null, secret: { ...secret, refreshToken: null }, saveSecret: () => Promise.resolve(), lock: (work) => work() };
    const me = await ownChannel(client, fresh, context.signal);
    if (!me.ok) return err(loginErrorOf(me.error));
    if (me.value === null) return err({ type: 'no-account', detail: 'this Google account has no YouTube channel yet' });
    return ok({
      serverUrl: bases.web, profile: toProfile(me.value, bases), secret: { ...secret }, expiresAt, ...(refreshToken === null ? { loginEndsAt: expiresAt } : {}),
      scopes: given, missingScopes: SCOPES.filter((scope) => !given.includes(scope)),
    });
  } finally {
    await redirect.close();
  }
}

function loginErrorOf(error: ConnectorError): LoginError {
  if (error.type === 'aborted') return { type: 'cancelled' };
  if (error.type === 'unavailable' || error.type === 'rate-limited') return { type: 'unreachable', detail: error.type };
  return { type: 'server-lied', detail: error.type === 'rejected' ? error.detail : 'it does not accept the token that it gave' };
}

/** The channel that was chosen at the login; null: there is none. */
export async function ownChannel(client: YoutubeClient, session: Session, signal: AbortSignal): Promise<Result<Channel | null, ConnectorError>> {
  const read = await client.read(session, { method: 'GET', path: '/channels', query: { part: 'snippet,statistics,contentDetails', mine: 'true' }, effect: 'reads', cost: 1, signal }, channelList);
  if (!read.ok) return read;
  if (!read.value.whole) return err({ type: 'unavailable', detail: 'the answer does not have the expected fields' });
  return ok(read.value.items[0] ?? null);
}

export function createAccountPort(deps: YoutubeDeps, client: YoutubeClient): AccountPort {
  return {
    profile: async (session, signal) => {
      const me = await ownChannel(client, session, signal);
      if (!me.ok) return me;
      return me.value === null ? err({ type: 'rejected', reason: 'not-found', detail: 'this Google account has no YouTube channel' }) : ok(toProfile(me.value, client.bases));
    },
    refresh: async (session, signal) => {
      const renewed = await client.renew(session, secretOf(session)?.accessToken ?? '', signal);
      return renewed.ok ? ok({ expiresAt: renewed.value.expiresAt }) : renewed;
    },
    revoke: async (session, signal) => {
      const secret = secretOf(session);
      // One of the two ends both.
      if (secret !== null) await deps.http.request({ method: 'POST', url: `${client.bases.tokens}/revoke`, body: new URLSearchParams({ token: secret.refreshToken ?? secret.accessToken }), signal });
    },
  };
}

/** Null where the channel does not show them. */
export const followersOf = ({ statistics }: Pick<Channel, 'statistics'>): number | null => (statistics?.hiddenSubscriberCount === true ? null : (statistics?.subscriberCount ?? null));

function toProfile({ id, snippet, statistics }: Channel, { web }: YoutubeBases): AccountProfile {
  const handle = (snippet.customUrl ?? '').replace(/^@/, '');
  return {
    remoteId: id, handle: handle === '' ? id : handle, displayName: snippet.title === '' ? (handle || id) : snippet.title, profileUrl: `${web}/channel/${id}`,
    avatarUrl: snippet.thumbnails?.medium?.url ?? snippet.thumbnails?.default?.url ?? null, followers: followersOf({ statistics }), limits: null,
  };
}
