import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdSource } from '#core/ids';
import type { JsonObject } from '#core/json';
import type { NetworkId } from '#core/networks';
import type { MediaUse } from '#core/posts/content';
import { wakeAtFor } from '#core/posts/lead';
import { toWallTime } from '#core/time';
import { migrate } from '#db/migrate';
import { openDatabase, type OpenDatabase } from '#db/open';
import { posts, publications } from '#db/schema';
import type { Connected } from '#electron/connectors/ports/login';
import type { PostKind } from './networks/network';

export const newId = createIdSource(() => Date.now(), (n) => randomBytes(n));

export interface ChaosAccount {
  readonly id: string;
  readonly network: NetworkId;
  /** Of every publication there. */
  readonly options: JsonObject;
}

export interface Accounts {
  readonly brandId: string;
  readonly all: readonly ChaosAccount[];
  /** In the library. */
  readonly pictures: readonly string[];
  readonly video: string;
  /** The login of each account, for the app's own keyring or the plain file of the Node stand-in. */
  readonly secrets: Readonly<Record<string, Connected['secret']>>;
}

export interface DataFolder {
  readonly path: string;
  /** Opens the file while no app has it, and closes it again. */
  readonly within: <T>(work: (database: OpenDatabase) => T) => T;
  readonly remove: () => void;
}

/** A data folder as the app would find it, with a migrated and empty database. */
export function createDataFolder(): DataFolder {
  const folder = dataFolderAt(mkdtempSync(join(tmpdir(), 'linnet-chaos-')));
  folder.within(({ sqlite }) => migrate(sqlite, Date.now()));
  return folder;
}

export function dataFolderAt(path: string): DataFolder {
  const within = <T>(work: (database: OpenDatabase) => T): T => {
    const opened = openDatabase({ file: join(path, 'linnet.db'), nativeBinding: process.env['LINNET_SQLITE_BINDING'] });
    if (!opened.ok) throw new Error(opened.error.detail);
    try {
      return work(opened.value);
    } finally {
      opened.value.sqlite.close();
    }
  };
  return { path, within, remove: () => { rmSync(path, { recursive: true, force: true }); } };
}

export interface Planned {
  readonly dueAt: number;
  readonly account: ChaosAccount;
  readonly kind: PostKind;
  /** 1 is a post, more is a thread. */
  readonly parts: number;
}

/** How the server's posts are recognised: by the id of the publication and the part, in the text. */
export const textOf = (id: string, part: number): string => `Chaos post ${id} part ${part + 1}`;
export const idIn = (text: string): string => /^Chaos post (\S+) part/.exec(text)?.[1] ?? '';

const mediaOf = ({ pictures, video }: Accounts, kind: PostKind): readonly MediaUse[] => {
  const ids = kind === 'video' ? [video] : kind === 'pictures' ? pictures : kind === 'picture' || kind === 'thread-picture' ? pictures.slice(0, 1) : [];
  return ids.map((assetId) => ({ assetId, alt: kind === 'video' ? '' : 'Buns' }));
};

/** Adds publications that become due at the given times. */
export function addDue(folder: DataFolder, at: Accounts, planned: readonly Planned[]): readonly string[] {
  return folder.within(({ db, sqlite }) => sqlite.transaction(() => planned.map(({ dueAt, account, kind, parts }) => {
    const id = newId();
    const postId = newId();
    const now = Date.now();
    const common = { createdAt: now, updatedAt: now, deletedAt: null };
    const text = textOf(id, 0);
    db.insert(posts).values({ id: postId, brandId: at.brandId, title: text, text, media: mediaOf(at, kind), ...common }).run();
    db.insert(publications).values({
      id, postId, brandId: at.brandId, accountId: account.id, network: account.network, state: 'scheduled', stateSince: now, text: null, media: null,
      thread: Array.from({ length: parts - 1 }, (_, p) => ({ text: textOf(id, p + 1), media: [] })), options: account.options, saved: {},
      dueAt, dueWall: toWallTime(dueAt, 'UTC'), dueZone: 'UTC', wakeAt: wakeAtFor(dueAt), ...common,
    }).run();
    return id;
    // An engine may be writing: a transaction that begins as a read could not wait for it.
  })).immediate());
}

export interface Fate {
  readonly id: string;
  readonly network: NetworkId;
  readonly state: string;
  readonly problem: string | null;
  readonly said: number;
  readonly permalink: string | null;
  readonly parts: number;
  readonly media: number;
}

/** What the database says of every publication, and how many lines explain it. */
export function fates(folder: DataFolder): readonly Fate[] {
  // Only reads: an app may be at work on the file, or its log may lie there for the next start.
  const opened = openDatabase({ file: join(folder.path, 'linnet.db'), readonly: true, nativeBinding: process.env['LINNET_SQLITE_BINDING'] });
  if (!opened.ok) throw new Error(opened.error.detail);
  try {
    return opened.value.sqlite.prepare(`
      SELECT p.id, p.network, p.state, p.problem_code AS problem, p.permalink, json_array_length(p.thread) + 1 AS parts, json_array_length(o.media) AS media, (SELECT count(*) FROM activity a WHERE a.publication_id = p.id) AS said
      FROM publications p JOIN posts o ON o.id = p.post_id`).all() as Fate[];
  } finally {
    opened.value.sqlite.close();
  }
}

/** Networks of accounts that were signed out, though the network never took their login away; one entry an account. */
export function signedOut(folder: DataFolder): readonly NetworkId[] {
  const opened = openDatabase({ file: join(folder.path, 'linnet.db'), readonly: true, nativeBinding: process.env['LINNET_SQLITE_BINDING'] });
  if (!opened.ok) throw new Error(opened.error.detail);
  try {
    return opened.value.sqlite.prepare("SELECT network FROM accounts WHERE health <> 'ok'").pluck().all() as NetworkId[];
  } finally {
    opened.value.sqlite.close();
  }
}
