import { z } from 'zod';
import type { Result } from '#core/result';
import { ok } from '#core/result';
import type { AccountProfile, Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { LinkedinBases } from './bases';
import type { LinkedinClient } from './client';
import { organisationId, personUrn } from './urn';

const userinfo = z.object({
  sub: z.string().regex(/^[A-Za-z0-9_-]{1,100}$/),
  name: z.string().trim().min(1).max(500),
  picture: z.url({ protocol: /^https?$/ }).max(2000).nullish().catch(null),
});
export const organisationAnswer = z.object({
  id: z.union([z.int().min(0), z.string().regex(/^\d{1,30}$/)]).transform(String),
  localizedName: z.string().trim().min(1).max(500),
  vanityName: z.string().trim().min(1).max(500).nullish().catch(null),
});
const sizeAnswer = z.object({ firstDegreeSize: z.int().min(0) });

/** Whose account it is: a member's, or that of a company page that the member administers. */
export function readProfile(client: LinkedinClient, session: Session, bases: LinkedinBases, signal: AbortSignal): Promise<Result<AccountProfile, ConnectorError>> {
  const id = organisationId(session.remoteId);
  return id === null ? readMember(client, session, bases, signal) : readOrganisation(client, session, id, bases, signal);
}

/** `GET /v2/userinfo`: the only thing a member's app may read. It has no public name, so people are called by their own. */
async function readMember(client: LinkedinClient, session: Session, bases: LinkedinBases, signal: AbortSignal): Promise<Result<AccountProfile, ConnectorError>> {
  const answer = await client.read(session, { method: 'GET', path: '/v2/userinfo', effect: 'reads', signal }, userinfo);
  if (!answer.ok) return answer;
  const { sub, name, picture } = answer.value;
  return ok({
    remoteId: personUrn(sub), handle: name, displayName: name,
    // Leads everybody who is logged in to their own profile; the real address is not told.
    profileUrl: `${bases.web}/in/me/`, avatarUrl: picture ?? null, followers: null, limits: null,
  });
}

async function readOrganisation(client: LinkedinClient, session: Session, id: string, bases: LinkedinBases, signal: AbortSignal): Promise<Result<AccountProfile, ConnectorError>> {
  const answer = await client.read(session, { method: 'GET', path: `/rest/organizations/${id}`, effect: 'reads', signal }, organisationAnswer);
  if (!answer.ok) return answer;
  const { localizedName: name, vanityName } = answer.value;
  // The number of followers is no part of the proof that the login works.
  const size = await client.read(session, { method: 'GET', path: `/rest/networkSizes/${encodeURIComponent(session.remoteId)}?edgeType=COMPANY_FOLLOWED_BY_MEMBER`, effect: 'reads', signal }, sizeAnswer);
  return ok({
    remoteId: session.remoteId, handle: name, displayName: name, profileUrl: `${bases.web}/company/${encodeURIComponent(vanityName ?? id)}/`,
    // A logo is told as a URN, and to look that one up is another call of a hundred a day.
    avatarUrl: null, followers: size.ok ? size.value.firstDegreeSize : null, limits: null,
  });
}
