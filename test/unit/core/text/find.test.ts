import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addUtm, findHashtags, findLinks, findMentions, graphemeCount, MAX_TEXT_LENGTH, sanitiseText, titleOf } from '#core/text';
import { anyText, growth, judgedBoundaries, WORST_GROWTH } from './texts';

const linksIn = (text: string): readonly string[] => findLinks(text).map((link) => text.slice(link.start, link.end));

describe('links', () => {
  it.each([
    ['see https://example.com.', ['https://example.com']],
    ['(https://example.com/a)', ['https://example.com/a']],
    ['https://en.wikipedia.org/wiki/Finch_(bird)', ['https://en.wikipedia.org/wiki/Finch_(bird)']],
    ['(see https://en.wikipedia.org/wiki/Finch_(bird))', ['https://en.wikipedia.org/wiki/Finch_(bird)']],
    ['HTTP://EXAMPLE.COM/ and more', ['HTTP://EXAMPLE.COM/']],
    ['example.com, my-shop.co.uk/new?x=1', ['example.com', 'my-shop.co.uk/new?x=1']],
    ['http://localhost:3000/x', ['http://localhost:3000/x']],
    ['https://a.com\nhttps://b.com', ['https://a.com', 'https://b.com']],
    ['anna@example.com', []],
    ['end of sentence.Then one', []],
    ['file.txt and v1.2.3 and 3.14', []],
    ['https://', []],
    ['שלום https://example.com שלום', ['https://example.com']],
  ])('in %j', (text, expected) => {
    expect(linksIn(text)).toEqual(expected);
  });

  it('are absolute and say whether that was written', () => {
    expect(findLinks('example.com https://b.org')).toMatchObject([
      { url: 'https://example.com', hasScheme: false }, { url: 'https://b.org', hasScheme: true },
    ]);
  });

  it('never overlap, and lie within the text', () => {
    fc.assert(fc.property(anyText, (text) => {
      let end = 0;
      for (const link of findLinks(text)) {
        expect(link.start).toBeGreaterThanOrEqual(end);
        expect(link.end).toBeGreaterThan(link.start);
        end = link.end;
      }
      expect(end).toBeLessThanOrEqual(text.length);
    }));
  });
});

describe('hashtags and mentions', () => {
  const tags = (text: string): readonly string[] => findHashtags(text).map((found) => found.tag);
  const names = (text: string): readonly (readonly [string, string | null])[] => findMentions(text).map((found) => [found.name, found.host]);

  it.each([
    ['#finch and #Linnet_2', ['finch', 'Linnet_2']], ['#日本語、#שלום', ['日本語', 'שלום']], ['＃full', ['full']], ['#2026 #2026goals', ['2026goals']],
    ['a#b &#39; https://a.com/#top', []], ['##twice', []], ['#e\u0301te\u0301', ['e\u0301te\u0301']], ['#می\u200cخواهم', ['می\u200cخواهم']], ['(#in) #a.b', ['in', 'a']],
  ])('hashtags in %j', (text, expected) => {
    expect(tags(text)).toEqual(expected);
  });

  it.each([
    ['@anna', [['anna', null]]], ['hi @anna@example.social.', [['anna', 'example.social']]], ['@anna.bsky.social,', [['anna.bsky.social', null]]],
    ['anna@example.com', []], ['https://mastodon.social/@anna', []], ['(@a) @b', [['a', null], ['b', null]]], ['@@x', []], ['@', []],
  ])('mentions in %j', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  it('stand where they say', () => {
    fc.assert(fc.property(anyText, (text) => {
      for (const found of findHashtags(text)) expect(text.slice(found.start + 1, found.end)).toBe(found.tag);
      for (const found of findMentions(text)) {
        expect(text.slice(found.start, found.end)).toBe(`@${found.name}${found.host === null ? '' : `@${found.host}`}`);
      }
    }));
  });

  it.each(['@a ', '#a ', 'https://a.com/#b ', '@a@', '@a.', '#', 'a.', '(', '#·a', 'a-'])('are found in time that grows with the length: %j', (piece) => {
    const find = (text: string): unknown => [findLinks(text), findHashtags(text), findMentions(text)];
    expect(growth(find, (length) => piece.repeat(length / piece.length))).toBeLessThan(WORST_GROWTH);
  });

  it.each([['#', 'a'], ['@', 'a'], ['https://a.com/', ' a'], ['https://a.com/(', ')'], ['a', 'a.com']])('take no longer for dots between %j and %j', (before, after) => {
    const find = (text: string): unknown => [findLinks(text), findHashtags(text), findMentions(text)];
    expect(growth(find, (length) => before + '.'.repeat(length) + after)).toBeLessThan(WORST_GROWTH);
  });
});

describe('the title of a post', () => {
  it('is its first line that says something', () => {
    expect(titleOf('  \n\n  Hello there \nMore')).toBe('Hello there');
    expect(titleOf('one line')).toBe('one line');
    expect(titleOf('')).toBe('');
    expect(titleOf(' \n\t\n')).toBe('');
  });

  it('ends after a whole word where one is near, and says so', () => {
    const line = `${'Hamid has found the best description of rain he has ever read. '.repeat(2)}He marked it.`;
    expect(titleOf(line)).toBe('Hamid has found the best description of rain he has ever read. Hamid has found the best description of rain he has ever…');
    expect(titleOf(`${'a'.repeat(80)}. ${'b'.repeat(80)}`)).toBe(`${'a'.repeat(80)}. ${'b'.repeat(37)}…`);
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}[,.]?$/), { minLength: 1, maxLength: 60 }), (words) => {
      const text = words.join(' ');
      const title = titleOf(text);
      if (title !== text) expect(words.map((word) => word.replace(/[,.]$/, ''))).toContain(title.slice(0, -1).split(' ').at(-1));
    }));
  });

  it('is clipped to whole graphemes', () => {
    const title = titleOf('👨‍👩‍👧‍👦'.repeat(200));
    expect(title).toBe(`${'👨‍👩‍👧‍👦'.repeat(119)}…`);
    fc.assert(fc.property(anyText, (text) => {
      expect(graphemeCount(titleOf(text))).toBeLessThanOrEqual(120);
    }));
  });

  it('of a 100,000-character line takes no longer than needed', () => {
    expect(growth(titleOf, (length) => 'é'.repeat(length))).toBeLessThan(WORST_GROWTH);
  });
});

