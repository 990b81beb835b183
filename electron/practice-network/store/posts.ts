import type { Millis } from '#core/clock';
import type { Db } from './open';

export interface StoredPost {
  readonly id: number;
  readonly personId: number;
  readonly text: string;
  readonly visibility: string;
  /** Id of a post, or of a follower's comment such as `12.c1`. */
  readonly replyTo: string | null;
  readonly mediaIds: readonly number[];
  readonly key: string | null;
  readonly createdAt: Millis;
  /** When the server had it whole, with parts of a millisecond. */
  readonly receivedAt: Millis;
  readonly deletedAt: Millis | null;
}
export type NewPost = Omit<StoredPost, 'id' | 'deletedAt'>;

export interface StoredMedia {
  readonly id: number;
  readonly personId: number;
  readonly mime: string;
  readonly alt: string;
}

export interface PostQuery {
  readonly personId: number;
  readonly since: Millis | null;
  /** Id of the last post of the page before. */
  readonly before: number | null;
  readonly limit: number;
}

export interface PostStore {
  readonly add: (post: NewPost) => StoredPost;
  readonly byId: (id: number) => StoredPost | null;
  /** The oldest with this key, deleted or not: a key is honoured for ever. */
  readonly byKey: (personId: number, key: string) => StoredPost | null;
  /** Newest first, without deleted ones. */
  readonly list: (query: PostQuery) => readonly StoredPost[];
  readonly replies: (replyTo: string) => readonly StoredPost[];
  readonly all: () => readonly StoredPost[];
  readonly countOf: (personId: number) => number;
  readonly remove: (id: number, at: Millis) => void;
  readonly addMedia: (personId: number, mime: string, alt: string, bytes: Uint8Array, at: Millis) => StoredMedia;
  readonly media: (id: number) => StoredMedia | null;
  readonly mediaBytes: (id: number) => Uint8Array | null;
}

interface Row extends Omit<StoredPost, 'mediaIds'> {
  readonly mediaIds: string;
}
const COLUMNS = `SELECT id, person_id AS personId, text, visibility, reply_to AS replyTo, media_ids AS mediaIds, idempotency_key AS key,
  created_at AS createdAt, received_at AS receivedAt, deleted_at AS deletedAt FROM posts`;

const toPost = (row: Row): StoredPost => ({ ...row, mediaIds: row.mediaIds === '' ? [] : row.mediaIds.split(',').map(Number) });

export function createPostStore(db: Db): PostStore {
  const add = db.prepare(`INSERT INTO posts (person_id, text, visibility, reply_to, media_ids, idempotency_key, created_at, received_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
  const byId = db.prepare<[number], Row>(`${COLUMNS} WHERE id = ?`);
  const byKey = db.prepare<[number, string], Row>(`${COLUMNS} WHERE person_id = ? AND idempotency_key = ? ORDER BY id LIMIT 1`);
  // By time and not by id: a post of the past has a higher id than those that were there.
  const list = db.prepare<[number, number, number | null, number | null, number], Row>(
    `${COLUMNS} WHERE person_id = ? AND deleted_at IS NULL AND created_at >= ?
    AND (? IS NULL OR (created_at, id) < (SELECT created_at, id FROM posts WHERE id = ?)) ORDER BY created_at DESC, id DESC LIMIT ?`,
  );
  const replies = db.prepare<[string], Row>(`${COLUMNS} WHERE reply_to = ? AND deleted_at IS NULL ORDER BY id`);
  const all = db.prepare<[], Row>(`${COLUMNS} ORDER BY id`);
  const count = db.prepare<[number], { n: number }>('SELECT count(*) AS n FROM posts WHERE person_id = ? AND deleted_at IS NULL');
  const remove = db.prepare('UPDATE posts SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL');
  const addMedia = db.prepare('INSERT INTO media (person_id, mime, alt, bytes, created_at) VALUES (?, ?, ?, ?, ?)');
  const media = db.prepare<[number], StoredMedia>('SELECT id, person_id AS personId, mime, alt FROM media WHERE id = ?');
  const bytes = db.prepare<[number], { bytes: Uint8Array }>('SELECT bytes FROM media WHERE id = ?');
  const one = (row: Row | undefined): StoredPost | null => (row === undefined ? null : toPost(row));
  return {
    add: (p) => {
      const run = add.run(p.personId, p.text, p.visibility, p.replyTo, p.mediaIds.join(','), p.key, p.createdAt, p.receivedAt);
      return { ...p, id: Number(run.lastInsertRowid), deletedAt: null };
    },
    byId: (id) => one(byId.get(id)),
    byKey: (personId, key) => one(byKey.get(personId, key)),
    list: (q) => list.all(q.personId, q.since ?? 0, q.before, q.before, q.limit).map(toPost),
    replies: (replyTo) => replies.all(replyTo).map(toPost),
    all: () => all.all().map(toPost),
    countOf: (personId) => count.get(personId)?.n ?? 0,
    remove: (id, at) => void remove.run(at, id),
    addMedia: (personId, mime, alt, data, at) => ({ id: Number(addMedia.run(personId, mime, alt, data, at).lastInsertRowid), personId, mime, alt }),
    media: (id) => media.get(id) ?? null,
    mediaBytes: (id) => bytes.get(id)?.bytes ?? null,
  };
}
