import { createHash, randomBytes } from 'node:crypto';
import http from 'node:http';
import type { Clock, Millis } from '#core/clock';
import { HOUR, MINUTE } from '#core/clock';
import { listenOnLoopback } from './listen';
import * as shapes from './mastodon-shapes';
import type { Media, Person, Post, Scheduled } from './mastodon-shapes';
import { moreOf } from './mastodon-more';
import { readPoll } from './mastodon-polls';
import type { Answer, App, Asked, Grant } from './mastodon-traffic';
import { readAll, readFields } from './read-body';

/**
 * A double of Mastodon's client API, for what no server at hand can prove: Idempotency-Key (an hour, per account, body not compared),
 * PKCE S256, 202 and 206 while media are processed, 422 with Mastodon's words, rate headers with an ISO 8601 reset, ScheduledStatus.
 * Its rules are those of the documentation (2903485) and post_status_service.rb, read 2026-11-21; mastodon.test.ts checks its
 * answers against the published schema.
 */
export interface MastodonDouble {
  readonly url: string;
  readonly alice: Person & { readonly token: string };
  readonly bob: Person & { readonly token: string };
  readonly posts: readonly Post[];
  readonly scheduled: readonly Scheduled[];
  readonly apps: ReadonlyMap<string, App>;
  /** What the person at the login page does. */
  consent: 'agrees' | 'refuses';
  /** Media uploaded from now on are worked on for this many looks. */
  processingLooks: number;
  /** How the work on them ends. */
  processingFails: boolean;
  /** How posts may be quoted; `none`: as servers before 4.5, which say nothing of it. */
  quotes: 'automatic' | 'denied' | 'none';
  /** As after a lost registration: the server knows no app any more. */
  readonly forgetApps: () => void;
  readonly revokeTokens: () => void;
  readonly close: () => Promise<void>;
}

const KEY_LIFE: Millis = HOUR;
const MAX_CHARACTERS = 500;
const error = (status: number, words: string): Answer => ({ status, body: { error: words } });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');

