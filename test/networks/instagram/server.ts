import http from 'node:http';
import type { Clock } from '#core/clock';
import { listenOnLoopback } from '#test/connectors/support/listen';
import { readAll } from '#test/connectors/support/read-body';
import { type Answer, done, noSuch, only, refuse } from './answers';
import { type Account, createInstagramOauth, type Page, type Token } from './oauth';
import { createInstagramPosts } from './posts';

const VERSION = '/v25.0';
const ME: Account = { id: '17841405793187218', scoped: '26543210987654321', username: 'harrowandclay', name: 'Harrow & Clay' };
const CAFE: Account = { id: '17841400000000202', scoped: '26543210987654999', username: 'kilncafe', name: 'The Kiln Café' };
const PAGES: readonly Page[] = [{ id: '102030405060701', name: 'Harrow & Clay', account: ME }, { id: '102030405060702', name: 'The Kiln Café', account: CAFE }, { id: '102030405060703', name: 'Museum', account: null }];

/** What a call needs, at Instagram and by a Page. */
const NEEDS: readonly (readonly [RegExp, string, string])[] = [
  [/\/media_publish$|^POST \/\d+\/media$|\/content_publishing_limit$/, 'instagram_business_content_publish', 'instagram_content_publish'],
  [/\/comments$/, 'instagram_business_manage_comments', 'instagram_manage_comments'], [/\/insights$/, 'instagram_business_manage_insights', 'instagram_manage_insights'],
  [/\/photos$/, 'a Page', 'pages_manage_posts'], [/^/, 'instagram_business_basic', 'instagram_basic'],
];

/**
 * A stand-in for graph.instagram.com, graph.facebook.com and rupload.facebook.com on loopback: both logins, containers with their states, resumable
 * uploads, publishing that is not idempotent, Stories that end, the publishing limit, photos on Pages, Graph's errors. Not the real one.
 */
