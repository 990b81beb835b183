import { DAY, type Millis, MINUTE } from '#core/clock';
import { createIdSource, type Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import { wakeAtFor } from '#core/posts/lead';
import type { PublicationState } from '#core/posts/states';
import { titleOf } from '#core/text';
import { toWallTime } from '#core/time';
import type { Sqlite } from '#db/open';

export interface SeedOptions {
  /** Publications, give or take two: they are made post by post. */
  readonly count: number;
  /** Made when it is not given. */
  readonly brandId?: Id;
  readonly now: Millis;
  readonly timeZone?: string;
  readonly networks?: readonly NetworkId[];
  /** How far to both sides of `now` the posts lie. */
  readonly spreadMs?: Millis;
  readonly drafts?: number;
  readonly seed?: number;
}
export interface Seeded {
  readonly brandId: Id;
  readonly accountIds: readonly Id[];
  readonly labelIds: readonly Id[];
  readonly publications: number;
  readonly posts: number;
}

const openings = ['New glaze on the shelf today', 'Behind the kiln', 'Market on Saturday', 'A question for you', 'Three things we learnt', 'Last places in the workshop', 'Slow morning', 'The blue one is back', 'What our customers make', 'Open studio'];
const words = 'clay studio morning kettle window garden market harvest linen coffee sketch paper winter copper river bread candle music ladder orchard postcard village weekend recipe pottery glaze workshop thread colour light stone'.split(' ');
const endings = ['Tell us below.', 'See you there.', 'More on the website: https://example.com/news', '#handmade #studio', 'Photo by Ana.', 'Doors at ten.'];

/** Small, quick and the same each time: mulberry32. */
function createRandom(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Fills a database with realistic posts over two years to both sides of now: 50,000 publications in about two seconds. */
export function seedPublications(sqlite: Sqlite, options: SeedOptions): Seeded {
  const { now, count, timeZone = 'Europe/Dublin', networks = ['practice', 'practice', 'practice'], spreadMs = 730 * DAY } = options;
  const random = createRandom(options.seed ?? 7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const newId = createIdSource(() => now, (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256)));
  const brandId = options.brandId ?? newId();
  const text = (): string => {
    const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, () => `${Array.from({ length: 6 + Math.floor(random() * 12) }, () => pick(words)).join(' ')}.`);
    return `${pick(openings)}\n\n${lines.join(' ')}\n${pick(endings)}`;
  };

  const insertBrand = sqlite.prepare("INSERT OR IGNORE INTO brands (id, name, colour, time_zone, lateness_limit_ms, created_at, updated_at) VALUES (?, ?, 'moss', ?, 3600000, ?, ?)");
  const insertAccount = sqlite.prepare("INSERT INTO accounts (id, brand_id, network, remote_id, server_url, handle, display_name, profile_url, login_method, health, scopes, missing_scopes, position, created_at, updated_at) VALUES (?, ?, ?, ?, 'http://127.0.0.1', ?, ?, 'http://127.0.0.1/', 'oauth', 'ok', '[]', '[]', ?, ?, ?)");
  const insertLabel = sqlite.prepare('INSERT INTO labels (id, brand_id, name, colour, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?)');
  const labelPost = sqlite.prepare('INSERT INTO post_labels (post_id, label_id) VALUES (?, ?)');
  const insertPost = sqlite.prepare("INSERT INTO posts (id, brand_id, title, text, media, planned_wall, planned_zone, planned_at, created_at, updated_at) VALUES (?, ?, ?, ?, '[]', ?, ?, ?, ?, ?)");
  const insertPublication = sqlite.prepare(`INSERT INTO publications (id, post_id, brand_id, account_id, network, state, state_since, thread, options, saved, due_wall, due_zone, due_at, wake_at, committed_at, attempt_count, remote_id, permalink, published_at, verified_at, created_at, updated_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, '[]', '{}', '{}', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);

  const accountIds = networks.map(() => newId());
  const labelIds = ['Workshop', 'Shop', 'Behind the scenes', 'Offer'].map(() => newId());

  const stateAt = (at: Millis): PublicationState => {
    const dice = random();
    if (at > now) return dice < 0.93 ? 'scheduled' : dice < 0.97 ? 'draft' : 'hold';
    // Trouble is rare, and old trouble has been seen to.
    const recent = now - at < 7 * DAY;
    if (recent && dice < 0.02) return 'failed';
    if (recent && dice < 0.03) return 'unconfirmed';
    if (recent && dice < 0.04) return 'missed';
    return dice > 0.99 ? 'cancelled' : 'published';
  };

  let made = 0;
  let posts = 0;
  const addPost = (at: Millis | null): void => {
    const body = text();
    const postId = newId();
    const wall = at === null ? null : toWallTime(at, timeZone);
    const zone = at === null ? null : timeZone;
    const written = Math.min(now, at ?? now) - Math.floor(random() * 20 * DAY);
    insertPost.run(postId, brandId, titleOf(body), body, wall, zone, at, written, written);
    posts += 1;
    if (random() < 0.4) labelPost.run(postId, pick(labelIds));
    for (const [i, accountId] of accountIds.entries()) {
      if (i > 0 && random() < 0.3) continue;
      const state = at === null ? 'draft' : stateAt(at);
      const out = state === 'published';
      insertPublication.run(newId(), postId, brandId, accountId, networks[i], state, Math.min(now, at ?? now), wall, zone, at, state === 'scheduled' && at !== null ? wakeAtFor(at) : null,
        out || state === 'unconfirmed' ? at : null, out ? 1 : 0, out ? `r${made}` : null, out ? `http://127.0.0.1/p/${made}` : null, out ? at : null, out ? at : null, written, written);
      made += 1;
    }
  };

  sqlite.transaction(() => {
    insertBrand.run(brandId, 'Harrow & Clay', timeZone, now, now);
    accountIds.forEach((id, i) => insertAccount.run(id, brandId, networks[i], `seed-${id}`, `harrow${i}`, 'Harrow & Clay', i, now, now));
    ['Workshop', 'Shop', 'Behind the scenes', 'Offer'].forEach((name, i) => insertLabel.run(labelIds[i], brandId, name, ['clay', 'moss', 'sky', 'plum'][i], now, now));
    while (made < count) addPost(Math.floor((now - spreadMs + random() * 2 * spreadMs) / (15 * MINUTE)) * 15 * MINUTE);
    for (let i = 0; i < (options.drafts ?? 40); i += 1) addPost(null);
  })();
  return { brandId, accountIds, labelIds, publications: made, posts };
}
