/**
 * Letters of scripts that are written without spaces (and Hangul, whose words grow by endings): no program can tell where
 * a word begins without a dictionary. The same ranges stand in the view `posts_pairs` of the database.
 */
const unspaced = /[\u{0E00}-\u{0EFF}\u{1000}-\u{109F}\u{1100}-\u{11FF}\u{1780}-\u{17FF}\u{3005}-\u{3007}\u{3021}-\u{3029}\u{3031}-\u{3035}\u{303B}-\u{303C}\u{3041}-\u{309F}\u{30A1}-\u{30FA}\u{30FC}-\u{318F}\u{31A0}-\u{31BF}\u{31F0}-\u{31FF}\u{3400}-\u{4DBF}\u{4E00}-\u{9FFF}\u{A960}-\u{A97F}\u{AC00}-\u{D7FF}\u{F900}-\u{FAFF}\u{FF66}-\u{FFDC}\u{16FE0}-\u{18CFF}\u{1AFF0}-\u{1B16F}\u{20000}-\u{323AF}]/u;

export const hasUnspaced = (text: string): boolean => unspaced.test(text);

/** A text as the search index keeps it: each letter of such a run with the one after it, of 東京都 the words 東京, 京都 and 都. */
export function inPairs(text: string): string {
  const letters = [...text];
  return letters.map((letter, i) => {
    if (!unspaced.test(letter)) return letter;
    const following = letters[i + 1];
    return following !== undefined && unspaced.test(following) ? ` ${letter}${following}` : ` ${letter} `;
  }).join('');
}
