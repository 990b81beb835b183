import { type Clock, DAY, SECOND } from '#core/clock';
import { type Answer, instant, noSuch, refuse } from './answers';

export interface Post {
  readonly id: string;
  readonly author: string;
  readonly text: string;
  readonly at: number;
  readonly kind: string;
  readonly parent: Post | null;
  /** What its container was made of. */
  readonly fields: Readonly<Record<string, string>>;
  readonly children: readonly Readonly<Record<string, string>>[];
}
interface Container { readonly id: string; readonly at: number; readonly readyAt: number; readonly fields: Readonly<Record<string, string>>; state: 'working' | 'published' | 'failed' }

const KINDS: Readonly<Record<string, string>> = { TEXT: 'TEXT_POST', IMAGE: 'IMAGE', VIDEO: 'VIDEO', CAROUSEL: 'CAROUSEL_ALBUM' };

/** Containers and posts of one account. Publishing the same container twice makes a second post: nothing here forgives that. */
export function createThreadsPosts(clock: Clock, web: () => string, me: string, fetches: (url: string) => Promise<boolean>) {
  const posts: Post[] = [];
  const containers = new Map<string, Container>();
  const behave = { pictureSeconds: 0, videoSeconds: 0, textSeconds: 0, publishingFails: false, quota: 250, replyQuota: 1000, listed: true };
  let serial = 17_900_000_000_000_000n;
  const nextId = (): string => String((serial += 7n));
  let [used, replies] = [0, 0];

  const add = (author: string, text: string, parent: Post | null, fields: Readonly<Record<string, string>> = { media_type: 'TEXT' }): Post => {
    const children = (fields['children'] ?? '').split(',').flatMap((id): readonly Readonly<Record<string, string>>[] => { const child = containers.get(id); return child === undefined ? [] : [child.fields]; });
    const made: Post = { id: nextId(), author, text, at: clock.now(), kind: KINDS[fields['media_type'] ?? ''] ?? 'TEXT_POST', parent, fields, children };
    posts.push(made);
    return made;
  };
  const rootOf = (post: Post): Post => (post.parent === null ? post : rootOf(post.parent));
  const shown = (post: Post) => ({
    id: post.id, media_product_type: 'THREADS', media_type: post.kind, permalink: `${web()}/@${post.author}/post/C${BigInt(post.id).toString(36)}`, username: post.author, text: post.text,
    timestamp: instant(post.at), shortcode: `C${BigInt(post.id).toString(36)}`, is_quote_post: false, has_replies: posts.some(({ parent }) => parent === post),
    ...(post.parent === null ? {} : { is_reply: true, is_reply_owned_by_me: post.author === me, root_post: { id: rootOf(post).id }, replied_to: { id: post.parent.id } }),
  });
  const only = (whole: Readonly<Record<string, unknown>>, fields: string | null) => {
    const asked = (fields ?? 'id').split(',');
    return Object.fromEntries(Object.entries(whole).filter(([name]) => name === 'id' || asked.includes(name)));
  };
  const stateOf = ({ state, at, readyAt }: Container): string =>
    state === 'published' ? 'PUBLISHED' : state === 'failed' ? 'ERROR' : clock.now() >= at + DAY ? 'EXPIRED' : clock.now() >= readyAt ? 'FINISHED' : 'IN_PROGRESS';

  async function create(query: URLSearchParams): Promise<Answer> {
    const fields = Object.fromEntries([...query].filter(([name]) => name !== 'access_token'));
    const { media_type: kind = '', text = '', reply_to_id: to, children = '' } = fields;
    if (kind === 'TEXT' && text === '' && fields['link_attachment'] === undefined) return refuse(400, 100, 'Param text is required');
    if ([...text].length > 500) return refuse(400, 100, 'Param text must be at most 500 characters long.');
    if (!(kind in KINDS)) return refuse(400, 100, 'Param media_type must be one of {TEXT, IMAGE, VIDEO, CAROUSEL}');
    if (kind !== 'TEXT' && (fields['poll_attachment'] ?? fields['link_attachment']) !== undefined) return refuse(400, 100, 'Attachments are only available for text posts');
    if (fields['poll_attachment'] !== undefined && fields['link_attachment'] !== undefined) return refuse(400, 100, 'A poll and a link do not go together');
    if (kind === 'CAROUSEL' && (children.split(',').length < 2 || children.split(',').length > 20 || children.split(',').some((id) => containers.get(id)?.fields['is_carousel_item'] !== 'true'))) return refuse(400, 100, 'Param children must hold two to twenty containers');
    if (to !== undefined && !posts.some(({ id }) => id === to)) return noSuch(to);
    const address = kind === 'IMAGE' ? fields['image_url'] ?? '' : kind === 'VIDEO' ? fields['video_url'] ?? '' : null;
    const found = address === null || (await fetches(address));
    const seconds = kind === 'VIDEO' || children.split(',').some((id) => containers.get(id)?.fields['media_type'] === 'VIDEO') ? behave.videoSeconds : kind === 'TEXT' ? behave.textSeconds : behave.pictureSeconds;
    const made: Container = { id: nextId(), at: clock.now(), readyAt: clock.now() + seconds * SECOND, fields, state: found ? 'working' : 'failed' };
    containers.set(made.id, made);
    return { status: 200, body: { id: made.id } };
  }

  function publish(id: string): Answer {
    const container = containers.get(id);
    if (container === undefined) return noSuch(id);
    const state = stateOf(container);
    // As people report it of a container that is not ready.
    if (state === 'IN_PROGRESS' || state === 'EXPIRED' || state === 'ERROR') return refuse(400, 24, 'The requested resource does not exist', 4_279_009);
    const parent = posts.find((post) => post.id === container.fields['reply_to_id']) ?? null;
    if (parent === null ? used >= behave.quota : replies >= behave.replyQuota) return refuse(400, 9, 'Application request limit reached', 2_207_042);
    if (behave.publishingFails) return refuse(400, 368, 'The action attempted has been deemed abusive or is otherwise disallowed');
    if (parent === null) used += 1;
    else replies += 1;
    container.state = 'published';
    return { status: 200, body: { id: add(me, container.fields['text'] ?? '', parent, container.fields).id } };
  }

  function list(all: readonly Post[], query: URLSearchParams): Answer {
    const from = Number(query.get('since') ?? '0') * SECOND;
    const fit = all.filter((post) => post.at >= from).toReversed();
    const start = Number(query.get('after')?.slice(1) ?? '0');
    const size = Number(query.get('limit') ?? '25');
    const page = fit.slice(start, start + size);
    const more = start + size < fit.length;
    return { status: 200, body: { data: page.map((post) => only(shown(post), query.get('fields'))), ...(page.length === 0 ? {} : { paging: { cursors: { before: `c${start}`, after: `c${start + size}` }, ...(more ? { next: 'https://graph.threads.net/next' } : {}) } }) } };
  }

  function one(method: string, id: string, query: URLSearchParams): Answer {
    const container = containers.get(id);
    if (container !== undefined && method === 'GET') return { status: 200, body: { id, status: stateOf(container), ...(container.state === 'failed' ? { error_message: container.fields['media_type'] === 'VIDEO' ? 'FAILED_DOWNLOADING_VIDEO' : 'FAILED_DOWNLOADING_IMAGE' } : {}) } };
    const post = posts.find((made) => made.id === id);
    if (post === undefined) return noSuch(id);
    if (method === 'GET') return { status: 200, body: only(shown(post), query.get('fields')) };
    posts.splice(posts.indexOf(post), 1);
    return { status: 200, body: { success: true, deleted_id: id } };
  }

  function insights(id: string, query: URLSearchParams): Answer {
    if (!posts.some((post) => post.id === id)) return noSuch(id);
    const counts: Readonly<Record<string, number>> = { views: 90, likes: 5, replies: 1, reposts: 2, quotes: 0, shares: 3 };
    return { status: 200, body: { data: (query.get('metric') ?? '').split(',').map((name) => ({ name, period: 'lifetime', values: [{ value: counts[name] ?? 0 }], title: name, description: name, id: `${id}/insights/${name}/lifetime` })) } };
  }

  return {
    posts, containers, behave, add, create, publish, one, insights,
    own: (query: URLSearchParams): Answer => list(behave.listed ? posts.filter(({ author, parent }) => author === me && parent === null) : [], query),
    ownReplies: (query: URLSearchParams): Answer => list(posts.filter(({ author, parent }) => author === me && parent !== null), query),
    mentions: (query: URLSearchParams): Answer => list(posts.filter(({ author, text }) => author !== me && text.includes(`@${me}`)), query),
    conversation: (id: string, query: URLSearchParams): Answer => (posts.some((post) => post.id === id) ? list(posts.filter((post) => post.parent !== null && rootOf(post).id === id), query) : noSuch(id)),
    limits: (): Answer => ({ status: 200, body: { data: [{ quota_usage: used, config: { quota_total: behave.quota, quota_duration: 86_400 }, reply_quota_usage: replies, reply_config: { quota_total: behave.replyQuota, quota_duration: 86_400 } }] } }),
  };
}
