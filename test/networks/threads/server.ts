import http from 'node:http';
import type { Clock } from '#core/clock';
import { listenOnLoopback } from '#test/connectors/support/listen';
import { readAll } from '#test/connectors/support/read-body';
import { createLoginPage } from '../login-page';
import { type Answer, refuse } from './answers';
import { createThreadsOauth } from './oauth';
import { createThreadsPosts } from './posts';

const ME = { id: '17841405793187218', username: 'harrowandclay', name: 'Harrow & Clay' } as const;
const NEEDS: readonly (readonly [RegExp, string])[] = [
  [/^POST /, 'threads_content_publish'], [/^DELETE /, 'threads_delete'], [/\/insights$/, 'threads_manage_insights'], [/\/conversation$/, 'threads_read_replies'], [/\/mentions$/, 'threads_manage_mentions'], [/^GET /, 'threads_basic'],
];

/**
 * A stand-in for graph.threads.net on loopback: containers with their states, publishing that is not idempotent, quotas, tokens of an hour
 * and of sixty days, Graph's errors. Not the real one: what only Threads can tell is not proved by it.
 */
export async function startThreads(clock: Clock) {
  let url = '';
  const oauth = createThreadsOauth(clock, ME.id);
  const page = createLoginPage((query) => oauth.authorize(query));
  /** Pictures that lie where Threads can fetch them. */
  const hosted = new Map<string, Uint8Array>();
  const fetched: string[] = [];
  /** Fetches over the wire instead, as Threads does; kept as it came. */
  const wire: { on: boolean; readonly got: { readonly type: string; readonly bytes: Uint8Array }[] } = { on: false, got: [] };
  const fetches = async (address: string): Promise<boolean> => {
    fetched.push(address);
    if (!wire.on) return hosted.has(address);
    const answer = await fetch(address).catch(() => null);
    if (answer?.ok !== true) return false;
    wire.got.push({ type: answer.headers.get('content-type') ?? '', bytes: new Uint8Array(await answer.arrayBuffer()) });
    return true;
  };
  const store = createThreadsPosts(clock, () => url, ME.username, fetches);

  async function handle(method: string, at: URL, form: URLSearchParams): Promise<Answer> {
    const query = at.searchParams;
    switch (`${method} ${at.pathname}`) {
      case 'GET /oauth/authorize': return oauth.authorize(query);
      case 'POST /oauth/access_token': return oauth.exchange(form);
      case 'GET /access_token': return oauth.lengthen(query);
      case 'GET /refresh_access_token': return oauth.renew(query);
    }
    if (!at.pathname.startsWith('/v1.0/')) return refuse(404, 2500, 'Unknown path components');
    const token = oauth.live(query.get('access_token'));
    if (token === null) return oauth.dead();
    const path = at.pathname.slice('/v1.0'.length);
    const needed = NEEDS.find(([pattern]) => pattern.test(`${method} ${path}`))?.[1] ?? 'threads_basic';
    if (!token.scopes.includes(needed)) return refuse(400, 10, 'Application does not have permission for this action');
    const [, id = '', leaf] = path.split('/');
    switch (`${method} ${path}`) {
      case 'GET /debug_token': return oauth.debug(query);
      case 'GET /me': return { status: 200, body: { id: ME.id, username: ME.username, name: ME.name, threads_profile_picture_url: 'https://scontent.example/clay.jpg' } };
      case 'GET /me/threads': return store.own(query);
      case 'GET /me/replies': return store.ownReplies(query);
      case 'GET /me/mentions': return store.mentions(query);
      case 'GET /me/threads_publishing_limit': return store.limits();
      case 'POST /me/threads': return store.create(query);
      case 'POST /me/threads_publish': return store.publish(query.get('creation_id') ?? '');
    }
    if (leaf === 'insights' && method === 'GET') return store.insights(id, query);
    if (leaf === 'conversation' && method === 'GET') return store.conversation(id, query);
    return leaf === undefined && (method === 'GET' || method === 'DELETE') ? store.one(method, id, query) : refuse(404, 2500, 'Unknown path components');
  }

  const server = http.createServer((request, response) => {
    void (async () => {
      if (page.handle(request, response)) return;
      const raw = await readAll(request);
      const answer = await handle(request.method ?? '', new URL(request.url ?? '/', 'http://x'), new URLSearchParams(raw.toString()));
      response.writeHead(answer.status, { date: new Date(clock.now()).toUTCString(), 'content-type': 'application/json; charset=UTF-8', 'facebook-api-version': 'v1.0', ...answer.headers });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    })();
  });
  const port = await listenOnLoopback(server);
  url = `http://127.0.0.1:${port}`;
  return {
    url, me: ME, oauth, page, store, hosted, fetched, wire,
    get posts() { return store.posts; },
    close: (): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
export type ThreadsServer = Awaited<ReturnType<typeof startThreads>>;
