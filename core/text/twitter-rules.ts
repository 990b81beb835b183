// The package is CommonJS with one export: only its default import works in Node, in tests and in a bundle alike.
import twitterText from 'twitter-text';

export interface TextRange {
  /** UTF-16 index of the first unit. */
  readonly start: number;
  /** UTF-16 index past the last unit. */
  readonly end: number;
}

/**
 * twitter-text's patterns grow with the square of a run without spaces (`a.b.a.b…`), so it is fed pieces.
 * Pieces end at a space or line break, which no link or emoji spans. A run without any is cut: it is far past
 * every limit that counts this way, and only its excess is rounded.
 */
const PIECE = 2048;

/** X's own count of a whole text: npm twitter-text 3.1.0, configuration 3. Checked 2026-11-21. */
export function weightedLength(text: string): number {
  let weight = 0;
  eachPiece(text, (piece) => {
    weight += twitterText.parseTweet(piece).weightedLength;
  });
  return weight;
}

/** Links as X and Mastodon recognise them; Mastodon only those written with http or https. */
export function twitterLinks(text: string, options: { readonly bareDomains: boolean }): readonly TextRange[] {
  if (!text.includes(options.bareDomains ? '.' : '://')) return [];
  const links: TextRange[] = [];
  eachPiece(text, (piece, offset) => {
    for (const { indices } of twitterText.extractUrlsWithIndices(piece, { extractUrlsWithoutProtocol: options.bareDomains })) {
      links.push({ start: offset + indices[0], end: offset + indices[1] });
    }
  });
  return links;
}

const topLevel = new RegExp(`^(?:${twitterText.regexen.validGTLD.source}|${twitterText.regexen.validCCTLD.source})$`);

/** Whether a host ends in a top-level domain of the list that twitter-text carries. Lower case only. */
export function endsInKnownDomain(host: string): boolean {
  const dot = host.lastIndexOf('.');
  return dot > 0 && topLevel.test(host.slice(dot + 1));
}

function eachPiece(text: string, visit: (piece: string, offset: number) => void): void {
  let from = 0;
  while (from < text.length) {
    const to = pieceEnd(text, from);
    visit(from === 0 && to === text.length ? text : text.slice(from, to), from);
    from = to;
  }
}

function pieceEnd(text: string, from: number): number {
  if (text.length - from <= PIECE) return text.length;
  for (let at = from + PIECE; at > from; at -= 1) {
    const before = text.charCodeAt(at - 1);
    if (before === 32 || before === 10) return at;
  }
  const low = text.charCodeAt(from + PIECE);
  return low >= 0xdc00 && low <= 0xdfff ? from + PIECE - 1 : from + PIECE;
}
