import { hasUnspaced } from '#core/text';

/** UTF-16 units shown around the first word found. */
const BEFORE = 40;
const LENGTH = 160;

export const HIT_START = '\u0002';
export const HIT_END = '\u0003';

const words = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{M}\p{Co}]*/gu;
const fold = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * The words of a query as FTS5 compares them: without case and accents. The last may be the beginning of a word, and one
 * with letters of a script without spaces any piece of it.
 */
export const foldedWords = (typed: string): readonly string[] => [...typed.matchAll(words)].map(([word]) => (hasUnspaced(word) ? word : fold(word)));

/**
 * One line around the first word found, each word found between U+0002 and U+0003. null when none of the words is in
 * this text (then it stands in a publication's own).
 */
export function snippetOf(text: string, wanted: readonly string[]): string | null {
  let end = Infinity;
  let from = 0;
  const hits: Hit[] = [];
  for (const hit of hitsIn(text, wanted)) {
    if (hit.start >= end) break;
    if (hits.length === 0) {
      from = lineStart(text, hit.start);
      end = from + LENGTH;
    }
    hits.push(hit);
  }
  if (hits.length === 0) return null;
  const to = wholeUnit(text, Math.max(Math.min(end, text.length), hits[0]?.end ?? 0));
  let marked = '';
  let at = from;
  for (const hit of hits) {
    if (hit.end > to) break;
    marked += `${text.slice(at, hit.start)}${HIT_START}${text.slice(hit.start, hit.end)}${HIT_END}`;
    at = hit.end;
  }
  marked += text.slice(at, to);
  return `${from > 0 ? '…' : ''}${oneLine(marked)}${to < text.length ? '…' : ''}`;
}

interface Hit { readonly start: number; readonly end: number }

/** In the order of the text, none within another. */
function* hitsIn(text: string, wanted: readonly string[]): Generator<Hit> {
  const whole = new Set(wanted);
  const beginning = wanted.at(-1);
  // Letters, marks and numbers only, none of which means anything in an expression.
  const unspaced = wanted.filter(hasUnspaced).sort((a, b) => b.length - a.length);
  const piece = unspaced.length === 0 ? null : new RegExp(unspaced.join('|'), 'giu');
  for (const { 0: word, index } of text.matchAll(words)) {
    const folded = fold(word);
    if (whole.has(folded) || (beginning !== undefined && folded.startsWith(beginning))) yield { start: index, end: index + word.length };
    else if (piece !== null) for (const { 0: found, index: at } of word.matchAll(piece)) yield { start: index + at, end: index + at + found.length };
  }
}

/** The beginning of a text, where nothing is to be marked. */
export const openingOf = (text: string): string => {
  const to = wholeUnit(text, Math.min(LENGTH, text.length));
  return `${oneLine(text.slice(0, to))}${to < text.length ? '…' : ''}`;
};

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

function lineStart(text: string, hit: number): number {
  const earliest = Math.max(0, hit - BEFORE);
  if (earliest === 0) return 0;
  const space = text.slice(earliest, hit).search(/\s/u);
  return wholeUnit(text, space === -1 ? earliest : earliest + space + 1);
}

/** Never between the halves of a pair. */
const wholeUnit = (text: string, at: number): number => {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
};
