import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, type Millis, SECOND } from '#core/clock';
import { ok } from '#core/result';
import { readOwnPosts } from '#electron/connectors/publishing/own-posts';
import { createFakeClock } from '#test/support/fake-clock';

const NOW = Date.UTC(2026, 10, 22, 9, 0);
interface Post { readonly id: number; readonly at: Millis }

/** A network with these posts, whose clock is ahead of ours by so much. */
function read(posts: readonly Post[], more: { readonly since?: Millis; readonly ahead?: Millis | null; readonly asksFrom?: boolean; readonly page?: number; readonly maxPages?: number; readonly whole?: boolean } = {}) {
  const { since = NOW - MINUTE, ahead = 0, asksFrom = false, page: size = 2, maxPages = 3, whole = true } = more;
  const newestFirst = posts.toSorted((a, b) => b.at - a.at);
  let calls = 0;
  const result = readOwnPosts({
    clock: createFakeClock(NOW), since, maxPages, timeOf: (post: Post) => post.at, asksFrom,
    page: async (next, start) => {
      calls += 1;
      const listed = asksFrom ? newestFirst.filter(({ at }) => at >= start) : newestFirst;
      const from = Number(next ?? 0);
      const headers = new Headers(ahead === null ? {} : { date: new Date(NOW + ahead).toUTCString() });
      return ok({ posts: listed.slice(from, from + size), whole, next: from + size < listed.length ? String(from + size) : null, answer: { headers } });
    },
  });
  return result.then((got) => ({ ...(got.ok ? got.value : { posts: [], complete: false, shift: 0 }), calls }));
}
const ago = (...ms: readonly Millis[]): Post[] => ms.map((each, id) => ({ id, at: NOW - each }));

describe('paging back through the own posts', () => {
  it('stops behind the doubt and does not read the years before', async () => {
    const got = await read(ago(SECOND, HOUR, 3 * HOUR, 4 * HOUR, 1000 * HOUR), {});
    expect(got).toMatchObject({ complete: true, calls: 2 });
    expect(got.posts.map(({ id }) => id)).toEqual([0, 1]);
  });

  it('says so where the list goes on, or where something of it could not be read', async () => {
    expect(await read(ago(...Array.from({ length: 9 }, (_, i) => i * SECOND)))).toMatchObject({ complete: false, calls: 3 });
    expect(await read(ago(SECOND), { whole: false })).toMatchObject({ complete: false });
  });

  it('takes the network’s clock from its Date header, and a minute of doubt where there is none', async () => {
    expect((await read([], { ahead: 10 * MINUTE })).shift).toBe(10 * MINUTE - 5 * SECOND);
    expect((await read([], { ahead: null })).shift).toBe(-MINUTE);
  });

  it('does not trust a list that was asked for by a clock far ahead', async () => {
    expect(await read(ago(SECOND), { asksFrom: true, ahead: -61 * MINUTE })).toMatchObject({ complete: false });
    expect(await read(ago(SECOND), { asksFrom: true, ahead: -59 * MINUTE })).toMatchObject({ complete: true });
  });

  it('never calls a post absent that went out after the commit: it is listed, or the list is not complete', async () => {
    await fc.assert(fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: 5 * HOUR }), { maxLength: 12 }), fc.integer({ min: 0, max: 3 * HOUR }), fc.integer({ min: -2 * HOUR, max: 2 * HOUR }), fc.boolean(), fc.integer({ min: 1, max: 4 }),
      async (ages, sinceAgo, ahead, asksFrom, page) => {
        // By the network's clock: ours, set as it was at the commit.
        const posts = ages.map((age, id) => ({ id, at: NOW + ahead - age }));
        const got = await read(posts, { since: NOW - sinceAgo, ahead, asksFrom, page });
        const mine = posts.filter((_, i) => (ages[i] ?? 0) <= sinceAgo);
        if (got.complete) expect(got.posts.map(({ id }) => id)).toEqual(expect.arrayContaining(mine.map(({ id }) => id)));
        for (const { at } of mine) expect(at).toBeGreaterThanOrEqual(NOW - sinceAgo + got.shift - SECOND);
      },
    ));
  });
});
