import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createIdSource } from '#core/ids';
import { wakeAtFor } from '#core/posts/lead';
import { toWallTime } from '#core/time';
import { migrate } from '#db/migrate';
import { openDatabase, type OpenDatabase } from '#db/open';
import { accounts, assets, brands, posts, publications } from '#db/schema';
import type { Connected } from '#electron/connectors/ports/login';
import { createHttp } from '#electron/connectors/http/fetch';
import { connectPracticeAccount } from '#electron/connectors/practice/sample-login';
import { realClock } from '#test/connectors/support/real-clock';

const newId = createIdSource(() => Date.now(), (n) => randomBytes(n));

export interface Accounts {
  readonly brandId: string;
  readonly ids: readonly string[];
  /** A picture in the library. */
  readonly assetId: string;
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

/** One brand and `count` accounts signed in at the practice network. */
export async function addAccounts(folder: DataFolder, practice: { readonly url: string; readonly secret: string }, count: number, options: { readonly honourKeys: boolean; readonly latenessLimitMs: number }): Promise<Accounts> {
  const http = createHttp({ clock: realClock, userAgent: 'Linnet/chaos' });
  const connected: Connected[] = [];
  for (let i = 0; i < count; i += 1) {
    const login = await connectPracticeAccount({ http, clock: realClock }, { base: practice.url, secret: practice.secret }, `Chaos ${i} ${randomBytes(3).toString('hex')}`);
    if (!login.ok) throw new Error(`the practice network did not let us in: ${JSON.stringify(login.error)}`);
    connected.push(login.value);
  }
  const now = Date.now();
  const common = { createdAt: now, updatedAt: now, deletedAt: null };
  const brandId = newId();
  const ids = connected.map(() => newId());
  folder.within(({ db }) => {
    db.insert(brands).values({ id: brandId, name: 'Chaos', colour: 'clay', timeZone: 'UTC', latenessLimitMs: options.latenessLimitMs, ...common }).run();
    connected.forEach(({ profile, scopes, serverUrl, expiresAt }, i) => {
      db.insert(accounts).values({
        id: ids[i]!, brandId, network: 'practice', remoteId: profile.remoteId, serverUrl, handle: profile.handle, displayName: profile.displayName, profileUrl: profile.profileUrl,
        loginMethod: 'oauth', health: 'ok', scopes, missingScopes: [], limits: profile.limits, expiresAt, ...common,
      }).run();
    });
  });
  const assetId = newId();
  const picture = readFileSync('resources/sample/media/buns.jpg');
  const hash = createHash('sha256').update(picture).digest('hex');
  mkdirSync(join(folder.path, 'media', hash.slice(0, 2)), { recursive: true });
  writeFileSync(join(folder.path, 'media', hash.slice(0, 2), hash), picture);
  folder.within(({ db }) => db.insert(assets).values({ id: assetId, brandId, hash, fileName: 'buns.jpg', mime: 'image/jpeg', bytes: picture.byteLength, width: 1200, height: 1200, status: 'ok', ...common }).run());
  const secrets = Object.fromEntries(connected.map((c, i) => [ids[i]!, c.secret]));
  writeFileSync(join(folder.path, 'plain-secrets.json'), JSON.stringify(secrets));
  writeFileSync(join(folder.path, 'developer.json'), JSON.stringify({ practice: { url: practice.url, secret: practice.secret, honourKeys: options.honourKeys } }));
  return { brandId, ids, assetId, secrets };
}

export interface Planned {
  readonly dueAt: number;
  /** 1 is a post, more is a thread. */
  readonly parts: number;
  readonly picture: boolean;
}

/** How the server's posts are recognised: by the id of the publication and the part, in the text. */
export const textOf = (id: string, part: number): string => `Chaos post ${id} part ${part + 1}`;
export const idIn = (text: string): string => /^Chaos post (\S+) part/.exec(text)?.[1] ?? '';

/** Adds publications that become due at the given times. */
export function addDue(folder: DataFolder, at: Accounts, planned: readonly Planned[]): readonly string[] {
  return folder.within(({ db, sqlite }) => sqlite.transaction(() => planned.map(({ dueAt, parts, picture }, i) => {
    const id = newId();
    const postId = newId();
    const now = Date.now();
    const common = { createdAt: now, updatedAt: now, deletedAt: null };
    const text = textOf(id, 0);
    const media = picture ? [{ assetId: at.assetId, alt: 'Buns' }] : [];
    db.insert(posts).values({ id: postId, brandId: at.brandId, title: text, text, media, ...common }).run();
    db.insert(publications).values({
      id, postId, brandId: at.brandId, accountId: at.ids[i % at.ids.length]!, network: 'practice', state: 'scheduled', stateSince: now, text: null, media: null,
      thread: Array.from({ length: parts - 1 }, (_, p) => ({ text: textOf(id, p + 1), media: [] })), options: {}, saved: {},
      dueAt, dueWall: toWallTime(dueAt, 'UTC'), dueZone: 'UTC', wakeAt: wakeAtFor(dueAt), ...common,
    }).run();
    return id;
    // An engine may be writing: a transaction that begins as a read could not wait for it.
  })).immediate());
}

export interface Fate {
  readonly id: string;
  readonly state: string;
  readonly problem: string | null;
  readonly said: number;
  readonly permalink: string | null;
  readonly parts: number;
  readonly pictures: number;
}

/** What the database says of every publication, and how many lines explain it. */
export function fates(folder: DataFolder): readonly Fate[] {
  // Only reads: an app may be at work on the file, or its log may lie there for the next start.
  const opened = openDatabase({ file: join(folder.path, 'linnet.db'), readonly: true, nativeBinding: process.env['LINNET_SQLITE_BINDING'] });
  if (!opened.ok) throw new Error(opened.error.detail);
  try {
    return opened.value.sqlite.prepare(`
      SELECT p.id, p.state, p.problem_code AS problem, p.permalink, json_array_length(p.thread) + 1 AS parts, json_array_length(o.media) AS pictures, (SELECT count(*) FROM activity a WHERE a.publication_id = p.id) AS said
      FROM publications p JOIN posts o ON o.id = p.post_id`).all() as Fate[];
  } finally {
    opened.value.sqlite.close();
  }
}

/** Accounts that were signed out, though the network never took their login away. */
export function signedOut(folder: DataFolder): number {
  const opened = openDatabase({ file: join(folder.path, 'linnet.db'), readonly: true, nativeBinding: process.env['LINNET_SQLITE_BINDING'] });
  if (!opened.ok) throw new Error(opened.error.detail);
  try {
    return opened.value.sqlite.prepare("SELECT count(*) FROM accounts WHERE health <> 'ok'").pluck().get() as number;
  } finally {
    opened.value.sqlite.close();
  }
}
