import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limitsFor } from '#core/networks';
import { fits } from '#core/text';
import { basePlace, isBlank, mediaAt, type Place, publicationOf, sameDraft, saveInput, textAt } from '#renderer/screens/composer/draft';
import {
  addAccount, addMedia, addPart, followBaseText, joinThread, keepFirstMedia, moveMedia, removeAccount, removeMedia, replaceMedia, setAlt, setOption, setText, splitAt, splitToFit, takeOwnText,
} from '#renderer/screens/composer/editing';
import { putBack } from '#renderer/screens/composer/put-back';
import { draft, own } from './support';

const sky: Place = { kind: 'account', accountId: 'sky' };
const use = (assetId: string, alt = '') => ({ assetId, alt });

describe('text', () => {
  it('makes an account’s text its own by writing on its tab, and leaves the others with the base', () => {
    const next = setText(draft(), sky, 'For Bluesky');
    expect(textAt(next, sky)).toBe('For Bluesky');
    expect(textAt(next, { kind: 'account', accountId: 'mast' })).toBe('Base');
    expect(textAt(followBaseText(next, 'sky'), sky)).toBe('Base');
  });

  it('starts its own text as the base', () => {
    expect(publicationOf(takeOwnText(draft(), 'sky'), 'sky')?.text).toBe('Base');
  });

  it('keeps the identity of a draft that does not change', () => {
    const before = draft();
    expect(setText(before, basePlace, 'Base')).toBe(before);
  });
});

describe('threads', () => {
  it('splits at the caret and joins again', () => {
    const split = splitAt(draft({ text: 'One two three' }), { kind: 'account', accountId: 'sky' }, 7);
    expect(publicationOf(split, 'sky')).toMatchObject({ text: 'One two', thread: [{ text: 'three', media: [] }] });
    expect(publicationOf(joinThread(split, 'sky'), 'sky')).toMatchObject({ text: 'One two\n\nthree', thread: [] });
  });

  it('keeps the pictures of joined parts', () => {
    const before = draft({ media: [use('a')], publications: [own('sky', 'bluesky', { thread: [{ text: 'More', media: [use('b')] }] })] });
    expect(mediaAt(joinThread(before, 'sky'), sky)).toEqual([use('a'), use('b')]);
  });

  it('splits so that every part fits and no word is lost', () => {
    const limits = limitsFor('bluesky', null);
    fc.assert(fc.property(fc.array(fc.constantFrom('word', 'länger', '👩‍👩‍👧‍👦', 'https://example.org/a', 'x.', 'שלום'), { minLength: 1, maxLength: 400 }), (words) => {
      const next = publicationOf(splitToFit(draft({ text: words.join(' ') }), 'sky', limits, {}), 'sky');
      const parts = [next?.text ?? words.join(' '), ...(next?.thread ?? []).map((part) => part.text)];
      expect(parts.every((part) => fits(part, limits))).toBe(true);
      expect(parts.join(' ').split(/\s+/)).toEqual(words);
    }), { numRuns: 60 });
  });

  it('does not drop a part that has only a picture', () => {
    const before = draft({ text: 'word '.repeat(100).trim(), publications: [own('sky', 'bluesky', { thread: [{ text: '', media: [use('a')] }] })] });
    expect(publicationOf(splitToFit(before, 'sky', limitsFor('bluesky', null), {}), 'sky')?.thread.at(-1)?.media).toEqual([use('a')]);
  });

  it('adds an empty part at the end', () => {
    expect(publicationOf(addPart(draft(), 'sky'), 'sky')?.thread).toEqual([{ text: '', media: [] }]);
  });
});

