import type { NetworkLimits } from '#core/networks';
import { eachAtom, lengthIn, warningCost } from './atoms';
import { type CountExtras, fits } from './count';
import { findLinks } from './find';

type TextLimits = Pick<NetworkLimits, 'text'>;

/**
 * Parts of a text that each fit, cut at the end of a paragraph, sentence or word where one is near, else between
 * graphemes; never inside a link. Only white space at the cuts is lost. A single link or grapheme longer than the
 * limit stays whole in a part of its own, and preflight says so.
 */
export function splitThread(text: string, limits: TextLimits, extras: CountExtras = {}): readonly string[] {
  const cutter = createCutter(text, limits, extras, '');
  const parts: string[] = [];
  for (let at = cutter.skipSpace(0); at < text.length; ) {
    const end = cutter.partEnd(at);
    parts.push(text.slice(at, end));
    at = cutter.skipSpace(end);
  }
  return parts;
}

/** A text cut so that it fits: after a sentence where one ends late enough, else after a word with an ellipsis. */
export function shortenTo(text: string, limits: TextLimits, extras: CountExtras = {}): string {
  if (fits(text, limits, extras)) return text;
  const cutter = createCutter(text, limits, extras, ELLIPSIS);
  const from = cutter.skipSpace(0);
  const kept = text.slice(from, cutter.partEnd(from));
  if (kept === text.slice(from).trimEnd() || endsSentence.test(kept.slice(-SENTENCE_TAIL))) return kept;
  return kept + ELLIPSIS;
}

const ELLIPSIS = '…';
const endsSentence = /[.!?…。！？]["'”’»)\]]*$/;
/** Characters looked at to tell whether a sentence ends: its sign and a few closing ones. */
const SENTENCE_TAIL = 8;
/** A cut that leaves less than this share of the room used is not worth its tidiness. */
const TIDY_SHARE = 0.5;

interface Meter {
  readonly starts: readonly number[];
  readonly costs: readonly number[];
  /** What is left for the text beside the warning and the ending. */
  readonly room: number;
  /** Index of the first atom not yet in a part. Only grows, so a whole text is walked about once. */
  next: number;
}

interface Cutter {
  /** The end of the part that begins at `from`, white space before the cut left out. Ask with rising `from`. */
  readonly partEnd: (from: number) => number;
  readonly skipSpace: (from: number) => number;
}

/** @param ending is counted with each part, for what the caller may put behind it. */
function createCutter(text: string, limits: TextLimits, extras: CountExtras, ending: string): Cutter {
  /** 1 where a grapheme or a link as a whole begins: the only places to cut. */
  const boundary = new Uint8Array(text.length + 1);
  boundary[text.length] = 1;
  const meters = limits.text.map((limit, index): Meter => {
    const starts: number[] = [];
    const costs: number[] = [];
    eachAtom(text, limit, (start, cost) => {
      starts.push(start);
      costs.push(cost);
      if (index === 0) boundary[start] = 1;
    });
    return { starts, costs, room: limit.max - warningCost(limit, extras.contentWarning ?? '') - lengthIn(limit.unit, ending), next: 0 };
  });
  for (const link of findLinks(text)) boundary.fill(0, link.start + 1, link.end);

  const isSpace = (at: number): boolean => at < text.length && /\s/.test(text.charAt(at));
  const isWholeSpace = (at: number): boolean => isSpace(at) && boundary[at] === 1 && (boundary[at + 1] === 1 || text.startsWith('\r\n', at));

  function skipSpace(from: number): number {
    let at = from;
    while (isWholeSpace(at) || (isSpace(at) && text.startsWith('\r\n', at - 1))) at += 1;
    return at;
  }

  function trimmed(from: number, end: number): number {
    let trimmedEnd = end;
    for (let at = end - 1; at > from && isSpace(at); at -= 1) if (boundary[at] === 1) trimmedEnd = at;
    return trimmedEnd;
  }

  const boundaryAtOrBefore = (at: number): number => {
    let found = at;
    while (found > 0 && boundary[found] !== 1) found -= 1;
    return found;
  };

  const boundaryAfter = (at: number): number => {
    let found = at + 1;
    while (found < text.length && boundary[found] !== 1) found += 1;
    return found;
  };

  /** The furthest place that a part from `from` can reach. */
  function furthest(from: number): number {
    let reach = text.length;
    for (const meter of meters) {
      while ((meter.starts[meter.next] ?? text.length) < from) meter.next += 1;
      let used = 0;
      for (let atom = meter.next; atom < meter.starts.length; atom += 1) {
        used += meter.costs[atom] ?? 0;
        if (used <= meter.room) continue;
        reach = Math.min(reach, meter.starts[atom] ?? text.length);
        break;
      }
    }
    return reach;
  }

  /** The best place to cut in (from, reach]: paragraph, sentence, line, word, else the furthest. */
  function tidyCut(from: number, reach: number): number {
    if (reach >= text.length) return text.length;
    const tidyFrom = from + (reach - from) * TIDY_SHARE;
    let word = -1;
    let line = -1;
    let sentence = -1;
    for (let at = reach; at > from && (at > tidyFrom || word === -1); at -= 1) {
      if (boundary[at] !== 1) continue;
      const space = isSpace(at) && !isSpace(at - 1);
      const tidy = at > tidyFrom;
      if (tidy && sentence === -1 && (space || /[。！？]/.test(text.charAt(at - 1))) && endsSentenceAt(from, at)) sentence = at;
      if (!space) continue;
      if (word === -1) word = at;
      if (tidy && line === -1 && text.charAt(at) === '\n') line = at;
      if (tidy && text.startsWith('\n\n', at)) return at;
    }
    return [sentence, line, word].find((at) => at !== -1) ?? reach;
  }

  const endsSentenceAt = (from: number, at: number): boolean => endsSentence.test(text.slice(Math.max(from, at - SENTENCE_TAIL), at));

  function partEnd(from: number): number {
    let reach = boundaryAtOrBefore(furthest(from));
    while (reach > from) {
      const cut = tidyCut(from, reach);
      const end = trimmed(from, cut);
      // Counted again by itself: beside a cut a link may be recognised that was none before.
      if (fits(text.slice(from, end) + ending, limits, extras)) return end;
      reach = boundaryAtOrBefore(cut - 1);
    }
    return boundaryAfter(from);
  }

  return { partEnd, skipSpace };
}
