import { createHash } from 'node:crypto';
import type { Millis } from '#core/clock';
import type { Grant, GrantStore } from './store/grants';
import type { PeopleStore, Person } from './store/people';
import type { Settings } from './options';

export interface IssuedTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expiresInMs: Millis;
  readonly scope: string;
}
export interface Tokens {
  readonly issue: (personId: number, clientId: string, scope: string, family?: string, parentId?: number) => IssuedTokens;
  readonly check: (accessToken: string) => { readonly person: Person; readonly grant: Grant } | null;
  /** Null is `invalid_grant`. */
  readonly refresh: (refreshToken: string, clientId: string) => IssuedTokens | null;
  readonly revoke: (token: string) => void;
}

export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

/**
 * Opaque tokens with rotation: a refresh gives a new pair and ends the old one. Two rules a client must live with:
 * an old refresh token works again only while nobody has used the pair it gave (its answer may have been lost on the way),
 * and after that it is taken for stolen and ends the whole family.
 */
export function createTokens(settings: Settings, grants: GrantStore, people: PeopleStore): Tokens {
  const { clock } = settings;
  const newSecret = (): string => Buffer.from(settings.random(32)).toString('base64url');

  const issue: Tokens['issue'] = (personId, clientId, scope, family = newSecret(), parentId) => {
    const [accessToken, refreshToken] = [newSecret(), newSecret()];
    grants.add({
      family,
      parentId: parentId ?? null,
      personId,
      clientId,
      scope,
      accessHash: hashOf(accessToken),
      refreshHash: hashOf(refreshToken),
      accessExpiresAt: clock.now() + settings.accessTokenMs,
    });
    return { accessToken, refreshToken, expiresInMs: settings.accessTokenMs, scope };
  };

  return {
    issue,
    check: (accessToken) => {
      const grant = grants.byAccess(hashOf(accessToken));
      if (grant === null || grant.revoked === 1 || grant.accessExpiresAt <= clock.now()) return null;
      // The pair before this one ends when this one is first used, not earlier.
      if (grant.replaced === 1 && grants.children(grant.id).some((child) => child.used === 1)) return null;
      const person = people.byId(grant.personId);
      if (person === null) return null;
      if (grant.used === 0) grants.markUsed(grant.id);
      return { person, grant };
    },
    refresh: (refreshToken, clientId) =>
      grants.transaction(() => {
        const grant = grants.byRefresh(hashOf(refreshToken));
        if (grant === null || grant.revoked === 1 || grant.clientId !== clientId) return null;
        const children = grants.children(grant.id);
        if (children.some((child) => child.used === 1)) {
          grants.revokeFamily(grant.family);
          return null;
        }
        for (const child of children) grants.revoke(child.id);
        grants.markReplaced(grant.id);
        return issue(grant.personId, grant.clientId, grant.scope, grant.family, grant.id);
      }),
    revoke: (token) => {
      const hash = hashOf(token);
      const grant = grants.byAccess(hash) ?? grants.byRefresh(hash);
      if (grant !== null) grants.revokeFamily(grant.family);
    },
  };
}
