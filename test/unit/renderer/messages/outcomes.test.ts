import { describe, expect, it } from 'vitest';
import { outcomeCodes } from '#core/posts/outcome-codes';
import { outcomeWords } from '#renderer/messages/outcomes';

const unknown = outcomeWords('never heard of it', 'Bluesky');

describe('what publishing writes beside a publication', () => {
  it.each(outcomeCodes)('%s has words of its own', (code) => {
    const words = outcomeWords(code, 'Bluesky');
    expect(words.title).not.toBe(unknown.title);
    expect(words.meaning).not.toBe(unknown.meaning);
    expect(`${words.title} ${words.meaning}`).not.toMatch(/undefined|null|NaN|\[object|!|\.\./);
    expect(words.meaning).toMatch(/\.$/);
  });

  it('takes no name of an object for a code', () => {
    expect(outcomeWords('constructor', 'Bluesky')).toEqual(unknown);
  });
});
