import type { Millis } from '#core/clock';

/** The entities of Mastodon 4.4 and later, as far as its schema demands them. */
export interface Person {
  readonly id: string;
  readonly username: string;
}
export interface Media {
  readonly id: string;
  readonly owner: Person;
  alt: string;
  readonly mime: string;
  readonly bytes: number;
  readonly hash: string;
  looksLeft: number;
  readonly fails: boolean;
  used: boolean;
}
export interface Post {
  readonly id: string;
  readonly author: Person;
  text: string;
  readonly at: Millis;
  readonly visibility: string;
  sensitive: boolean;
  warning: string;
  language: string | null;
  readonly replyTo: { readonly id: string; readonly authorId: string } | null;
  media: readonly Media[];
  poll: Poll | null;
  quotes: string | null;
  /** What it said before each edit, oldest first. */
  readonly before: { readonly text: string; readonly warning: string; readonly sensitive: boolean; readonly at: Millis }[];
  editedAt: Millis | null;
  readonly likedBy: Set<string>;
  readonly quoted: string | null;
}
/** As it was asked for. */
export interface Poll {
  readonly options: readonly string[];
  readonly seconds: number;
  readonly multiple: boolean;
  readonly hideTotals: boolean;
}
export interface Scheduled {
  readonly id: string;
  readonly author: Person;
  at: Millis;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly key: string | null;
}

