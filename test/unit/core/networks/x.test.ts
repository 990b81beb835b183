import { describe, expect, it } from 'vitest';
import { costOf, networkFacts, xOptions } from '#core/networks';
import { sendingCost } from '#core/posts/cost';
import { costsOf } from '#renderer/screens/composer/costs';
import { draft, own } from '../../renderer/composer/support';

describe('what X charges', () => {
  it.each([
    [[{ hasLink: false, altTexts: 0 }], 0.015],
    [[{ hasLink: true, altTexts: 0 }], 0.2],
    [[{ hasLink: true, altTexts: 2 }, { hasLink: false, altTexts: 0 }], 0.225],
    [[], 0],
  ])('%j', (parts, amount) => {
    expect(costOf(networkFacts.x, parts)).toBe(amount);
  });

  it('is nothing elsewhere', () => {
    expect(costOf(networkFacts.mastodon, [{ hasLink: true, altTexts: 4 }])).toBeNull();
  });

  it('counts the words of a picture, and not those of a video, which X does not take', () => {
    const parts = (kind: 'image' | 'video') => [{ text: 'Look', media: [{ alt: 'A kiln', kind }] }];
    expect([sendingCost('x', parts('image'))?.amount, sendingCost('x', parts('video'))?.amount]).toEqual([0.02, 0.015]);
  });

  it('is told in the composer for every account there, and for no other', () => {
    const two = draft({ text: 'See https://example.org', publications: [own('a', 'x'), own('b', 'x', { text: 'No link' }), own('c', 'bluesky')] });
    expect(costsOf(two, two.publications)).toEqual([{ network: 'x', currency: 'USD', amount: 0.215 }]);
    const blank = draft({ text: '', publications: [own('a', 'x')] });
    expect(costsOf(blank, blank.publications)).toEqual([]);
  });
});

it.each([[{}, true], [{ pollChoice1: 'a', pollChoice2: 'b' }, true], [{ pollChoice2: 'a', pollChoice4: 'b' }, true], [{ pollChoice1: 'a' }, false], [{ pollChoice3: 'a' }, false], [{ pollChoice1: 'a'.repeat(26), pollChoice2: 'b' }, false], [{ replySettings: 'nobody' }, false]])('options %j', (options, fits) => {
  expect(xOptions.safeParse(options).success).toBe(fits);
});
