import type { Clock, Millis } from '#core/clock';
import { readPoll } from './mastodon-polls';
import * as shapes from './mastodon-shapes';
import type { Media, Person, Post } from './mastodon-shapes';
import type { Answer, Asked } from './mastodon-traffic';

/** What the double has of its server at this moment. */
export interface Held {
  readonly base: string;
  readonly posts: readonly Post[];
  readonly people: readonly Person[];
  readonly media: ReadonlyMap<string, Media>;
  readonly clock: Clock;
  readonly quotes: 'automatic' | 'denied' | 'none';
  readonly visibleTo: (me: Person | null, post: Post) => boolean;
}

const error = (status: number, words: string): Answer => ({ status, body: { error: words } });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const iso = (at: Millis): string => new Date(at).toISOString();
const MAX_CHARACTERS = 500;

/** Everything of the API beyond publishing and reading one's own posts. */
export function moreOf(held: Held, asked: Asked, me: Person, route: string): Answer | null {
  const { base, posts } = held;
  const id = /^\w+ \/api\/v1\/statuses\/([^/]+)/.exec(route)?.[1] ?? '';
  const post = posts.find((one) => one.id === id && held.visibleTo(me, one));
  const missing = error(404, 'Record not found');
  if (route === `PUT /api/v1/statuses/${id}`) return post === undefined || post.author !== me ? missing : edit(held, post, asked.fields);
  if (route === `GET /api/v1/statuses/${id}/history`) {
    if (post === undefined) return missing;
    const versions = [...post.before, { text: post.text, warning: post.warning, sensitive: post.sensitive, at: post.editedAt ?? post.at }];
    return { status: 200, body: versions.map((one) => ({ content: shapes.html(base, one.text), spoiler_text: one.warning, sensitive: one.sensitive, created_at: iso(one.at), account: shapes.account(base, post.author, posts), media_attachments: [], emojis: [] })) };
  }
  const act = /\/(favourite|unfavourite)$/.exec(route)?.[1];
  if (act !== undefined && asked.method === 'POST') {
    if (post === undefined) return missing;
    if (act === 'favourite') post.likedBy.add(me.id);
    else post.likedBy.delete(me.id);
    return { status: 200, body: shapes.status(base, post, posts) };
  }
  if (route === 'GET /api/v1/accounts/lookup') {
    const acct = asked.url.searchParams.get('acct');
    const who = held.people.find((one) => one.username === acct);
    return who === undefined ? missing : { status: 200, body: shapes.account(base, who, posts) };
  }
  if (route === 'GET /api/v2/search' && !asked.url.searchParams.get('q')?.startsWith('http')) {
    const words = (asked.url.searchParams.get('q') ?? '').toLowerCase();
    const from = Number(asked.url.searchParams.get('offset') ?? 0);
    const found = posts.filter((one) => one.visibility === 'public' && one.text.toLowerCase().includes(words)).toReversed().slice(from, from + Number(asked.url.searchParams.get('limit')));
    return { status: 200, body: { accounts: [], hashtags: [], statuses: found.map((one) => shapes.status(base, one, posts)) } };
  }
  if (route === 'GET /api/v2/search') {
    // The double reads links of its own alone.
    const shown = posts.filter((one) => held.visibleTo(me, one) && asked.url.searchParams.get('q') === `${base}/@${one.author.username}/${one.id}`);
    const approval = held.quotes === 'none' ? {} : { quote_approval: { automatic: ['public'], manual: [], current_user: held.quotes } };
    return { status: 200, body: { accounts: [], hashtags: [], statuses: shown.map((one) => ({ ...shapes.status(base, one, posts), ...approval })) } };
  }
  return null;
}

/** update_status_service.rb, read 2026-11-22: what is not named is taken off the post, and a poll whose choices stay keeps its votes. */
function edit({ base, posts, media, clock }: Held, post: Post, fields: Readonly<Record<string, unknown>>): Answer {
  const ids = Array.isArray(fields['media_ids']) ? fields['media_ids'].map(String) : [];
  const words = text(fields['status']);
  if (words === '' && ids.length === 0) return error(422, "Validation failed: Text can't be blank");
  if ([...new Intl.Segmenter().segment(words + text(fields['spoiler_text']))].length > MAX_CHARACTERS) return error(422, `Validation failed: Text character limit of ${MAX_CHARACTERS} exceeded`);
  const files = ids.map((id) => media.get(id));
  if (files.some((one) => one === undefined || (one.used && !post.media.includes(one)))) return error(422, 'Validation failed: Media attachments is invalid, already been attached or does not exist');
  const poll = readPoll(fields['poll'], ids.length > 0);
  if ('refused' in poll) return error(422, poll.refused);
  const before = JSON.stringify([post.text, post.warning, post.sensitive, post.language, post.media, post.poll?.options]);
  const earlier = { text: post.text, warning: post.warning, sensitive: post.sensitive, at: post.editedAt ?? post.at };
  for (const given of Array.isArray(fields['media_attributes']) ? fields['media_attributes'] : []) {
    const { id, description } = Object(given) as Readonly<Record<string, unknown>>;
    const one = media.get(text(id));
    if (one !== undefined) one.alt = text(description);
  }
  post.text = words;
  post.warning = text(fields['spoiler_text']);
  post.sensitive = fields['sensitive'] === true;
  post.language = text(fields['language']) || post.language;
  post.quotes = text(fields['quote_approval_policy']) || post.quotes;
  post.media = files.flatMap((one) => one ?? []);
  // A poll counts from the day it was made: its end stays where it was.
  post.poll = poll.poll === null ? null : { ...poll.poll, seconds: Math.round((clock.now() - post.at) / 1000) + poll.poll.seconds };
  if (JSON.stringify([post.text, post.warning, post.sensitive, post.language, post.media, post.poll?.options]) !== before) {
    post.before.push(earlier);
    post.editedAt = clock.now();
  }
  return { status: 200, body: shapes.status(base, post, posts) };
}
