import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { JsonObject } from '#core/json';
import type { AccountLimits, NetworkId } from '#core/networks';
import type { Focus } from '#core/pictures/focus';
import type { PictureProbe } from '#core/pictures/probe';
import type { VideoProbe } from '#core/videos/probe';
import type { MediaUse, PostSnapshot, ThreadPart } from '#core/posts/content';
import type { PublicationState } from '#core/posts/states';

/**
 * Times are UTC milliseconds. Ids are UUIDv7 text. A row a person edits has `updated_at`, and goes to the bin
 * (`deleted_at`) before it goes away. Generated SQL gets STRICT added by `npm run generate`.
 */
const id = () => text('id').primaryKey();
const created = () => integer('created_at').notNull();
const updated = () => integer('updated_at').notNull();
const deleted = () => integer('deleted_at');

export const brands = sqliteTable('brands', {
  id: id(),
  name: text('name').notNull(),
  /** One of the five brand colours: clay, moss, sky, plum, straw. */
  colour: text('colour').notNull(),
  logoAssetId: text('logo_asset_id'),
  /** IANA name. The brand's zone rules its calendar. */
  timeZone: text('time_zone').notNull(),
  voice: text('voice').notNull().default(''),
  guidelines: text('guidelines').notNull().default(''),
  /** One on a line. */
  wordsToUse: text('words_to_use').notNull().default(''),
  wordsToAvoid: text('words_to_avoid').notNull().default(''),
  links: text('links').notNull().default(''),
  /** How late a post may still go out by itself. */
  latenessLimitMs: integer('lateness_limit_ms').notNull(),
  nativeHandover: integer('native_handover', { mode: 'boolean' }).notNull().default(false),
  /** No picture goes out without words for those who cannot see it. */
  altRequired: integer('alt_required', { mode: 'boolean' }).notNull().default(false),
  isSample: integer('is_sample', { mode: 'boolean' }).notNull().default(false),
  createdAt: created(), updatedAt: updated(), deletedAt: deleted(),
});

export const accounts = sqliteTable('accounts', {
  id: id(),
  brandId: text('brand_id').notNull().references(() => brands.id),
  network: text('network').$type<NetworkId>().notNull(),
  remoteId: text('remote_id').notNull(),
  serverUrl: text('server_url').notNull(),
  handle: text('handle').notNull(),
  displayName: text('display_name').notNull(),
  profileUrl: text('profile_url').notNull(),
  avatarAssetId: text('avatar_asset_id'),
  followers: integer('followers'),
  loginMethod: text('login_method', { enum: ['oauth', 'oauth-page', 'app-password'] }).notNull(),
  /** `signed-out`: the network said so; `disconnected`: the person did. */
  health: text('health', { enum: ['ok', 'signed-out', 'disconnected'] }).notNull(),
  scopes: text('scopes', { mode: 'json' }).$type<readonly string[]>().notNull(),
  missingScopes: text('missing_scopes', { mode: 'json' }).$type<readonly string[]>().notNull(),
  limits: text('limits', { mode: 'json' }).$type<AccountLimits>(),
  /** Of the token in hand, which may renew itself. */
  expiresAt: integer('expires_at'),
  /** When the login ends for good, however often it is renewed; null: it does not, or nobody knows. */
  loginEndsAt: integer('login_ends_at'),
  lastOkAt: integer('last_ok_at'),
  lastErrorAt: integer('last_error_at'),
  lastErrorCode: text('last_error_code'),
  pausedAt: integer('paused_at'),
  nativeHandover: integer('native_handover', { mode: 'boolean' }).notNull().default(true),
  position: integer('position').notNull().default(0),
  createdAt: created(), updatedAt: updated(), deletedAt: deleted(),
}, (t) => [index('accounts_brand').on(t.brandId, t.position), uniqueIndex('accounts_remote').on(t.brandId, t.network, t.serverUrl, t.remoteId)]);

export const assets = sqliteTable('assets', {
  id: id(),
  brandId: text('brand_id').notNull().references(() => brands.id),
  /** SHA-256 of the bytes, hex: the file's name in the library folder. */
  hash: text('hash').notNull(),
  fileName: text('file_name').notNull(),
  mime: text('mime').notNull(),
  bytes: integer('bytes').notNull(),
  width: integer('width').notNull(),
  height: integer('height').notNull(),
  animated: integer('animated', { mode: 'boolean' }).notNull().default(false),
  status: text('status', { enum: ['ok', 'corrupt', 'missing'] }).notNull(),
  /** Tiny blurred picture as a data URL, shown until the thumbnail is painted. */
  placeholder: text('placeholder'),
  /** What the bytes say besides type and size; null for those that came in before Linnet looked. */
  probe: text('probe', { mode: 'json' }).$type<PictureProbe>(),
  alt: text('alt').notNull().default(''),
  /** What every cut keeps in sight; null: Linnet looks for it. */
  focus: text('focus', { mode: 'json' }).$type<Focus>(),
  /** What the bytes of a video say besides type and size; null for pictures. */
  video: text('video', { mode: 'json' }).$type<VideoProbe>(),
  createdAt: created(), updatedAt: updated(), deletedAt: deleted(),
}, (t) => [uniqueIndex('assets_hash').on(t.brandId, t.hash), index('assets_by_hash').on(t.hash)]);

