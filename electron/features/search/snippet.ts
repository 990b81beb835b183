/** UTF-16 units shown around the first word found. */
const BEFORE = 40;
const LENGTH = 160;

export const HIT_START = '\u0002';
export const HIT_END = '\u0003';

const words = /[\p{L}\p{N}\p{Co}][\p{L}\p{N}\p{M}\p{Co}]*/gu;
const fold = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** The words of a query as FTS5 compares them: without case and accents. The last may be the beginning of a word. */
export const foldedWords = (typed: string): readonly string[] => [...typed.matchAll(words)].map(([word]) => fold(word));

/**
 * One line around the first word found, each word found between U+0002 and U+0003. null when none of the words is in
 * this text (then it stands in a publication's own).
 */
export function snippetOf(text: string, wanted: readonly string[]): string | null {
  const whole = new Set(wanted);
  const beginning = wanted.at(-1);
  const isHit = (word: string): boolean => {
    const folded = fold(word);
    return whole.has(folded) || (beginning !== undefined && folded.startsWith(beginning));
  };
  let end = Infinity;
  let from = 0;
  const hits: { readonly start: number; readonly end: number }[] = [];
  for (const match of text.matchAll(words)) {
    if (match.index >= end) break;
    if (!isHit(match[0])) continue;
    if (hits.length === 0) {
      from = lineStart(text, match.index);
      end = from + LENGTH;
    }
    hits.push({ start: match.index, end: match.index + match[0].length });
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
