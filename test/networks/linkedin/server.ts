import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { Clock } from '#core/clock';
import { DAY } from '#core/clock';
import { listenOnLoopback } from '#test/connectors/support/listen';
import { readAll, readFields } from '#test/connectors/support/read-body';
import { type Answer, apiError, text } from './answers';
import { createOauth, type Member } from './oauth';
import { initializeRequest, type PostRequest, postRequest, readLittleText } from './requests';

export interface Post {
  readonly urn: string;
  readonly author: Member;
  readonly request: PostRequest;
  /** As a reader sees it. */
  readonly text: string;
}
interface Image { readonly urn: string; readonly owner: Member; bytes: number; looksLeft: number; fails: boolean }

/** Versions that live: twelve months of them. */
const VERSIONS = Array.from({ length: 12 }, (_, n) => new Date(Date.UTC(2026, 8 - n, 1)).toISOString().slice(0, 7).replace('-', ''));
const MAX_COMMENTARY = 3000;

/** A LinkedIn of its own, for one member and one app. Its rules are those of the facts of 2026-11-21; nothing here was seen live. */
export async function startLinkedin(clock: Clock) {
  const member: Member = { sub: 'q7Xk_2aB-9', name: 'Ana Harrow' };
  const oauth = createOauth(clock, member);
  const images = new Map<string, Image>();
  let posts: Post[] = [];
  let serial = 7_400_000_000_000_000_000n;
  let base = '';
  /** What was asked in a way that LinkedIn does not know. */
  const problems: string[] = [];
  const settings = {
    /** Pictures uploaded from now on are worked on for this many looks. */
    processingLooks: 0,
    processingFails: false,
    /** An app may upload, and not look at what became of it. */
    mayReadImages: true,
    /** Calls of the member that are left today; null does not count them. */
    callsLeft: null as number | null,
    /** The duplicate refusal names something that is no post. */
    namesActivity: false,
    duplicates: true,
    uploadHost: null as string | null,
  };

  function createPost(fields: unknown, me: Member): Answer {
    const parsed = postRequest.safeParse(fields);
    if (!parsed.success) {
      problems.push(`POST /rest/posts ${parsed.error.message}`);
      return apiError(422, 'com.linkedin.publishingapi.validation: unrecognized field found but not allowed', { code: 'UNPROCESSABLE_ENTITY' });
    }
    const request = parsed.data;
    if (request.author !== `urn:li:person:${me.sub}`) return apiError(403, 'Unpermitted fields present in REQUEST_BODY: Data Processing Exception while processing fields [/author]', { code: 'ACCESS_DENIED' });
    const words = readLittleText(request.commentary);
    if (words === null) problems.push(`commentary is no little text: ${request.commentary}`);
    const shown = words ?? '';
    if ([...shown].length > MAX_COMMENTARY) return apiError(400, 'length of the field commentary is too long', { code: 'FIELD_LENGTH_TOO_LONG' });
    const named = namedImages(request);
    if (shown.trim() === '' && named.length === 0) return apiError(422, 'commentary or content is required', { code: 'MISSING_FIELD' });
    for (const urn of named) {
      const found = images.get(urn);
      if (found === undefined || found.owner !== me || found.bytes === 0) return apiError(400, `The image ${urn} is not valid`, { code: 'INVALID_URN_ID' });
    }
    const same = settings.duplicates ? posts.find((post) => post.request.commentary === request.commentary && JSON.stringify(post.request.content) === JSON.stringify(request.content)) : undefined;
    if (same !== undefined) return apiError(422, `Content is a duplicate of ${settings.namesActivity ? same.urn.replace('share', 'activity') : same.urn}`, { code: 'DUPLICATE_POST' });
    const post: Post = { urn: `urn:li:share:${(serial += 1n)}`, author: me, request, text: shown };
    posts.push(post);
    return { status: 201, headers: { 'x-restli-id': post.urn, location: `/posts/${encodeURIComponent(post.urn)}` } };
  }

  function initialise(fields: unknown, me: Member): Answer {
    const parsed = initializeRequest.safeParse(fields);
    if (!parsed.success) {
      problems.push(`initializeUpload ${parsed.error.message}`);
      return apiError(400, 'bad request', { code: 'ILLEGAL_ARGUMENT' });
    }
    const urn = `urn:li:image:D4E${randomBytes(9).toString('base64url')}`;
    images.set(urn, { urn, owner: me, bytes: 0, looksLeft: settings.processingLooks, fails: settings.processingFails });
    return { status: 200, body: { value: { uploadUrlExpiresAt: clock.now() + DAY, uploadUrl: `${settings.uploadHost ?? base}/dms-uploads/${encodeURIComponent(urn)}?ca=vector_feedshare`, image: urn } } };
  }

  function readImage(image: Image | undefined): Answer {
    if (!settings.mayReadImages) return apiError(403, 'Not enough permissions to access: images.GET', { code: 'ACCESS_DENIED' });
    if (image === undefined) return apiError(404, 'image not found', { code: 'NOT_FOUND' });
    const status = image.bytes === 0 ? 'WAITING_UPLOAD' : image.looksLeft > 0 ? 'PROCESSING' : image.fails ? 'PROCESSING_FAILED' : 'AVAILABLE';
    if (status === 'PROCESSING') image.looksLeft -= 1;
    return { status: 200, body: { owner: `urn:li:person:${image.owner.sub}`, id: image.urn, status } };
  }

  function rest(method: string, url: URL, headers: http.IncomingHttpHeaders, raw: Buffer, fields: unknown, me: Member): Answer {
    const path = decodeURIComponent(url.pathname);
    if (path.startsWith('/dms-uploads/') && method === 'PUT') {
      const image = images.get(path.slice('/dms-uploads/'.length));
      if (image === undefined || raw.length === 0) return { status: 400, body: 'no upload' };
      image.bytes = raw.length;
      return { status: 201 };
    }
    if (!VERSIONS.includes(text(headers['linkedin-version']))) return apiError(426, `Requested version ${text(headers['linkedin-version'])} is not active`, { code: 'NONEXISTENT_VERSION' });
    if (headers['x-restli-protocol-version'] !== '2.0.0') problems.push(`${method} ${path} without the protocol version`);
    if (method === 'POST' && path === '/rest/posts' && url.search === '') return createPost(fields, me);
    if (method === 'POST' && path === '/rest/images' && url.search === '?action=initializeUpload') return initialise(fields, me);
    if (method === 'GET' && path.startsWith('/rest/images/')) return readImage(images.get(path.slice('/rest/images/'.length)));
    if (method === 'DELETE' && path.startsWith('/rest/posts/')) {
      posts = posts.filter((post) => post.urn !== path.slice('/rest/posts/'.length));
      return { status: 204 };
    }
    // r_member_social is closed, so nobody reads a member's posts.
    if (method === 'GET' && path.startsWith('/rest/posts')) return apiError(403, 'Not enough permissions to access: partnerApiPostsExternal.GET', { code: 'ACCESS_DENIED' });
    problems.push(`${method} ${url.pathname}${url.search} is not known`);
    return apiError(404, 'No virtual resource found', { code: 'RESOURCE_NOT_FOUND' });
  }

  function answer(method: string, url: URL, headers: http.IncomingHttpHeaders, raw: Buffer, fields: Readonly<Record<string, unknown>>): Answer {
    const route = `${method} ${url.pathname}`;
    if (route === 'GET /oauth/v2/authorization') return oauth.authorizePage(url.searchParams);
    if (route === 'POST /oauth/v2/accessToken') return oauth.tokenEndpoint(fields);
    const me = oauth.whoAsks(headers.authorization, route === 'GET /v2/userinfo' ? 'profile' : 'w_member_social');
    if ('status' in me) return me;
    if (settings.callsLeft !== null && (settings.callsLeft -= 1) < 0) {
      return apiError(429, 'Resource level throttle APPLICATION_AND_MEMBER DAY limit for calls to this resource is reached.', { serviceErrorCode: 101, code: 'TOO_MANY_REQUESTS' });
    }
    if (route === 'GET /v2/userinfo') {
      const [given_name, family_name] = me.name.split(' ');
      return { status: 200, body: { sub: me.sub, name: me.name, given_name, family_name, locale: { country: 'GB', language: 'en' }, picture: `${base}/media/ana.jpg` } };
    }
    return rest(method, url, headers, raw, fields, me);
  }

  const server = http.createServer((request, response) => {
    void readAll(request).then((raw) => {
      const { status, body, headers } = answer(request.method ?? '', new URL(request.url ?? '/', base), request.headers, raw, readFields(request, raw));
      const page = typeof body === 'string';
      response.writeHead(status, { 'content-type': page ? 'text/html' : 'application/json', 'x-li-uuid': randomBytes(8).toString('hex'), ...headers });
      response.end(body === undefined ? '' : page ? body : JSON.stringify(body));
    });
  });
  base = `http://127.0.0.1:${await listenOnLoopback(server)}`;
  return {
    url: base, member, app: oauth.app, settings, login: oauth.state, problems,
    get posts(): readonly Post[] { return posts; },
    get images(): readonly Image[] { return [...images.values()]; },
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

function namedImages({ content }: PostRequest): readonly string[] {
  if (content === undefined) return [];
  if ('media' in content) return [content.media.id];
  if ('multiImage' in content) return content.multiImage.images.map(({ id }) => id);
  return content.article.thumbnail === undefined ? [] : [content.article.thumbnail];
}
