import { describe, expect, it } from 'vitest';
import { tagsIn, youtubeOptions } from '#core/networks';

const fits = (options: Readonly<Record<string, unknown>>): boolean => youtubeOptions.safeParse(options).success;

describe('YouTube options', () => {
  it('fills in what nobody chose, and chooses nothing about kids', () => {
    expect(youtubeOptions.parse({})).toEqual({
      title: '', privacy: 'public', madeForKids: '', category: 'people', tags: '', playlist: '', language: null, captions: '', syntheticMedia: false, notifySubscribers: true,
    });
  });

  it('reads tags between commas and lines, each once', () => {
    expect(tagsIn(' kiln, ash glaze,#stoneware\nkiln,, ')).toEqual(['kiln', 'ash glaze', 'stoneware']);
  });

  it('counts tags as YouTube does: a comma between two, and quotation marks around a space', () => {
    expect(fits({ tags: `${'a'.repeat(249)},${'b'.repeat(250)}` })).toBe(true);
    expect(fits({ tags: `${'a'.repeat(250)},${'b'.repeat(250)}` })).toBe(false);
    expect(fits({ tags: `${'a'.repeat(249)},${'b'.repeat(124)} ${'b'.repeat(125)}` })).toBe(false);
  });

  it('takes no angle in a title or a tag, no title over 100, and captions only with a language', () => {
    expect([fits({ title: 'a < b' }), fits({ tags: '<b>' }), fits({ title: 'x'.repeat(101) }), fits({ captions: 'x' })]).toEqual([false, false, false, false]);
    expect([fits({ title: 'x'.repeat(100) }), fits({ captions: 'x', language: 'en' })]).toEqual([true, true]);
  });
});
