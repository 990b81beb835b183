import { clipGraphemes } from './graphemes';

const TITLE_GRAPHEMES = 120;

/** What a post is called in lists and on chips: its first line that says something, clipped. Empty for an empty post. */
export function titleOf(text: string): string {
  for (let from = 0; from < text.length; ) {
    const lineEnd = text.indexOf('\n', from);
    const end = lineEnd === -1 ? text.length : lineEnd;
    const line = text.slice(from, end).trim();
    if (line !== '') return clipGraphemes(line, TITLE_GRAPHEMES, '…');
    from = end + 1;
  }
  return '';
}
