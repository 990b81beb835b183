import { err, ok, type Result } from '#core/result';
import { listOf } from '../meta-graph/answers';
import type { ConnectorError } from '../ports/connector-error';
import type { Connected, LoginContext, LoginError } from '../ports/login';
import { pageAnswer } from './api-types';
import type { InstagramClient, InstagramDeps } from './client';
import { connect, loginError, sessionWith } from './connect';
import type { App } from './secret';
import { askAbout, lengthen } from './tokens';

/** The least that does all we do. `pages_manage_posts` is for pictures that lie on the Page. */
export const PAGE_SCOPES = [
  'instagram_basic', 'instagram_content_publish', 'instagram_manage_comments', 'instagram_manage_insights', 'pages_show_list', 'pages_read_engagement', 'pages_manage_posts',
] as const;
const MOST_PAGES = 10;
const FIELDS = 'id,name,access_token,instagram_business_account{id,username}';
const pages = listOf(pageAnswer);

interface Linked {
  readonly pageId: string;
  readonly pageToken: string;
  readonly id: string;
  readonly name: string;
}

/** The Instagram accounts that belong to the person's Pages, each with the token of its Page. */
async function listLinked(client: InstagramClient, accessToken: string, app: App | null, signal: AbortSignal): Promise<Result<readonly Linked[], ConnectorError>> {
  const session = sessionWith(client, { way: 'page', accessToken, app, pageId: 'me', expiresAt: null });
  const found: Linked[] = [];
  let after: string | null = null;
  for (let n = 0; n < MOST_PAGES; n += 1) {
    const fields: Record<string, string> = { fields: FIELDS, limit: '100', ...(after === null ? {} : { after }) };
    const read = await client.read(session, { method: 'GET', path: '/me/accounts', fields, effect: 'reads', signal }, pages);
    if (!read.ok) return read;
    for (const { id: pageId, name, access_token: pageToken, instagram_business_account: account } of read.value.items) {
      if (account !== null && account !== undefined) found.push({ pageId, pageToken, id: account.id, name: account.username === '' ? name : account.username });
    }
    after = read.value.next;
    if (after === null) break;
  }
  return ok(found);
}

/**
 * From a person's token at Facebook to the Instagram accounts of their Pages, of which they choose. The first one is the login's account,
 * the others come with it.
 */
export async function connectByPages({ http }: Pick<InstagramDeps, 'http'>, client: InstagramClient, given: string, app: App | null, { signal, choose }: Pick<LoginContext, 'signal' | 'choose'>): Promise<Result<Connected, LoginError>> {
  const road = { http, bases: client.bases };
  // What cannot be lengthened is used as it is, and then says itself when it ends.
  const long = app === null ? null : await lengthen(road, app, given, signal);
  if (long !== null && !long.ok && long.error.type !== 'server-lied') return long;
  const listed = await listLinked(client, long?.ok === true ? long.value : given, app, signal);
  if (!listed.ok) return err(loginError(listed.error, 'the token may not read its Pages: pages_show_list and instagram_basic are needed'));
  const accounts = listed.value;
  if (accounts.length === 0) return err({ type: 'no-account', detail: 'Facebook lists no Page with a professional Instagram account' });
  const ids = accounts.length === 1 || choose === undefined ? accounts.slice(0, 1).map(({ id }) => id) : await choose(accounts.map(({ id, name }) => ({ id, name })));
  const done: Connected[] = [];
  for (const { pageId, pageToken, id } of accounts.filter((account) => ids.includes(account.id))) {
    const facts = await askAbout(road, client.bases.facebook, pageToken, app, signal);
    const secret = { way: 'page', accessToken: pageToken, app, pageId, expiresAt: facts.expiresAt } as const;
    const account = await connect(client, secret, id, facts.scopes, PAGE_SCOPES, signal);
    if (!account.ok) return account;
    done.push({ ...account.value, loginEndsAt: facts.consentEndsAt });
  }
  const [first, ...others] = done;
  return first === undefined ? err({ type: 'cancelled' }) : ok({ ...first, others });
}
