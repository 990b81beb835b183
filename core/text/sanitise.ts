import { eachGrapheme } from './graphemes';
import { wellFormed } from './well-formed';

/** UTF-16 units. Far beyond every network, and short enough to count at each key press. */
export const MAX_TEXT_LENGTH = 100_000;

/** Longer than any honest grapheme; where a cut is looked for. */
const CUT_WINDOW = 256;

export interface SanitisedText {
  readonly text: string;
  /** Something was cut off at the end; the user is told. */
  readonly truncated: boolean;
}

/**
 * Makes pasted text safe to store and send: line ends become LF, control characters other than tab and LF go,
 * half surrogates become U+FFFD. Joiners and direction marks stay, for emoji and right-to-left text need them.
 */
export function sanitiseText(pasted: string): SanitisedText {
  // A paste of hundreds of megabytes is cut before it is searched; nothing below makes a text longer.
  const bounded = pasted.slice(0, 4 * MAX_TEXT_LENGTH);
  const text = wellFormed(bounded.replace(/\r\n?/g, '\n'))
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
  if (text.length <= MAX_TEXT_LENGTH) return { text, truncated: bounded.length < pasted.length };
  return { text: text.slice(0, lastBoundary(text)), truncated: true };
}

/** The last grapheme boundary within the cap. */
function lastBoundary(text: string): number {
  const from = MAX_TEXT_LENGTH - CUT_WINDOW;
  let cut = MAX_TEXT_LENGTH;
  eachGrapheme(text.slice(from, MAX_TEXT_LENGTH + CUT_WINDOW), (start) => {
    if (from + start <= MAX_TEXT_LENGTH) cut = from + start;
    return from + start < MAX_TEXT_LENGTH;
  });
  // One endless grapheme: at least no surrogate pair is halved.
  const low = text.charCodeAt(cut);
  return low >= 0xdc00 && low <= 0xdfff ? cut - 1 : cut;
}
