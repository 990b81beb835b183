import { createHmac, randomBytes } from 'node:crypto';
import { type Clock, DAY, HOUR } from '#core/clock';
import { type Answer, refuse } from './answers';

export interface Page { readonly id: string; readonly name: string; readonly username: string; readonly tasks: readonly string[] }
interface Token { readonly page: Page | null; readonly scopes: readonly string[]; readonly until: number; readonly accessUntil: number }

const LOCALHOST = /^http:\/\/localhost(?::\d+)?\//;

/** OAuth as Facebook has it: a code for a token of an hour, that for one of sixty days, and with that tokens of Pages that do not end. */
export function createFacebookOauth(clock: Clock, pages: readonly Page[]) {
  const app = { clientId: '1234567890123456', clientSecret: `sec${randomBytes(14).toString('hex')}` };
  const redirect = 'https://www.facebook.com/connect/login_success.html';
  const codes = new Map<string, { readonly redirect: string; readonly scopes: readonly string[] }>();
  const tokens = new Map<string, Token>();
  const behave = { consent: 'agrees' as 'agrees' | 'refuses', live: false, pages, withholds: [] as readonly string[] };

  const issue = (page: Page | null, scopes: readonly string[], until: number): string => {
    const token = `EAAB${randomBytes(40).toString('base64url')}`;
    tokens.set(token, { page, scopes, until, accessUntil: clock.now() + 90 * DAY });
    return token;
  };
  const live = (token: string | null): Token | null => {
    const known = tokens.get(token ?? '');
    return known === undefined || known.until <= clock.now() ? null : known;
  };
  const dead = (): Answer => refuse(400, 190, 'Error validating access token: Session has expired.', 463);
  const token = (access_token: string): Answer => ({ status: 200, body: { access_token, token_type: 'bearer', expires_in: 5_183_944 } });
  const isApp = (query: URLSearchParams): boolean => query.get('client_id') === app.clientId && query.get('client_secret') === app.clientSecret;

  return {
    app, redirect, behave, live, dead,
    /** As the Graph API Explorer makes it. */
    generate: (scopes: readonly string[]): string => issue(null, scopes, clock.now() + HOUR),
    pageToken: (page: Page, scopes: readonly string[]): string => issue(page, scopes, Infinity),
    kill: () => tokens.clear(),
    /** The proof that apps send beside a token. One that does not fit is refused even where none is asked for. */
    isProven: (query: URLSearchParams): boolean => {
      const proof = query.get('appsecret_proof');
      return proof === null || proof === createHmac('sha256', app.clientSecret).update(query.get('access_token') ?? '').digest('hex');
    },
    authorize(query: URLSearchParams): Answer {
      const to = query.get('redirect_uri') ?? '';
      const allowed = to === redirect || (!behave.live && LOCALHOST.test(to));
      if (query.get('client_id') !== app.clientId || !allowed || query.get('response_type') !== 'code') return refuse(400, 191, 'URL Blocked: This redirect failed because the redirect URI is not white-listed');
      const back = new URL(to);
      if (behave.consent === 'refuses') for (const [key, value] of [['error', 'access_denied'], ['error_reason', 'user_denied'], ['error_description', 'Permissions error']] as const) back.searchParams.set(key, value);
      else {
        const code = `AQ${randomBytes(30).toString('base64url')}`;
        codes.set(code, { redirect: to, scopes: (query.get('scope') ?? '').split(',').filter((scope) => !behave.withholds.includes(scope)) });
        back.searchParams.set('code', code);
      }
      back.searchParams.set('state', query.get('state') ?? '');
      return { status: 302, headers: { location: `${back.href}#_=_` } };
    },
    accessToken(query: URLSearchParams): Answer {
      if (!isApp(query)) return refuse(400, 1, 'Error validating client secret.');
      if (query.get('grant_type') === 'fb_exchange_token') {
        const short = live(query.get('fb_exchange_token'));
        if (short === null) return dead();
        return short.page === null ? token(issue(null, short.scopes, clock.now() + 60 * DAY)) : refuse(400, 100, 'This token cannot be exchanged');
      }
      const code = codes.get(query.get('code') ?? '');
      codes.delete(query.get('code') ?? '');
      if (code === undefined || code.redirect !== query.get('redirect_uri')) return refuse(400, 100, 'This authorization code has been used.', 36_009);
      return token(issue(null, code.scopes, clock.now() + HOUR));
    },
    /** The Pages of a person. Tokens that come of a short one end with it. */
    accounts(person: Token): Answer {
      if (!person.scopes.includes('pages_show_list')) return { status: 200, body: { data: [] } };
      const until = person.until - clock.now() > DAY ? Infinity : person.until;
      const data = behave.pages.map((page) => ({ id: page.id, name: page.name, access_token: issue(page, person.scopes, until), tasks: page.tasks }));
      return { status: 200, body: { data, paging: { cursors: { before: 'QVFI', after: 'QVFJ' } } } };
    },
    debug(query: URLSearchParams): Answer {
      const asker = query.get('access_token');
      if (asker !== `${app.clientId}|${app.clientSecret}` && live(asker) === null) return dead();
      const known = live(query.get('input_token'));
      if (known === null) return { status: 200, body: { data: { is_valid: false, scopes: [] } } };
      const seconds = (at: number): number => (at === Infinity ? 0 : Math.floor(at / 1000));
      return { status: 200, body: { data: { app_id: app.clientId, type: known.page === null ? 'USER' : 'PAGE', is_valid: true, expires_at: seconds(known.until), data_access_expires_at: seconds(known.accessUntil), scopes: known.scopes } } };
    },
  };
}
