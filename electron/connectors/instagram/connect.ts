import { err, ok, type Result } from '#core/result';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { Connected, LoginError } from '../ports/login';
import type { InstagramClient } from './client';
import { readProfile } from './profile';
import type { InstagramSecret } from './secret';

/** A session before there is an account. */
export const sessionWith = (client: InstagramClient, secret: InstagramSecret, remoteId = ''): Session => ({
  accountId: 'login:instagram', serverUrl: client.bases.web, remoteId, handle: '', limits: null, secret: { ...secret },
  saveSecret: async () => undefined, lock: async (work) => work(),
});

/** @param scopes none where nobody says what the token may do */
export async function connect(client: InstagramClient, secret: InstagramSecret, remoteId: string, scopes: readonly string[], wanted: readonly string[], signal: AbortSignal): Promise<Result<Connected, LoginError>> {
  const profile = await readProfile(client, sessionWith(client, secret, remoteId), signal);
  if (!profile.ok) return err(loginError(profile.error, 'the token may not read whose it is'));
  return ok({
    serverUrl: client.bases.web, profile: profile.value, secret: { ...secret }, expiresAt: secret.expiresAt, scopes,
    missingScopes: scopes.length === 0 ? [] : wanted.filter((scope) => !scopes.includes(scope)),
  });
}

/** @param refused what it means that the network knows the token and does not answer it */
export function loginError(error: ConnectorError, refused: string): LoginError {
  if (error.type === 'aborted') return { type: 'cancelled' };
  if (error.type === 'unavailable' || error.type === 'rate-limited') return { type: 'unreachable', detail: error.type === 'unavailable' ? error.detail : 'it asks to wait' };
  return { type: 'server-lied', detail: error.type === 'reauth' ? 'the token is not taken' : refused };
}
