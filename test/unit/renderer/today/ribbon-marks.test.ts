import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Chip } from '#core/contract/planning';
import type { PublicationState } from '#core/posts/states';
import { marksOf, placeIn, spanOf, ticksOf, wallHour } from '#renderer/screens/today/ribbon-marks';

const DAY = Date.UTC(2026, 9, 13);
const chip = (minutes: number, state: PublicationState = 'scheduled', networks = 1): Chip => ({
  key: `${minutes}/${state}`, postId: `p${minutes}`, brandId: 'b', at: DAY + minutes * 60_000, wall: '2026-10-13T00:00', title: '', thumbHash: null, state, labelIds: [],
  publications: (['bluesky', 'mastodon', 'x', 'threads', 'tiktok'] as const).slice(0, networks).map((network) => ({ id: network, accountId: 'a', network, state, problemCode: null, nativeRef: null })),
});

describe('the ribbon', () => {
  it('keeps every post, inside the ribbon and in the order of the day', () => {
    fc.assert(fc.property(fc.array(fc.record({ minutes: fc.integer({ min: 0, max: 1439 }), networks: fc.integer({ min: 0, max: 5 }) }), { maxLength: 40 }), fc.integer({ min: 0, max: 1439 }), (posts, now) => {
      const chips = posts.map(({ minutes, networks }) => chip(minutes, 'scheduled', networks));
      const span = spanOf([...chips.map(({ at }) => wallHour(at, 'UTC')), now / 60]);
      const marks = marksOf(chips, span, 'UTC', 816);
      expect(marks.flatMap((mark) => mark.chips)).toHaveLength(chips.length);
      for (const place of [...marks.map((mark) => mark.place), placeIn(span, now / 60)]) {
        expect(place).toBeGreaterThan(0);
        expect(place).toBeLessThan(1);
      }
      expect(marks.map(({ place }) => place)).toEqual(marks.map(({ place }) => place).toSorted((a, b) => a - b));
    }));
  });

  it('makes one mark of posts that would lie on each other, and shows the worst of them', () => {
    const span = spanOf([9]);
    const [mark, ...rest] = marksOf([chip(540, 'published'), chip(545, 'failed'), chip(1200)], span, 'UTC', 816);
    expect(mark?.state).toBe('failed');
    expect(mark?.chips).toHaveLength(2);
    expect(rest).toHaveLength(1);
  });

  it('spans six to eleven at night, and more where something is earlier', () => {
    expect(ticksOf(spanOf([9]), 2)).toEqual([6, 8, 10, 12, 14, 16, 18, 20, 22]);
    expect(ticksOf(spanOf([2.5]), 4)).toEqual([4, 8, 12, 16, 20]);
    expect(wallHour(DAY, 'Asia/Kolkata')).toBe(5.5);
  });
});
