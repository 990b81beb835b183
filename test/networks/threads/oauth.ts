import { randomBytes } from 'node:crypto';
import { type Clock, DAY, HOUR } from '#core/clock';
import { type Answer, refuse } from './answers';

interface Token { readonly scopes: readonly string[]; readonly since: number; readonly until: number; readonly long: boolean }

/** OAuth as Threads has it: a code for a token of an hour, that for one of sixty days, which renews itself from its second day on. */
export function createThreadsOauth(clock: Clock, me: string) {
  const app = { clientId: '1234567890123456', clientSecret: `sec${randomBytes(14).toString('hex')}`, redirect: 'https://harrowandclay.example/threads' };
  const codes = new Map<string, { readonly redirect: string; readonly scopes: readonly string[] }>();
  const tokens = new Map<string, Token>();
  const behave = { consent: 'agrees' as 'agrees' | 'refuses' };
  let renewals = 0;
  const issue = (scopes: readonly string[], life: number): string => {
    const token = `THAA${randomBytes(30).toString('base64url')}`;
    tokens.set(token, { scopes, since: clock.now(), until: clock.now() + life, long: life > DAY });
    return token;
  };
  const live = (token: string | null): Token | null => {
    const known = tokens.get(token ?? '');
    return known === undefined || known.until <= clock.now() ? null : known;
  };
  const dead = (): Answer => refuse(401, 190, 'Error validating access token: Session has expired.', 463);

  return {
    app, behave, live, dead,
    renewals: () => renewals,
    /** As Meta's own page makes it for a tester. */
    generate: (scopes: readonly string[]): string => issue(scopes, 60 * DAY),
    kill: () => tokens.clear(),
    authorize(query: URLSearchParams): Answer {
      if (query.get('client_id') !== app.clientId || query.get('redirect_uri') !== app.redirect || query.get('response_type') !== 'code') return refuse(400, 1_349_168, 'Blocked redirect');
      const back = new URL(app.redirect);
      if (behave.consent === 'refuses') for (const [key, value] of [['error', 'access_denied'], ['error_reason', 'user_denied'], ['error_description', 'The+user+denied+your+request']] as const) back.searchParams.set(key, value);
      else {
        const code = `AQ${randomBytes(30).toString('base64url')}`;
        codes.set(code, { redirect: app.redirect, scopes: (query.get('scope') ?? '').split(',') });
        back.searchParams.set('code', code);
      }
      back.searchParams.set('state', query.get('state') ?? '');
      return { status: 302, headers: { location: `${back.href}#_` } };
    },
    exchange(form: URLSearchParams): Answer {
      const wrong = (message: string): Answer => ({ status: 400, body: { error_type: 'OAuthException', code: 400, error_message: message } });
      const code = codes.get(form.get('code') ?? '');
      codes.delete(form.get('code') ?? '');
      if (form.get('client_id') !== app.clientId || form.get('client_secret') !== app.clientSecret) return wrong('Error validating client secret.');
      if (code === undefined || code.redirect !== form.get('redirect_uri') || form.get('grant_type') !== 'authorization_code') return wrong('Invalid authorization code');
      return { status: 200, body: { access_token: issue(code.scopes, HOUR), user_id: me } };
    },
    lengthen(query: URLSearchParams): Answer {
      const short = live(query.get('access_token'));
      if (short === null) return dead();
      if (query.get('grant_type') !== 'th_exchange_token' || query.get('client_secret') !== app.clientSecret) return refuse(400, 1, 'Error validating client secret.');
      return { status: 200, body: { access_token: issue(short.scopes, 60 * DAY), token_type: 'bearer', expires_in: 60 * DAY / 1000 } };
    },
    renew(query: URLSearchParams): Answer {
      const old = live(query.get('access_token'));
      if (old === null) return dead();
      if (query.get('grant_type') !== 'th_refresh_token' || !old.long || clock.now() - old.since < DAY) return refuse(400, 100, 'This token cannot be refreshed yet');
      renewals += 1;
      return { status: 200, body: { access_token: issue(old.scopes, 60 * DAY), token_type: 'bearer', expires_in: 60 * DAY / 1000 } };
    },
    debug(query: URLSearchParams): Answer {
      const token = live(query.get('input_token'));
      return { status: 200, body: { data: token === null ? { is_valid: false } : { is_valid: true, type: 'USER', user_id: me, scopes: token.scopes, issued_at: Math.floor(token.since / 1000), expires_at: Math.floor(token.until / 1000) } } };
    },
  };
}
