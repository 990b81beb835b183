import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listedWords, wordsIn } from '#core/text';

describe('listed words', () => {
  it('are one on a line or between commas, each once', () => {
    expect(listedWords(' cheap, Bargain\n\nbuy now ; cheap\nCHEAP،رخيص')).toEqual(['CHEAP', 'Bargain', 'buy now', 'رخيص']);
    expect(listedWords(' \n,')).toEqual([]);
  });
});

describe('words in a text', () => {
  it('are found whole, in any case, across a line end', () => {
    expect(wordsIn('Cheap? Not a BUY\nNOW shop.', ['cheap', 'buy now', 'hop'])).toEqual(['cheap', 'buy now']);
    expect(wordsIn('Für Größe zählt: Übergröße', ['größe', 'über'])).toEqual(['größe']);
    expect(wordsIn('הכול במבצע היום', ['מבצע', 'במבצע'])).toEqual(['במבצע']);
    expect(wordsIn('本日限定セール', ['限定'])).toEqual(['限定']);
    expect(wordsIn('C++ and 100 %', ['c++', '100 %', '(', '.*', '\\', 'a-b'])).toEqual(['c++', '100 %']);
  });

  it('are always found where they were put, whatever they are, and never throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), fc.string({ unit: 'grapheme', maxLength: 20 }), (raw, around) => {
      const [word] = listedWords(raw);
      if (word === undefined) return;
      expect(wordsIn(`${around} ${word} ${around}`, [word])).toEqual([word]);
      expect(() => wordsIn(around, [raw])).not.toThrow();
    }));
  });
});
