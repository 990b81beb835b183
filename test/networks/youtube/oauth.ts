import { createHash, randomBytes } from 'node:crypto';
import { type Clock, HOUR, type Millis } from '#core/clock';
import type { Answer } from './answers';

const ACCESS_LIFE: Millis = HOUR;
const SCOPE = 'https://www.googleapis.com/auth/youtube.force-ssl';

interface DesktopApp { readonly clientId: string; readonly clientSecret: string }
interface Grant { readonly redirect: string; readonly challenge: string; readonly scope: string; readonly offline: boolean; readonly until: Millis }

/** Google's consent page and token endpoint for a desktop app: any port of 127.0.0.1, PKCE, the secret in the form, refresh tokens that stay. */
export function createGoogleOauth(clock: Clock, app: DesktopApp, issuer: () => string) {
  const codes = new Map<string, Grant>();
  const access = new Map<string, Millis>();
  const refresh = new Map<string, string>();
  const fail = (status: number, error: string, words: string): Answer => ({ status, body: { error, error_description: words } });
  let renewals = 0;

  const give = (scope: string, refreshToken: string | null): Answer => {
    const token = `ya29.${randomBytes(18).toString('hex')}`;
    access.set(token, clock.now() + ACCESS_LIFE);
    return { status: 200, body: { access_token: token, expires_in: ACCESS_LIFE / 1000, scope, token_type: 'Bearer', ...(refreshToken === null ? {} : { refresh_token: refreshToken }) } };
  };

  return {
    consent: 'agrees' as 'agrees' | 'refuses',
    /** What the person ticked. */
    ticked: SCOPE,
    renewals: () => renewals,
    expireAccess: () => access.clear(),
    revokeAll: () => { access.clear(); refresh.clear(); },
    alive: () => access.size + refresh.size,
    isAlive: (header: string | undefined): boolean => (access.get((header ?? '').replace(/^Bearer /, '')) ?? 0) > clock.now(),
    authorize(query: URLSearchParams): Answer {
      const redirect = URL.parse(query.get('redirect_uri') ?? '');
      const fits = query.get('client_id') === app.clientId && redirect?.protocol === 'http:' && redirect.hostname === '127.0.0.1' && query.get('response_type') === 'code' && query.get('code_challenge_method') === 'S256';
      if (!fits || redirect === null) return { status: 400, body: 'Error 400: invalid_request' };
      redirect.searchParams.set('state', query.get('state') ?? '');
      redirect.searchParams.set('iss', issuer());
      if (this.consent === 'refuses') redirect.searchParams.set('error', 'access_denied');
      else {
        const code = `4/${randomBytes(24).toString('base64url')}`;
        codes.set(code, { redirect: query.get('redirect_uri') ?? '', challenge: query.get('code_challenge') ?? '', scope: this.ticked, offline: query.get('access_type') === 'offline' && query.get('prompt') === 'consent', until: clock.now() + 60_000 });
        redirect.searchParams.set('code', code);
      }
      return { status: 302, headers: { location: redirect.href } };
    },
    token(fields: URLSearchParams): Answer {
      if (fields.get('client_id') !== app.clientId || fields.get('client_secret') !== app.clientSecret) return fail(401, 'invalid_client', 'The OAuth client was not found.');
      if (fields.get('grant_type') === 'refresh_token') {
        const scope = refresh.get(fields.get('refresh_token') ?? '');
        renewals += 1;
        return scope === undefined ? fail(400, 'invalid_grant', 'Token has been expired or revoked.') : give(scope, null);
      }
      const grant = codes.get(fields.get('code') ?? '');
      codes.delete(fields.get('code') ?? '');
      const challenge = createHash('sha256').update(fields.get('code_verifier') ?? '').digest('base64url');
      if (grant === undefined || grant.redirect !== fields.get('redirect_uri') || grant.challenge !== challenge || grant.until <= clock.now()) return fail(400, 'invalid_grant', 'Malformed auth code.');
      const next = grant.offline ? `1//${randomBytes(24).toString('base64url')}` : null;
      if (next !== null) refresh.set(next, grant.scope);
      return give(grant.scope, next);
    },
    /** Either token ends the whole grant. */
    revoke(): Answer {
      access.clear();
      refresh.clear();
      return { status: 200, body: {} };
    },
  };
}
