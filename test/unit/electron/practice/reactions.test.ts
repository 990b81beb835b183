import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY } from '#core/clock';
import { createReactions, REACTION_SPAN, type Reacted } from '#electron/practice-network/reactions';
import { createFakeClock } from '#test/support/fake-clock';
import { startPractice } from '#test/support/practice';

const START = Date.UTC(2026, 10, 1, 9);
const anyPost: fc.Arbitrary<Reacted> = fc.record({
  id: fc.integer({ min: 1, max: 1e9 }),
  createdAt: fc.integer({ min: START, max: START + 30 * DAY }),
  text: fc.constantFrom('Plain words', 'Which one do you like?'),
  pictures: fc.integer({ min: 0, max: 4 }),
  isReply: fc.boolean(),
});
const anyAge = fc.integer({ min: 0, max: 40 * DAY });

describe('followers', () => {
  it('counts only grow, likes and reposts never pass views, and the same moment always gives the same', () => {
    fc.assert(
      fc.property(fc.string(), anyPost, anyAge, anyAge, (seed, post, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        const first = createReactions(seed).counts(post, post.createdAt + early);
        const then = createReactions(seed).counts(post, post.createdAt + late);
        expect(createReactions(seed).counts(post, post.createdAt + early)).toEqual(first);
        for (const name of ['views', 'likes', 'reposts', 'quotes', 'comments'] as const) {
          expect(first[name]).toBeGreaterThanOrEqual(0);
          expect(then[name]).toBeGreaterThanOrEqual(first[name]);
        }
        expect(then.likes).toBeLessThanOrEqual(then.views);
        expect(then.reposts).toBeLessThanOrEqual(then.views);
      }),
    );
  });

  it('what was said stays said, in its order, by different people in different words, and never before the post', () => {
    fc.assert(
      fc.property(fc.string(), anyPost, anyAge, (seed, post, age) => {
        const reactions = createReactions(seed);
        const all = reactions.replies(post, 'shop', post.createdAt + REACTION_SPAN);
        const early = reactions.replies(post, 'shop', post.createdAt + age);
        expect(all.slice(0, early.length)).toEqual(early.slice(0, all.length));
        const comments = all.filter((e) => e.kind === 'comment');
        expect(new Set(comments.map((c) => c.author.handle)).size).toBe(comments.length);
        expect(new Set(comments.map((c) => c.text)).size).toBe(comments.length);
        for (const e of all) expect(e.at).toBeGreaterThan(post.createdAt);
        expect(reactions.counts(post, post.createdAt + REACTION_SPAN).comments).toBe(comments.length);
      }),
    );
  });

  it('answers differ from post to post and from seed to seed, and a day brings real interest', () => {
    const at = (seed: string, id: number) => createReactions(seed).counts({ id, createdAt: START, text: '', pictures: 1, isReply: false }, START + DAY);
    const views = Array.from({ length: 50 }, (_, i) => at('a', i + 1).views);
    expect(new Set(views).size).toBeGreaterThan(40);
    expect(Math.min(...views)).toBeGreaterThan(20);
    expect(at('b', 1)).not.toEqual(at('a', 1));
  });

  it('comes in the inbox once each, oldest first, behind a cursor', async () => {
    const clock = createFakeClock();
    const network = await startPractice({ clock });
    try {
      const login = await network.admin.login('Ada Press');
      const headers = { authorization: `Bearer ${login.access_token}`, 'content-type': 'application/json' };
      for (let i = 0; i < 30; i += 1) await fetch(`${network.url}/api/posts`, { method: 'POST', headers, body: JSON.stringify({ text: `Which is best, ${i}?` }) });
      await network.admin.expireTokens({ kind: 'access', handle: 'ada.press' });
      const seen: { id: string; created_at: string }[] = [];
      let since: string | null = null;
      for (let day = 0; day < 20; day += 1) {
        await clock.advance(DAY);
        const fresh = await network.admin.login('Ada Press');
        const query = since === null ? 'limit=7' : `limit=7&since=${since}`;
        const page = (await (await fetch(`${network.url}/api/me/notifications?${query}`, { headers: { authorization: `Bearer ${fresh.access_token}` } })).json()) as {
          items: { id: string; created_at: string }[];
          cursor: string | null;
        };
        seen.push(...page.items);
        since = page.cursor;
      }
      expect(seen.length).toBeGreaterThan(20);
      expect(new Set(seen.map((s) => s.id)).size).toBe(seen.length);
      expect(seen.map((s) => s.created_at)).toEqual(seen.map((s) => s.created_at).toSorted());
      const page = await fetch(`${network.url}/@ada.press`);
      expect(await page.text()).toContain('Which is best, 29?');
    } finally {
      await network.stop();
    }
  });
});
