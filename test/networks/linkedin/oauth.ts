import { randomBytes } from 'node:crypto';
import type { Clock, Millis } from '#core/clock';
import { DAY, MINUTE } from '#core/clock';
import { type Answer, apiError, text } from './answers';

export interface Member {
  readonly sub: string;
  readonly name: string;
}
export interface App {
  readonly clientId: string;
  readonly clientSecret: string;
  /** LinkedIn's partners alone get refresh tokens. */
  partner: boolean;
  /** It has the Community Management API, which stands alone in an app: then it has none of the products that everybody gets. */
  community: boolean;
}
interface Token { readonly member: Member; readonly scopes: readonly string[]; readonly until: Millis; dead: boolean }
interface Grant { readonly redirect: string; readonly scopes: readonly string[]; readonly until: Millis; used: boolean }

const SHARE_SCOPES = ['openid', 'profile', 'email', 'w_member_social'];
const COMMUNITY_SCOPES = ['w_member_social', 'w_organization_social', 'r_organization_social', 'rw_organization_admin', 'w_organization_social_feed', 'r_organization_social_feed'];
const ACCESS_LIFE = 60 * DAY;
const REFRESH_LIFE = 365 * DAY;
const CODE_LIFE = 30 * MINUTE;
const fresh = (prefix: string): string => prefix + randomBytes(40).toString('base64url');
const oauthError = (status: number, error: string, error_description: string): Answer => ({ status, body: { error, error_description } });

/** The login pages, the token endpoint and what a token may do. */
export function createOauth(clock: Clock, member: Member) {
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, Token>();
  const refreshes = new Map<string, { readonly scopes: readonly string[]; readonly until: Millis }>();
  const app: App = { clientId: '86abcdefgh1234', clientSecret: fresh('WPL_AP1.'), partner: false, community: false };
  const state = {
    consent: 'agrees' as 'agrees' | 'refuses', redirects: [] as string[],
    /** What the next token is said to hold; as asked when null. */
    grantOnly: null as readonly string[] | null,
  };

  const issue = (scopes: readonly string[]): string => {
    // Asking for other scopes ends every token that is out.
    for (const token of tokens.values()) if (token.scopes.toSorted().join() !== scopes.toSorted().join()) token.dead = true;
    const made = fresh('AQX');
    tokens.set(made, { member, scopes, until: clock.now() + ACCESS_LIFE, dead: false });
    return made;
  };

  function authorizePage(query: URLSearchParams): Answer {
    const redirect = query.get('redirect_uri') ?? '';
    if (query.get('client_id') !== app.clientId || !state.redirects.includes(redirect)) return { status: 400, body: 'Bummer, something went wrong. The redirect_uri does not match the registered value' };
    const unknown = [...query.keys()].filter((name) => !['response_type', 'client_id', 'redirect_uri', 'scope', 'state'].includes(name));
    if (unknown.length > 0 || query.get('response_type') !== 'code') return { status: 400, body: `unknown parameters ${unknown.join()}` };
    const asked = (query.get('scope') ?? '').split(' ');
    const scopes = state.grantOnly ?? asked;
    const back = new URL(redirect);
    back.searchParams.set('state', query.get('state') ?? '');
    if (asked.some((scope) => !(app.community ? COMMUNITY_SCOPES : SHARE_SCOPES).includes(scope))) {
      back.searchParams.set('error', 'unauthorized_scope_error');
      back.searchParams.set('error_description', 'Scope is not authorized for your application');
    } else if (state.consent === 'refuses') {
      back.searchParams.set('error', 'user_cancelled_authorize');
      back.searchParams.set('error_description', 'The user cancelled the authorization');
    } else {
      const code = fresh('AQT');
      codes.set(code, { redirect, scopes, until: clock.now() + CODE_LIFE, used: false });
      back.searchParams.set('code', code);
    }
    return { status: 302, headers: { location: back.href } };
  }

  function tokenEndpoint(fields: Readonly<Record<string, unknown>>): Answer {
    if (fields['client_id'] !== app.clientId || fields['client_secret'] !== app.clientSecret) return oauthError(401, 'invalid_client', 'Client authentication failed');
    let scopes: readonly string[] | null = null;
    if (fields['grant_type'] === 'authorization_code') {
      const grant = codes.get(text(fields['code']));
      if (grant === undefined || grant.used || grant.redirect !== fields['redirect_uri'] || grant.until < clock.now()) {
        return oauthError(400, 'invalid_grant', 'Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired.');
      }
      grant.used = true;
      ({ scopes } = grant);
    } else if (fields['grant_type'] === 'refresh_token') {
      const kept = refreshes.get(text(fields['refresh_token']));
      if (kept === undefined || kept.until < clock.now()) return oauthError(400, 'invalid_grant', 'The provided authorization grant or refresh token is invalid, expired or revoked');
      refreshes.delete(text(fields['refresh_token']));
      ({ scopes } = kept);
    }
    if (scopes === null) return oauthError(400, 'unsupported_grant_type', 'unknown grant type');
    let refresh: string | null = null;
    if (app.partner) {
      refresh = fresh('AQR');
      refreshes.set(refresh, { scopes, until: clock.now() + REFRESH_LIFE });
    }
    return {
      status: 200,
      body: {
        access_token: issue(scopes), expires_in: ACCESS_LIFE / 1000, scope: scopes.join(','), token_type: 'Bearer',
        ...(refresh === null ? {} : { refresh_token: refresh, refresh_token_expires_in: REFRESH_LIFE / 1000 }),
      },
    };
  }

  /** Who asks, or the answer for those who may not. @param needed one of these is enough */
  function whoAsks(header: string | undefined, needed: readonly string[]): Member | Answer {
    const token = tokens.get((header ?? '').replace(/^Bearer /, ''));
    if (token === undefined) return apiError(401, 'Invalid access token', { serviceErrorCode: 65600, code: 'INVALID_ACCESS_TOKEN' });
    if (token.dead) return apiError(401, 'The token used in the request has been revoked by the user', { serviceErrorCode: 65601, code: 'REVOKED_ACCESS_TOKEN' });
    if (token.until < clock.now()) return apiError(401, 'The token used in the request has expired', { serviceErrorCode: 65602, code: 'EXPIRED_ACCESS_TOKEN' });
    if (!needed.some((scope) => token.scopes.includes(scope))) return apiError(403, 'Not enough permissions to access: partnerApiPostsExternal.CREATE.20260901', { serviceErrorCode: 100, code: 'ACCESS_DENIED' });
    return token.member;
  }

  return {
    app, state, authorizePage, tokenEndpoint, whoAsks, issue,
    revokeTokens: () => { for (const token of tokens.values()) token.dead = true; },
    revokeRefreshes: () => refreshes.clear(),
  };
}
