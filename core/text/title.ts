import { clipGraphemes } from './graphemes';

const TITLE_GRAPHEMES = 120;
/** A cut goes back to the end of the last whole word, unless that would take more than this. */
const BACK = 24;

/** What a post is called in lists and on chips: its first line that says something, clipped. Empty for an empty post. */
export function titleOf(text: string): string {
  for (let from = 0; from < text.length; ) {
    const lineEnd = text.indexOf('\n', from);
    const end = lineEnd === -1 ? text.length : lineEnd;
    const line = text.slice(from, end).trim();
    if (line !== '') return wholeWords(line, clipGraphemes(line, TITLE_GRAPHEMES, '…'));
    from = end + 1;
  }
  return '';
}

function wholeWords(line: string, clipped: string): string {
  if (clipped === line) return line;
  const kept = clipped.slice(0, -1);
  const at = /\s/u.test(line.charAt(kept.length)) ? kept.search(/[\s\p{P}]*$/u) : kept.search(/[\s\p{P}]*\s\S*$/u);
  return at < clipped.length - BACK ? clipped : `${clipped.slice(0, at)}…`;
}
