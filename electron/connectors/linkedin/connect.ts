import type { Result } from '#core/result';
import { err, ok } from '#core/result';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { Connected, LoginContext, LoginError } from '../ports/login';
import type { LinkedinClient, LinkedinDeps } from './client';
import { listOrganisations } from './organisations';
import { readProfile } from './profile';
import type { LinkedinSecret } from './secret';

/** What every app gets by itself. */
export const MEMBER_SCOPES = ['openid', 'profile', 'w_member_social'] as const;
/** Of the Community Management API, which LinkedIn gives to registered organisations alone. The feed ones are for comments. Second hand, 2026-11-21. */
export const ORGANISATION_SCOPES = ['rw_organization_admin', 'w_organization_social', 'r_organization_social', 'w_organization_social_feed', 'r_organization_social_feed'] as const;

type Choose = Pick<LoginContext, 'signal' | 'choose'>;

/** A session before there is an account. */
const sessionOf = (deps: LinkedinDeps, secret: LinkedinSecret, remoteId: string): Session => ({
  accountId: 'login:linkedin', serverUrl: deps.bases.web, remoteId, handle: '', limits: null, secret: { ...secret },
  saveSecret: async () => undefined, lock: async (work) => work(),
});

async function connectOne(deps: LinkedinDeps, client: LinkedinClient, secret: LinkedinSecret, remoteId: string, scopes: readonly string[], wanted: readonly string[], signal: AbortSignal): Promise<Result<Connected, LoginError>> {
  const profile = await readProfile(client, sessionOf(deps, secret, remoteId), deps.bases, signal);
  if (!profile.ok) return err(loginError(profile.error, 'the token may not read whose it is: openid and profile are needed'));
  return ok({
    serverUrl: deps.bases.web, profile: profile.value, secret: { ...secret }, expiresAt: secret.expiresAt, scopes,
    missingScopes: scopes.length === 0 ? [] : wanted.filter((scope) => !scopes.includes(scope)),
  });
}

/** @param scopes none where the token does not say what it may do */
export const connectMember = (deps: LinkedinDeps, client: LinkedinClient, secret: LinkedinSecret, scopes: readonly string[], { signal }: Choose): Promise<Result<Connected, LoginError>> =>
  connectOne(deps, client, secret, '', scopes, MEMBER_SCOPES, signal);

/** The company pages that the person administers, of which they choose; each is an account of its own. */
export async function connectOrganisations(deps: LinkedinDeps, client: LinkedinClient, secret: LinkedinSecret, scopes: readonly string[], { signal, choose }: Choose): Promise<Result<Connected, LoginError>> {
  const listed = await listOrganisations(client, sessionOf(deps, secret, ''), signal);
  if (!listed.ok) return err(loginError(listed.error, 'the token may not list company pages: rw_organization_admin is needed'));
  const pages = listed.value;
  if (pages.length === 0) return err({ type: 'no-account', detail: 'LinkedIn lists no company page that this login administers' });
  const ids = pages.length === 1 || choose === undefined ? pages.slice(0, 1).map(({ id }) => id) : await choose(pages);
  const done: Connected[] = [];
  for (const { id } of pages.filter((page) => ids.includes(page.id))) {
    const page = await connectOne(deps, client, secret, id, scopes, ORGANISATION_SCOPES, signal);
    if (!page.ok) return page;
    done.push(page.value);
  }
  const [first, ...others] = done;
  return first === undefined ? err({ type: 'cancelled' }) : ok({ ...first, others });
}

function loginError(error: ConnectorError, needed: string): LoginError {
  if (error.type === 'aborted') return { type: 'cancelled' };
  if (error.type === 'unavailable' || error.type === 'rate-limited') return { type: 'unreachable', detail: error.type === 'unavailable' ? error.detail : 'it asks to wait' };
  return { type: 'server-lied', detail: needed };
}