describe('pictures', () => {
  it('takes a picture once', () => {
    const next = addMedia(draft({ media: [use('a')] }), basePlace, [use('a'), use('b'), use('b')]);
    expect(next.media.map(({ assetId }) => assetId)).toEqual(['a', 'b']);
  });

  it('makes an account’s pictures its own when they change there', () => {
    const before = draft({ media: [use('a'), use('b')] });
    const next = removeMedia(before, sky, 'a');
    expect(mediaAt(next, sky)).toEqual([use('b')]);
    expect(next.media).toHaveLength(2);
    expect(mediaAt(keepFirstMedia(before, sky, 1), sky)).toEqual([use('a')]);
  });

  it('moves without losing or doubling any', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: -2, max: 9 }), fc.integer({ min: -2, max: 9 }), (size, from, to) => {
      const media = Array.from({ length: size }, (_, index) => use(String(index)));
      const next = moveMedia(draft({ media }), basePlace, Math.max(0, from), to).media;
      expect(next.map(({ assetId }) => assetId).toSorted()).toEqual(media.map(({ assetId }) => assetId));
      if (from >= 0 && from < size && to >= 0 && to < size) expect(next[to]?.assetId).toBe(String(from));
    }));
  });

  it('writes alt text wherever the same picture said the same, and keeps other words', () => {
    const before = draft({ media: [use('a')], publications: [own('sky', 'bluesky', { media: [use('a')] }), own('mast', 'mastodon', { media: [use('a', 'Other words')] })] });
    const next = setAlt(before, basePlace, 'a', 'A bowl');
    expect(next.media).toEqual([use('a', 'A bowl')]);
    expect(mediaAt(next, sky)).toEqual([use('a', 'A bowl')]);
    expect(mediaAt(next, { kind: 'account', accountId: 'mast' })).toEqual([use('a', 'Other words')]);
  });
});

describe('accounts and options', () => {
  it('adds an account once and puts one back that was left out', () => {
    const before = setText(draft(), sky, 'Own');
    expect(addAccount(before, 'sky', 'bluesky')).toBe(before);
    const without = removeAccount(before, 'sky');
    expect(publicationOf(putBack(without, before, without), 'sky')?.text).toBe('Own');
  });

  it('stores only what was chosen', () => {
    const on = setOption(draft(), 'sky', 'linkCard', false);
    expect(publicationOf(on, 'sky')?.options).toEqual({ linkCard: false });
    expect(publicationOf(setOption(on, 'sky', 'linkCard', undefined), 'sky')?.options).toEqual({});
  });

  it('undoes a mend without touching what was typed elsewhere since', () => {
    const before = setText(draft(), sky, 'Long text');
    const mended = setText(before, sky, 'Short');
    const typed = setText(mended, basePlace, 'New base');
    const undone = putBack(typed, before, mended);
    expect(undone.text).toBe('New base');
    expect(textAt(undone, sky)).toBe('Long text');
  });

  it('undoes a picture’s copy in the base too, and keeps the pictures, options and words that came since', () => {
    const before = addMedia(draft(), basePlace, [use('large', 'A kiln'), use('other')]);
    const mended = replaceMedia(before, basePlace, 'large', use('copy', 'A kiln'));
    const since = setAlt(setOption(setText(addMedia(mended, basePlace, [use('new')]), sky, 'Own'), 'sky', 'linkCard', false), basePlace, 'copy', 'The kiln');
    const undone = putBack(since, before, mended);
    expect(undone.media).toEqual([use('large', 'The kiln'), use('other'), use('new')]);
    expect(publicationOf(undone, 'sky')).toMatchObject({ text: 'Own', options: { linkCard: false } });
    expect(putBack(mended, before, mended)).toEqual(before);
  });

  it('undoes a split as a whole, whatever was typed into one of its parts', () => {
    const before = setText(draft(), sky, 'One. Two.');
    const split = splitAt(before, { kind: 'account', accountId: 'sky' }, 4);
    const typed = setText(split, { kind: 'part', accountId: 'sky', part: 0 }, 'Two, changed');
    expect(publicationOf(putBack(typed, before, split), 'sky')).toMatchObject({ text: 'One. Two.', thread: [] });
  });
});

describe('drafts', () => {
  it('knows an empty one', () => {
    expect(isBlank(draft({ text: ' \n' }))).toBe(true);
    expect(isBlank(draft({ text: '', media: [use('a')] }))).toBe(false);
    expect(isBlank(setText(draft({ text: '' }), sky, 'Own'))).toBe(false);
  });

  it('compares by what they say', () => {
    const a = setOption(setOption(draft(), 'mast', 'visibility', 'unlisted'), 'mast', 'sensitive', true);
    const b = setOption(setOption(draft(), 'mast', 'sensitive', true), 'mast', 'visibility', 'unlisted');
    expect(sameDraft(a, { ...b, publications: b.publications.toReversed() })).toBe(true);
    expect(sameDraft(a, setText(b, basePlace, 'Else'))).toBe(false);
    expect(saveInput(a).publications).toHaveLength(2);
  });
});