export async function startInstagram(clock: Clock) {
  let url = '';
  const oauth = createInstagramOauth(clock, ME, PAGES);
  /** Pictures that lie where Instagram can fetch them. */
  const hosted = new Map<string, Uint8Array>();
  const fetched: string[] = [];
  const photos = new Map<string, { readonly page: string; readonly source: string }>();
  /** Fetches over the wire instead, as Instagram does; kept as it came. */
  const wire: { on: boolean; readonly got: { readonly type: string; readonly bytes: Uint8Array }[] } = { on: false, got: [] };
  const fetches = async (address: string): Promise<boolean> => {
    fetched.push(address);
    if (!wire.on) return hosted.has(address);
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok !== true) return false;
    wire.got.push({ type: answer.headers.get('content-type') ?? '', bytes: new Uint8Array(await answer.arrayBuffer()) });
    return true;
  };
  const store = createInstagramPosts(clock, () => url, fetches);
  const usage = { minutes: 0 };

  const shownAccount = (account: Account, own: boolean) => ({
    ...(own ? { id: account.scoped, user_id: account.id } : { id: account.id }), username: account.username, name: account.name, profile_picture_url: 'https://scontent.example/clay.jpg', followers_count: 421,
  });

  async function onPage(method: string, page: Page, id: string, leaf: string | undefined, fields: URLSearchParams, form: FormData | null): Promise<Answer | null> {
    if (id === page.id && method === 'POST' && leaf === 'photos') {
      const source = form?.get('source');
      if (!(source instanceof Blob) || fields.get('published') !== 'false') return refuse(400, 324, 'Requires upload file');
      const made = store.nextId();
      photos.set(made, { page: page.id, source: `https://scontent.example/${made}.jpg` });
      hosted.set(`https://scontent.example/${made}.jpg`, new Uint8Array(await source.arrayBuffer()));
      return { status: 200, body: { id: made } };
    }
    const photo = photos.get(id);
    if (photo?.page !== page.id || leaf !== undefined) return null;
    if (method === 'GET') return { status: 200, body: only({ id, images: [{ source: `${photo.source}?small`, width: 130, height: 130 }, { source: photo.source, width: 1080, height: 1080 }] }, fields.get('fields')) };
    hosted.delete(photo.source);
    photos.delete(id);
    return done;
  }

  async function handle(method: string, at: URL, fields: URLSearchParams, form: FormData | null, headers: http.IncomingHttpHeaders, size: number): Promise<Answer> {
    switch (`${method} ${at.pathname}`) {
      case 'GET /oauth/authorize': return oauth.authorize(fields);
      case 'POST /oauth/access_token': return oauth.exchange(fields);
      case 'GET /access_token': return oauth.lengthen(fields);
      case 'GET /refresh_access_token': return oauth.renew(fields);
      case `GET ${VERSION}/dialog/oauth`: return oauth.dialog(fields);
      case `GET ${VERSION}/oauth/access_token`: return oauth.accessToken(fields);
      case `GET ${VERSION}/debug_token`: return oauth.debug(fields);
    }
    const upload = uploadOf(at.pathname);
    if (upload !== null && method === 'POST') {
      const account = accountOf(oauth.live(/^OAuth (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? null));
      return account === null ? oauth.dead() : store.receive(account, upload, Number(headers['offset']), Number(headers['file_size']), size);
    }
    if (!at.pathname.startsWith(`${VERSION}/`)) return refuse(404, 2500, 'Unknown path components');
    const token = oauth.live(fields.get('access_token'));
    if (token === null) return oauth.dead();
    if (!oauth.isProven(fields)) return refuse(400, 100, 'Invalid appsecret_proof provided in the API argument');
    return graph(method, at.pathname.slice(VERSION.length), token, fields, form);
  }

  async function graph(method: string, path: string, token: Token, fields: URLSearchParams, form: FormData | null): Promise<Answer> {
    const account = accountOf(token);
    if (path === '/me/accounts') return token.account === null && token.page === null ? oauth.accounts(token) : refuse(400, 100, '(#100) Tried accessing nonexisting field (accounts)');
    if (account === null) return refuse(400, 200, 'A page access token is required');
    const needed = NEEDS.find(([pattern]) => pattern.test(`${method} ${path}`))?.[token.page === null ? 1 : 2] ?? '';
    if (!token.scopes.includes(needed)) return refuse(403, 10, 'Application does not have permission for this action');
    if (usage.minutes > 0) {
      const business = { [account.id]: [{ type: 'instagram', call_count: 100, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: usage.minutes }] };
      return { ...refuse(403, 80_002, 'There have been too many calls to this Instagram account'), headers: { 'x-business-use-case-usage': JSON.stringify(business) } };
    }
    if (path === '/me' && token.account !== null && method === 'GET') return { status: 200, body: only(shownAccount(account, true), fields.get('fields')) };
    const [, id = '', leaf] = path.split('/');
    const atPage = token.page === null ? null : await onPage(method, token.page, id, leaf, fields, form);
    if (atPage !== null) return atPage;
    return id === account.id ? onAccount(method, account, leaf ?? '', fields) : onMedia(method, account, id, leaf ?? '', token.page !== null, fields);
  }

  function onAccount(method: string, account: Account, leaf: string, fields: URLSearchParams): Answer | Promise<Answer> {
    switch (`${method} ${leaf}`) {
      case 'GET ': return { status: 200, body: only(shownAccount(account, false), fields.get('fields')) };
      case 'POST media': return store.create(account, fields);
      case 'POST media_publish': return store.publish(account, fields.get('creation_id') ?? '');
      case 'GET media': return store.media(account, fields);
      case 'GET stories': return store.stories(account, fields);
      case 'GET tags': return store.tags(account, fields);
      case 'GET content_publishing_limit': return store.limits();
      default: return refuse(404, 2500, 'Unknown path components');
    }
  }

  function onMedia(method: string, account: Account, id: string, leaf: string, byPage: boolean, fields: URLSearchParams): Answer {
    if (leaf !== '' && store.find(id) === undefined) return noSuch(id);
    switch (`${method} ${leaf}`) {
      case 'GET insights': return store.insights(id, fields);
      case 'GET comments': return store.comments(id, fields);
      case 'POST comments': return store.comment(account, id, fields.get('message') ?? '');
      case 'GET ': return store.one('GET', account, id, fields);
      // Instagram's own login knows no such call.
      case 'DELETE ': return byPage ? store.one('DELETE', account, id, fields) : refuse(400, 100, 'Unsupported delete request', 33);
      default: return refuse(404, 2500, 'Unknown path components');
    }
  }

  /** The line breaks when so many bytes are there; what came before it is kept. */
  async function breakOff(request: http.IncomingMessage, upload: string): Promise<void> {
    const most = store.behave.breaksAt;
    store.behave.breaksAt = Infinity;
    // Leaving the loop takes the request off its line.
    const { socket } = request;
    let here = 0;
    for await (const chunk of request) {
      here += chunk instanceof Uint8Array ? chunk.length : 0;
      if (here >= most) break;
    }
    const account = accountOf(oauth.live(/^OAuth (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null));
    if (account !== null) store.receive(account, upload, Number(request.headers['offset']), Number(request.headers['file_size']), Math.min(here, most));
    socket.destroy();
  }

  const server = http.createServer((request, response) => {
    void (async () => {
      const upload = uploadOf(request.url ?? '/');
      if (upload !== null && store.behave.breaksAt < Infinity) {
        await breakOff(request, upload);
        return;
      }
      const raw = await readAll(request);
      const type = request.headers['content-type'] ?? '';
      const at = new URL(request.url ?? '/', 'http://x');
      const form = type.startsWith('multipart/form-data') ? await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData() : null;
      const isForm = type.startsWith('application/x-www-form-urlencoded');
      const plain = form === null ? [...new URLSearchParams(isForm ? raw.toString() : '')] : [...form].flatMap(([name, value]): readonly [string, string][] => (typeof value === 'string' ? [[name, value]] : []));
      const answer = await handle(request.method ?? '', at, new URLSearchParams([...at.searchParams, ...plain]), form, request.headers, raw.length);
      response.writeHead(answer.status, { date: new Date(clock.now()).toUTCString(), 'content-type': 'application/json; charset=UTF-8', 'facebook-api-version': 'v25.0', ...answer.headers });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    })();
  });
  const port = await listenOnLoopback(server);
  url = `http://127.0.0.1:${port}`;
  return {
    url, me: ME, cafe: CAFE, pages: PAGES, oauth, store, hosted, fetched, photos, wire, usage,
    get posts() { return store.posts; },
    close: (): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
export type InstagramServer = Awaited<ReturnType<typeof startInstagram>>;

const uploadOf = (path: string): string | null => /^\/ig-api-upload\/v25\.0\/(\d+)$/.exec(path)?.[1] ?? null;
const accountOf = (token: Token | null): Account | null => token?.account ?? token?.page?.account ?? null;
