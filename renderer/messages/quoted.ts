/** Letters that run from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** Somebody's words inside a sentence of ours: set apart where they run the other way, so that neither turns the other round. */
const apart = (words: string): string => (rightToLeft.test(words) ? `\u2068${words}\u2069` : words);

/** A title inside a sentence, cut between words. @param max characters, so that what is said about it still fits on the line */
export function quoted(title: string, max = 40): string {
  if (title === '') return 'a post without words';
  if (title.length <= max) return `“${apart(title)}”`;
  const cut = title.slice(0, max);
  const end = cut.lastIndexOf(' ');
  return `“${apart(`${cut.slice(0, end > max / 2 ? end : max).replace(/[\s.,:;]+$/, '')}…`)}”`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
