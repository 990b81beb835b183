import { z } from 'zod';
import type { Result } from '#core/result';
import { ok } from '#core/result';
import type { AccountProfile, Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { LinkedinBases } from './bases';
import type { LinkedinClient } from './client';
import { personUrn } from './urn';

const userinfo = z.object({
  sub: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
  name: z.string().trim().min(1).max(500),
  picture: z.url({ protocol: /^https?$/ }).max(2000).nullish().catch(null),
});

/** `GET /v2/userinfo`: the only thing a member's app may read. It has no public name, so people are called by their own. */
export async function readProfile(client: LinkedinClient, session: Session, bases: LinkedinBases, signal: AbortSignal): Promise<Result<AccountProfile, ConnectorError>> {
  const answer = await client.read(session, { method: 'GET', path: '/v2/userinfo', effect: 'reads', signal }, userinfo);
  if (!answer.ok) return answer;
  const { sub, name, picture } = answer.value;
  return ok({
    remoteId: personUrn(sub), handle: name, displayName: name,
    // Leads everybody who is logged in to their own profile; the real address is not told.
    profileUrl: `${bases.web}/in/me/`, avatarUrl: picture ?? null, followers: null, limits: null,
  });
}
