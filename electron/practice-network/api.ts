import { z } from 'zod';
import type { Millis } from '#core/clock';
import type { Reply, Route, SignedAsk } from './exchange';
import { json, jsonBody, problem } from './exchange';
import { readUpload } from './upload';
import type { Settings } from './options';
import { type FollowerPost, REACTION_SPAN, type Reacted, type Reactions } from './reactions';
import type { PeopleStore, Person } from './store/people';
import type { PostStore, StoredPost } from './store/posts';

export const MAX_TEXT_GRAPHEMES = 500;
const MAX_MEDIA = 4;

export const postInput = z.object({
  text: z.string().max(20_000).default(''),
  media: z.array(z.string().regex(/^\d{1,15}$/)).max(20).default([]),
  reply_to: z.string().regex(/^\d{1,15}(\.[cm]\d{1,3})?$/).nullish(),
  visibility: z.enum(['public', 'followers']).default('public'),
});
export type PostInput = z.output<typeof postInput>;

export interface ApiDeps {
  readonly settings: Settings;
  readonly people: PeopleStore;
  readonly posts: PostStore;
  readonly reactions: Reactions;
  readonly preciseNow: () => Millis;
}

export interface Api {
  readonly routes: readonly Route[];
  /** Checks a post as the API would and writes it. Used by `/admin/posts` for posts of the past as well. */
  readonly create: (person: Person, input: PostInput, key: string | null, at: Millis | null) => Reply;
}

export const asReacted = (post: StoredPost): Reacted => ({
  id: post.id,
  createdAt: post.createdAt,
  text: post.text,
  pictures: post.mediaIds.length,
  isReply: post.replyTo !== null,
});

