import { isGone } from '../http/read-error';
import { err, ok, type Result } from '#core/result';
import { listOf } from '../meta-graph/answers';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { Connected, LoginContext, LoginError } from '../ports/login';
import { accountAnswer, type FacebookSecret } from './api-types';
import type { FacebookClient, FacebookDeps } from './client';
import { readProfile } from './profile';
import { askAbout } from './tokens';

/** The least that does all we do. `business_management` is asked for by hand where a Page belongs to a business: see the README. */
export const SCOPES = ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts', 'pages_read_user_content', 'read_insights'] as const;

/** Who may not do this on a Page cannot publish there. */
const MAY_PUBLISH = 'CREATE_CONTENT';
const MOST_PAGES = 10;
const accounts = listOf(accountAnswer);

interface Page {
  readonly id: string;
  readonly name: string;
  readonly secret: FacebookSecret;
}

/** A session before there is an account. */
const withSecret = (client: FacebookClient, secret: FacebookSecret, remoteId = ''): Session => ({
  accountId: 'login:facebook', serverUrl: client.bases.web, remoteId, handle: '', limits: null, secret: { ...secret },
  saveSecret: async () => undefined, lock: async (work) => work(),
});

/** The Pages that the person who has logged in may publish on, each with a token of its own. */
async function listPages(client: FacebookClient, person: FacebookSecret, signal: AbortSignal): Promise<Result<readonly Page[], ConnectorError>> {
  const session = withSecret(client, person);
  const pages: Page[] = [];
  let after: string | null = null;
  for (let n = 0; n < MOST_PAGES; n += 1) {
    const fields: Record<string, string> = { fields: 'id,name,access_token,tasks', limit: '100', ...(after === null ? {} : { after }) };
    const read = await client.read(session, { method: 'GET', path: '/me/accounts', fields, effect: 'reads', signal }, accounts);
    if (!read.ok) return read;
    for (const { id, name, access_token: accessToken, tasks } of read.value.items) {
      if (tasks?.includes(MAY_PUBLISH) ?? true) pages.push({ id, name, secret: { accessToken, app: person.app } });
    }
    after = read.value.next;
    if (after === null) break;
  }
  return ok(pages);
}

/** One page of a login: who it is, what may be done there and until when. */
async function connectPage(deps: FacebookDeps, client: FacebookClient, secret: FacebookSecret, signal: AbortSignal): Promise<Result<Connected, LoginError>> {
  const profile = await readProfile(client, withSecret(client, secret), signal);
  if (!profile.ok) return err(loginError(profile.error));
  const { expiresAt, dataAccessEndsAt, scopes } = await askAbout({ http: deps.http, bases: client.bases }, secret, signal);
  return ok({
    serverUrl: client.bases.web, profile: profile.value, secret: { ...secret }, expiresAt, loginEndsAt: dataAccessEndsAt, scopes,
    missingScopes: scopes.length === 0 ? [] : SCOPES.filter((scope) => !scopes.includes(scope)),
  });
}

/**
 * From a token to accounts: a person's leads to their Pages, of which they choose, a Page's own to that Page.
 * The first one is the login's account, the others come with it.
 */
export async function connectPages(deps: FacebookDeps, client: FacebookClient, token: FacebookSecret, { signal, choose }: Pick<LoginContext, 'signal' | 'choose'>): Promise<Result<Connected, LoginError>> {
  const listed = await listPages(client, token, signal);
  // A Page has no accounts of its own: then this is its token.
  if (!listed.ok) return isPageToken(listed.error) ? connectPage(deps, client, token, signal) : err(loginError(listed.error));
  const pages = listed.value;
  if (pages.length === 0) return err({ type: 'no-account', detail: 'Facebook lists no Page that this login may publish on' });
  const ids = pages.length === 1 || choose === undefined ? pages.slice(0, 1).map(({ id }) => id) : await choose(pages.map(({ id, name }) => ({ id, name })));
  const done: Connected[] = [];
  for (const { secret } of pages.filter(({ id }) => ids.includes(id))) {
    const page = await connectPage(deps, client, secret, signal);
    if (!page.ok) return page;
    done.push(page.value);
  }
  const [first, ...others] = done;
  return first === undefined ? err({ type: 'cancelled' }) : ok({ ...first, others });
}

/** "Tried accessing nonexisting field (accounts) on node type (Page)": code 100. */
const isPageToken = (error: ConnectorError): boolean => error.type === 'rejected' && (error.reason === 'invalid' || isGone(error));

function loginError(error: ConnectorError): LoginError {
  if (error.type === 'aborted') return { type: 'cancelled' };
  if (error.type === 'unavailable' || error.type === 'rate-limited') return { type: 'unreachable', detail: error.type === 'unavailable' ? error.detail : 'it asks to wait' };
  return { type: 'server-lied', detail: error.type === 'reauth' ? 'the token is not taken' : 'the token may not read its Pages: pages_show_list and pages_read_engagement are needed' };
}
