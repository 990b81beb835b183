/** A title inside a sentence, cut between words. @param max characters, so that what is said about it still fits on the line */
export function quoted(title: string, max = 40): string {
  if (title === '') return 'a post without words';
  if (title.length <= max) return `“${title}”`;
  const cut = title.slice(0, max);
  const end = cut.lastIndexOf(' ');
  return `“${cut.slice(0, end > max / 2 ? end : max).replace(/[\s.,:;]+$/, '')}…”`;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
