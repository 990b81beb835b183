const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

const CR = 13;
const LF = 10;

/**
 * Calls `visit` with the UTF-16 range of each character as a person sees it, in order; stops when it returns false.
 * Runs of ASCII, where only CR LF belong together, skip the segmenter: it is some fifty times slower.
 */
export function eachGrapheme(text: string, visit: (start: number, end: number) => boolean | void): void {
  let at = 0;
  while (at < text.length) {
    if (isAscii(text, at) && (at + 1 >= text.length || isAscii(text, at + 1))) {
      const end = text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
      if (visit(at, end) === false) return;
      at = end;
      continue;
    }
    const end = complexRunEnd(text, at);
    for (const { index, segment } of segmenter.segment(text.slice(at, end))) {
      if (visit(at + index, at + index + segment.length) === false) return;
    }
    at = end;
  }
}

export function graphemeCount(text: string): number {
  let count = 0;
  eachGrapheme(text, () => {
    count += 1;
  });
  return count;
}

/** The first `max` graphemes; with `ending` in the place of the last one when something was cut. */
export function clipGraphemes(text: string, max: number, ending = ''): string {
  // A text is never shorter in UTF-16 units than in graphemes.
  if (text.length <= max) return text;
  let count = 0;
  let lastStart = 0;
  let over = false;
  eachGrapheme(text, (start) => {
    count += 1;
    if (count <= max) lastStart = start;
    over = count > max;
    if (over && ending === '') lastStart = start;
    return !over;
  });
  return over ? text.slice(0, lastStart).trimEnd() + ending : text;
}

const isAscii = (text: string, at: number): boolean => text.charCodeAt(at) < 128;

/** Where a run that needs the segmenter is certainly over: past one ASCII character with another behind it. */
function complexRunEnd(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const boundary = at > from + 1 && isAscii(text, at) && isAscii(text, at - 1);
    if (boundary && !(text.charCodeAt(at - 1) === CR && text.charCodeAt(at) === LF)) return at;
  }
  return text.length;
}
