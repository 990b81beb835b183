import { ok, type Result } from '#core/result';
import type { AccountPort, AccountProfile, Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import { pageAnswer } from './api-types';
import type { FacebookClient } from './client';

const FIELDS = 'id,name,username,link,followers_count,picture{url}';

/** Whose the token is: with a Page's token `me` is the Page. */
export async function readProfile(client: FacebookClient, session: Session, signal: AbortSignal): Promise<Result<AccountProfile, ConnectorError>> {
  const page = await client.read(session, { method: 'GET', path: '/me', fields: { fields: FIELDS }, effect: 'reads', signal }, pageAnswer);
  if (!page.ok) return page;
  const { id, name, username, link, followers_count: followers, picture } = page.value;
  return ok({
    remoteId: id, handle: username === '' ? name : username, displayName: name, profileUrl: link ?? `${client.bases.web}/${id}`,
    avatarUrl: picture?.data.url ?? null, followers, limits: null,
  });
}

/**
 * A Page's token does not end by itself and cannot be renewed; how long the person's consent lasts is told at connecting.
 * Taking the permissions back at Facebook would end the login of every Page of that person, so disconnecting one does not.
 */
export const createAccountPort = (client: FacebookClient): AccountPort => ({ profile: (session, signal) => readProfile(client, session, signal) });
