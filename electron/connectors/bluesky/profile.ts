import { z } from 'zod';
import { ok, type Result } from '#core/result';
import type { AccountProfile, Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { BlueskyBases } from './bases';
import type { BlueskyClient } from './client';

const sessionShape = z.object({ did: z.string(), handle: z.string() });
const profileShape = z.object({
  did: z.string(), handle: z.string(), displayName: z.string().max(640).optional(), avatar: z.url({ protocol: /^https?$/ }).optional().catch(undefined),
  followersCount: z.number().int().nonnegative().optional(),
});

/** Who we are: the account's own server must answer; the app view's extras (name, picture, followers) may be missing. */
export async function readProfile(client: BlueskyClient, session: Session, bases: BlueskyBases, signal: AbortSignal): Promise<Result<AccountProfile, ConnectorError>> {
  const who = await client.read(session, { method: 'GET', name: 'com.atproto.server.getSession', effect: 'reads', signal }, sessionShape);
  if (!who.ok) return who;
  const extras = await client.read(session, { method: 'GET', name: 'app.bsky.actor.getProfile', params: { actor: who.value.did }, effect: 'reads', signal }, profileShape);
  const { did, handle } = who.value;
  const more = extras.ok && extras.value.did === did ? extras.value : null;
  return ok({
    remoteId: did, handle, displayName: more?.displayName ?? handle, profileUrl: `${bases.app}/profile/${handle}`,
    avatarUrl: more?.avatar ?? null, followers: more?.followersCount ?? null, limits: null,
  });
}
