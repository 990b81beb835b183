import type { Id } from '#core/ids';

/** More words than anybody means. */
const MAX_WORDS = 24;

const hasWord = /[\p{L}\p{N}]/u;

/**
 * What a person typed, as an FTS5 expression that finds posts with all of the words; the last one may be unfinished.
 * Every word is quoted, so that nothing typed is ever an operator. null when there is no word in it (nothing, an emoji,
 * punctuation), for then FTS5 has nothing to look for.
 *
 * @param brandIds The brands to look in, null for all. Each post carries its brand as a token, so this narrows the
 * match itself instead of filtering another brand's thousands of hits.
 */
export function matchOf(typed: string, brandIds: readonly Id[] | null): string | null {
  const words = typed.split(/[\s\p{Cc}"]+/u).filter((word) => hasWord.test(word)).slice(0, MAX_WORDS);
  if (words.length === 0) return null;
  const quoted = words.map((word, i) => `"${word}"${i === words.length - 1 ? '*' : ''}`);
  const text = `{text own} : (${quoted.join(' AND ')})`;
  return brandIds === null ? text : `brand : (${brandIds.map((id) => `"b${id.replaceAll('-', '')}"`).join(' OR ')}) AND ${text}`;
}
