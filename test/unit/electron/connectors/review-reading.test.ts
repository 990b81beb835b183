import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/json';
import { createBlueskyConnector } from '#electron/connectors/bluesky/bluesky';
import type { Connector } from '#electron/connectors/ports/connector';
import type { PublishContext } from '#electron/connectors/ports/publish';
import { createHttp } from '#electron/connectors/http/fetch';
import type { Http, HttpAnswer, HttpRequest } from '#electron/connectors/http/http';
import { createMastodonConnector } from '#electron/connectors/mastodon';
import { createXConnector } from '#electron/connectors/x/x';
import { listenOnLoopback } from '#test/connectors/support/listen';
import { realClock } from '#test/connectors/support/real-clock';
import { createFakeClock } from '#test/support/fake-clock';
import { answer, lineOf, sessionWith } from '#test/support/scripted-line';

const clock = createFakeClock();
const randomBytes = (length: number): Uint8Array => new Uint8Array(length);
const signal = new AbortController().signal;
type Respond = (path: string, request: HttpRequest) => HttpAnswer;
const lineBy = (respond: Respond): Http => lineOf((request) => { const url = new URL(request.url); return respond(url.pathname, request); });

const mastodon = (respond: Respond): Connector => createMastodonConnector({ http: lineBy(respond), clock, randomBytes, registrations: { get: () => null, set: () => undefined } });
const mastodonLogin = (software: 'mastodon' | 'other'): JsonObject => ({ accessToken: 't', clientId: 'c', clientSecret: 's', software, domain: 'example.org' });
const status = (id: string, over: JsonObject = {}): JsonObject => ({
  id, uri: `https://example.org/${id}`, created_at: new Date(clock.now()).toISOString(), content: '<p>Something else</p>', media_attachments: [], account: { id: '1', acct: 'studio' }, favourites_count: 3, ...over,
});
const nothing = { likes: null, reposts: null, replies: null, quotes: null, views: null };

/** `absent` would send the post a second time. */
describe('looking for a post among entries that cannot be read', () => {
  const look = (list: readonly unknown[]): Promise<unknown> => {
    const context: PublishContext = {
      publicationId: 'p', session: sessionWith(mastodonLogin('other')), key: 'k', saved: {}, save: () => undefined, committedAt: clock.now(), signal,
      outgoing: { parts: [{ text: 'New glazes', media: [] }], options: {}, dueAt: clock.now() },
    };
    return mastodon((path, request) => answer(200, path.endsWith('/statuses') && !request.url.includes('max_id') ? list : [])).publish.findPublished(context);
  };
  it.each<[string, readonly unknown[]]>([
    ['one of them', [status('9', { content: '<p>New glazes</p>', created_at: null }), status('8')]],
    ['all of them', [status('9', { content: '<p>New glazes</p>', created_at: 'yesterday' })]],
    ['only its words', [status('9', { content: null }), status('8')]],
    ['only its pictures', [status('9', { content: '<p>New glazes, in blue</p>', media_attachments: 'two' }), status('8')]],
  ])('%s', async (_name, list) => {
    expect(await look(list)).toMatchObject({ ok: true, value: { type: 'cannot-tell' } });
  });
  it('is certain when every entry can be read, and finds what is there beside one that cannot', async () => {
    expect(await look([status('8')])).toEqual({ ok: true, value: { type: 'absent' } });
    expect(await look([status('9', { created_at: null }), status('8', { content: '<p>New glazes</p>' })])).toMatchObject({ ok: true, value: { type: 'published', remoteId: '8' } });
  });
});

