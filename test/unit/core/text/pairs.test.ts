import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { hasUnspaced, inPairs } from '#core/text';
import { createMemoryDb } from '#test/support/memory-db';
import { SEED_BRAND, seedPosts } from '#test/support/seed-posts';

describe('pairs of letters', () => {
  it('cuts runs without spaces, and leaves the rest', () => {
    expect(inPairs('東京都')).toBe(' 東京 京都 都 ');
    expect(inPairs('新iPhone用ケース、café')).toBe(' 新 iPhone 用ケ ケー ース ス 、café');
    expect(inPairs('plain words')).toBe('plain words');
  });

  it('are the same in the database, for any text', () => {
    const { sqlite } = createMemoryDb();
    seedPosts(sqlite, 1);
    const write = sqlite.prepare('UPDATE posts SET text = ? WHERE brand_id = ?');
    const read = sqlite.prepare<[], string>('SELECT words FROM posts_pairs').pluck();
    // Every border of a range, one beyond it, and what lies about.
    const letter = fc.oneof(fc.constantFrom(...'あ陶一鿿々ー・가힣ไทยที่๏ｶﾞ𠮷𲎯a \n，。'), fc.integer({ min: 0xd00, max: 0x3400 }).map((code) => String.fromCodePoint(code)),
      fc.integer({ min: 0xe000, max: 0x33000 }).map((code) => String.fromCodePoint(code)), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).filter((text) => !text.includes('\0')));
    fc.assert(fc.property(fc.array(letter, { maxLength: 300 }).map((letters) => letters.join('')), (text) => {
      write.run(text, SEED_BRAND);
      // The newline stands between the post's text and what its publications say.
      expect(read.get()).toBe(hasUnspaced(text) ? inPairs(`${text}\n`) : undefined);
    }), { numRuns: 300 });
  });
});
