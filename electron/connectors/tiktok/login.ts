import { accountLimitsSchema } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import { authorize } from '../oauth/authorize';
import { exchangeCode } from '../oauth/token';
import { readPort } from '../oauth/typed-port';
import type { AccountPort, AccountProfile, Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { Connected, LoginContext, LoginError, LoginMethod } from '../ports/login';
import { type CreatorAnswer, userAnswer } from './api-types';
import { profileUrl } from './bases';
import type { TiktokClient, TiktokDeps } from './client';
import { isNotAllowed, readCreator } from './creator';
import { isPostsUsedUp } from './map-error';
import { clientAuth, ID_NAME, keptKeys, secretOf, type TiktokSecret } from './secret';
import { revokeUrl, tokenUrl } from './tokens';

const SCOPES = ['user.info.basic', 'user.info.stats', 'video.list', 'video.publish', 'video.upload'] as const;
/** TikTok compares the redirect with what the app lists: `http://127.0.0.1:8752/callback`. */
const USUAL_PORT = 8752;

export function createLogin(deps: TiktokDeps, client: TiktokClient): LoginMethod {
  return {
    id: 'oauth',
    fields: [{ id: 'clientId', kind: 'text', required: true }, { id: 'clientSecret', kind: 'password', required: true }, { id: 'port', kind: 'text', required: false }],
    kept: keptKeys,
    login: async (fields, context) => {
      const clientId = (fields['clientId'] ?? '').trim();
      if (!/^[\w-]{4,200}$/.test(clientId)) return err({ type: 'bad-input', field: 'clientId' });
      const clientSecret = (fields['clientSecret'] ?? '').trim();
      if (!/^[\x21-\x7e]{4,500}$/.test(clientSecret)) return err({ type: 'bad-input', field: 'clientSecret' });
      const port = readPort(fields['port'] ?? '', USUAL_PORT);
      if (port === null) return err({ type: 'bad-input', field: 'port' });
      return logIn(deps, client, context, { clientId, clientSecret }, port);
    },
  };
}

async function logIn(deps: TiktokDeps, client: TiktokClient, context: LoginContext, app: Pick<TiktokSecret, 'clientId' | 'clientSecret'>, port: number): Promise<Result<Connected, LoginError>> {
  const { bases } = client;
  const redirect = await context.listen({ port });
  try {
    const authorized = await authorize(
      { endpoint: `${bases.web}/v2/auth/authorize/`, clientId: app.clientId, clientIdName: ID_NAME, scope: SCOPES.join(','), issuer: null, issRequired: false, pkce: 'hex' },
      redirect, context, deps.randomBytes,
    );
    if (!authorized.ok) return authorized;
    const tokens = await exchangeCode({ http: deps.http, clock: deps.clock, url: tokenUrl(bases), client: clientAuth(app), signal: context.signal }, authorized.value);
    if (!tokens.ok) return tokens;
    const { accessToken, refreshToken, expiresAt, scopes } = tokens.value;
    const secret: TiktokSecret = { accessToken, refreshToken, expiresAt, ...app, port: port === USUAL_PORT ? null : port };
    // Fresh, so nothing here renews it.
    const fresh: Session = { accountId: '', serverUrl: bases.web, remoteId: '', handle: '', limits: null, secret: { ...secret, refreshToken: null }, saveSecret: () => Promise.resolve(), lock: (work) => work() };
    const me = await readProfile(client, fresh, context.signal);
    if (!me.ok) return err(loginErrorOf(me.error));
    const given = scopes ?? SCOPES;
    return ok({
      serverUrl: bases.web, profile: me.value, secret: { ...secret }, expiresAt, ...(refreshToken === null ? { loginEndsAt: expiresAt } : {}),
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

/** Who we are, by the two calls that know it: one has the number, the other the name and how long a video may be. A person may have allowed only one. */
async function readProfile(client: TiktokClient, session: Session, signal: AbortSignal): Promise<Result<AccountProfile, ConnectorError>> {
  const read = (fields: readonly string[]) => client.read(session, { path: '/user/info/', fields, effect: 'reads', signal }, userAnswer);
  const basic = ['open_id', 'display_name', 'avatar_url'];
  const counted = await read([...basic, 'follower_count']);
  const me = !counted.ok && isNotAllowed(counted.error) ? await read(basic) : counted;
  if (!me.ok) return me;
  const creator = await readCreator(client, session, signal);
  // That it takes no post at the moment, or that this was not allowed, says nothing of the login.
  if (!creator.ok && !isNotAllowed(creator.error) && !isPostsUsedUp(creator.error) && creator.error.type !== 'rejected') return creator;
  const said: Partial<CreatorAnswer> = creator.ok ? creator.value : {};
  const { user } = me.value;
  const handle = said.creator_username || session.handle || user.display_name;
  const seconds = said.max_video_post_duration_sec ?? null;
  return ok({
    remoteId: user.open_id, handle, displayName: said.creator_nickname || user.display_name || handle, profileUrl: profileUrl(client.bases, said.creator_username || session.handle),
    avatarUrl: user.avatar_url ?? said.creator_avatar_url ?? null, followers: user.follower_count ?? null,
    limits: seconds === null ? session.limits : accountLimitsSchema.parse({ videoSecondsLimit: Math.floor(seconds) }),
  });
}

export function createAccountPort(deps: TiktokDeps, client: TiktokClient): AccountPort {
  return {
    profile: (session, signal) => readProfile(client, session, signal),
    refresh: async (session, signal) => {
      const renewed = await client.renew(session, secretOf(session)?.accessToken ?? '', signal);
      return renewed.ok ? ok({ expiresAt: renewed.value.expiresAt }) : renewed;
    },
    revoke: async (session, signal) => {
      const secret = secretOf(session);
      if (secret === null) return;
      const { clientId, clientSecret, accessToken } = secret;
      await deps.http.request({ method: 'POST', url: revokeUrl(client.bases), body: new URLSearchParams({ [ID_NAME]: clientId, client_secret: clientSecret, token: accessToken }), signal });
    },
  };
}
