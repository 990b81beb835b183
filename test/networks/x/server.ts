import { randomBytes } from 'node:crypto';
import http from 'node:http';
import twitterText from 'twitter-text';
import type { Clock } from '#core/clock';
import { MINUTE } from '#core/clock';
import { listenOnLoopback } from '#test/connectors/support/listen';
import { readAll } from '#test/connectors/support/read-body';
import { createXMedia } from './media';
import { createXOauth, type XApp } from './oauth';
import * as shapes from './shapes';
import { type Answer, type Names, problem, type XPerson, type XPost } from './shapes';

const EPOCH = 1_288_834_974_657n;

/**
 * X's API v2 as its OpenAPI 2.167 and documentation describe it (2026-08-22): tokens that rotate, uploads, posts, the duplicate rule,
 * lists, rate-limit headers of 15 minutes, problem JSON. Not the real one: what only X can tell is not proved by it.
 */
export async function startX(clock: Clock, redirects: readonly string[]) {
  let serial = 0n;
  const nextId = (): string => String(((BigInt(clock.now()) - EPOCH) << 22n) + (serial += 1n));
  const me: XPerson = { id: '2244994945', username: 'KeramikStudio', name: 'Keramik Studio' };
  const other: XPerson = { id: '783214', username: 'somebody', name: 'Some Body' };
  const native: XApp = { clientId: `native-${randomBytes(6).toString('hex')}`, clientSecret: '', redirects };
  const confidential: XApp = { clientId: `web-${randomBytes(6).toString('hex')}`, clientSecret: `sec-${randomBytes(18).toString('hex')}`, redirects };
  const oauth = createXOauth(clock, [native, confidential], me);
  const media = createXMedia(clock, nextId);
  let posts: XPost[] = [];
  const behave = {
    names: 'new' as Names,
    /** Which names of parameters it knows: X has renamed them once. */
    fields: 'post.fields' as 'post.fields' | 'tweet.fields',
    creditsLeft: Number.POSITIVE_INFINITY,
    /** Posts in fifteen minutes. */
    limit: 100,
    /** The same words twice are refused. X says so, and nobody says for how long. */
    duplicates: true,
  };
  let used = 0;
  let windowEnds = 0;

  function publish(author: XPerson, fields: Readonly<Record<string, unknown>>): XPost {
    const parent = posts.find(({ id }) => id === Object(fields['reply'])['in_reply_to_tweet_id']) ?? null;
    const id = nextId();
    const ids: unknown = Object(fields['media'])['media_ids'];
    const made: XPost = { id, author, text: String(fields['text'] ?? ''), at: clock.now(), root: parent?.root ?? id, parent, mediaIds: Array.isArray(ids) ? ids.map(String) : [], poll: fields['poll'] !== undefined, fields };
    posts.push(made);
    return made;
  }

  function create(fields: Readonly<Record<string, unknown>>): Answer {
    if (clock.now() >= windowEnds) { windowEnds = clock.now() + 15 * MINUTE; used = 0; }
    const headers = { 'x-rate-limit-limit': String(behave.limit), 'x-rate-limit-remaining': String(Math.max(0, behave.limit - used - 1)), 'x-rate-limit-reset': String(Math.ceil(windowEnds / 1000)) };
    if (used >= behave.limit) return { ...problem(429, 'Too Many Requests', 'Too Many Requests'), headers };
    used += 1;
    if (behave.creditsLeft <= 0) return problem(402, 'CreditsDepleted', 'Your enrolled account does not have any credits to fulfill this request.', 'credits');
    const text = String(fields['text'] ?? '');
    const ids: unknown = Object(fields['media'])['media_ids'];
    const attached = Array.isArray(ids) ? ids.map(String) : [];
    if (text === '' && attached.length === 0) return problem(400, 'Invalid Request', 'One or more parameters to your request was invalid.', 'invalid-request');
    if (twitterText.parseTweet(text).weightedLength > 280) return problem(403, 'Forbidden', 'Your Tweet text is too long.');
    if (attached.length > 0 && fields['poll'] !== undefined) return problem(400, 'Invalid Request', 'media and poll are mutually exclusive', 'invalid-request');
    if (attached.some((id) => !media.ready(id))) return problem(400, 'Invalid Request', 'Your media IDs are invalid.', 'invalid-request');
    const parent: unknown = Object(fields['reply'])['in_reply_to_tweet_id'];
    if (parent !== undefined && !posts.some(({ id }) => id === parent)) return problem(403, 'Forbidden', 'You attempted to reply to a Tweet that is deleted or not visible to you.');
    if (behave.duplicates && text !== '' && posts.some((one) => one.author === me && one.text === text)) return problem(403, 'Forbidden', 'You are not allowed to create a Tweet with duplicate content.');
    behave.creditsLeft -= 1;
    const made = publish(me, fields);
    return { status: 201, headers, body: { data: { id: made.id, text: made.text, [behave.names === 'old' ? 'edit_history_tweet_ids' : 'edit_history_post_ids']: [made.id] } } };
  }

  function page(all: readonly XPost[], query: URLSearchParams, includes: Readonly<Record<string, unknown>>): Answer {
    const since = query.get('since_id');
    const start = Date.parse(query.get('start_time') ?? '1970-01-01T00:00:00Z');
    const fit = all.filter((one) => one.at >= start && (since === null || BigInt(one.id) > BigInt(since))).toReversed();
    const from = Number((query.get('pagination_token') ?? 'p0').slice(1));
    const size = Number(query.get('max_results') ?? '10');
    const shown = fit.slice(from, from + size);
    const [newest, oldest] = [shown[0], shown.at(-1)];
    const meta = { result_count: shown.length, ...(newest === undefined ? {} : { newest_id: newest.id }), ...(oldest === undefined ? {} : { oldest_id: oldest.id }), ...(from + size < fit.length ? { next_token: `p${from + size}` } : {}) };
    return { status: 200, body: { ...(shown.length === 0 ? {} : { data: shown.map((one) => shapes.post(one, behave.names)), includes }), meta } };
  }

  async function api(method: string, url: URL, raw: Buffer, headers: http.IncomingHttpHeaders): Promise<Answer> {
    const path = url.pathname.slice(2);
    const type = headers['content-type'] ?? '';
    if (path === '/oauth2/token') return oauth.token(new URLSearchParams(raw.toString()), headers.authorization);
    if (path === '/oauth2/revoke') return oauth.revoke(new URLSearchParams(raw.toString()));
    if (oauth.whoIs(headers.authorization) === null) return problem(401, 'Unauthorized', 'Unauthorized');
    const wrongNames = behave.fields === 'tweet.fields' ? 'post.fields' : 'tweet.fields';
    if (url.searchParams.has(wrongNames)) return problem(400, 'Invalid Request', `The query parameter [${wrongNames}] is not one of [${behave.fields}]`, 'invalid-request');
    const json = (): Readonly<Record<string, unknown>> => Object(JSON.parse(raw.toString()));
    const form = (): Promise<FormData> => new Response(Uint8Array.from(raw), { headers: { 'content-type': type } }).formData();
    const id = /^\/(?:tweets|media\/upload|users)\/(\d+)/.exec(path)?.[1] ?? '';
    switch (`${method} ${path.replace(id, id === '' ? '' : ':id')}`) {
      case 'GET /users/me': return { status: 200, body: { data: shapes.user(me) } };
      case 'POST /tweets': return create(json());
      case 'GET /tweets': {
        const ids = (url.searchParams.get('ids') ?? '').split(',');
        const found = ids.flatMap((one) => posts.find((made) => made.id === one) ?? []);
        const errors = ids.filter((one) => !found.some((made) => made.id === one)).map(shapes.notFound);
        return { status: 200, body: { ...(found.length === 0 ? {} : { data: found.map((one) => shapes.post(one, behave.names)) }), ...(errors.length === 0 ? {} : { errors }) } };
      }
      case 'GET /tweets/:id': {
        const found = posts.find((one) => one.id === id);
        return { status: 200, body: found === undefined ? { errors: [shapes.notFound(id)] } : { data: shapes.post(found, behave.names) } };
      }
      case 'DELETE /tweets/:id': {
        const before = posts.length;
        posts = posts.filter((one) => one.id !== id || one.author !== me);
        return { status: 200, body: { data: { deleted: posts.length < before } } };
      }
      case 'GET /users/:id/tweets': return page(posts.filter((one) => one.author.id === id), url.searchParams, {});
      case 'GET /users/:id/mentions': return page(posts.filter((one) => one.author !== me && one.text.includes(`@${me.username}`)), url.searchParams, { users: [shapes.user(other)] });
      case 'POST /media/upload': return media.simple(await form());
      case 'GET /media/upload': return media.status(url.searchParams.get('media_id') ?? '');
      case 'POST /media/upload/initialize': return media.initialize(json());
      case 'POST /media/upload/:id/append': return media.append(id, await form());
      case 'POST /media/upload/:id/finalize': return media.finalize(id);
      case 'POST /media/metadata': return media.metadata(json());
      default: return problem(404, 'Not Found', `No such endpoint: ${method} ${path}`);
    }
  }

  const server = http.createServer((request, response) => {
    void (async () => {
      const raw = await readAll(request);
      const url = new URL(request.url ?? '/', 'http://x');
      const answer = url.pathname === '/i/oauth2/authorize' ? oauth.authorize(url.searchParams) : await api(request.method ?? '', url, raw, request.headers);
      response.writeHead(answer.status, { date: new Date(clock.now()).toUTCString(), 'content-type': 'application/json', ...answer.headers });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    })();
  });
  const port = await listenOnLoopback(server);
  return {
    url: `http://127.0.0.1:${port}`, me, native, confidential, oauth, media, behave,
    get posts(): readonly XPost[] { return posts; },
    /** Somebody else answers or mentions the account. */
    mention: (text: string, to: string | null): XPost => publish(other, { text: `@${me.username} ${text}`, ...(to === null ? {} : { reply: { in_reply_to_tweet_id: to } }) }),
    /** A person posts by hand, in X's own app. */
    byHand: (text: string): XPost => publish(me, { text }),
    close: (): Promise<void> => new Promise((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}
export type XServer = Awaited<ReturnType<typeof startX>>;