export const posts = sqliteTable('posts', {
  id: id(),
  brandId: text('brand_id').notNull().references(() => brands.id),
  /** First line of the text, for lists. */
  title: text('title').notNull(),
  text: text('text').notNull(),
  media: text('media', { mode: 'json' }).$type<readonly MediaUse[]>().notNull(),
  /** A draft's wished time, kept while it is scheduled: wall time in `plannedZone`, and the instant it resolves to. */
  plannedWall: text('planned_wall'),
  plannedZone: text('planned_zone'),
  plannedAt: integer('planned_at'),
  /** Grows with every save; a save names the version it was made on. */
  version: integer('version').notNull().default(1),
  createdAt: created(), updatedAt: updated(), deletedAt: deleted(),
}, (t) => [
  index('posts_planned').on(t.brandId, t.plannedAt).where(sql`planned_at IS NOT NULL AND deleted_at IS NULL`),
  index('posts_recent').on(t.brandId, t.updatedAt).where(sql`deleted_at IS NULL`),
  /** The tray: what has no time. A scheduled post keeps its planned time, so this holds little else. */
  index('posts_tray').on(t.brandId, t.updatedAt).where(sql`planned_at IS NULL AND deleted_at IS NULL`),
  index('posts_bin').on(t.brandId, t.deletedAt).where(sql`deleted_at IS NOT NULL`),
]);

export const publications = sqliteTable('publications', {
  id: id(),
  postId: text('post_id').notNull().references(() => posts.id),
  /** Copied from the post, so that the calendar reads one index. */
  brandId: text('brand_id').notNull().references(() => brands.id),
  accountId: text('account_id').notNull().references(() => accounts.id),
  network: text('network').$type<NetworkId>().notNull(),
  state: text('state').$type<PublicationState>().notNull(),
  stateSince: integer('state_since').notNull(),
  /** Own text; null means the post's. */
  text: text('text'),
  /** Own media; null means the post's. */
  media: text('media', { mode: 'json' }).$type<readonly MediaUse[]>(),
  thread: text('thread', { mode: 'json' }).$type<readonly ThreadPart[]>().notNull(),
  options: text('options', { mode: 'json' }).$type<JsonObject>().notNull(),
  /** The person's intent, and the instant it resolves to. */
  dueWall: text('due_wall'),
  dueZone: text('due_zone'),
  dueAt: integer('due_at'),
  /** When the scheduler looks at this row next (due time, back-off, next look for an unconfirmed one). */
  wakeAt: integer('wake_at'),
  /** Idempotency key or remote key, chosen once, before the first attempt. */
  remoteKey: text('remote_key'),
  /** Step results the connector saved (media ids, containers, thread parts). */
  saved: text('saved', { mode: 'json' }).$type<JsonObject>().notNull(),
  /** When the commit call was first begun; null means that nothing can be public. */
  committedAt: integer('committed_at'),
  attemptCount: integer('attempt_count').notNull().default(0),
  preparedAt: integer('prepared_at'),
  /** Scheduled id at the network after a native hand-over. */
  nativeRef: text('native_ref'),
  remoteId: text('remote_id'),
  permalink: text('permalink'),
  publishedAt: integer('published_at'),
  verifiedAt: integer('verified_at'),
  /** The network says that the published post is gone. */
  goneAt: integer('gone_at'),
  problemCode: text('problem_code'),
  problemDetail: text('problem_detail'),
  createdAt: created(), updatedAt: updated(), deletedAt: deleted(),
}, (t) => [
  // Everything a chip shows, so that a month is read from the index alone: a row of its own for each would be ten times the pages.
  index('publications_calendar').on(t.brandId, t.dueAt, t.postId, t.accountId, t.network, t.state, t.problemCode, t.nativeRef, t.id, t.deletedAt).where(sql`due_at IS NOT NULL AND deleted_at IS NULL`),
  index('publications_wake').on(t.wakeAt).where(sql`wake_at IS NOT NULL AND deleted_at IS NULL`),
  index('publications_post').on(t.postId),
  index('publications_account').on(t.accountId, t.dueAt),
  index('publications_needs').on(t.brandId, t.stateSince).where(sql`state IN ('failed','unconfirmed','missed') AND deleted_at IS NULL`),
  // How many wait at each account is asked at every start.
  index('publications_waiting').on(t.brandId, t.accountId).where(sql`state IN ('scheduled','publishing','hold') AND deleted_at IS NULL`),
  index('publications_published').on(t.brandId, t.publishedAt).where(sql`published_at IS NOT NULL AND deleted_at IS NULL`),
]);

