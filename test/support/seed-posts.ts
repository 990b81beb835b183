import type { Sqlite } from '#db/open';

export const SEED_BRAND = '11111111-1111-7111-8111-111111111111';
export const SEED_ACCOUNT = '22222222-2222-7222-8222-222222222222';

const seedId = (kind: string, n: number): string => `${kind}0000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
export const seedPostId = (n: number): string => seedId('a', n);
export const seedPublicationId = (n: number): string => seedId('b', n);

/** One brand, one account, `count` posts with a scheduled publication each, an hour apart from `firstDue`, and an activity row. */
export function seedPosts(sqlite: Sqlite, count: number, firstDue = Date.UTC(2026, 10, 22)): void {
  sqlite.transaction(() => {
    sqlite.prepare("INSERT INTO brands (id, name, colour, time_zone, lateness_limit_ms, created_at, updated_at) VALUES (?, 'Seed', 'moss', 'UTC', 3600000, 0, 0)").run(SEED_BRAND);
    sqlite.prepare(`INSERT INTO accounts (id, brand_id, network, remote_id, server_url, handle, display_name, profile_url, login_method, health, scopes, missing_scopes, created_at, updated_at)
      VALUES (?, ?, 'practice', 'r', 's', 'h', 'd', 'p', 'oauth', 'ok', '[]', '[]', 0, 0)`).run(SEED_ACCOUNT, SEED_BRAND);
    const post = sqlite.prepare("INSERT INTO posts (id, brand_id, title, text, media, created_at, updated_at) VALUES (?, ?, ?, ?, '[]', ?, ?)");
    const publication = sqlite.prepare(`INSERT INTO publications (id, post_id, brand_id, account_id, network, state, state_since, thread, options, saved, due_at, wake_at, created_at, updated_at)
      VALUES (?, ?, ?, ?, 'practice', 'scheduled', 0, '[]', '{}', '{}', ?, ?, 0, 0)`);
    const activity = sqlite.prepare("INSERT INTO activity (id, at, brand_id, post_id, publication_id, code, params) VALUES (?, ?, ?, ?, ?, 'scheduled', '{}')");
    for (let n = 0; n < count; n += 1) {
      const due = firstDue + n * 3_600_000;
      const text = `Post number ${n} about birches, rain and the ${n % 7}th of something. `.repeat(3);
      post.run(seedPostId(n), SEED_BRAND, `Post number ${n}`, text, n, n);
      publication.run(seedPublicationId(n), seedPostId(n), SEED_BRAND, SEED_ACCOUNT, due, due);
      activity.run(seedId('c', n), n, SEED_BRAND, seedPostId(n), seedPublicationId(n));
    }
  })();
}
