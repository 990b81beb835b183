import fc from 'fast-check';
import twitterText from 'twitter-text';
import { describe, expect, it } from 'vitest';
import { networkFacts } from '#core/networks';
import { countText, findLinks, fits, shortenTo, splitThread } from '#core/text';
import { growth, judgedBoundaries, longText, WORST_GROWTH } from './texts';

const bluesky = networkFacts.bluesky.limits;
const upTo = (max: number) => ({ text: [{ unit: 'graphemes', max } as const, { unit: 'bytes', max: max * 10 } as const] });
const withoutSpace = (text: string): string => text.replace(/\s/g, '');
/** One link, by our idea or that of X and Mastodon, or one grapheme: there is no place in it to cut. */
const isIndivisible = (part: string): boolean => {
  const links = [...findLinks(part), ...twitterText.extractUrlsWithIndices(part).map(({ indices: [start, end] }) => ({ start, end }))];
  return [...judgedBoundaries(part)].every((at) => at === 0 || at === part.length || links.some((link) => link.start < at && at < link.end));
};
const room = fc.integer({ min: 25, max: 120 });

describe('splitting into a thread', () => {
  it('gives parts that fit, save a single link or grapheme that never would', () => {
    fc.assert(fc.property(longText, room, (text, max) => {
      for (const part of splitThread(text, upTo(max))) {
        expect(part).not.toBe('');
        if (!fits(part, upTo(max))) expect(isIndivisible(part)).toBe(true);
      }
    }), { numRuns: 400 });
  });

  it('fits by the counting of Mastodon and X too', () => {
    fc.assert(fc.property(longText, fc.constantFrom('mastodon', 'x'), room, (text, network, max) => {
      const limits = { text: networkFacts[network].limits.text.map((limit) => ({ ...limit, max: max + 20 })) };
      for (const part of splitThread(text, limits)) {
        if (countText(network, part, limits).over) expect(isIndivisible(part)).toBe(true);
      }
    }), { numRuns: 300 });
  });

  it('loses and invents nothing but white space', () => {
    fc.assert(fc.property(longText, room, (text, max) => {
      expect(withoutSpace(splitThread(text, upTo(max)).join(''))).toBe(withoutSpace(text));
    }), { numRuns: 400 });
  });

  it('never cuts inside a grapheme or a link', () => {
    fc.assert(fc.property(longText, room, (text, max) => {
      const boundaries = judgedBoundaries(text);
      const links = findLinks(text);
      let at = 0;
      for (const part of splitThread(text, upTo(max))) {
        const start = text.indexOf(part, at);
        at = start + part.length;
        expect(boundaries.has(start)).toBe(true);
        expect(boundaries.has(at)).toBe(true);
        for (const cut of [start, at]) expect(links.some((link) => link.start < cut && cut < link.end)).toBe(false);
      }
    }), { numRuns: 400 });
  });

  it('leaves a text that fits in one part, and an empty one in none', () => {
    expect(splitThread('Hello. You.', bluesky)).toEqual(['Hello. You.']);
    expect(splitThread('', bluesky)).toEqual([]);
    expect(splitThread(' \n ', bluesky)).toEqual([]);
  });

  it('cuts at a paragraph first, then a sentence, then a line, then a word', () => {
    expect(splitThread('One sentence here.\n\nAnother one. And more words', upTo(34))).toEqual(['One sentence here.', 'Another one. And more words']);
    expect(splitThread('The first sentence. The second sentence', upTo(30))).toEqual(['The first sentence.', 'The second sentence']);
    expect(splitThread('she said “stop.” and then we went', upTo(24))).toEqual(['she said “stop.”', 'and then we went']);
    expect(splitThread('the first line\nthe second line is here', upTo(25))).toEqual(['the first line', 'the second line is here']);
    expect(splitThread('several words that go on', upTo(15))).toEqual(['several words', 'that go on']);
    expect(splitThread('最初の文です。次の文はここにあります', upTo(12))).toEqual(['最初の文です。', '次の文はここにあります']);
    expect(splitThread('a'.repeat(25), upTo(10))).toEqual(['a'.repeat(10), 'a'.repeat(10), 'a'.repeat(5)]);
  });

  it('keeps a link that is too long whole, in a part of its own', () => {
    const link = `https://example.com/${'x'.repeat(400)}`;
    expect(splitThread(`see ${link} there`, bluesky)).toEqual(['see', link, 'there']);
  });

  it('gives every part of a post with a warning room for it', () => {
    const parts = splitThread('word '.repeat(300), networkFacts.mastodon.limits, { contentWarning: 'w'.repeat(300) });
    expect(parts.length).toBeGreaterThan(7);
    for (const part of parts) expect(fits(part, networkFacts.mastodon.limits, { contentWarning: 'w'.repeat(300) })).toBe(true);
  });

  it.each(['word ', 'a', '👨‍👩‍👧‍👦', 'https://example.com/ ', 'مرحبا ', '. ', '\n', '日本語。'])('splits a 100,000-character paste of %j in time that grows with its length', (piece) => {
    expect(growth((text) => splitThread(text, bluesky), (length) => piece.repeat(length / piece.length))).toBeLessThan(WORST_GROWTH);
  });
});

describe('shortening', () => {
  it('makes any text fit, unless it begins with one link or grapheme that never would', () => {
    fc.assert(fc.property(longText, room, (text, max) => {
      const short = shortenTo(text, upTo(max));
      const kept = short.endsWith('…') ? short.slice(0, -1) : short;
      if (!fits(short, upTo(max))) expect(isIndivisible(kept)).toBe(true);
    }), { numRuns: 400 });
  });

  it('keeps a beginning of the text', () => {
    fc.assert(fc.property(longText, room, (text, max) => {
      const short = shortenTo(text, upTo(max));
      if (short === text) return;
      const begins = (kept: string): boolean => text.includes(kept) && text.slice(0, text.indexOf(kept)).trim() === '';
      expect(begins(short) || (short.endsWith('…') && begins(short.slice(0, -1)))).toBe(true);
    }), { numRuns: 400 });
  });

  it('ends after a sentence, or after a word with an ellipsis', () => {
    expect(shortenTo('Short enough.', upTo(30))).toBe('Short enough.');
    expect(shortenTo('The first sentence. The second is longer', upTo(30))).toBe('The first sentence.');
    expect(shortenTo('several words that go on and on and on', upTo(15))).toBe('several words…');
    expect(shortenTo('x'.repeat(40), upTo(26))).toBe(`${'x'.repeat(25)}…`);
  });
});
