import { endsInKnownDomain, type TextRange } from './twitter-rules';

export interface FoundLink extends TextRange {
  /** Absolute; `https://` is put before a bare domain. */
  readonly url: string;
  readonly hasScheme: boolean;
}

export interface FoundHashtag extends TextRange {
  /** Without the sign. */
  readonly tag: string;
}

export interface FoundMention extends TextRange {
  /** `anna` in `@anna@example.social`, `anna.bsky.social` in `@anna.bsky.social`. */
  readonly name: string;
  /** null when the mention names no server. */
  readonly host: string | null;
}

const linkLike = /https?:\/\/[^\s<>"“”«»]+|(?<=^|[\s(])[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+(?:[/?#:][^\s<>"“”«»]*)?/gi;
const closing = /[.,;:!?'’…*_]/;

/** Links written in a text: with http or https anywhere, and bare domains that begin a word. In order, never overlapping. */
export function findLinks(text: string): readonly FoundLink[] {
  const found: FoundLink[] = [];
  for (const match of text.matchAll(linkLike)) {
    const written = withoutTail(match[0]);
    const hasScheme = /^https?:\/\//i.test(written);
    const host = (hasScheme ? written.slice(written.indexOf('//') + 2) : written).split(/[/?#:]/, 1)[0] ?? '';
    if (host === '' || (!hasScheme && !endsInKnownDomain(host.toLowerCase()))) continue;
    found.push({ start: match.index, end: match.index + written.length, url: hasScheme ? written : `https://${written}`, hasScheme });
  }
  return found;
}

/** A full stop or a bracket after a link belongs to the sentence, unless the bracket was opened inside it. */
function withoutTail(written: string): string {
  let open = 0;
  for (const character of written) {
    if (character === '(') open += 1;
    else if (character === ')') open -= 1;
  }
  let end = written.length;
  while (end > 0) {
    const last = written.charAt(end - 1);
    if (last === ')' && open < 0) open += 1;
    else if (!closing.test(last) && last !== ']' && last !== '}') break;
    end -= 1;
  }
  return written.slice(0, end);
}

const hashtagLike = /(?<![\p{L}\p{M}\p{N}_&/#＃])[#＃]([\p{L}\p{M}\p{N}_]+(?:[\u00b7\u30fb\u200c\u200d][\p{L}\p{M}\p{N}_]+)*)/gu;

/** Hashtags of letters, marks, digits and underscores; at least one is not a digit. Not those inside a link. */
export function findHashtags(text: string): readonly FoundHashtag[] {
  if (!text.includes('#') && !text.includes('＃')) return [];
  return outsideLinks(text, [...text.matchAll(hashtagLike)].flatMap((match) => {
    const tag = match[1] ?? '';
    return /[^\p{N}]/u.test(tag) ? [{ start: match.index, end: match.index + match[0].length, tag }] : [];
  }));
}

const mentionLike = /(?<![\p{L}\p{N}_=/@])@([A-Za-z0-9_]+(?:[.-]+[A-Za-z0-9_]+)*)(?:@([\p{L}\p{N}_]+(?:[.-]+[\p{L}\p{N}_]+)*))?/gu;

/** `@name`, `@name@server` and `@handle.domain`; whether anybody answers to it is not known here. */
export function findMentions(text: string): readonly FoundMention[] {
  if (!text.includes('@')) return [];
  return outsideLinks(text, [...text.matchAll(mentionLike)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    name: match[1] ?? '',
    host: match[2] ?? null,
  })));
}

/** Both lists are in order, so one walk over them is enough. */
function outsideLinks<R extends TextRange>(text: string, ranges: readonly R[]): readonly R[] {
  if (ranges.length === 0) return ranges;
  const links = findLinks(text);
  let next = 0;
  return ranges.filter((range) => {
    while (next < links.length && (links[next]?.end ?? 0) <= range.start) next += 1;
    const link = links[next];
    return link === undefined || range.end <= link.start;
  });
}