type Entity = Readonly<Record<string, unknown>>;
const iso = (at: Millis): string => new Date(at).toISOString();
const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** As Mastodon writes it: paragraphs, shortened links, mentions without their host, hashtags as links. */
export function html(base: string, text: string): string {
  const marked = escape(text)
    .replace(/(https?:\/\/)([^\s<]+)/g, (_all, scheme: string, rest: string) => `<a href="${scheme}${rest}" target="_blank" rel="nofollow noopener"><span class="invisible">${scheme}</span><span class="ellipsis">${rest.slice(0, 30)}</span><span class="invisible">${rest.slice(30)}</span></a>`)
    .replace(/(^|\s)@([\w.-]+?)(@[\w.:-]+)?(?=[\s.,!?]|$)/g, (_all, before: string, user: string) => `${before}<span class="h-card" translate="no"><a href="${base}/@${user}" class="u-url mention">@<span>${user}</span></a></span>`)
    .replace(/(^|\s)#(\w+)/g, (_all, before: string, tag: string) => `${before}<a href="${base}/tags/${tag}" class="mention hashtag" rel="tag">#<span>${tag}</span></a>`);
  return marked === '' ? '' : `<p>${marked.replace(/\n{2,}/g, '</p><p>').replaceAll('\n', '<br />')}</p>`;
}

export function account(base: string, who: Person, posts: readonly Post[]): Entity {
  return {
    id: who.id, username: who.username, acct: who.username, display_name: `Test ${who.username}`, locked: false, bot: false, group: false, discoverable: true, indexable: true,
    created_at: iso(0), note: '', url: `${base}/@${who.username}`, uri: `${base}/users/${who.username}`, avatar: `${base}/a.png`, avatar_static: `${base}/a.png`,
    header: `${base}/h.png`, header_static: `${base}/h.png`, followers_count: 12, following_count: 3,
    statuses_count: posts.filter((post) => post.author.id === who.id).length, last_status_at: null, emojis: [], fields: [], hide_collections: null, noindex: false,
  };
}

export function credentialAccount(base: string, who: Person, posts: readonly Post[]): Entity {
  return {
    ...account(base, who, posts),
    source: { privacy: 'public', sensitive: false, language: 'en', note: '', fields: [], follow_requests_count: 0, hide_collections: null, discoverable: true, indexable: true, quote_policy: 'public', attribution_domains: [] },
    role: { id: '-99', name: '', permissions: '65536', color: '', highlighted: false },
  };
}

export function mediaAttachment(base: string, one: Media): Entity {
  const url = one.looksLeft > 0 ? null : `${base}/media/${one.id}.png`;
  return { id: one.id, type: one.mime.startsWith('video/') ? 'video' : 'image', url, preview_url: url, remote_url: null, meta: {}, description: one.alt === '' ? null : one.alt, blurhash: null };
}

export function status(base: string, post: Post, posts: readonly Post[]): Entity {
  return {
    id: post.id, created_at: iso(post.at), in_reply_to_id: post.replyTo?.id ?? null, in_reply_to_account_id: post.replyTo?.authorId ?? null, sensitive: post.sensitive,
    spoiler_text: post.warning, visibility: post.visibility, language: post.language, uri: `${base}/users/${post.author.username}/statuses/${post.id}`, url: `${base}/@${post.author.username}/${post.id}`,
    replies_count: posts.filter((one) => one.replyTo?.id === post.id).length, reblogs_count: 1, favourites_count: 2, quotes_count: 0, edited_at: post.editedAt === null ? null : iso(post.editedAt), content: quoteLine(base, posts.find((one) => one.id === post.quoted)) + html(base, post.text), reblog: null,
    account: account(base, post.author, posts), media_attachments: post.media.map((one) => mediaAttachment(base, one)), mentions: [], tags: [], emojis: [], card: null, poll: post.poll === null ? null : poll(post.id, post.poll, post.at),
  };
}

/** text_formatter.rb of 4.5, as remembered: a line for programs that know no quotes. */
const quoteLine = (base: string, quoted: Post | undefined): string => (quoted === undefined ? '' : `<p class="quote-inline">RE: <a href="${base}/@${quoted.author.username}/${quoted.id}">post</a></p>\n`);

function poll(id: string, asked: Poll, at: Millis): Entity {
  return {
    id: `9${id}`, expires_at: iso(at + asked.seconds * 1000), expired: false, multiple: asked.multiple, votes_count: 0, voters_count: 0, voted: true, own_votes: [], emojis: [],
    options: asked.options.map((title) => ({ title, votes_count: asked.hideTotals ? null : 0 })),
  };
}

export function scheduledStatus(base: string, kept: Scheduled): Entity {
  const { fields } = kept;
  return {
    id: kept.id, scheduled_at: iso(kept.at), media_attachments: [],
    params: {
      text: fields['status'] ?? '', media_ids: fields['media_ids'] ?? null, sensitive: fields['sensitive'] ?? null, spoiler_text: fields['spoiler_text'] ?? null, visibility: fields['visibility'] ?? 'public',
      language: fields['language'] ?? null, in_reply_to_id: null, scheduled_at: null, poll: fields['poll'] ?? null, idempotency: kept.key, with_rate_limit: false, application_id: 1, quoted_status_id: null, quote_approval_policy: 'public',
    },
  };
}

export function notification(base: string, post: Post, posts: readonly Post[]): Entity {
  return { id: post.id, type: 'mention', group_key: `ungrouped-${post.id}`, created_at: iso(post.at), account: account(base, post.author, posts), status: status(base, post, posts) };
}

export function metadata(base: string): Entity {
  return {
    issuer: `${base}/`, service_documentation: 'https://docs.joinmastodon.org/', authorization_endpoint: `${base}/oauth/authorize`, token_endpoint: `${base}/oauth/token`, userinfo_endpoint: `${base}/oauth/userinfo`,
    app_registration_endpoint: `${base}/api/v1/apps`, revocation_endpoint: `${base}/oauth/revoke`,
    scopes_supported: ['profile', 'read', 'read:accounts', 'read:statuses', 'read:notifications', 'read:search', 'write', 'write:statuses', 'write:media', 'write:favourites', 'write:conversations', 'follow', 'push'],
    response_types_supported: ['code'], response_modes_supported: ['query', 'fragment', 'form_post'], grant_types_supported: ['authorization_code', 'client_credentials'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'], code_challenge_methods_supported: ['S256'],
  };
}

export function instance(base: string): Entity {
  return {
    domain: 'social.example', title: 'Double', version: '4.4.2', source_url: 'https://github.com/mastodon/mastodon', description: '', usage: { users: { active_month: 2 } },
    thumbnail: { url: `${base}/t.png`, blurhash: null, versions: {} }, icon: [], languages: ['en'], api_versions: { mastodon: 6 }, rules: [],
    configuration: {
      urls: { streaming: 'wss://social.example', about: null, privacy_policy: null, terms_of_service: null }, vapid: { public_key: 'x' }, accounts: { max_featured_tags: 10, max_pinned_statuses: 5 },
      statuses: { max_characters: 500, max_media_attachments: 4, characters_reserved_per_url: 23 },
      media_attachments: { supported_mime_types: ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'video/mp4'], description_limit: 1500, image_size_limit: 16_777_216, image_matrix_limit: 33_177_600, video_size_limit: 103_809_024, video_frame_rate_limit: 120, video_matrix_limit: 8_294_400 },
      polls: { max_options: 4, max_characters_per_option: 50, min_expiration: 300, max_expiration: 2_629_746 }, translation: { enabled: false }, limited_federation: false,
      timelines_access: { live_feeds: { local: 'public', remote: 'public' }, hashtag_feeds: { local: 'public', remote: 'public' }, trending_link_feeds: { local: 'public', remote: 'public' } },
    },
    registrations: { enabled: false, approval_required: false, message: null, reason_required: null, min_age: null, url: null }, contact: { email: 'admin@social.example', account: null },
  };
}
