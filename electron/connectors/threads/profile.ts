import { DAY } from '#core/clock';
import { ok, type Result } from '#core/result';
import type { AccountPort, AccountProfile, Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { meAnswer } from './api-types';
import { profileUrl } from './bases';
import type { ThreadsClient } from './client';

const FIELDS = 'id,username,name,threads_profile_picture_url';

export async function readProfile(client: ThreadsClient, session: Session, signal: AbortSignal): Promise<Result<AccountProfile, ConnectorError>> {
  const me = await client.read(session, { method: 'GET', path: '/me', query: { fields: FIELDS }, effect: 'reads', signal }, meAnswer);
  if (!me.ok) return me;
  const { id, username, name, threads_profile_picture_url: picture } = me.value;
  // The number of followers is an insight, and asks for a scope of its own.
  return ok({ remoteId: id, handle: username, displayName: name === '' ? username : name, profileUrl: profileUrl(client.bases, username), avatarUrl: picture ?? null, followers: null, limits: null });
}

export function createAccountPort(client: ThreadsClient): AccountPort {
  return {
    profile: (session, signal) => readProfile(client, session, signal),
    refresh: async (session, signal) => {
      const renewed = await client.renew(session, signal);
      return renewed.ok ? ok({ expiresAt: renewed.value.expiresAt }) : renewed;
    },
    // A token that has ended cannot be renewed, and the warning of the last week is for one that could not be.
    renewEarlyMs: 30 * DAY,
  };
}
