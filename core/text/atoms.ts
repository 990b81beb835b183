import type { TextLimit } from '#core/networks';
import { codePointCount, utf8Length } from './bytes';
import { findMentions } from './find';
import { eachGrapheme, graphemeCount } from './graphemes';
import { type TextRange, twitterLinks, weightedLength } from './twitter-rules';

/** A stretch that counts for something other than what is written. */
interface FixedCost extends TextRange {
  readonly cost: number;
}

/**
 * Walks a text in the pieces that one limit counts as a whole (a link, a mention, or else a grapheme), in order.
 * Stops when `visit` returns false.
 */
export function eachAtom(text: string, limit: TextLimit, visit: (start: number, cost: number) => boolean | void): void {
  const fixed = fixedCosts(text, limit);
  const costOf = costFunction(text, limit);
  let next = 0;
  let skipTo = 0;
  eachGrapheme(text, (start, end) => {
    if (start < skipTo) return true;
    const whole = fixed[next];
    if (whole === undefined || whole.start >= end) return visit(start, costOf(start, end));
    next += 1;
    skipTo = whole.end;
    // Some scripts have signs that join the letter behind them, here the first of a link.
    const joined = whole.start > start ? costOf(start, whole.start) : 0;
    return visit(start, joined + whole.cost);
  });
}

/** What the content warning adds where a network counts it with the text. Links in it are counted as written. */
export function warningCost(limit: TextLimit, contentWarning: string): number {
  if (limit.includesContentWarning !== true || contentWarning === '') return 0;
  return lengthIn(limit.unit, contentWarning);
}

/** A text's length in a unit, nothing counted specially save by X's own rule. */
export function lengthIn(unit: TextLimit['unit'], text: string): number {
  switch (unit) {
    case 'graphemes': return graphemeCount(text);
    case 'characters': return codePointCount(text);
    case 'bytes': return utf8Length(text);
    case 'weighted': return weightedLength(text);
  }
}

function fixedCosts(text: string, limit: TextLimit): readonly FixedCost[] {
  const { urlLength } = limit;
  const links: FixedCost[] = urlLength === undefined
    ? []
    : twitterLinks(text, { bareDomains: limit.unit === 'weighted' }).map((link) => ({ ...link, cost: urlLength }));
  if (limit.remoteMentionsCountUserOnly !== true) return links;
  const mentions = findMentions(text)
    .filter((mention) => mention.host !== null)
    .map((mention): FixedCost => ({ start: mention.start, end: mention.end, cost: mention.name.length + 1 }));
  return withoutOverlap([...links, ...mentions].toSorted((a, b) => a.start - b.start));
}

function withoutOverlap(sorted: readonly FixedCost[]): readonly FixedCost[] {
  let end = 0;
  return sorted.filter((range) => {
    const free = range.start >= end;
    if (free) end = range.end;
    return free;
  });
}

/** What a network calls an emoji is ours to guess: a grapheme with a pictograph, half a flag or the sign of a keycap in it. */
const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u{20e3}/u;

function emojiAsBytes(text: string, start: number, end: number): number {
  if (end - start === 1 && text.charCodeAt(start) < 128) return 1;
  return EMOJI.test(text.slice(start, end)) ? utf8Length(text, start, end) : codePointCount(text, start, end);
}

function costFunction(text: string, limit: TextLimit): (start: number, end: number) => number {
  switch (limit.unit) {
    case 'graphemes': return () => 1;
    case 'characters':
      return limit.emojiAsBytes === true ? (start, end) => emojiAsBytes(text, start, end) : (start, end) => codePointCount(text, start, end);
    case 'bytes': return (start, end) => utf8Length(text, start, end);
    case 'weighted': {
      const known = new Map<string, number>();
      return (start, end) => {
        if (end - start === 1 && text.charCodeAt(start) < 128) return 1;
        const grapheme = text.slice(start, end);
        const weight = known.get(grapheme) ?? weightedLength(grapheme);
        known.set(grapheme, weight);
        return weight;
      };
    }
  }
}
