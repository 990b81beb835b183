import { createHmac, randomBytes } from 'node:crypto';
import { type Clock, DAY, HOUR } from '#core/clock';
import { type Answer, refuse } from './answers';

export interface Account { readonly id: string; readonly scoped: string; readonly username: string; readonly name: string }
export interface Page { readonly id: string; readonly name: string; readonly account: Account | null }
/** `account`: of Instagram's own login; `page`: of a Page; neither: of a person at Facebook. */
export interface Token { readonly account: Account | null; readonly page: Page | null; readonly scopes: readonly string[]; readonly since: number; readonly until: number }

const LOCALHOST = /^http:\/\/localhost(?::\d+)?\//;

/** Both logins: Instagram's own, with tokens of an hour and of sixty days that renew themselves, and Facebook's, with tokens of people and of Pages. */
export function createInstagramOauth(clock: Clock, me: Account, pages: readonly Page[]) {
  const app = { clientId: '1234567890123456', clientSecret: `sec${randomBytes(14).toString('hex')}`, redirect: 'https://harrowandclay.example/instagram' };
  const facebookRedirect = 'https://www.facebook.com/connect/login_success.html';
  const codes = new Map<string, { readonly redirect: string; readonly scopes: readonly string[] }>();
  const tokens = new Map<string, Token>();
  const behave = { consent: 'agrees' as 'agrees' | 'refuses', live: false, pages, withholds: [] as readonly string[], namesScopes: true };
  let renewals = 0;
  const issue = (of: Pick<Token, 'account' | 'page'>, scopes: readonly string[], until: number): string => {
    const token = `${of.account === null ? 'EAAB' : 'IGAA'}${randomBytes(40).toString('base64url')}`;
    tokens.set(token, { account: of.account, page: of.page, scopes, since: clock.now(), until });
    return token;
  };
  const live = (token: string | null): Token | null => {
    const known = tokens.get(token ?? '');
    return known === undefined || known.until <= clock.now() ? null : known;
  };
  const dead = (): Answer => refuse(400, 190, 'Error validating access token: Session has expired.', 463);
  const long = (access_token: string): Answer => ({ status: 200, body: { access_token, token_type: 'bearer', expires_in: 60 * DAY / 1000 } });

  /** Either dialog: back to the redirect with a code. */
  function agree(query: URLSearchParams, allowed: boolean, hash: string): Answer {
    const to = query.get('redirect_uri') ?? '';
    if (query.get('client_id') !== app.clientId || !allowed || query.get('response_type') !== 'code') return refuse(400, 191, 'URL Blocked: This redirect failed because the redirect URI is not white-listed');
    const back = new URL(to);
    if (behave.consent === 'refuses') for (const [key, value] of [['error', 'access_denied'], ['error_reason', 'user_denied'], ['error_description', 'Permissions error']] as const) back.searchParams.set(key, value);
    else {
      const code = `AQ${randomBytes(30).toString('base64url')}`;
      codes.set(code, { redirect: to, scopes: (query.get('scope') ?? '').split(',').filter((scope) => !behave.withholds.includes(scope)) });
      back.searchParams.set('code', code);
    }
    back.searchParams.set('state', query.get('state') ?? '');
    return { status: 302, headers: { location: `${back.href}${hash}` } };
  }
  const take = (code: string | null) => {
    const known = codes.get(code ?? '');
    codes.delete(code ?? '');
    return known;
  };
  const isApp = (query: URLSearchParams): boolean => query.get('client_id') === app.clientId && query.get('client_secret') === app.clientSecret;

  return {
    app, facebookRedirect, behave, live, dead,
    renewals: () => renewals,
    /** As Meta's own pages make them. */
    generate: (scopes: readonly string[]): string => issue({ account: me, page: null }, scopes, clock.now() + 60 * DAY),
    explorer: (scopes: readonly string[]): string => issue({ account: null, page: null }, scopes, clock.now() + HOUR),
    kill: () => tokens.clear(),
    isProven: (query: URLSearchParams): boolean => {
      const proof = query.get('appsecret_proof');
      return proof === null || proof === createHmac('sha256', app.clientSecret).update(query.get('access_token') ?? '').digest('hex');
    },
    authorize: (query: URLSearchParams): Answer => agree(query, query.get('redirect_uri') === app.redirect, '#_'),
    dialog: (query: URLSearchParams): Answer => agree(query, query.get('redirect_uri') === facebookRedirect || (!behave.live && LOCALHOST.test(query.get('redirect_uri') ?? '')), '#_=_'),
    exchange(form: URLSearchParams): Answer {
      const wrong = (message: string): Answer => ({ status: 400, body: { error_type: 'OAuthException', code: 400, error_message: message } });
      const code = take(form.get('code'));
      if (!isApp(form)) return wrong('Error validating client secret.');
      if (code === undefined || code.redirect !== form.get('redirect_uri') || form.get('grant_type') !== 'authorization_code') return wrong('Invalid authorization code');
      const one = { access_token: issue({ account: me, page: null }, code.scopes, clock.now() + HOUR), user_id: me.scoped, ...(behave.namesScopes ? { permissions: code.scopes } : {}) };
      return { status: 200, body: { data: [one] } };
    },
    lengthen(query: URLSearchParams): Answer {
      const short = live(query.get('access_token'));
      if (short === null) return dead();
      if (query.get('grant_type') !== 'ig_exchange_token' || query.get('client_secret') !== app.clientSecret) return refuse(400, 1, 'Error validating client secret.');
      return long(issue(short, short.scopes, clock.now() + 60 * DAY));
    },
    renew(query: URLSearchParams): Answer {
      const old = live(query.get('access_token'));
      if (old === null) return dead();
      if (query.get('grant_type') !== 'ig_refresh_token' || old.account === null || old.until - old.since <= DAY || clock.now() - old.since < DAY) return refuse(400, 100, 'This token cannot be refreshed yet');
      renewals += 1;
      return long(issue(old, old.scopes, clock.now() + 60 * DAY));
    },
    /** Facebook's token endpoint. */
    accessToken(query: URLSearchParams): Answer {
      if (!isApp(query)) return refuse(400, 1, 'Error validating client secret.');
      if (query.get('grant_type') === 'fb_exchange_token') {
        const short = live(query.get('fb_exchange_token'));
        return short === null ? dead() : long(issue({ account: null, page: null }, short.scopes, clock.now() + 60 * DAY));
      }
      const code = take(query.get('code'));
      if (code === undefined || code.redirect !== query.get('redirect_uri')) return refuse(400, 100, 'This authorization code has been used.', 36_009);
      return long(issue({ account: null, page: null }, code.scopes, clock.now() + HOUR));
    },
    /** The Pages of a person. Tokens that come of a short one end with it. */
    accounts(person: Token): Answer {
      const until = person.until - clock.now() > DAY ? Infinity : person.until;
      const data = behave.pages.map((page) => ({
        id: page.id, name: page.name, access_token: issue({ account: null, page }, person.scopes, until), ...(page.account === null ? {} : { instagram_business_account: { id: page.account.id, username: page.account.username } }),
      }));
      return { status: 200, body: { data, paging: { cursors: { before: 'QVFI', after: 'QVFJ' } } } };
    },
    debug(query: URLSearchParams): Answer {
      const asker = query.get('access_token');
      if (asker !== `${app.clientId}|${app.clientSecret}` && live(asker) === null) return dead();
      const known = live(query.get('input_token'));
      if (known === null) return { status: 200, body: { data: { is_valid: false, scopes: [] } } };
      const seconds = (at: number): number => (at === Infinity ? 0 : Math.floor(at / 1000));
      return { status: 200, body: { data: { app_id: app.clientId, is_valid: true, expires_at: seconds(known.until), ...(known.page === null ? {} : { data_access_expires_at: seconds(known.since + 90 * DAY) }), scopes: known.scopes } } };
    },
  };
}
