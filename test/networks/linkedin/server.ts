import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { Clock } from '#core/clock';
import { listenOnLoopback } from '#test/connectors/support/listen';
import { readAll, readFields } from '#test/connectors/support/read-body';
import { type Answer, apiError, text } from './answers';
import { createMedia, type Upload } from './media';
import { createOauth, type Member } from './oauth';
import { createOrganisations } from './organisations';
import { createPosts, type Post } from './posts';

/** Versions that live: twelve months of them. */
const VERSIONS = Array.from({ length: 12 }, (_, n) => new Date(Date.UTC(2026, 8 - n, 1)).toISOString().slice(0, 7).replace('-', ''));
const SOCIAL = ['w_member_social', 'w_organization_social'];

/** A LinkedIn of its own, for one member, their organisations and one app. Its rules are those of the facts of 2026-11-21; nothing here was seen live. */
export async function startLinkedin(clock: Clock) {
  const member: Member = { sub: 'q7Xk_2aB-9', name: 'Ana Harrow' };
  const oauth = createOauth(clock, member);
  let base = '';
  /** What was asked in a way that LinkedIn does not know. */
  const problems: string[] = [];
  const settings = {
    /** Files uploaded from now on are worked on for this many looks. */
    processingLooks: 0,
    processingFails: false,
    /** An app may upload, and not look at what became of it. */
    mayReadImages: true,
    /** Calls of the member that are left today; null does not count them. */
    callsLeft: null as number | null,
    namesActivity: false,
    duplicates: true,
    uploadHost: null as string | null,
    partBytes: 4_194_304,
  };
  const problem = (words: string): void => { problems.push(words); };
  const organisations = createOrganisations(member);
  const media = createMedia(clock, settings, () => base, problem);
  const store = createPosts(clock, settings, media.uploads, problem);
  const own = `urn:li:person:${member.sub}`;

  function rest(method: string, url: URL, headers: http.IncomingHttpHeaders, fields: unknown): Answer {
    const path = decodeURIComponent(url.pathname);
    const query = url.searchParams;
    if (!VERSIONS.includes(text(headers['linkedin-version']))) return apiError(426, `Requested version ${text(headers['linkedin-version'])} is not active`, { code: 'NONEXISTENT_VERSION' });
    if (headers['x-restli-protocol-version'] !== '2.0.0') problems.push(`${method} ${path} without the protocol version`);
    const may = (scopes: readonly string[]): boolean => !('status' in oauth.whoAsks(headers.authorization, scopes));
    const mayWrite = (author: string): boolean => (author === own ? may(['w_member_social']) : may(['w_organization_social']) && organisations.administers(author));
    if (path.startsWith('/rest/organization') && !path.startsWith('/rest/organizationalEntity') || path.startsWith('/rest/networkSizes/')) {
      if (!may(['rw_organization_admin'])) return apiError(403, 'Not enough permissions to access: organizationAcls.FINDER-roleAssignee', { serviceErrorCode: 100, code: 'ACCESS_DENIED' });
      const told = organisations.handle(method, path, query);
      if (told !== null) return told;
    }
    const brought = media.handle(method, path, query, fields, mayWrite);
    if (brought !== null) return brought;
    if (path === '/rest/organizationalEntityShareStatistics' && method === 'GET' && query.get('q') === 'organizationalEntity') return store.statistics(query);
    const [, post, isComment, comment] = /^\/rest\/(?:posts|socialActions)\/(urn:li:\w+:\d+)(\/comments)?(?:\/(\d+))?$/.exec(path) ?? [];
    if (path === '/rest/posts' && method === 'POST' && url.search === '') return store.create(fields, mayWrite);
    if (path === '/rest/posts' && method === 'GET' && query.get('q') === 'author') return store.list(query, may);
    const answer = post === undefined ? null : isComment === undefined ? store.one(method, post, headers, fields, may, mayWrite) : store.comment(method, post, comment, query, fields, may, mayWrite);
    if (answer !== null) return answer;
    problems.push(`${method} ${url.pathname}${url.search} is not known`);
    return apiError(404, 'No virtual resource found', { code: 'RESOURCE_NOT_FOUND' });
  }

  function answer(method: string, url: URL, headers: http.IncomingHttpHeaders, raw: Buffer, fields: Readonly<Record<string, unknown>>): Answer {
    const route = `${method} ${url.pathname}`;
    if (route === 'GET /oauth/v2/authorization') return oauth.authorizePage(url.searchParams);
    if (route === 'POST /oauth/v2/accessToken') return oauth.tokenEndpoint(fields);
    const me = oauth.whoAsks(headers.authorization, route === 'GET /v2/userinfo' ? ['profile'] : SOCIAL);
    if ('status' in me) return me;
    if (settings.callsLeft !== null && (settings.callsLeft -= 1) < 0) {
      return apiError(429, 'Resource level throttle APPLICATION_AND_MEMBER DAY limit for calls to this resource is reached.', { serviceErrorCode: 101, code: 'TOO_MANY_REQUESTS' });
    }
    if (route === 'GET /v2/userinfo') {
      const [given_name, family_name] = me.name.split(' ');
      return { status: 200, body: { sub: me.sub, name: me.name, given_name, family_name, locale: { country: 'GB', language: 'en' }, picture: `${base}/media/ana.jpg` } };
    }
    const path = decodeURIComponent(url.pathname);
    return path.startsWith('/dms-uploads/') && method === 'PUT' ? media.put(path, raw) : rest(method, url, headers, fields);
  }

  const server = http.createServer((request, response) => {
    void readAll(request).then((raw) => {
      const { status, body, headers } = answer(request.method ?? '', new URL(request.url ?? '/', base), request.headers, raw, readFields(request, raw));
      const page = typeof body === 'string';
      response.writeHead(status, { 'content-type': page ? 'text/html' : 'application/json', 'x-li-uuid': randomBytes(8).toString('hex'), date: new Date(clock.now()).toUTCString(), ...headers });
      response.end(body === undefined ? '' : page ? body : JSON.stringify(body));
    });
  });
  base = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  return {
    url: base, member, app: oauth.app, settings, login: oauth.state, problems, organisations: organisations.all,
    get posts(): readonly Post[] { return store.posts; },
    comments: store.comments,
    plantComment: store.plant,
    get uploads(): readonly Upload[] { return [...media.uploads.values()]; },
    /** The page where a developer makes a token by hand. */
    makeToken: (scopes: readonly string[] = ['openid', 'profile', 'w_member_social']) => oauth.issue(scopes),
    revokeTokens: oauth.revokeTokens,
    revokeRefreshes: oauth.revokeRefreshes,
    close: () => new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}
export type Linkedin = Awaited<ReturnType<typeof startLinkedin>>;
