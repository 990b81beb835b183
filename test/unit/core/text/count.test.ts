import fc from 'fast-check';
import twitterText from 'twitter-text';
import { describe, expect, it } from 'vitest';
import { limitsFor, networkFacts, networkIds, type NetworkLimits } from '#core/networks';
import { clipGraphemes, countEach, countText, eachGrapheme, graphemeCount, lengthIn, utf8Length } from '#core/text';
import { codePointCount } from '#core/text/bytes';
import { anyText, growth, judgedBoundaries, judgedBytes, judgedGraphemes, longText, WORST_GROWTH } from './texts';

const family = '👨‍👩‍👧‍👦';
const link = `https://example.com/${'a'.repeat(100)}`;

describe('graphemes, bytes and code points', () => {
  it('finds the graphemes that the platform finds', () => {
    fc.assert(fc.property(anyText, (text) => {
      const starts: number[] = [];
      let joined = '';
      eachGrapheme(text, (start, end) => {
        starts.push(start);
        joined += text.slice(start, end);
      });
      expect(new Set([...starts, text.length])).toEqual(judgedBoundaries(text));
      expect(joined).toBe(text);
      expect(graphemeCount(text)).toBe(judgedGraphemes(text));
    }), { numRuns: 1000 });
  });

  it('finds them in any string at all, half surrogate pairs included', () => {
    const units = fc.array(fc.oneof(fc.nat(0x7f), fc.nat(0xffff), fc.integer({ min: 0xd7f0, max: 0xe00f })), { maxLength: 40 });
    fc.assert(fc.property(units, (codes) => {
      const text = String.fromCharCode(...codes);
      expect(graphemeCount(text)).toBe(judgedGraphemes(text));
      expect(utf8Length(text)).toBe(judgedBytes(text));
      expect(codePointCount(text)).toBe([...text].length);
    }), { numRuns: 2000 });
  });

  it('counts bytes and code points as the platform does', () => {
    fc.assert(fc.property(anyText, (text) => {
      expect(utf8Length(text)).toBe(judgedBytes(text));
      expect(lengthIn('bytes', text)).toBe(judgedBytes(text));
      expect(lengthIn('characters', text)).toBe([...text].length);
    }));
  });

  it('clips to whole graphemes, the ending among them', () => {
    fc.assert(fc.property(anyText, fc.integer({ min: 1, max: 20 }), (text, max) => {
      const plain = clipGraphemes(text, max);
      expect(judgedGraphemes(plain)).toBeLessThanOrEqual(max);
      expect(text.startsWith(plain)).toBe(true);
      expect(judgedBoundaries(text).has(plain.length) || plain === plain.trimEnd()).toBe(true);
      expect(judgedGraphemes(clipGraphemes(text, max, '…'))).toBeLessThanOrEqual(max);
      if (judgedGraphemes(text) <= max) expect(clipGraphemes(text, max, '…')).toBe(text);
    }));
    expect(clipGraphemes(family.repeat(5), 3, '…')).toBe(`${family}${family}…`);
  });
});

describe('Bluesky', () => {
  it('counts graphemes up to 300', () => {
    expect(countText('bluesky', family.repeat(100))).toMatchObject({ used: 100, max: 300, unit: 'graphemes', over: false, overFrom: null });
    expect(countText('bluesky', 'a'.repeat(301))).toEqual({ used: 301, max: 300, unit: 'graphemes', over: true, overFrom: 300 });
  });

  it('shows the bytes when only they are too many', () => {
    expect(countText('bluesky', family.repeat(150))).toEqual({ used: 3750, max: 3000, unit: 'bytes', over: true, overFrom: 120 * family.length });
  });

  it('counts a link as it is written', () => {
    expect(countText('bluesky', link).used).toBe(120);
  });
});

describe('Mastodon', () => {
  it.each([
    ['plain words', 'hello', 5],
    ['a long link as 23', link, 23],
    ['a link within words', `see ${link} now`, 31],
    ['two links', `${link} ${link}`, 47],
    ['a bare domain as it is written', 'example.com', 11],
    ['a remote mention by its name', 'hi @anna@example.social', 8],
    ['a local mention as it is written', '@anna', 5],
    ['an address for letters as it is written', 'anna@example.social', 19],
    ['a family as one', family, 1],
    ['combining marks with their letter', 'e\u0301e\u0301', 2],
    ['a link behind a sign that joins it', `\u0600${'https://example.com'}`, 24],
  ])('counts %s', (_name, text, used) => {
    expect(countText('mastodon', text).used).toBe(used);
  });

  it('counts the warning with the text, its links as they are written', () => {
    expect(countText('mastodon', 'a'.repeat(400), undefined, { contentWarning: 'w'.repeat(100) })).toMatchObject({ used: 500, over: false });
    expect(countText('mastodon', 'a'.repeat(401), undefined, { contentWarning: 'w'.repeat(100) })).toMatchObject({ used: 501, overFrom: 400 });
    expect(countText('mastodon', '', undefined, { contentWarning: link }).used).toBe(link.length);
    expect(countText('mastodon', 'abc', undefined, { contentWarning: 'w'.repeat(501) })).toMatchObject({ over: true, overFrom: 0 });
    expect(countText('bluesky', 'abc', undefined, { contentWarning: 'warning' }).used).toBe(3);
  });

  it('follows the limits that a server states', () => {
    const limits = limitsFor('mastodon', {
      maxCharacters: 10, charactersPerUrl: 7, maxMedia: null, mimeTypes: null, imageSizeLimit: null, imageMatrixLimit: null, descriptionLimit: null, hostsPictures: null, takesPolls: null, maxPollChoices: null, maxPollCharacters: null, minPollSeconds: null, maxPollSeconds: null,
    });
    expect(countText('mastodon', `${link} abc`, limits)).toEqual({ used: 11, max: 10, unit: 'graphemes', over: true, overFrom: link.length + 3 });
  });
});

