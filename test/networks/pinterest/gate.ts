import { randomBytes } from 'node:crypto';
import { type Clock, DAY } from '#core/clock';
import { type Answer, APP, refuse } from './answers';

export interface Gate {
  /** The page a person agrees on; this person always does, unless told otherwise. */
  readonly page: (query: URLSearchParams) => Answer;
  readonly token: (authorization: string, form: URLSearchParams) => Answer;
  /** What the token may do, or null for a dead one. */
  readonly scopeOf: (authorization: string) => readonly string[] | null;
  /** The scopes that the next login gets; all that were asked for when null. */
  readonly grantOnly: (scopes: readonly string[] | null) => void;
  readonly denyNext: () => void;
  readonly killAccessTokens: () => void;
  readonly killEverything: () => void;
  readonly refreshes: () => number;
}

const ACCESS_LIFE = 30 * DAY;
const REFRESH_LIFE = 60 * DAY;
const basic = `Basic ${Buffer.from(`${APP.id}:${APP.secret}`).toString('base64')}`;

/** OAuth as Pinterest has it: HTTP Basic, no PKCE, a new refresh token with each refresh and the old one dead. */
export function createGate(clock: Clock): Gate {
  const codes = new Map<string, { readonly redirect: string; readonly scopes: readonly string[] }>();
  const access = new Map<string, { readonly scopes: readonly string[]; readonly until: number }>();
  const refresh = new Map<string, { readonly scopes: readonly string[]; readonly until: number }>();
  let only: readonly string[] | null = null;
  let deny = false;
  let refreshes = 0;
  const fresh = (prefix: string): string => `${prefix}_${randomBytes(24).toString('hex')}`;

  function issue(scopes: readonly string[], type: string): Answer {
    const [accessToken, refreshToken] = [fresh('pina'), fresh('pinr')];
    access.set(accessToken, { scopes, until: clock.now() + ACCESS_LIFE });
    refresh.set(refreshToken, { scopes, until: clock.now() + REFRESH_LIFE });
    return { status: 200, json: {
      response_type: type, access_token: accessToken, token_type: 'bearer', expires_in: ACCESS_LIFE / 1000, scope: scopes.join(' '),
      refresh_token: refreshToken, refresh_token_expires_in: REFRESH_LIFE / 1000, refresh_token_expires_at: Math.floor((clock.now() + REFRESH_LIFE) / 1000),
    } };
  }

  return {
    page: (query) => {
      const redirect = query.get('redirect_uri') ?? '';
      const asked = (query.get('scope') ?? '').split(',');
      if (query.get('client_id') !== APP.id || query.get('response_type') !== 'code' || !/^http:\/\/localhost:\d+\/callback$/.test(redirect)) return refuse(400, 1, 'Invalid redirect');
      const back = new URL(redirect);
      back.searchParams.set('state', query.get('state') ?? '');
      if (deny) back.searchParams.set('error', 'access_denied');
      else {
        const code = fresh('pinc');
        codes.set(code, { redirect, scopes: only ?? asked });
        back.searchParams.set('code', code);
      }
      deny = false;
      return { status: 302, headers: { location: back.href } };
    },
    token: (authorization, form) => {
      if (authorization !== basic) return refuse(401, 2, 'Authentication failed.');
      if (form.get('grant_type') === 'authorization_code') {
        const code = codes.get(form.get('code') ?? '');
        codes.delete(form.get('code') ?? '');
        return code === undefined || code.redirect !== form.get('redirect_uri') ? refuse(400, 1, 'Invalid code') : issue(code.scopes, 'authorization_code');
      }
      if (form.get('grant_type') !== 'refresh_token') return refuse(400, 1, 'Invalid grant type');
      const old = refresh.get(form.get('refresh_token') ?? '');
      if (old === undefined || old.until <= clock.now()) return refuse(401, 2, 'Authentication failed.');
      refresh.delete(form.get('refresh_token') ?? '');
      refreshes += 1;
      return issue(old.scopes, 'refresh_token');
    },
    scopeOf: (authorization) => {
      const token = access.get(authorization.replace(/^Bearer /, ''));
      return token === undefined || token.until <= clock.now() ? null : token.scopes;
    },
    grantOnly: (scopes) => { only = scopes; },
    denyNext: () => { deny = true; },
    killAccessTokens: () => access.clear(),
    killEverything: () => { access.clear(); refresh.clear(); },
    refreshes: () => refreshes,
  };
}