/** A post whose counts are missing is told to a person as deleted. */
describe('counts of a post that the network did not call gone', () => {
  it.each(['mastodon', 'other'] as const)('Mastodon (%s)', async (software) => {
    const one: Readonly<Record<string, HttpAnswer>> = { 1: answer(200, status('1')), 2: answer(403, { error: 'no' }), 3: answer(404, { error: 'gone' }), 4: answer(200, status('4', { favourites_count: 'many' })) };
    const { metrics } = mastodon((path) => (path === '/api/v1/statuses' ? answer(200, [status('1'), status('4', { created_at: null })]) : (one[path.split('/').at(-1) ?? ''] ?? answer(404, {}))));
    const counted = await metrics?.posts(sessionWith(mastodonLogin(software)), ['1', '2', '3', '4'], signal);
    if (counted?.ok !== true) throw new Error(JSON.stringify(counted));
    expect([...counted.value.keys()].toSorted()).toEqual(['1', '2', '4']);
    expect(counted.value.get('1')).toMatchObject({ likes: 3 });
    expect(counted.value.get('2')).toEqual(nothing);
  });

  it('X', async () => {
    const gone = { type: 'https://api.x.com/2/problems/resource-not-found', title: 'Not Found Error', detail: 'Could not find post', resource_id: '3', value: '3' };
    const hidden = { type: 'https://api.x.com/2/problems/not-authorized-for-resource', title: 'Authorization Error', detail: 'no', resource_id: '2', value: '2' };
    const { metrics } = createXConnector({ clock, randomBytes, http: lineBy(() => answer(200, { data: [{ id: '1', text: 'a', public_metrics: { like_count: 5 } }, { id: '4' }], errors: [gone, hidden] })) });
    const counted = await metrics?.posts(sessionWith({ accessToken: 't', refreshToken: null, expiresAt: null, clientId: 'c', clientSecret: '' }), ['1', '2', '3', '4'], signal);
    if (counted?.ok !== true) throw new Error(JSON.stringify(counted));
    expect([...counted.value.keys()].toSorted()).toEqual(['1', '2', '4']);
    expect(counted.value.get('2')).toEqual(nothing);
  });

  const uri = (rkey: string): string => `at://did:plc:aaaaaaaaaaaaaaaaaaaaaaaa/app.bsky.feed.post/${rkey}`;
  const bluesky = (respond: Respond): Connector => createBlueskyConnector({ clock, randomBytes, http: lineBy(respond) });
  const login = { kind: 'password', accessJwt: 'a', refreshJwt: 'r' };

  it('Bluesky: the account\'s own server is asked about what the app view does not have', async () => {
    const { metrics } = bluesky((path, request) => {
      if (path.endsWith('getPosts')) return answer(200, { posts: [{ uri: uri('1'), likeCount: 2 }] });
      if (request.url.includes('rkey=2')) return answer(200, { uri: uri('2'), cid: 'bafy', value: { text: 'late' } });
      return answer(400, { error: 'RecordNotFound', message: 'Could not locate record' });
    });
    const counted = await metrics?.posts(sessionWith(login), [uri('1'), uri('2'), uri('3')], signal);
    if (counted?.ok !== true) throw new Error(JSON.stringify(counted));
    expect([...counted.value.entries()]).toEqual([[uri('1'), { ...nothing, likes: 2 }], [uri('2'), nothing]]);
  });

  it('Bluesky: a 401 that the app view gave ends no login that the account\'s own server takes', async () => {
    const ask = (session: HttpAnswer): Promise<unknown> | undefined =>
      bluesky((path) => {
        if (path.includes('app.bsky.')) return answer(401, { error: 'JwtExpired', message: 'jwt expired' });
        return path.endsWith('refreshSession') && session.status === 200 ? answer(200, { accessJwt: 'a2', refreshJwt: 'r2' }) : session;
      }).metrics?.posts(sessionWith(login), [uri('1')], signal);
    expect(await ask(answer(200, { did: 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa', handle: 'studio.example' }))).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect(await ask(answer(401, { error: 'AuthMissing', message: '' }))).toMatchObject({ ok: false, error: { type: 'reauth' } });
    expect(await ask(answer(503, {}))).toMatchObject({ ok: false, error: { type: 'unavailable' } });
  });
});

it('a server that sends its readers elsewhere signs nobody out and has lost no post', async () => {
  const moved = createServer((_request, response) => { response.writeHead(401).end('{"error":"The access token is invalid"}'); });
  const elsewhere = await listenOnLoopback(moved);
  const server = createServer((_request, response) => { response.writeHead(301, { location: `http://127.0.0.1:${elsewhere}/` }).end(); });
  const http = createHttp({ clock: realClock, userAgent: 'Linnet/test' });
  const connector = createMastodonConnector({ http, clock, randomBytes, registrations: { get: () => null, set: () => undefined } });
  const session = { ...sessionWith(mastodonLogin('mastodon')), serverUrl: `http://127.0.0.1:${await listenOnLoopback(server)}` };
  try {
    expect(await connector.account.profile(session, signal)).toMatchObject({ ok: false, error: { type: 'unavailable' } });
    expect(await connector.publish.fetchPost(session, '1', signal)).toMatchObject({ ok: false, error: { type: 'unavailable' } });
  } finally {
    for (const one of [server, moved]) {
      one.close();
      one.closeAllConnections();
    }
  }
});
