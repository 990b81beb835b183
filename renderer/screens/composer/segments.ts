import type { NetworkId } from '#core/networks';
import { blueskyFacets, findHashtags, findLinks, findMentions, type TextRange } from '#core/text';

export interface Segment {
  readonly text: string;
  /** `entity`: a link, a tag or a mention. `over`: beyond the limit, whatever it is. */
  readonly kind: 'plain' | 'entity' | 'over';
}

/** Longer texts are shown plain: no network shows so much of one. */
const MAX_TINTED = 20_000;

/** A text in the stretches that look different. @param overFrom UTF-16 index from which it is too long. */
export function segmentsOf(text: string, network: NetworkId | null, overFrom: number | null): readonly Segment[] {
  const end = overFrom ?? text.length;
  const segments: Segment[] = [];
  const push = (from: number, to: number, kind: Segment['kind']): void => { if (to > from) segments.push({ text: text.slice(from, to), kind }); };
  let at = 0;
  for (const range of text.length > MAX_TINTED ? [] : entities(text, network)) {
    if (range.start < at || range.start >= end) continue;
    push(at, range.start, 'plain');
    at = Math.min(range.end, end);
    push(range.start, at, 'entity');
  }
  push(at, end, 'plain');
  push(end, text.length, 'over');
  return segments;
}

function entities(text: string, network: NetworkId | null): readonly TextRange[] {
  const found: readonly TextRange[] = network === 'bluesky' ? blueskyFacets(text) : [...findLinks(text), ...findHashtags(text), ...findMentions(text)];
  return found.toSorted((a, b) => a.start - b.start);
}