describe('Threads', () => {
  it.each([['letters', 'Köln', 4], ['日本語', '日本語', 3], ['an accent of its own', 'cafe\u0301', 5], ['one emoji', 'Hi 🏺', 7], ['a family', family, 25], ['a flag', '🇩🇪', 8], ['a keycap', '1️⃣', 7]])('counts %s, an emoji by its bytes', (_name, text, used) => {
    expect(countText('threads', text)).toMatchObject({ used, max: 500, unit: 'characters', over: false });
  });

  it('takes 125 pots, and not one more', () => {
    expect(countText('threads', '🏺'.repeat(125))).toMatchObject({ over: false });
    expect(countText('threads', '🏺'.repeat(126))).toMatchObject({ over: true, overFrom: 250 });
  });
});

describe('X', () => {
  const parse = (text: string): number => twitterText.parseTweet(text).weightedLength;

  it('agrees with twitter-text on every text of ordinary length', () => {
    fc.assert(fc.property(anyText, (text) => {
      fc.pre(text.length < 2000);
      expect(countText('x', text).used).toBe(parse(text));
    }), { numRuns: 500 });
  });

  it('agrees with it on long texts made of words', () => {
    const words = fc.array(fc.constantFrom('word', '日本語', family, link, 'example.com', '🇮🇪', 'café', 'cafe\u0301'), { minLength: 200, maxLength: 500 });
    fc.assert(fc.property(words, (pieces) => {
      const text = pieces.join(' ');
      expect(countText('x', text).used).toBe(parse(text));
    }), { numRuns: 50 });
  });

  it.each([['family', family, 2], ['日本語', '日本語', 6], ['a bare domain', 'example.com', 23], ['NFD', 'cafe\u0301', 4]])('weighs %s', (_name, text, used) => {
    expect(countText('x', text)).toMatchObject({ used, unit: 'weighted', max: 280 });
  });
});

describe('where a text becomes too long', () => {
  const counted: readonly (readonly [string, Pick<NetworkLimits, 'text'>])[] = networkIds.map((id) => [id, networkFacts[id].limits]);

  it.each(counted)('is a grapheme boundary, and what is before it fits: %s', (network, limits) => {
    const small = { text: limits.text.map((limit) => ({ ...limit, max: limit.unit === 'bytes' ? 120 : 60 })) };
    fc.assert(fc.property(longText, (text) => {
      for (const [index, count] of countEach(text, small).entries()) {
        expect(count.over).toBe(count.used > count.max);
        expect(count.overFrom === null).toBe(!count.over);
        if (count.overFrom === null) continue;
        expect(count.overFrom).toBeLessThan(text.length);
        const boundaries = judgedBoundaries(text);
        expect(boundaries.has(count.overFrom)).toBe(true);
        // Cutting may itself make a link or an emoji out of a piece of one; X and Mastodon then count it anew.
        if (network !== 'x' && network !== 'mastodon') {
          expect(countEach(text.slice(0, count.overFrom), small)[index]?.over).toBe(false);
        }
      }
    }), { numRuns: 60 });
  });
});

describe('a text of 100,000 characters', () => {
  const shapes: readonly (readonly [string, (length: number) => string])[] = [
    ['words', (n) => 'hello world '.repeat(n / 12)],
    ['one word', (n) => 'a'.repeat(n)],
    ['emoji', (n) => `${family} `.repeat(n / 12)],
    ['Arabic', (n) => 'مرحبا بالعالم '.repeat(n / 14)],
    ['links', (n) => 'https://example.com/page '.repeat(n / 25)],
    ['dots', (n) => 'a.b.'.repeat(n / 4)],
    ['mentions', (n) => '@a@b.c '.repeat(n / 7)],
    ['brackets', (n) => `https://e.com/${'('.repeat(n / 2)}${')'.repeat(n / 2)}`],
  ];

  it.each(shapes)('is counted in time that grows with its length: %s', (_name, make) => {
    for (const network of ['bluesky', 'mastodon', 'x'] as const) {
      expect(growth((text) => countText(network, text), make)).toBeLessThan(WORST_GROWTH);
    }
  });
});
