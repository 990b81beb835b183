import type { Clock } from '#core/clock';
import { type Answer, apiError } from './answers';
import type { Upload } from './media';
import { commentRequest, patchRequest, type PostRequest, postRequest, readLittleText } from './requests';
import { listIn } from './organisations';

export interface Post {
  readonly urn: string;
  /** Of the person or organisation. */
  readonly author: string;
  readonly request: PostRequest;
  /** As a reader sees it. */
  text: string;
  readonly at: number;
}
export interface Comment { readonly id: string; readonly post: string; readonly actor: string; readonly text: string; readonly parent: string | null; readonly at: number }
export interface PostSettings {
  /** The duplicate refusal names something that is no post. */
  namesActivity: boolean;
  duplicates: boolean;
}
const MAX_COMMENTARY = 3000;
const isOrganisation = (urn: string): boolean => urn.startsWith('urn:li:organization:');

/** Posts and comments of one member and the organisations they administer. @param may whether the token holds one of these scopes */
export function createPosts(clock: Clock, settings: PostSettings, uploads: ReadonlyMap<string, Upload>, problem: (words: string) => void) {
  const posts: Post[] = [];
  const comments: Comment[] = [];
  let serial = 7_400_000_000_000_000_000n;
  const denied = (what: string): Answer => apiError(403, `Not enough permissions to access: ${what}`, { serviceErrorCode: 100, code: 'ACCESS_DENIED' });

  function create(fields: unknown, mayWrite: (author: string) => boolean): Answer {
    const parsed = postRequest.safeParse(fields);
    if (!parsed.success) {
      problem(`POST /rest/posts ${parsed.error.message}`);
      return apiError(422, 'com.linkedin.publishingapi.validation: unrecognized field found but not allowed', { code: 'UNPROCESSABLE_ENTITY' });
    }
    const request = parsed.data;
    if (!mayWrite(request.author)) return apiError(403, 'Unpermitted fields present in REQUEST_BODY: Data Processing Exception while processing fields [/author]', { code: 'ACCESS_DENIED' });
    if (isOrganisation(request.author) && request.visibility !== 'PUBLIC') return apiError(422, 'Organization posts are public', { code: 'UNPROCESSABLE_ENTITY' });
    const words = readLittleText(request.commentary);
    if (words === null) problem(`commentary is no little text: ${request.commentary}`);
    const shown = words ?? '';
    if ([...shown].length > MAX_COMMENTARY) return apiError(400, 'length of the field commentary is too long', { code: 'FIELD_LENGTH_TOO_LONG' });
    const named = namedMedia(request);
    if (shown.trim() === '' && request.content === undefined) return apiError(422, 'commentary or content is required', { code: 'MISSING_FIELD' });
    for (const urn of named) {
      const found = uploads.get(urn);
      if (found === undefined || found.owner !== request.author || found.whole === null) return apiError(400, `The media ${urn} is not valid`, { code: 'INVALID_URN_ID' });
      if (found.kind === 'documents' && (request.content === undefined || !('media' in request.content) || request.content.media.title === undefined)) return apiError(422, 'title is required for documents', { code: 'MISSING_FIELD' });
    }
    const same = settings.duplicates ? posts.find((post) => post.author === request.author && post.request.commentary === request.commentary && JSON.stringify(post.request.content) === JSON.stringify(request.content)) : undefined;
    if (same !== undefined) return apiError(422, `Content is a duplicate of ${settings.namesActivity ? same.urn.replace('share', 'activity') : same.urn}`, { code: 'DUPLICATE_POST' });
    const post: Post = { urn: `urn:li:share:${(serial += 1n)}`, author: request.author, request, text: shown, at: clock.now() };
    posts.push(post);
    return { status: 201, headers: { 'x-restli-id': post.urn, location: `/posts/${encodeURIComponent(post.urn)}` } };
  }

  const shown = ({ urn, author, request, at }: Post) => ({ id: urn, author, commentary: request.commentary, visibility: request.visibility, lifecycleState: 'PUBLISHED', createdAt: at, publishedAt: at, lastModifiedAt: at, ...(request.content === undefined ? {} : { content: request.content }) });

  function list(query: URLSearchParams, may: (scopes: readonly string[]) => boolean): Answer {
    const author = query.get('author') ?? '';
    // r_member_social is closed, so nobody lists a member's posts.
    if (!isOrganisation(author) || !may(['r_organization_social'])) return denied('partnerApiPostsExternal.FINDER-author');
    const start = Number(query.get('start') ?? '0');
    const count = Number(query.get('count') ?? '10');
    if (count > 100) return apiError(400, 'count is at most 100', { code: 'ILLEGAL_ARGUMENT' });
    const own = posts.filter((post) => post.author === author).toReversed();
    return { status: 200, body: { elements: own.slice(start, start + count).map(shown), paging: { start, count, links: start + count < own.length ? [{ rel: 'next', href: `/rest/posts?start=${start + count}` }] : [] } } };
  }

  function one(method: string, urn: string, headers: Readonly<Record<string, unknown>>, fields: unknown, may: (scopes: readonly string[]) => boolean, mayWrite: (author: string) => boolean): Answer | null {
    const at = posts.findIndex((post) => post.urn === urn);
    const post = posts[at];
    if (method === 'DELETE') {
      if (post !== undefined && !mayWrite(post.author)) return denied('partnerApiPostsExternal.DELETE');
      if (post !== undefined) posts.splice(at, 1);
      return { status: 204 };
    }
    if (method === 'GET') {
      if (!may(['r_organization_social']) || (post !== undefined && !isOrganisation(post.author))) return denied('partnerApiPostsExternal.GET');
      return post === undefined ? apiError(404, 'post not found', { code: 'NOT_FOUND' }) : { status: 200, body: shown(post) };
    }
    if (method !== 'POST') return null;
    const patch = patchRequest.safeParse(fields);
    if (headers['x-restli-method'] !== 'PARTIAL_UPDATE' || !patch.success) {
      problem(`POST /rest/posts/{urn} that is no partial update`);
      return apiError(400, 'bad request', { code: 'ILLEGAL_ARGUMENT' });
    }
    if (post === undefined) return apiError(404, 'post not found', { code: 'NOT_FOUND' });
    post.text = readLittleText(patch.data.patch.$set.commentary) ?? '';
    return { status: 204 };
  }

  function comment(method: string, urn: string, id: string | undefined, query: URLSearchParams, fields: unknown, may: (scopes: readonly string[]) => boolean, mayWrite: (author: string) => boolean): Answer | null {
    if (!posts.some((post) => post.urn === urn)) return apiError(404, 'the post is not there', { code: 'NOT_FOUND' });
    if (method === 'GET' && id === undefined) {
      if (!may(['r_organization_social_feed'])) return denied('partnerApiSocialActions.comments.GET_ALL');
      const start = Number(query.get('start') ?? '0');
      const elements = comments.filter((each) => each.post === urn).slice(start, start + Number(query.get('count') ?? '10'))
        .map(({ id: made, actor, text, at, parent }) => ({ id: made, actor, object: urn, commentUrn: `urn:li:comment:(${urn},${made})`, message: { attributes: [], text }, created: { actor, time: at }, ...(parent === null ? {} : { parentComment: parent }) }));
      return { status: 200, body: { elements, paging: { start, count: elements.length, links: [] } } };
    }
    if (method === 'DELETE' && id !== undefined) {
      const at = comments.findIndex((each) => each.id === id && each.post === urn);
      if (at >= 0) comments.splice(at, 1);
      return { status: 204 };
    }
    if (method !== 'POST' || id !== undefined) return null;
    const read = commentRequest.safeParse(fields);
    if (!read.success) {
      problem(`POST comments ${read.error.message}`);
      return apiError(400, 'bad request', { code: 'ILLEGAL_ARGUMENT' });
    }
    const { actor, message, parentComment } = read.data;
    if (!mayWrite(actor) || !may([isOrganisation(actor) ? 'w_organization_social_feed' : 'w_member_social_feed'])) return denied('partnerApiSocialActions.comments.CREATE');
    const made: Comment = { id: String(serial += 1n), post: urn, actor, text: message.text, parent: parentComment ?? null, at: clock.now() };
    comments.push(made);
    return { status: 201, headers: { 'x-restli-id': made.id }, body: { id: made.id, actor, object: urn, message: { text: message.text } } };
  }

  function statistics(query: URLSearchParams): Answer {
    const asked = [...listIn(query.get('shares')), ...listIn(query.get('ugcPosts'))];
    const totals = { uniqueImpressionsCount: 90, clickCount: 7, engagement: 0.1, likeCount: 12, commentCount: 3, shareCount: 2, impressionCount: 140 };
    return { status: 200, body: { elements: posts.filter(({ urn }) => asked.includes(urn)).map(({ urn, author }) => ({ share: urn, organizationalEntity: author, totalShareStatistics: totals })), paging: { start: 0, count: 10, links: [] } } };
  }

  return { posts, comments, create, list, one, comment, statistics, plant: (comment: Omit<Comment, 'id' | 'at'>) => { comments.push({ ...comment, id: String(serial += 1n), at: clock.now() }); } };
}

function namedMedia({ content }: PostRequest): readonly string[] {
  if (content === undefined || 'poll' in content) return [];
  if ('media' in content) return [content.media.id];
  if ('multiImage' in content) return content.multiImage.images.map(({ id }) => id);
  return content.article.thumbnail === undefined ? [] : [content.article.thumbnail];
}