export function createApi({ settings, people, posts, reactions, preciseNow }: ApiDeps): Api {
  const now = (): Millis => settings.clock.now();

  function show(post: StoredPost, author: Person): object {
    const counts = reactions.counts(asReacted(post), now());
    return {
      id: String(post.id),
      text: post.text,
      url: `${settings.origin()}/@${author.handle}/${post.id}`,
      created_at: new Date(post.createdAt).toISOString(),
      visibility: post.visibility,
      reply_to: post.replyTo,
      author: { id: String(author.id), handle: author.handle, name: author.name },
      media: post.mediaIds.flatMap((id) => {
        const media = posts.media(id);
        return media === null ? [] : [{ id: String(id), url: `${settings.origin()}/media/${id}`, alt: media.alt, mime: media.mime }];
      }),
      counts: { ...counts, comments: counts.comments + posts.replies(String(post.id)).length },
    };
  }
  const showComment = (e: FollowerPost): object => ({
    id: e.id,
    kind: e.kind,
    post_id: e.kind === 'comment' ? String(e.postId) : null,
    text: e.text,
    created_at: new Date(e.at).toISOString(),
    author: { handle: e.author.handle, name: e.author.name },
    url: `${settings.origin()}/@${e.author.handle}/${e.id}`,
  });
  const showMe = (person: Person): object => ({
    id: String(person.id),
    handle: person.handle,
    name: person.name,
    url: `${settings.origin()}/@${person.handle}`,
    avatar: `${settings.origin()}/avatars/${person.handle}`,
    followers: reactions.followerCount(person.handle, person.createdAt, now()),
    posts: posts.countOf(person.id),
  });
  const living = (id: string | undefined): StoredPost | null => {
    const post = /^\d{1,15}$/.test(id ?? '') ? posts.byId(Number(id)) : null;
    return post === null || post.deletedAt !== null ? null : post;
  };
  const authorOf = (post: StoredPost): Person => people.byId(post.personId) ?? { id: post.personId, handle: 'gone', name: 'Gone', createdAt: 0 };
  const missing = (): Reply => problem(404, 'not_found', 'There is no such post.');

  const create: Api['create'] = (person, input, key, at) => {
    const honoured = settings.honourKeys() ? key : null;
    const first = honoured === null ? null : posts.byKey(person.id, honoured);
    if (first !== null) return json(200, show(first, person), { 'idempotency-replayed': 'true' });
    const text = input.text.replaceAll('\r\n', '\n').normalize('NFC').trim();
    if (text === '' && input.media.length === 0) return problem(422, 'empty', 'A post needs text or a picture.');
    if (graphemesOver(text, MAX_TEXT_GRAPHEMES)) return problem(422, 'too_long', `The text is longer than ${MAX_TEXT_GRAPHEMES} characters.`);
    const mediaIds = input.media.map(Number);
    if (mediaIds.length > MAX_MEDIA) return problem(422, 'media_invalid', `A post takes at most ${MAX_MEDIA} pictures.`);
    if (mediaIds.some((id) => posts.media(id)?.personId !== person.id)) return problem(422, 'media_invalid', 'One of the pictures is not there.');
    const replyTo = input.reply_to ?? null;
    if (replyTo !== null && living(replyTo.split('.')[0]) === null) return problem(422, 'reply_gone', 'The post to reply to is not there.');
    const receivedAt = preciseNow();
    const post = posts.add({ personId: person.id, text, visibility: input.visibility, replyTo, mediaIds, key, createdAt: at ?? receivedAt, receivedAt });
    return json(201, show(post, person));
  };

  function createFrom(ask: SignedAsk): Reply {
    const input = postInput.safeParse(jsonBody(ask));
    if (!input.success) return problem(400, 'invalid', 'The request does not describe a post.');
    const key = ask.headers['idempotency-key'];
    if (typeof key === 'string' && key.length > 200) return problem(400, 'invalid', 'The idempotency key is longer than 200 characters.');
    return create(ask.person, input.data, typeof key === 'string' && key !== '' ? key : null, null);
  }

  function listMine({ url, person }: SignedAsk): Reply {
    const key = url.searchParams.get('idempotency_key');
    if (key !== null) {
      const found = settings.honourKeys() ? posts.byKey(person.id, key) : null;
      return json(200, { posts: found === null || found.deletedAt !== null ? [] : [show(found, person)], next: null });
    }
    const limit = Math.min(Math.max(Number(url.searchParams.get('limit')) || 40, 1), 100);
    const before = Number(url.searchParams.get('before')) || null;
    const rows = posts.list({ personId: person.id, since: instant(url.searchParams.get('since')), before, limit: limit + 1 });
    const page = rows.slice(0, limit);
    return json(200, { posts: page.map((p) => show(p, person)), next: rows.length > limit ? String(page.at(-1)?.id) : null });
  }

  function listComments(ask: SignedAsk): Reply {
    const post = living(ask.params[0]);
    if (post === null) return missing();
    const byFollowers = reactions.replies(asReacted(post), authorOf(post).handle, now()).filter((e) => e.kind === 'comment');
    return json(200, { comments: byFollowers.map(showComment), replies: posts.replies(String(post.id)).map((r) => show(r, authorOf(r))) });
  }

  /** Oldest first after the cursor, which is the time and id of the last one seen. */
  function listNotifications({ url, person }: SignedAsk): Reply {
    const cursor = /^(\d{1,15})_([\d.cm]{1,30})$/.exec(url.searchParams.get('since') ?? '');
    const [since, lastId] = [Number(cursor?.[1] ?? 0), cursor?.[2] ?? ''];
    const limit = Math.min(Math.max(Number(url.searchParams.get('limit')) || 100, 1), 200);
    const mine = posts.list({ personId: person.id, since: since === 0 ? null : since - REACTION_SPAN, before: null, limit: 5000 });
    const events = mine
      .flatMap((p) => reactions.replies(asReacted(p), person.handle, now()))
      .filter((e) => e.at > since || (e.at === since && e.id > lastId))
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
      .slice(0, limit);
    const last = events.at(-1);
    return json(200, { items: events.map(showComment), cursor: last === undefined ? url.searchParams.get('since') : `${last.at}_${last.id}` });
  }

  function metrics({ url, person }: SignedAsk): Reply {
    const ids = (url.searchParams.get('ids') ?? '').split(',').filter((id) => id !== '').slice(0, 100);
    const mine = ids.flatMap((id) => living(id) ?? []).filter((p) => p.personId === person.id);
    return json(200, { posts: Object.fromEntries(mine.map((p) => [String(p.id), (show(p, person) as { counts: object }).counts])) });
  }

  async function upload(ask: SignedAsk): Promise<Reply> {
    const read = await readUpload(ask);
    if (!read.ok) return problem(read.error.status, 'media_invalid', read.error.message);
    const media = posts.addMedia(ask.person.id, read.value.mime, read.value.alt, read.value.bytes, now());
    return json(201, { id: String(media.id), url: `${settings.origin()}/media/${media.id}`, mime: media.mime, alt: media.alt });
  }

  function remove(ask: SignedAsk): Reply {
    const post = living(ask.params[0]);
    if (post === null) return missing();
    if (post.personId !== ask.person.id) return problem(403, 'forbidden', 'That post belongs to somebody else.');
    posts.remove(post.id, now());
    return { status: 204, body: '' };
  }

  return {
    create,
    routes: [
      { access: 'signed', method: 'POST', path: '/api/posts', handle: createFrom },
      { access: 'signed', method: 'GET', path: '/api/posts/:id', handle: (ask) => { const post = living(ask.params[0]); return post === null ? missing() : json(200, show(post, authorOf(post))); } },
      { access: 'signed', method: 'DELETE', path: '/api/posts/:id', handle: remove },
      { access: 'signed', method: 'GET', path: '/api/posts/:id/comments', handle: listComments },
      { access: 'signed', method: 'POST', path: '/api/media', handle: upload },
      { access: 'signed', method: 'GET', path: '/api/me', handle: (ask) => json(200, showMe(ask.person)) },
      { access: 'signed', method: 'GET', path: '/api/me/posts', handle: listMine },
      { access: 'signed', method: 'GET', path: '/api/me/notifications', handle: listNotifications },
      { access: 'signed', method: 'GET', path: '/api/metrics', handle: metrics },
    ],
  };
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
function graphemesOver(text: string, max: number): boolean {
  // A grapheme is at least one code unit, so short texts need no counting.
  if (text.length <= max) return false;
  let count = 0;
  for (const _ of segmenter.segment(text)) {
    count += 1;
    if (count > max) return true;
  }
  return false;
}

function instant(text: string | null): Millis | null {
  if (text === null) return null;
  const at = /^\d{1,15}$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(at) ? at : null;
}
