import { type Clock, DAY, SECOND } from '#core/clock';
import { type Answer, done, instant, list, noSuch, only, refuse } from './answers';
import type { Account } from './oauth';

type Fields = Readonly<Record<string, string>>;
interface Comment { readonly id: string; readonly username: string; readonly text: string; readonly at: number }
export interface Post {
  readonly id: string;
  readonly author: Account;
  readonly caption: string;
  readonly at: number;
  readonly kind: 'IMAGE' | 'VIDEO' | 'CAROUSEL_ALBUM';
  readonly product: 'FEED' | 'REELS' | 'STORY';
  /** What its container was made of, and those of its pictures. */
  readonly fields: Fields;
  readonly children: readonly Fields[];
  readonly comments: Comment[];
}
interface Container { readonly id: string; readonly owner: Account; readonly at: number; readonly fields: Fields; readyAt: number; received: number; total: number | null; state: 'working' | 'published' | 'failed' }

const TAKES: ReadonlySet<string> = new Set(['', 'REELS', 'STORIES', 'CAROUSEL', 'VIDEO']);

/** Containers and posts. Publishing the same container twice makes a second post: nothing here forgives that. */
export function createInstagramPosts(clock: Clock, web: () => string, fetches: (url: string) => Promise<boolean>) {
  const posts: Post[] = [];
  const containers = new Map<string, Container>();
  const behave = { pictureSeconds: 0, videoSeconds: 0, breaksAt: Infinity, quota: 100, listed: true, deletes: false, comments: true, blocked: false, deadMetrics: ['impressions'] as readonly string[] };
  let serial = 18_000_000_000_000_000n;
  const nextId = (): string => String((serial += 7n));
  let used = 0;

  const add = (author: Account, over: Partial<Post> = {}): Post => {
    const post: Post = { id: nextId(), author, caption: '', at: clock.now(), kind: 'IMAGE', product: 'FEED', fields: {}, children: [], comments: [], ...over };
    posts.push(post);
    return post;
  };
  const shownComment = ({ id, username, text, at }: Comment) => ({ id, username, text, timestamp: instant(at) });
  const shown = (post: Post): Readonly<Record<string, unknown>> => ({
    id: post.id, ...(post.caption === '' ? {} : { caption: post.caption }), timestamp: instant(post.at), media_type: post.kind, media_product_type: post.product, username: post.author.username,
    permalink: `${web()}/${post.product === 'REELS' ? 'reel' : 'p'}/C${BigInt(post.id).toString(36)}/`, like_count: 5, comments_count: post.comments.length,
    ...(post.comments.length === 0 ? {} : { comments: { data: post.comments.map(shownComment) } }),
  });
  const isLive = (post: Post): boolean => post.product !== 'STORY' || clock.now() - post.at < DAY;
  const stateOf = ({ state, at, readyAt }: Container): string =>
    state === 'published' ? 'PUBLISHED' : state === 'failed' ? 'ERROR' : clock.now() >= at + DAY ? 'EXPIRED' : clock.now() >= readyAt ? 'FINISHED' : 'IN_PROGRESS';

  async function create(owner: Account, form: URLSearchParams): Promise<Answer> {
    const fields = Object.fromEntries([...form].filter(([name]) => name !== 'access_token' && name !== 'appsecret_proof'));
    const { media_type: kind = '', caption = '', image_url: picture, upload_type: upload, children = '', is_carousel_item: child } = fields;
    if (!TAKES.has(kind)) return refuse(400, 100, 'Param media_type must be one of {CAROUSEL, REELS, STORIES, VIDEO}', 2_207_023);
    if (kind === 'VIDEO' && child !== 'true') return refuse(400, 100, 'The VIDEO value for media_type is no longer supported. Use the REELS media_type to publish a video to your Instagram feed', 2_207_067);
    if ([...caption].length > 2200) return refuse(400, 36_004, 'The caption was too long', 2_207_010);
    if (kind === 'CAROUSEL') {
      const ids = children.split(',');
      if (ids.length < 2 || ids.length > 10 || ids.some((id) => containers.get(id)?.fields['is_carousel_item'] !== 'true')) return refuse(400, 100, 'The number of items in the carousel is wrong', 2_207_028);
    } else if (picture === undefined && upload !== 'resumable') return refuse(400, 100, 'The parameter image_url or video_url is required');
    const isVideo = upload === 'resumable';
    const isThere = picture === undefined || (await fetches(picture));
    const made: Container = { id: nextId(), owner, at: clock.now(), fields, readyAt: isVideo ? Infinity : clock.now() + behave.pictureSeconds * SECOND, received: 0, total: null, state: isThere ? 'working' : 'failed' };
    containers.set(made.id, made);
    return { status: 200, body: { id: made.id, ...(isVideo ? { uri: `https://rupload.facebook.com/ig-api-upload/v25.0/${made.id}` } : {}) } };
  }

  /** rupload: the bytes of a video, from an offset that fits what is there. */
  function receive(owner: Account, id: string, offset: number, total: number, bytes: number): Answer {
    const container = containers.get(id);
    if (container?.owner !== owner || container.fields['upload_type'] !== 'resumable') return { status: 404, body: { debug_info: { retriable: false, type: 'NotFoundError', message: 'Unknown container' } } };
    if (offset !== container.received || offset + bytes > total) return { status: 400, body: { debug_info: { retriable: false, type: 'OffsetInvalidError', message: `Request starts at ${offset}, ${container.received} are there` } } };
    Object.assign(container, { received: offset + bytes, total });
    if (container.received === total) container.readyAt = clock.now() + behave.videoSeconds * SECOND;
    return { status: 200, body: { success: true, message: 'Upload successful.' } };
  }

  function publish(owner: Account, id: string): Answer {
    const container = containers.get(id);
    if (container?.owner !== owner) return noSuch(id);
    const state = stateOf(container);
    if (state === 'IN_PROGRESS') return refuse(400, 9007, 'The media is not ready for publishing, please wait for a moment', 2_207_027);
    if (state === 'EXPIRED' || state === 'ERROR') return refuse(400, 24, 'The requested resource does not exist: the media builder has expired', 2_207_008);
    if (behave.blocked) return refuse(403, 4, 'We restrict certain activity to protect our community', 2_207_051);
    if (used >= behave.quota) return refuse(403, 9, 'Application request limit reached: the user has reached the maximum posts', 2_207_042);
    used += 1;
    container.state = 'published';
    const { media_type: asked = '', caption = '', children = '' } = container.fields;
    const video = container.fields['upload_type'] === 'resumable';
    const kind = asked === 'CAROUSEL' ? 'CAROUSEL_ALBUM' : video ? 'VIDEO' : 'IMAGE';
    const product = asked === 'STORIES' ? 'STORY' : asked === 'REELS' ? 'REELS' : 'FEED';
    const parts = children.split(',').flatMap((one): readonly Fields[] => { const made = containers.get(one); return made === undefined ? [] : [made.fields]; });
    return { status: 200, body: { id: add(owner, { caption: product === 'STORY' ? '' : caption, kind, product, fields: container.fields, children: parts }).id } };
  }

  function one(method: string, owner: Account, id: string, query: URLSearchParams): Answer {
    const container = containers.get(id);
    if (container?.owner === owner && method === 'GET') {
      const state = stateOf(container);
      const status = container.state === 'failed' ? 'Error: Media upload has failed with error code 2207052' : state;
      const phase = { status: container.received === container.total ? 'complete' : container.received > 0 ? 'in_progress' : 'not_started', bytes_transferred: container.received };
      return { status: 200, body: only({ id, status_code: state, status, video_status: { uploading_phase: phase, processing_phase: { status: 'not_started' } } }, query.get('fields')) };
    }
    const post = posts.find((made) => made.id === id && made.author === owner && isLive(made));
    if (post === undefined) return noSuch(id);
    if (method === 'GET') return { status: 200, body: only(shown(post), query.get('fields')) };
    if (!behave.deletes) return refuse(403, 10, '(#10) Application does not have permission for this action');
    posts.splice(posts.indexOf(post), 1);
    return done;
  }

  const find = (id: string): Post | undefined => posts.find((post) => post.id === id);
  function comment(owner: Account, id: string, text: string): Answer {
    const post = find(id);
    if (post === undefined) return noSuch(id);
    if (!behave.comments) return refuse(400, 100, 'Comments are disabled on this media', 2_207_000);
    const made = { id: nextId(), username: owner.username, text, at: clock.now() };
    post.comments.push(made);
    return { status: 200, body: { id: made.id } };
  }
  function insights(id: string, query: URLSearchParams): Answer {
    if (find(id) === undefined) return noSuch(id);
    const names = (query.get('metric') ?? '').split(',');
    if (names.some((name) => behave.deadMetrics.includes(name))) return refuse(400, 100, '(#100) The value must be a valid insights metric');
    const counts: Fields = { views: '90', reposts: '2' };
    return { status: 200, body: { data: names.map((name) => ({ name, period: 'lifetime', values: [{ value: Number(counts[name] ?? 0) }], title: name, description: name, id: `${id}/insights/${name}/lifetime` })) } };
  }

  const newestFirst = (all: readonly Post[]) => all.toSorted((a, b) => b.at - a.at || (b.id > a.id ? 1 : -1)).map(shown);
  return {
    posts, containers, behave, nextId, add, create, receive, publish, one, comment, insights, find,
    media: (owner: Account, query: URLSearchParams): Answer => list(behave.listed ? newestFirst(posts.filter(({ author, product }) => author === owner && product !== 'STORY')) : [], query),
    stories: (owner: Account, query: URLSearchParams): Answer => list(behave.listed ? newestFirst(posts.filter((post) => post.author === owner && post.product === 'STORY' && isLive(post))) : [], query),
    tags: (owner: Account, query: URLSearchParams): Answer => list(newestFirst(posts.filter(({ author, caption }) => author !== owner && caption.includes(`@${owner.username}`))), query),
    comments: (id: string, query: URLSearchParams): Answer => list((find(id)?.comments ?? []).map(shownComment).toReversed(), query),
    limits: (): Answer => ({ status: 200, body: { data: [{ quota_usage: used, config: { quota_total: behave.quota, quota_duration: 86_400 } }] } }),
    /** A day has gone by. */
    forgetUse: (): void => { used = 0; },
  };
}
