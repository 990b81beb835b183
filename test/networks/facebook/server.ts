import http from 'node:http';
import type { Clock } from '#core/clock';
import { listenOnLoopback } from '#test/connectors/support/listen';
import { readAll } from '#test/connectors/support/read-body';
import { type Answer, noSuch, refuse } from './answers';
import { createFacebookOauth, type Page } from './oauth';
import { createFacebookPosts } from './posts';

const ALL = ['ANALYZE', 'ADVERTISE', 'MODERATE', 'CREATE_CONTENT', 'MANAGE'] as const;
const CERAMICS: Page = { id: '104567890123456', name: 'Harrow & Clay', username: 'harrowandclay', tasks: ALL };
const CAFE: Page = { id: '104567890123999', name: 'The Kiln Café', username: '', tasks: ALL };
/** Whose owner lets this person read its numbers, and no more. */
const MUSEUM: Page = { id: '104567890123777', name: 'Museum of Glaze', username: 'glaze', tasks: ['ANALYZE'] };
const VERSION = '/v25.0';
const NEEDS: readonly (readonly [RegExp, string])[] = [
  [/^POST /, 'pages_manage_posts'], [/^DELETE /, 'pages_manage_posts'], [/\/insights$/, 'read_insights'], [/\/tagged$/, 'pages_read_user_content'], [/^GET /, 'pages_read_engagement'],
];

/**
 * A stand-in for graph.facebook.com on loopback: the dialog, tokens of people and of Pages, photos, feed posts, scheduled ones that go out by
 * themselves, usage headers, Graph's errors. Not the real one: what only Facebook can tell is not proved by it.
 */
export async function startFacebook(clock: Clock) {
  let url = '';
  const oauth = createFacebookOauth(clock, [CERAMICS, CAFE, MUSEUM]);
  const store = createFacebookPosts(clock, () => url);
  const usage = { app: 3, page: 2, regainMinutes: 0 };

  const headers = (page: Page | null): Readonly<Record<string, string>> => ({
    'x-app-usage': JSON.stringify({ call_count: usage.app, total_time: 1, total_cputime: 1 }),
    ...(page === null ? {} : { 'x-business-use-case-usage': JSON.stringify({ [page.id]: [{ type: 'pages', call_count: usage.page, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: usage.regainMinutes }] }) }),
  });
  const shownPage = ({ id, name, username }: Page) => ({
    id, name, ...(username === '' ? {} : { username }), link: `${url}/${username || id}`, followers_count: 421, fan_count: 400, picture: { data: { url: 'https://scontent.example/clay.jpg' } },
  });

  async function handle(method: string, at: URL, fields: URLSearchParams, form: FormData | null): Promise<Answer> {
    const path = at.pathname.slice(VERSION.length);
    if (!at.pathname.startsWith(`${VERSION}/`)) return refuse(404, 2500, 'Unknown path components');
    if (path === '/dialog/oauth') return oauth.authorize(fields);
    if (path === '/oauth/access_token') return oauth.accessToken(fields);
    if (path === '/debug_token') return oauth.debug(fields);
    const token = oauth.live(fields.get('access_token'));
    if (token === null) return oauth.dead();
    if (!oauth.isProven(fields)) return refuse(400, 100, 'Invalid appsecret_proof provided in the API argument');
    const { page } = token;
    const answer = page === null ? (path === '/me/accounts' ? oauth.accounts(token) : refuse(400, 200, 'A page access token is required')) : await onPage(method, path, page, token.scopes, fields, form);
    return { ...answer, headers: { ...headers(page), ...answer.headers } };
  }

  async function onPage(method: string, path: string, page: Page, scopes: readonly string[], fields: URLSearchParams, form: FormData | null): Promise<Answer> {
    if (path === '/me') return { status: 200, body: shownPage(page) };
    const needed = NEEDS.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1] ?? 'pages_read_engagement';
    if (!scopes.includes(needed)) return refuse(403, 10, 'This endpoint requires the permission');
    const [, id = '', leaf] = path.split('/');
    if (path === '/me/accounts') return refuse(400, 100, '(#100) Tried accessing nonexisting field (accounts) on node type (Page)');
    if (usage.app > 100) return refuse(400, 4, 'Application request limit reached');
    if (id === page.id) {
      switch (`${method} ${leaf ?? ''}`) {
        case 'POST feed': return store.feed(page, fields);
        case 'POST photos': return form === null ? refuse(400, 324, 'Requires upload file') : store.photo(form);
        case 'POST videos': return store.film.upload(page, 'post', fields, form);
        case 'POST video_reels': return store.film.upload(page, 'reel', fields, form);
        case 'POST video_stories': return store.film.upload(page, 'story', fields, form);
        case 'POST photo_stories': return store.film.photoStory(page, fields.get('photo_id'), store.photos.has(fields.get('photo_id') ?? ''));
        case 'GET video_reels': return store.film.reels(page, fields);
        case 'GET stories': return store.film.storyList(page);
        case 'GET published_posts': return store.published(id, fields);
        case 'GET scheduled_posts': return store.scheduled(id, fields);
        case 'GET tagged': return store.tagged(id, fields);
        default: return refuse(404, 2500, 'Unknown path components');
      }
    }
    if (store.film.has(id) && leaf === undefined) return store.film.one(method, id, fields);
    if (!id.startsWith(`${page.id}_`)) return noSuch(id);
    if (leaf === 'insights' && method === 'GET') return store.insights(id, fields);
    return leaf === undefined ? store.one(method, id, fields) : refuse(404, 2500, 'Unknown path components');
  }

  /** rupload.facebook.com: the token is in a header, and the body is the film. */
  function bytes(id: string, header: (name: string) => string, length: number): Answer {
    const token = oauth.live(header('authorization').replace(/^OAuth /, ''));
    if (token?.page === null || token === null) return oauth.dead();
    return store.film.receive(token.page, id, Number(header('offset')), Number(header('file_size')), length);
  }

  const server = http.createServer((request, response) => {
    void (async () => {
      const raw = await readAll(request);
      const at = new URL(request.url ?? '/', 'http://x');
      const header = (name: string): string => String(request.headers[name] ?? '');
      const type = request.headers['content-type'] ?? '';
      const form = type.startsWith('multipart/form-data') ? await new Response(new Uint8Array(raw), { headers: { 'content-type': type } }).formData() : null;
      const plain = form === null ? [...new URLSearchParams(raw.toString())] : [...form].flatMap(([name, value]): readonly [string, string][] => (typeof value === 'string' ? [[name, value]] : []));
      const answer = at.pathname.startsWith(`/video-upload${VERSION}/`) ? bytes(at.pathname.split('/')[3] ?? '', header, raw.length) : await handle(request.method ?? '', at, new URLSearchParams([...at.searchParams, ...plain]), form);
      response.writeHead(answer.status, { date: new Date(clock.now()).toUTCString(), 'content-type': 'application/json; charset=UTF-8', 'facebook-api-version': 'v25.0', ...answer.headers });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    })();
  });
  const port = await listenOnLoopback(server);
  url = `http://127.0.0.1:${port}`;
  return {
    url, oauth, store, usage, pages: { ceramics: CERAMICS, cafe: CAFE, museum: MUSEUM },
    get posts() { return store.posts; },
    close: (): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
export type FacebookServer = Awaited<ReturnType<typeof startFacebook>>;
