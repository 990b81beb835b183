import fc from 'fast-check';
import { cpuMs } from '#test/support/cpu-time';

/** Pieces of text that counting and cutting get wrong when they are careless. */
const hard = [
  '👨‍👩‍👧‍👦', '🇮🇪', '🇮🇪🇯🇵', '👍🏽', '❤️', '1️⃣', '🏴󠁧󠁢󠁳󠁣󠁴󠁿', '😀', '🫱🏽‍🫲🏻',
  'e\u0301', 'ñ', 'a\u0308\u0323', 'ก็', 'क्षि', '각', '\u1112\u1161\u11ab',
  'مرحبا', 'שלום', '\u200f', '\u202babc\u202c', 'می\u200cخواهم',
  '日本語。', 'テスト', '\u0600', '\u200d', '\ufe0f', '\r\n', '\n', '\n\n', '\t', '\u00a0', '\u2028',
  'https://example.com/a?b=c#d', 'http://example.org', 'example.com', '(https://en.wikipedia.org/wiki/Finch_(bird))',
  '@anna', '@anna@example.social', '@anna.bsky.social', '#finch', '#日本', '#1', '#', '@', '$LNT', '.', '. ', '! ', '? ', ', ', ' ', '  ', 'word', 'a',
] as const;

/** Ordinary, hard and random pieces in any order, without half surrogate pairs. */
export const anyText = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...hard) }, { weight: 2, arbitrary: fc.string({ maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) }), { maxLength: 60 })
  .map((pieces) => pieces.join(''));

/** The same, long enough to be too long everywhere. */
export const longText = fc.array(anyText, { minLength: 4, maxLength: 12 }).map((texts) => texts.join(' '));

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Where each grapheme begins, by the platform alone; with the end of the text. */
export const judgedBoundaries = (text: string): ReadonlySet<number> =>
  new Set([...segmenter.segment(text)].map(({ index }) => index).concat(text.length));

export const judgedGraphemes = (text: string): number => [...segmenter.segment(text)].length;
export const judgedBytes = (text: string): number => new TextEncoder().encode(text).length;

/**
 * How much longer one text of 100,000 characters takes than ten of 10,000: about 1 when time grows with the length,
 * about 10 when it grows with its square. The best of a few tries, for the machine has other things to do.
 */
export function growth(run: (text: string) => unknown, make: (length: number) => string): number {
  const short = make(10_000);
  const long = make(100_000);
  run(short);
  let best = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 6 && best > 2; attempt += 1) {
    const shorts = cpuMs(() => {
      for (let times = 0; times < 10; times += 1) run(short);
    });
    best = Math.min(best, cpuMs(() => run(long)) / Math.max(shorts, 1));
  }
  return best;
}

/** Between 1 and 10, nearer the bad end: noise must not fail a test, a square must. */
export const WORST_GROWTH = 5;