export async function startMastodonDouble(clock: Clock): Promise<MastodonDouble> {
  let serial = 109_000_000_000_000_000n;
  const nextId = (): string => String((serial += 1n));
  const apps = new Map<string, App>();
  const codes = new Map<string, Grant>();
  const tokens = new Map<string, Person>();
  let posts: Post[] = [];
  let scheduled: Scheduled[] = [];
  const media = new Map<string, Media>();
  const keys = new Map<string, { readonly kind: 'post' | 'scheduled'; readonly id: string; readonly until: Millis }>();
  let base = '';
  const person = (username: string): Person & { token: string } => {
    const made = { id: nextId(), username, token: `tok-${randomBytes(16).toString('hex')}` };
    tokens.set(made.token, made);
    return made;
  };
  const alice = person('alice');
  const bob = person('bob');

  function publish(author: Person, fields: Readonly<Record<string, unknown>>): Post {
    const parent = posts.find((post) => post.id === fields['in_reply_to_id']);
    const post: Post = {
      id: nextId(), author, text: text(fields['status']), at: clock.now(), visibility: text(fields['visibility']) || 'public',
      sensitive: fields['sensitive'] === true, warning: text(fields['spoiler_text']), language: text(fields['language']) || null,
      replyTo: parent === undefined ? null : { id: parent.id, authorId: parent.author.id },
      media: attached(fields).flatMap((id) => media.get(id) ?? []),
      poll: pollOf(fields), quotes: text(fields['quote_approval_policy']) || null, before: [], editedAt: null, likedBy: new Set(), quoted: text(fields['quoted_status_id']) || null,
    };
    for (const one of post.media) one.used = true;
    posts.push(post);
    return post;
  }
  const pollOf = (fields: Readonly<Record<string, unknown>>): Post['poll'] => {
    const read = readPoll(fields['poll'], attached(fields).length > 0);
    return 'poll' in read ? read.poll : null;
  };
  const attached = (fields: Readonly<Record<string, unknown>>): string[] => (Array.isArray(fields['media_ids']) ? fields['media_ids'].map(String) : []);

  function publishDue(): void {
    const due = scheduled.filter((one) => one.at <= clock.now());
    scheduled = scheduled.filter((one) => one.at > clock.now());
    for (const one of due) publish(one.author, one.fields);
  }

  function createStatus(asked: Asked, me: Person): Answer {
    const key = text(asked.headers['idempotency-key']);
    const known = key === '' ? undefined : keys.get(`${me.id} ${key}`);
    if (known !== undefined && known.until > clock.now()) {
      const post = posts.find((one) => one.id === known.id);
      if (known.kind === 'post' && post !== undefined) return { status: 200, body: shapes.status(base, post, posts) };
      const kept = scheduled.find((one) => one.id === known.id);
      if (kept !== undefined) return { status: 200, body: shapes.scheduledStatus(base, kept) };
      // A key whose post was taken back is a failed look-up there.
      return error(404, 'Record not found');
    }
    const ids = attached(asked.fields);
    const words = text(asked.fields['status']);
    if (words === '' && ids.length === 0) return error(422, "Validation failed: Text can't be blank");
    if ([...new Intl.Segmenter().segment(words + text(asked.fields['spoiler_text']))].length > MAX_CHARACTERS) {
      return error(422, `Validation failed: Text character limit of ${MAX_CHARACTERS} exceeded`);
    }
    const poll = readPoll(asked.fields['poll'], ids.length > 0);
    if ('refused' in poll) return error(422, poll.refused);
    if (ids.length > 4) return error(422, 'Cannot attach more than 4 files');
    const files = ids.map((id) => media.get(id));
    if (files.some((one) => one === undefined || one.used)) return error(422, 'Validation failed: Media attachments is invalid, already been attached or does not exist');
    if (files.some((one) => (one?.looksLeft ?? 0) > 0)) return error(422, 'Cannot attach files that have not finished processing. Try again in a moment!');
    if (asked.fields['in_reply_to_id'] !== undefined && !posts.some((post) => post.id === asked.fields['in_reply_to_id'])) {
      return error(404, 'The post you are trying to reply to does not appear to exist.');
    }
    const remember = (kind: 'post' | 'scheduled', id: string): void => {
      if (key !== '') keys.set(`${me.id} ${key}`, { kind, id, until: clock.now() + KEY_LIFE });
    };
    if (asked.fields['scheduled_at'] !== undefined) {
      const at = Date.parse(text(asked.fields['scheduled_at']));
      if (!(at >= clock.now() + 5 * MINUTE)) return error(422, 'Validation failed: Scheduled at The scheduled date must be in the future');
      const kept: Scheduled = { id: nextId(), author: me, at, fields: asked.fields, key: key || null };
      scheduled.push(kept);
      remember('scheduled', kept.id);
      return { status: 200, body: shapes.scheduledStatus(base, kept) };
    }
    const post = publish(me, asked.fields);
    remember('post', post.id);
    return { status: 200, body: shapes.status(base, post, posts) };
  }

  function token(fields: Readonly<Record<string, unknown>>): Answer {
    const app = apps.get(text(fields['client_id']));
    if (app === undefined || app.secret !== fields['client_secret']) return { status: 401, body: { error: 'invalid_client', error_description: 'Client authentication failed due to unknown client.' } };
    const created_at = Math.floor(clock.now() / 1000);
    if (fields['grant_type'] === 'client_credentials') return { status: 200, body: { access_token: randomBytes(16).toString('hex'), token_type: 'Bearer', scope: 'read', created_at } };
    const grant = codes.get(text(fields['code']));
    const verifier = text(fields['code_verifier']);
    const proven = grant?.challenge === null || createHash('sha256').update(verifier).digest('base64url') === grant?.challenge;
    if (grant === undefined || grant.used || grant.app !== app || grant.redirect !== fields['redirect_uri'] || !proven) {
      return { status: 400, body: { error: 'invalid_grant', error_description: 'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.' } };
    }
    grant.used = true;
    const made = `tok-${randomBytes(16).toString('hex')}`;
    tokens.set(made, alice);
    return { status: 200, body: { access_token: made, token_type: 'Bearer', scope: grant.scope, created_at } };
  }

  function authorizePage(query: URLSearchParams): Answer {
    const app = apps.get(query.get('client_id') ?? '');
    const redirect = query.get('redirect_uri') ?? '';
    // Doorkeeper ignores the port of a loopback address, and only that.
    const bare = redirect.replace(/^(http:\/\/(?:127\.0\.0\.1|\[::1\])):\d+/, '$1');
    if (app === undefined || !app.redirects.some((one) => one === redirect || one === bare)) return error(400, 'The redirect uri included is not valid.');
    const back = new URL(redirect);
    back.searchParams.set('state', query.get('state') ?? '');
    if (query.get('code_challenge') !== null && query.get('code_challenge_method') !== 'S256') {
      back.searchParams.set('error', 'invalid_code_challenge_method');
    } else if (query.get('scope')?.split(' ').some((scope) => !app.scopes.split(' ').includes(scope)) === true) {
      back.searchParams.set('error', 'invalid_scope');
    } else if (double.consent === 'refuses') {
      back.searchParams.set('error', 'access_denied');
    } else {
      const code = randomBytes(16).toString('base64url');
      codes.set(code, { app, redirect, scope: query.get('scope') ?? '', challenge: query.get('code_challenge'), used: false });
      back.searchParams.set('code', code);
    }
    return { status: 302, headers: { location: back.href } };
  }

  async function createMedia(asked: Asked, me: Person): Promise<Answer> {
    const form = await new Response(new Uint8Array(asked.raw), { headers: { 'content-type': text(asked.headers['content-type']) } }).formData();
    const file = form.get('file');
    if (!(file instanceof File) || file.type === '') return error(422, "Validation failed: File can't be blank");
    const made: Media = { id: nextId(), owner: me, alt: text(form.get('description')), mime: file.type, bytes: file.size, hash: createHash('sha256').update(new Uint8Array(await file.arrayBuffer())).digest('hex'), looksLeft: double.processingLooks, fails: double.processingFails, used: false };
    media.set(made.id, made);
    return { status: made.looksLeft > 0 ? 202 : 200, body: shapes.mediaAttachment(base, made) };
  }

  function readMedia(id: string): Answer {
    const found = media.get(id);
    if (found === undefined) return error(404, 'Record not found');
    if (found.looksLeft > 0) {
      found.looksLeft -= 1;
      return { status: 206, body: shapes.mediaAttachment(base, { ...found, looksLeft: 1 }) };
    }
    return found.fails ? error(422, 'Error processing thumbnail for uploaded media') : { status: 200, body: shapes.mediaAttachment(base, found) };
  }

  const visibleTo = (me: Person | null, post: Post): boolean => ['public', 'unlisted'].includes(post.visibility) || post.author === me;

  function withToken(asked: Asked, me: Person, route: string): Answer | Promise<Answer> | null {
    const id = /^\w+ \/api\/v1\/(?:statuses|media|scheduled_statuses|accounts)\/([^/]+)/.exec(route)?.[1] ?? '';
    const query = asked.url.searchParams;
    const page = Number(query.get('limit') ?? 20);
    if (route === 'GET /api/v1/accounts/verify_credentials') return { status: 200, body: shapes.credentialAccount(base, me, posts) };
    if (route === 'POST /api/v2/media') return createMedia(asked, me);
    if (route === 'POST /api/v1/statuses') return createStatus(asked, me);
    if (route === `GET /api/v1/media/${id}`) return readMedia(id);
    if (route === 'GET /api/v1/statuses') {
      const wanted = query.getAll('id[]');
      return { status: 200, body: posts.filter((post) => wanted.includes(post.id) && visibleTo(me, post)).map((post) => shapes.status(base, post, posts)) };
    }
    if (route === `GET /api/v1/accounts/${id}/statuses`) {
      const before = query.get('max_id');
      const own = posts.filter((post) => post.author.id === id && visibleTo(me, post) && (before === null || BigInt(post.id) < BigInt(before)));
      return { status: 200, body: own.toReversed().slice(0, page).map((post) => shapes.status(base, post, posts)) };
    }
    if (route === `GET /api/v1/statuses/${id}` || route === `DELETE /api/v1/statuses/${id}`) {
      const post = posts.find((one) => one.id === id);
      if (post === undefined || (asked.method === 'DELETE' ? post.author !== me : !visibleTo(me, post))) return error(404, 'Record not found');
      if (asked.method === 'DELETE') posts = posts.filter((one) => one !== post);
      return { status: 200, body: { ...shapes.status(base, post, posts), ...(asked.method === 'DELETE' ? { text: post.text } : {}) } };
    }
    if (route === 'GET /api/v1/scheduled_statuses') {
      const before = query.get('max_id');
      const own = scheduled.filter((one) => one.author === me && (before === null || BigInt(one.id) < BigInt(before)));
      return { status: 200, body: own.toReversed().slice(0, page).map((one) => shapes.scheduledStatus(base, one)) };
    }
    if (route.endsWith(`/api/v1/scheduled_statuses/${id}`)) return oneScheduled(asked, me, id);
    if (route === 'GET /api/v1/notifications') {
      const after = query.get('min_id');
      const mentions = posts.filter((post) => post.author !== me && (post.text.includes(`@${me.username}`) || post.replyTo?.authorId === me.id));
      const wanted = after === null ? mentions.slice(-page) : mentions.filter((post) => BigInt(post.id) > BigInt(after)).slice(0, page);
      return { status: 200, body: wanted.toReversed().map((post) => shapes.notification(base, post, posts)) };
    }
    return moreOf({ base, posts, people: [alice, bob], media, clock, visibleTo, quotes: double.quotes }, asked, me, route);
  }

  function oneScheduled(asked: Asked, me: Person, id: string): Answer {
    const kept = scheduled.find((one) => one.id === id && one.author === me);
    if (kept === undefined) return error(404, 'Record not found');
    if (asked.method === 'PUT') {
      const at = Date.parse(text(asked.fields['scheduled_at']));
      if (!(at >= clock.now() + 5 * MINUTE)) return error(422, 'Validation failed: Scheduled at The scheduled date must be in the future');
      kept.at = at;
    }
    if (asked.method === 'DELETE') scheduled = scheduled.filter((one) => one !== kept);
    return { status: 200, body: asked.method === 'DELETE' ? {} : shapes.scheduledStatus(base, kept) };
  }

  function route(asked: Asked): Answer | Promise<Answer> {
    const name = `${asked.method} ${asked.url.pathname}`;
    switch (name) {
      case 'GET /api/v2/instance': return { status: 200, body: shapes.instance(base) };
      case 'GET /.well-known/oauth-authorization-server': return { status: 200, body: shapes.metadata(base) };
      case 'POST /api/v1/apps': {
        const given = asked.fields['redirect_uris'];
        const redirects = Array.isArray(given) ? given.map(String) : text(given).split('\n');
        const app: App = { id: nextId(), name: text(asked.fields['client_name']), secret: randomBytes(20).toString('hex'), redirects, scopes: text(asked.fields['scopes']) || 'read' };
        const clientId = randomBytes(20).toString('hex');
        apps.set(clientId, app);
        return { status: 200, body: { id: app.id, name: app.name, website: null, scopes: app.scopes.split(' '), redirect_uris: redirects, redirect_uri: redirects.join('\n'), vapid_key: 'x', client_id: clientId, client_secret: app.secret, client_secret_expires_at: 0 } };
      }
      case 'GET /oauth/authorize': return authorizePage(asked.url.searchParams);
      case 'POST /oauth/token': return token(asked.fields);
      case 'POST /oauth/revoke':
        tokens.delete(text(asked.fields['token']));
        return { status: 200, body: {} };
    }
    if (asked.me === null) return error(401, asked.headers.authorization === undefined ? 'This method requires an authenticated user' : 'The access token is invalid');
    return withToken(asked, asked.me, name) ?? error(404, 'Not Found');
  }

  const server = http.createServer((request, response) => {
    void readAll(request).then(async (raw) => {
      publishDue();
      const url = new URL(request.url ?? '/', base);
      const me = tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '') ?? null;
      const answer = await route({ method: request.method ?? '', url, headers: request.headers, raw, fields: readFields(request, raw), me });
      response.writeHead(answer.status, {
        'content-type': 'application/json; charset=utf-8',
        date: new Date(clock.now()).toUTCString(),
        'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '299', 'x-ratelimit-reset': new Date(clock.now() + 5 * MINUTE).toISOString(),
        ...answer.headers,
      });
      response.end(answer.body === undefined ? '' : JSON.stringify(answer.body));
    });
  });
  base = `http://127.0.0.1:${await listenOnLoopback(server)}`;

  const double: MastodonDouble = {
    url: base,
    alice,
    bob,
    get posts() { return posts; },
    get scheduled() { return scheduled; },
    apps,
    consent: 'agrees',
    processingLooks: 0,
    processingFails: false, quotes: 'automatic',
    forgetApps: () => apps.clear(),
    revokeTokens: () => tokens.clear(),
    close: () => new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
  };
  return double;
}
