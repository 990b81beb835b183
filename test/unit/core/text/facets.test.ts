import { RichText } from '@atproto/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BlueskyFacet, blueskyFacets } from '#core/text';
import { anyText, growth, WORST_GROWTH } from './texts';

type Plain = readonly [byteStart: number, byteEnd: number, kind: string, value: string];

const ours = (text: string): readonly Plain[] =>
  blueskyFacets(text).map((facet) => [facet.byteStart, facet.byteEnd, facet.kind, valueOf(facet)]);

function valueOf(facet: BlueskyFacet): string {
  switch (facet.kind) {
    case 'link': return facet.uri;
    case 'tag': return facet.tag;
    case 'mention': return facet.handle;
  }
}

/** What Bluesky's own library finds, before handles are resolved; of two that overlap only the first, as it would be shown. */
function judged(text: string): readonly Plain[] {
  let end = 0;
  return judgedAll(text).filter(([byteStart, byteEnd]) => {
    const free = byteStart >= end;
    if (free) end = byteEnd;
    return free;
  });
}

function judgedAll(text: string): readonly Plain[] {
  const rich = new RichText({ text });
  rich.detectFacetsWithoutResolution();
  return (rich.facets ?? []).flatMap(({ index, features }) => features.map((feature): Plain => {
    if ('uri' in feature) return [index.byteStart, index.byteEnd, 'link', String(feature.uri)];
    if ('tag' in feature) return [index.byteStart, index.byteEnd, 'tag', String(feature.tag)];
    return [index.byteStart, index.byteEnd, 'mention', 'did' in feature ? String(feature.did) : '?'];
  }));
}

const fragment = fc.constantFrom(
  'https://example.com', 'http://example.com/a_(b)', 'https://example.com/#x', 'example.com', 'example.com/path?q=1', 'sub.example.co.uk',
  'not.adomain', 'file.txt', '@anna.bsky.social', '@anna.test', '@anna', '@a-b.example.com', '@anna.bsky.social_x', '#finch', '#日本', '#1', '#1a',
  '#a.b', '#finch.', '#', '＃full', '#️⃣', '#a\u200bb', '#👍', '$LNT', '$lnt', '$TOOLONG', '$1', '(', ')', '[', '.', ',', '!', '?', ':', ';', '…', '"', '’',
  ' ', ' ', ' ', '\n', '\t', '\u00a0', 'word', 'é', 'e\u0301', 'مرحبا', 'שלום', '\u200f', '日本語', '👨‍👩‍👧‍👦', '🇮🇪', '❤️', '-', '_', '/', '@', 'a',
);
const mixture = fc.array(fragment, { maxLength: 14 }).map((pieces) => pieces.join(''));

describe('Bluesky facets', () => {
  it('are those that Bluesky finds', () => {
    fc.assert(fc.property(mixture, (text) => {
      expect(ours(text)).toEqual(judged(text));
    }), { numRuns: 5000 });
  });

  it('are those that Bluesky finds in hard text of every script', () => {
    fc.assert(fc.property(anyText, (text) => {
      expect(ours(text)).toEqual(judged(text));
    }), { numRuns: 1000 });
  });

  it('mark exactly what they name, in bytes and in UTF-16', () => {
    fc.assert(fc.property(anyText, (text) => {
      const bytes = new TextEncoder().encode(text);
      let end = 0;
      for (const facet of blueskyFacets(text)) {
        expect(facet.byteStart).toBeGreaterThanOrEqual(end);
        end = facet.byteEnd;
        expect(new TextDecoder('utf-8', { fatal: true }).decode(bytes.slice(facet.byteStart, facet.byteEnd))).toBe(text.slice(facet.start, facet.end));
      }
    }), { numRuns: 500 });
  });

  it.each([
    ['👨‍👩‍👧‍👦 https://example.com', [[26, 45, 'link', 'https://example.com']]],
    ['see example.com.', [[4, 15, 'link', 'https://example.com']]],
    ['(https://example.com)', [[1, 20, 'link', 'https://example.com']]],
    ['hi @anna.bsky.social', [[3, 20, 'mention', 'anna.bsky.social']]],
    ['#שלום, $lnt', [[0, 9, 'tag', 'שלום'], [11, 15, 'tag', '$LNT']]],
    [`#${'a'.repeat(65)}`, []],
    ['anna@example.com', []],
  ])('in %j', (text, expected) => {
    expect(ours(text)).toEqual(expected);
    expect(judged(text)).toEqual(expected);
  });

  it('link what Bluesky itself trips over', () => {
    expect(ours('httpbin.org')).toEqual([[0, 11, 'link', 'https://httpbin.org']]);
    expect(ours('HTTPS://EXAMPLE.COM')).toEqual([[0, 19, 'link', 'HTTPS://EXAMPLE.COM']]);
  });

  it.each(['@a.com ', '#tag ', 'https://a.com ', 'a.b.', '#1', '@a.', '(', '#👍', '.', '👨‍👩‍👧‍👦'])('take time that grows with the length: %j', (piece) => {
    expect(growth(blueskyFacets, (length) => piece.repeat(length / piece.length))).toBeLessThan(WORST_GROWTH);
  });

  it.each([['#', 'a'], ['@', 'a'], ['https://a.com/', 'a'], ['$', 'a'], ['a', 'a.com']])('take no longer for dots between %j and %j', (before, after) => {
    expect(growth(blueskyFacets, (length) => before + '.'.repeat(length) + after)).toBeLessThan(WORST_GROWTH);
  });
});