describe('UTM parameters', () => {
  const params = { source: 'linnet', medium: 'social', campaign: 'spring & sale' };
  it.each([
    ['https://a.com', 'https://a.com?utm_source=linnet&utm_medium=social&utm_campaign=spring%20%26%20sale'],
    ['https://a.com/?x=1#top', 'https://a.com/?x=1&utm_source=linnet&utm_medium=social&utm_campaign=spring%20%26%20sale#top'],
    ['https://a.com/?', 'https://a.com/?utm_source=linnet&utm_medium=social&utm_campaign=spring%20%26%20sale'],
    ['https://a.com/?utm_source=me', 'https://a.com/?utm_source=me&utm_medium=social&utm_campaign=spring%20%26%20sale'],
    ['https://a.com/?q=a+b%20c&flag', 'https://a.com/?q=a+b%20c&flag&utm_source=linnet&utm_medium=social&utm_campaign=spring%20%26%20sale'],
    ['https://a.com/??', 'https://a.com/??&utm_source=linnet&utm_medium=social&utm_campaign=spring%20%26%20sale'],
    ['mailto:a@b.com', 'mailto:a@b.com'], ['not a link', 'not a link'], ['https://', 'https://'],
  ])('to %s', (url, expected) => {
    expect(addUtm(url, params)).toBe(expected);
  });

  it('are nothing when they are empty, and never added twice', () => {
    expect(addUtm('https://a.com', { source: ' ', medium: '' })).toBe('https://a.com');
    fc.assert(fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string({ unit: 'binary' }), (url, campaign) => {
      const once = addUtm(url, { source: 's', campaign });
      expect(addUtm(once, { source: 's', campaign })).toBe(once);
      expect(new URL(once).searchParams.get('utm_source')).toBe(new URL(url).searchParams.get('utm_source') ?? 's');
      if (campaign.trim() !== '') expect(new URL(once).searchParams.get('utm_campaign')).toBe(campaign.trim());
    }));
  });
});

describe('pasted text', () => {
  it('loses control characters and keeps what people write with', () => {
    expect(sanitiseText('a\u0000b\u0007c\td\r\ne\rf\u007f')).toEqual({ text: 'abc\td\ne\nf', truncated: false });
    const kept = '👨‍👩‍👧‍👦 \u202bשלום\u202c می\u200cخواهم e\u0301 \u2066x\u2069';
    expect(sanitiseText(kept)).toEqual({ text: kept, truncated: false });
  });

  it('comes out well formed, and the second time unchanged', () => {
    fc.assert(fc.property(fc.array(fc.nat(0xffff), { maxLength: 40 }), anyText, (units, words) => {
      const { text } = sanitiseText(String.fromCharCode(...units) + words);
      // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]|\p{Surrogate}/u);
      expect(sanitiseText(text)).toEqual({ text, truncated: false });
    }), { numRuns: 500 });
  });

  it('is capped at a whole grapheme and says so', () => {
    expect(sanitiseText('a'.repeat(MAX_TEXT_LENGTH))).toMatchObject({ truncated: false });
    for (const piece of ['a', 'é', '👨‍👩‍👧‍👦', '日本', 'e\u0301', '🇮🇪']) {
      const pasted = piece.repeat(Math.ceil(MAX_TEXT_LENGTH / piece.length) + 5);
      const { text, truncated } = sanitiseText(pasted);
      expect(truncated).toBe(true);
      expect(text.length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
      expect(text.length).toBeGreaterThan(MAX_TEXT_LENGTH - 20);
      expect(judgedBoundaries(pasted).has(text.length)).toBe(true);
    }
    expect(sanitiseText('\u0000'.repeat(900_000) + 'a')).toEqual({ text: '', truncated: true });
  });

  it('does not halve a pair even in an endless grapheme', () => {
    const { text } = sanitiseText(`${'a'.repeat(MAX_TEXT_LENGTH - 301)}${'\u{1f468}\u200d'.repeat(400)}`);
    expect(text).not.toMatch(/\p{Surrogate}/u);
  });
});
