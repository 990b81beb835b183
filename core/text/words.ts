import { hasUnspaced } from './pairs';

/** Words or phrases a person listed: one on a line, or between commas. Each once. */
export function listedWords(list: string): readonly string[] {
  const words = list.split(/[\n,،、;]/u).map((word) => word.trim()).filter((word) => word !== '');
  return [...new Map(words.map((word) => [word.toLocaleLowerCase(), word])).values()];
}

/** Those of `words` that stand in the text as whole words, in any case; in scripts without spaces, anywhere. */
export function wordsIn(text: string, words: readonly string[]): readonly string[] {
  const plain = text.normalize('NFC');
  return words.filter((word) => {
    const sought = word.normalize('NFC').replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`);
    const [before, after] = hasUnspaced(word) ? ['', ''] : [String.raw`(?<![\p{L}\p{N}])`, String.raw`(?![\p{L}\p{N}])`];
    return new RegExp(`${before}${sought}${after}`, 'iu').test(plain);
  });
}
