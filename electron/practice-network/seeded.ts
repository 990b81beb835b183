/** The same words always give the same numbers in [0, 1): FNV-1a over the words seeds a mulberry32 generator. */
export function seededRandom(...words: readonly string[]): () => number {
  let state = 0x811c9dc5;
  for (const word of words) {
    for (let i = 0; i < word.length; i += 1) state = Math.imul(state ^ word.charCodeAt(i), 0x01000193);
    state = Math.imul(state ^ 0xff, 0x01000193);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
