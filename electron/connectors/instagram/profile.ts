import { DAY } from '#core/clock';
import { accountLimitsSchema } from '#core/networks';
import { ok, type Result } from '#core/result';
import type { AccountPort, AccountProfile, Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { meAnswer, quotaAnswer } from './api-types';
import { profileUrl } from './bases';
import type { InstagramClient } from './client';

const FIELDS = 'username,name,profile_picture_url,followers_count';
/** Pictures can lie on the Page as photos that nobody sees. */
const WITH_PAGE = accountLimitsSchema.parse({ hostsPictures: true });

/** Whose the token is. Instagram's own says so itself; a Page's leads to many things, so the account is asked for by its number. */
export async function readProfile(client: InstagramClient, session: Session, signal: AbortSignal): Promise<Result<AccountProfile, ConnectorError>> {
  const isPage = client.secretOf(session)?.way === 'page';
  const [path, fields] = isPage ? [`/${session.remoteId}`, `id,${FIELDS}`] : ['/me', `id,user_id,${FIELDS}`];
  const me = await client.read(session, { method: 'GET', path, fields: { fields }, effect: 'reads', signal }, meAnswer);
  if (!me.ok) return me;
  const { id, user_id: own, username, name, profile_picture_url: picture, followers_count: followers } = me.value;
  return ok({
    remoteId: own ?? id, handle: username, displayName: name === '' ? username : name, profileUrl: profileUrl(client.bases, username), avatarUrl: picture ?? null, followers,
    limits: isPage ? WITH_PAGE : null,
  });
}

/**
 * How many more posts Instagram takes of the hundred in any 24 hours, and tells the session. Infinity where it does not say;
 * no moment is named, since some of it comes back all the time.
 */
export async function postsLeft(client: InstagramClient, session: Session, signal: AbortSignal): Promise<Result<number, ConnectorError>> {
  const read = await client.read(session, { method: 'GET', path: `/${session.remoteId}/content_publishing_limit`, fields: { fields: 'quota_usage,config' }, effect: 'reads', signal }, quotaAnswer);
  if (!read.ok) return read;
  const [quota] = read.value.data;
  const [most, used] = [quota?.config?.quota_total ?? 0, quota?.quota_usage ?? null];
  if (most <= 0 || used === null) return ok(Infinity);
  const left = Math.max(0, most - used);
  session.told?.({ unit: 'posts', limit: most, left, resetsAt: null });
  return ok(left);
}

export function createAccountPort(client: InstagramClient): AccountPort {
  return {
    profile: async (session, signal) => {
      const profile = await readProfile(client, session, signal);
      // What is left is shown beside it; that it could not be read says nothing of the login.
      if (profile.ok && session.told !== undefined) await postsLeft(client, session, signal);
      return profile;
    },
    refresh: async (session, signal) => {
      const renewed = await client.renew(session, signal);
      return renewed.ok ? ok({ expiresAt: renewed.value.expiresAt }) : renewed;
    },
    // A token that has ended cannot be renewed, and the warning of the last week is for one that could not be.
    renewEarlyMs: 30 * DAY,
  };
}
