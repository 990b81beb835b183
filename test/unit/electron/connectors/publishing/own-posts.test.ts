import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE, type Millis, SECOND } from '#core/clock';
import { ok } from '#core/result';
import { readOwnPosts } from '#electron/connectors/publishing/own-posts';
import { createFakeClock } from '#test/support/fake-clock';

const NOW = Date.UTC(2026, 10, 22, 9, 0);
interface Post { readonly id: number; readonly at: Millis }

/** A network with these posts, whose clock is ahead of ours by so much. */
function read(posts: readonly Post[], more: { readonly since?: Millis; readonly notBefore?: Millis | null; readonly ahead?: Millis | null; readonly asksFrom?: boolean; readonly page?: number; readonly maxPages?: number; readonly whole?: boolean } = {}) {
  const { since = NOW - MINUTE, notBefore = null, ahead = 0, asksFrom = false, page: size = 2, maxPages = 3, whole = true } = more;
  const newestFirst = posts.toSorted((a, b) => b.at - a.at);
  let calls = 0;
  const result = readOwnPosts({
    clock: createFakeClock(NOW), since, notBefore, maxPages, timeOf: (post: Post) => post.at, asksFrom,
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
    const posts = ago(SECOND, HOUR, 31 * DAY, 32 * DAY, 1000 * DAY);
    for (const more of [{}, { notBefore: NOW - 2 * HOUR }]) {
      const got = await read(posts, more);
      expect(got).toMatchObject({ complete: true, calls: 2 });
      expect(got.posts.map(({ id }) => id)).toEqual([0, 1]);
    }
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
    expect(await read(ago(SECOND), { asksFrom: true, ahead: -16 * DAY })).toMatchObject({ complete: false });
    expect(await read(ago(SECOND), { asksFrom: true, ahead: -14 * DAY })).toMatchObject({ complete: true });
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

  it('does not trust a time of the server that has not come yet', async () => {
    for (const asksFrom of [true, false]) expect(await read(ago(SECOND), { asksFrom, notBefore: NOW + DAY })).toMatchObject({ complete: false });
  });

  // Our clock is off by `atCommit` when the post is sent and by `atLook` when it is looked for; the server's own time is the true one.
  const skew = (most: Millis) => fc.integer({ min: -most, max: most });
  const clocks = (most: Millis) => fc.record({
    ages: fc.array(fc.integer({ min: 0, max: 90 * DAY }), { maxLength: 10 }), age: fc.integer({ min: 0, max: 20 * DAY }), atCommit: skew(most), atLook: skew(most), asksFrom: fc.boolean(), page: fc.integer({ min: 1, max: 4 }), saysTime: fc.boolean(),
  });
  const lookWith = async ({ ages, age, atCommit, atLook, asksFrom, page, saysTime }: { ages: number[]; age: number; atCommit: number; atLook: number; asksFrom: boolean; page: number; saysTime: boolean }, heard: number | null) => {
    const truth = NOW - atLook;
    const posts = [age, ...ages].map((each, id) => ({ id, at: truth - each }));
    return read(posts, { since: truth - age + atCommit - SECOND, notBefore: heard === null ? null : truth - age - heard, ahead: saysTime ? -atLook : null, asksFrom, page });
  };
  const listed = (got: { readonly posts: readonly Post[]; readonly complete: boolean }): boolean => !got.complete || got.posts.some(({ id }) => id === 0);

  it('never calls it absent when the server told its time before it, however the clock was set', async () => {
    let complete = 0;
    await fc.assert(fc.asyncProperty(clocks(2000 * DAY), fc.integer({ min: 0, max: 3 * DAY }), async (plan, heard) => {
      const got = await lookWith(plan, heard);
      if (got.complete) complete += 1;
      expect(listed(got)).toBe(true);
    }), { numRuns: 500 });
    expect(complete).toBeGreaterThan(50);
  });

  it('never calls it absent when the server told nothing, by clocks that are off by two weeks', async () => {
    let complete = 0;
    await fc.assert(fc.asyncProperty(clocks(14 * DAY), async (plan) => {
      const got = await lookWith(plan, null);
      if (got.complete) complete += 1;
      expect(listed(got)).toBe(true);
    }), { numRuns: 500 });
    expect(complete).toBeGreaterThan(50);
  });
});
