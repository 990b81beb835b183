import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '#core/clock';
import { DAY, type Millis } from '#core/clock';
import type { Answer } from './answers';

export const ACCESS_LIFE: Millis = DAY;

/** TikTok's login: `client_key`, scopes with commas, a challenge in hex, refresh tokens that are replaced. */
export function createTiktokOauth(clock: Clock) {
  const app = { clientId: `aw${randomBytes(8).toString('hex')}`, clientSecret: `sec${randomBytes(18).toString('hex')}` };
  const codes = new Map<string, { readonly redirect: string; readonly challenge: string; readonly scope: string }>();
  const access = new Map<string, { readonly until: Millis; readonly scope: string }>();
  const refresh = new Map<string, string>();
  const fail = (status: number, error: string, words: string): Answer => ({ status, body: { error, error_description: words, log_id: '2026' } });

  const give = (scope: string): Answer => {
    const [token, next] = [`act.${randomBytes(18).toString('hex')}`, `rft.${randomBytes(18).toString('hex')}`];
    access.set(token, { until: clock.now() + ACCESS_LIFE, scope });
    refresh.set(next, scope);
    return { status: 200, body: { access_token: token, expires_in: ACCESS_LIFE / 1000, open_id: 'open-1', refresh_expires_in: 31_536_000, refresh_token: next, scope, token_type: 'Bearer' } };
  };

  return {
    app,
    consent: 'agrees' as 'agrees' | 'refuses',
    /** What a person unticks on TikTok's page. */
    unticked: [] as readonly string[],
    /** The status that its errors come with. */
    errorStatus: 400,
    expireAccess: () => access.clear(),
    revokeAll: () => { access.clear(); refresh.clear(); },
    alive: () => access.size,
    /** The scopes of a living token; null: it is none. */
    scopesOf: (header: string | undefined): readonly string[] | null => {
      const held = access.get((header ?? '').replace(/^Bearer /, ''));
      return held !== undefined && held.until > clock.now() ? held.scope.split(',') : null;
    },
    authorize(query: URLSearchParams): Answer {
      const known = ['client_key', 'scope', 'response_type', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method'];
      const to = URL.parse(query.get('redirect_uri') ?? '');
      const fits = [...query.keys()].every((name) => known.includes(name)) && query.get('client_key') === app.clientId && query.get('response_type') === 'code' && query.get('code_challenge_method') === 'S256'
        && /^[0-9a-f]{64}$/.test(query.get('code_challenge') ?? '') && to !== null && ['127.0.0.1', 'localhost'].includes(to.hostname) && to.port !== '' && to.search === '';
      if (!fits) return { status: 400, body: 'Something went wrong' };
      to.searchParams.set('state', query.get('state') ?? '');
      if (this.consent === 'refuses') to.searchParams.set('error', 'access_denied');
      else {
        // A star and a slash, as TikTok's codes have: they are to be sent decoded.
        const code = `${randomBytes(12).toString('hex')}*!/${randomBytes(4).toString('hex')}`;
        const scope = (query.get('scope') ?? '').split(',').filter((one) => !this.unticked.includes(one)).join(',');
        codes.set(code, { redirect: query.get('redirect_uri') ?? '', challenge: query.get('code_challenge') ?? '', scope });
        to.searchParams.set('code', code);
        to.searchParams.set('scopes', scope);
      }
      return { status: 302, headers: { location: to.href } };
    },
    token(fields: URLSearchParams): Answer {
      if (fields.get('client_key') !== app.clientId || fields.get('client_secret') !== app.clientSecret || fields.has('client_id')) return fail(this.errorStatus, 'invalid_client', 'Client key or secret is incorrect.');
      if (fields.get('grant_type') === 'refresh_token') {
        const old = fields.get('refresh_token') ?? '';
        const scope = refresh.get(old);
        refresh.delete(old);
        return scope === undefined ? fail(this.errorStatus, 'invalid_grant', 'Refresh token is invalid or expired.') : give(scope);
      }
      const grant = codes.get(fields.get('code') ?? '');
      codes.delete(fields.get('code') ?? '');
      const verifier = fields.get('code_verifier') ?? '';
      const fits = grant !== undefined && grant.redirect === fields.get('redirect_uri') && /^[\w.~-]{43,128}$/.test(verifier) && grant.challenge === createHash('sha256').update(verifier).digest('hex');
      return fits ? give(grant.scope) : fail(this.errorStatus, 'invalid_grant', 'Authorization code is expired.');
    },
    revoke(fields: URLSearchParams): Answer {
      if (fields.get('client_key') !== app.clientId) return fail(400, 'invalid_client', 'Client key is incorrect.');
      access.delete(fields.get('token') ?? '');
      return { status: 200, body: {} };
    },
  };
}
