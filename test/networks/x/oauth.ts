import { createHash, randomBytes } from 'node:crypto';
import type { Clock, Millis } from '#core/clock';
import { HOUR } from '#core/clock';
import type { Answer, XPerson } from './shapes';

export const ACCESS_LIFE: Millis = 2 * HOUR;

/** What the developer console holds of one app. */
export interface XApp {
  readonly clientId: string;
  /** Empty: a native app. */
  readonly clientSecret: string;
  readonly redirects: readonly string[];
}
interface Grant {
  readonly app: XApp;
  readonly redirect: string;
  readonly challenge: string;
  readonly scope: string;
  readonly until: Millis;
}

/** Authorization code with PKCE, codes of 30 seconds, tokens of two hours, refresh tokens that work once. */
export function createXOauth(clock: Clock, apps: readonly XApp[], person: XPerson) {
  const codes = new Map<string, Grant>();
  const access = new Map<string, { readonly person: XPerson; readonly until: Millis }>();
  const refresh = new Map<string, { readonly app: XApp; readonly scope: string }>();
  const fail = (status: number, error: string, words: string): Answer => ({ status, body: { error, error_description: words } });

  const give = (app: XApp, scope: string): Answer => {
    const token = `acc-${randomBytes(18).toString('hex')}`;
    access.set(token, { person, until: clock.now() + ACCESS_LIFE });
    const next = scope.includes('offline.access') ? `ref-${randomBytes(18).toString('hex')}` : null;
    if (next !== null) refresh.set(next, { app, scope });
    return { status: 200, body: { token_type: 'bearer', expires_in: ACCESS_LIFE / 1000, access_token: token, scope, ...(next === null ? {} : { refresh_token: next }) } };
  };

  return {
    consent: 'agrees' as 'agrees' | 'refuses',
    /** The words of a dead refresh token. */
    deadAs: 'invalid_grant' as 'invalid_grant' | 'invalid_request',
    expireAccess: () => access.clear(),
    revokeAll: () => { access.clear(); refresh.clear(); },
    alive: () => access.size + refresh.size,
    whoIs: (header: string | undefined): XPerson | null => {
      const held = access.get((header ?? '').replace(/^Bearer /, ''));
      return held !== undefined && held.until > clock.now() ? held.person : null;
    },
    authorize(query: URLSearchParams): Answer {
      const app = apps.find((one) => one.clientId === query.get('client_id'));
      const redirect = query.get('redirect_uri') ?? '';
      if (app === undefined || !app.redirects.includes(redirect) || query.get('code_challenge_method') !== 'S256' || query.get('response_type') !== 'code') return { status: 400, body: 'Something went wrong' };
      const to = new URL(redirect);
      to.searchParams.set('state', query.get('state') ?? '');
      if (this.consent === 'refuses') to.searchParams.set('error', 'access_denied');
      else {
        const code = randomBytes(30).toString('base64url');
        codes.set(code, { app, redirect, challenge: query.get('code_challenge') ?? '', scope: query.get('scope') ?? '', until: clock.now() + 30_000 });
        to.searchParams.set('code', code);
      }
      return { status: 302, headers: { location: to.href } };
    },
    token(fields: URLSearchParams, authorization: string | undefined): Answer {
      const basic = Buffer.from((authorization ?? '').replace(/^Basic /, ''), 'base64').toString();
      const app = apps.find((one) => (one.clientSecret === '' ? fields.get('client_id') === one.clientId && authorization === undefined : basic === `${encodeURIComponent(one.clientId)}:${encodeURIComponent(one.clientSecret)}`));
      if (app === undefined) return fail(401, 'unauthorized_client', 'Missing valid authorization header');
      if (fields.get('grant_type') === 'refresh_token') {
        const held = refresh.get(fields.get('refresh_token') ?? '');
        refresh.delete(fields.get('refresh_token') ?? '');
        if (held === undefined || held.app !== app) return this.deadAs === 'invalid_grant' ? fail(400, 'invalid_grant', 'The refresh token is not valid') : fail(400, 'invalid_request', 'Value passed for the token was invalid.');
        return give(app, held.scope);
      }
      const code = fields.get('code') ?? '';
      const grant = codes.get(code);
      codes.delete(code);
      const challenge = createHash('sha256').update(fields.get('code_verifier') ?? '').digest('base64url');
      const fits = grant !== undefined && grant.app === app && grant.redirect === fields.get('redirect_uri') && grant.challenge === challenge && grant.until > clock.now();
      return fits ? give(app, grant.scope) : fail(400, 'invalid_grant', 'Value passed for the authorization code was invalid.');
    },
    revoke(fields: URLSearchParams): Answer {
      access.delete(fields.get('token') ?? '');
      refresh.delete(fields.get('token') ?? '');
      return { status: 200, body: { revoked: true } };
    },
  };
}
