import type { Id } from '#core/ids';
import { hasUnspaced, inPairs } from '#core/text';

/** More words than anybody means. */
const MAX_WORDS = 24;

const hasWord = /[\p{L}\p{N}]/u;

/** FTS5 expressions over the two indexes; a post is found by either. */
export interface Match {
  /** For `posts_fts`; null when something written without spaces is looked for, which only the other index knows. */
  readonly words: string | null;
  /** For `posts_cjk`, where runs without spaces are kept in pairs of letters. */
  readonly pairs: string;
}

/**
 * What a person typed, as FTS5 expressions that find posts with all of the words; the last one may be unfinished, and
 * one in a script without spaces may stand anywhere in a run. Every word is quoted, so that nothing typed is ever an
 * operator. null when there is no word in it (nothing, an emoji, punctuation), for then FTS5 has nothing to look for.
 *
 * @param brandIds The brands to look in, null for all. Each post carries its brand as a token, so this narrows the
 * match itself instead of filtering another brand's thousands of hits.
 */
export function matchOf(typed: string, brandIds: readonly Id[] | null): Match | null {
  const words = typed.split(/[\s\p{Cc}"]+/u).filter((word) => hasWord.test(word)).slice(0, MAX_WORDS);
  if (words.length === 0) return null;
  const within = (columns: string, phrases: readonly string[]): string => {
    const text = `{${columns}} : (${phrases.join(' AND ')})`;
    return brandIds === null ? text : `brand : (${brandIds.map((id) => `"b${id.replaceAll('-', '')}"`).join(' OR ')}) AND ${text}`;
  };
  const isLast = (i: number): boolean => i === words.length - 1;
  return {
    words: hasUnspaced(typed) ? null : within('text own', words.map((word, i) => phrase(word, isLast(i)))),
    pairs: within('words', words.map((word, i) => pairsPhrase(word, isLast(i)))),
  };
}

const phrase = (words: string, unfinished: boolean): string => `"${words}"${unfinished ? '*' : ''}`;

/** What follows the last letter of a run is not known: its pair is left away, or it is the beginning of one. */
function pairsPhrase(word: string, unfinished: boolean): string {
  const letters = [...word];
  if (!hasUnspaced(letters.at(-1) ?? '')) return phrase(inPairs(word), unfinished);
  if (!hasUnspaced(letters.at(-2) ?? '')) return phrase(inPairs(word).trimEnd(), true);
  return phrase(inPairs(word).trimEnd().split(' ').slice(0, -1).join(' '), false);
}