export const revisions = sqliteTable('revisions', {
  id: id(),
  postId: text('post_id').notNull().references(() => posts.id),
  at: integer('at').notNull(),
  reason: text('reason', { enum: ['created', 'typing', 'restore', 'schedule', 'duplicate', 'sample', 'edited'] }).notNull(),
  snapshot: text('snapshot', { mode: 'json' }).$type<PostSnapshot>().notNull(),
}, (t) => [index('revisions_post').on(t.postId, t.at)]);

export const labels = sqliteTable('labels', {
  id: id(),
  brandId: text('brand_id').notNull().references(() => brands.id),
  name: text('name').notNull(),
  /** clay, moss, sky, plum, straw. */
  colour: text('colour').notNull(),
  createdAt: created(), updatedAt: updated(), deletedAt: deleted(),
}, (t) => [index('labels_brand').on(t.brandId)]);

export const postLabels = sqliteTable('post_labels', {
  postId: text('post_id').notNull().references(() => posts.id),
  labelId: text('label_id').notNull().references(() => labels.id),
}, (t) => [primaryKey({ columns: [t.postId, t.labelId] }), index('post_labels_label').on(t.labelId)]);

export const slots = sqliteTable('slots', {
  id: id(),
  accountId: text('account_id').notNull().references(() => accounts.id),
  /** ISO: 1 Monday to 7 Sunday. */
  weekday: integer('weekday').notNull(),
  /** HH:MM on the brand's wall clock. */
  time: text('time').notNull(),
  createdAt: created(), updatedAt: updated(), deletedAt: deleted(),
}, (t) => [uniqueIndex('slots_when').on(t.accountId, t.weekday, t.time)]);

/** One try to publish, written before its first byte. */
export const attempts = sqliteTable('attempts', {
  id: id(),
  publicationId: text('publication_id').notNull().references(() => publications.id),
  number: integer('number').notNull(),
  kind: text('kind', { enum: ['publish', 'hand-over', 'remove', 'edit'] }).notNull(),
  key: text('key').notNull(),
  step: text('step', { enum: ['written', 'preparing', 'prepared', 'committing', 'processing', 'answered'] }).notNull(),
  startedAt: integer('started_at').notNull(),
  /** Written just before the commit call. */
  committingAt: integer('committing_at'),
  finishedAt: integer('finished_at'),
  /** The connector's outcome type, or null while nobody knows. */
  outcome: text('outcome'),
  detail: text('detail'),
}, (t) => [
  index('attempts_publication').on(t.publicationId, t.number),
  index('attempts_open').on(t.startedAt).where(sql`finished_at IS NULL`),
]);

/** What happened, in codes; the words are in the window's messages. Never deleted. */
export const activity = sqliteTable('activity', {
  id: id(),
  at: integer('at').notNull(),
  brandId: text('brand_id'),
  accountId: text('account_id'),
  postId: text('post_id'),
  publicationId: text('publication_id'),
  attemptId: text('attempt_id'),
  code: text('code').notNull(),
  params: text('params', { mode: 'json' }).$type<JsonObject>().notNull(),
  /** The network's own answer, redacted JSON of NetworkAnswer. */
  answer: text('answer', { mode: 'json' }).$type<JsonObject>(),
}, (t) => [
  index('activity_publication').on(t.publicationId, t.at).where(sql`publication_id IS NOT NULL`),
  index('activity_account').on(t.accountId, t.at).where(sql`account_id IS NOT NULL`),
  index('activity_brand').on(t.brandId, t.at),
  // The newest of all brands.
  index('activity_at').on(t.at),
]);

/** Counts read from the network; one row each time they changed. */
export const publicationMetrics = sqliteTable('publication_metrics', {
  publicationId: text('publication_id').notNull().references(() => publications.id),
  at: integer('at').notNull(),
  likes: integer('likes'), reposts: integer('reposts'), replies: integer('replies'), quotes: integer('quotes'), views: integer('views'),
}, (t) => [primaryKey({ columns: [t.publicationId, t.at] })]);

/** State of the app that must live with the data: pause-all, undo journal, app registrations of Mastodon servers. */
export const settings = sqliteTable('settings', {
  key: text('key').primaryKey(),
  value: text('value', { mode: 'json' }).$type<JsonObject>().notNull(),
  updatedAt: updated(),
});

/** What an undo puts back; the newest hundred are kept. */
export const undoJournal = sqliteTable('undo_journal', {
  id: id(),
  at: integer('at').notNull(),
  kind: text('kind').notNull(),
  before: text('before', { mode: 'json' }).$type<JsonObject>().notNull(),
  usedAt: integer('used_at'),
});
