import { type Clock, DAY, MINUTE, SECOND } from '#core/clock';
import { type Answer, done, instant, noSuch, refuse } from './answers';
import type { Page } from './oauth';
import { createFacebookVideos, type Video } from './videos';

export interface Photo { readonly id: string; readonly at: number; readonly bytes: number; readonly mime: string; readonly alt: string; readonly temporary: boolean }
export interface Post {
  readonly id: string;
  readonly page: string;
  readonly author: { readonly id: string; readonly name: string };
  message: string;
  readonly link: string;
  readonly photos: readonly Photo[];
  /** The one that it shows. */
  readonly video: Video | null;
  /** When it is to go out, UTC ms; null: at once. */
  dueAt: number | null;
  at: number;
  readonly comments: readonly { readonly id: string; readonly from: { readonly id: string; readonly name: string } | undefined; readonly message: string; readonly at: number }[];
}

/** Photos and posts of Pages. Facebook takes no key: the same call twice makes a second post, unless the newest one says the same. */
export function createFacebookPosts(clock: Clock, web: () => string) {
  const posts: Post[] = [];
  const photos = new Map<string, Photo>();
  const behave = { refusesTwins: false, deadMetrics: ['post_impressions'] as readonly string[], listed: true, unreadable: [] as readonly string[] };
  let serial = 122_000_000_000_000n;
  const nextId = (): string => String((serial += 7n));
  const film = createFacebookVideos(clock, web, nextId, (video) => add(video.page.id, { author: { id: video.page.id, name: video.page.name }, message: video.finished?.['description'] ?? '', video, at: video.at }).id);
  const isOut = (post: Post): boolean => post.dueAt === null || post.dueAt <= clock.now();
  /** What was to go out by now has. */
  const settle = (): void => { film.settle(); for (const post of posts) if (post.dueAt !== null && post.dueAt <= clock.now() && post.at < post.dueAt) post.at = post.dueAt; };

  const add = (page: string, over: Partial<Post> = {}): Post => {
    const post: Post = { id: `${page}_${nextId()}`, page, author: { id: page, name: 'Page' }, message: '', link: '', photos: [], video: null, dueAt: null, at: clock.now(), comments: [], ...over };
    posts.push(post);
    return post;
  };
  const attachmentsOf = ({ photos: all, link, video }: Post): unknown => {
    if (video !== null) return { data: [{ media_type: 'video', target: { id: video.id } }] };
    if (all.length > 1) return { data: [{ media_type: 'album', subattachments: { data: all.map(() => ({ media_type: 'photo' })) } }] };
    return all.length === 1 ? { data: [{ media_type: 'photo' }] } : link === '' ? undefined : { data: [{ media_type: 'link' }] };
  };
  const shown = (post: Post): Readonly<Record<string, unknown>> => ({
    id: post.id, message: post.message === '' ? undefined : post.message, created_time: instant(post.at), is_published: isOut(post), from: post.author,
    permalink_url: `${web()}/${post.page}/posts/${post.id.split('_')[1] ?? ''}`, attachments: attachmentsOf(post),
    scheduled_publish_time: post.dueAt === null ? undefined : Math.floor(post.dueAt / SECOND),
    reactions: { data: [], summary: { total_count: 5 } }, shares: undefined,
    comments: { data: post.comments.map(({ id, from, message, at }) => ({ id, from, message, created_time: instant(at) })), summary: { total_count: post.comments.length } },
  });
  /** Names at the top of `a,b{c,d},e.limit(0)`. */
  const asked = (fields: string | null): readonly string[] => (fields ?? 'id').replace(/\{[^}]*\}(?:\})?/g, '').replace(/\.\w+\([^)]*\)/g, '').split(',');
  const only = (post: Post, fields: string | null): Readonly<Record<string, unknown>> => {
    const names = asked(fields);
    return Object.fromEntries(Object.entries(shown(post)).filter(([name]) => name === 'id' || names.includes(name)));
  };
  function list(all: readonly Post[], query: URLSearchParams): Answer {
    const size = Number(query.get('limit') ?? '25');
    const start = Number(query.get('after')?.slice(1) ?? '0');
    const more = start + size < all.length;
    const data = all.slice(start, start + size).map((post) => only(post, query.get('fields')));
    return { status: 200, body: { data, ...(data.length === 0 ? {} : { paging: { cursors: { before: `c${start}`, after: `c${start + size}` }, ...(more ? { next: 'https://graph.facebook.com/next' } : {}) } }) } };
  }
  const when = (raw: string): number | Answer => {
    const due = Number(raw) * SECOND;
    const ahead = due - clock.now();
    return ahead < 10 * MINUTE || ahead > 30 * DAY ? refuse(400, 100, 'The specified scheduled publish time is invalid.', 1_363_017) : due;
  };

  function feed(page: Page, form: URLSearchParams): Answer {
    settle();
    const [message, link] = [form.get('message') ?? '', form.get('link') ?? ''];
    const attached = [...form].filter(([name]) => /^attached_media\[\d+\]$/.test(name)).map(([, value]) => String((JSON.parse(value) as { readonly media_fbid?: string }).media_fbid));
    const used = attached.map((id) => photos.get(id));
    if (used.some((photo) => photo === undefined || (photo.temporary && clock.now() - photo.at > DAY))) return refuse(400, 100, '(#100) Invalid parameter: attached_media', 1_366_051);
    if (message === '' && link === '' && used.length === 0) return refuse(400, 100, 'The post is empty. Please enter a message to share.', 1_349_125);
    if (behave.unreadable.includes(link)) return refuse(400, 1_609_005, 'Error scraping the link');
    const newest = posts.filter((post) => post.page === page.id && isOut(post)).at(-1);
    if (behave.refusesTwins && newest?.message === message && message !== '') return refuse(400, 506, 'Duplicate status message');
    const due = form.get('scheduled_publish_time');
    if (due !== null && (form.get('published') !== 'false' || form.get('unpublished_content_type') !== 'SCHEDULED')) return refuse(400, 100, 'You cannot specify a scheduled publish time on a published post');
    const at = due === null ? null : when(due);
    if (typeof at === 'object' && at !== null) return at;
    return { status: 200, body: { id: add(page.id, { author: { id: page.id, name: page.name }, message, link, photos: used.flatMap((photo) => photo ?? []), dueAt: at }).id } };
  }

  async function photo(form: FormData): Promise<Answer> {
    const source = form.get('source');
    if (!(source instanceof Blob)) return refuse(400, 324, 'Requires upload file');
    if (source.size > 4 * 1024 * 1024) return refuse(400, 1, 'Photos should be less than 4 MB and saved as JPG, PNG, GIF, TIFF, HEIF or WebP files.', 1_366_046);
    if (form.get('published') !== 'false') return refuse(400, 100, 'this server knows unpublished photos only');
    const made: Photo = { id: nextId(), at: clock.now(), bytes: (await source.arrayBuffer()).byteLength, mime: source.type, alt: String(form.get('alt_text_custom') ?? ''), temporary: form.get('temporary') === 'true' };
    photos.set(made.id, made);
    return { status: 200, body: { id: made.id } };
  }

  function one(method: string, id: string, fields: URLSearchParams): Answer {
    settle();
    const post = posts.find((made) => made.id === id);
    if (post === undefined) return noSuch(id);
    if (method === 'GET') return { status: 200, body: only(post, fields.get('fields')) };
    if (method === 'DELETE') {
      posts.splice(posts.indexOf(post), 1);
      return done;
    }
    const words = fields.get('message');
    if (words !== null) {
      post.message = words;
      return done;
    }
    const due = fields.get('scheduled_publish_time');
    if (due === null) return refuse(400, 100, 'nothing to change');
    const at = when(due);
    if (typeof at === 'object') return at;
    post.dueAt = at;
    return done;
  }

  function insights(id: string, query: URLSearchParams): Answer {
    if (!posts.some((post) => post.id === id)) return noSuch(id);
    const names = (query.get('metric') ?? '').split(',');
    if (names.some((name) => behave.deadMetrics.includes(name))) return refuse(400, 100, '(#100) The value must be a valid insights metric');
    return { status: 200, body: { data: names.map((name) => ({ name, period: 'lifetime', values: [{ value: 90 }], title: name, description: name, id: `${id}/insights/${name}/lifetime` })) } };
  }

  const newestFirst = (all: readonly Post[]): readonly Post[] => all.toSorted((a, b) => b.at - a.at);
  return {
    posts, photos, behave, add, feed, photo, one, insights,
    published: (page: string, query: URLSearchParams): Answer => { settle(); return list(behave.listed ? newestFirst(posts.filter((post) => post.page === page && isOut(post) && post.author.id === page)) : [], query); },
    scheduled: (page: string, query: URLSearchParams): Answer => {
      const films = film.waiting(page).map((video): Post => ({ id: `${page}_${video.id}`, page, author: { id: page, name: 'Page' }, message: video.finished?.['description'] ?? '', link: '', photos: [], video, dueAt: video.dueAt, at: video.at, comments: [] }));
      return list([...posts.filter((post) => post.page === page && !isOut(post)), ...films], query);
    },
    film,
    tagged: (page: string, query: URLSearchParams): Answer => list(newestFirst(posts.filter((post) => post.page === page && post.author.id !== page)), query),
  };
}
