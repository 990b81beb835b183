/** What a GIF says of itself, block by block; its reader is content with half a file and with a screen larger than its pictures. */
export interface GifShape {
  /** Of the screen, in pixels. */
  readonly width: number;
  readonly height: number;
  /** False: it ends within a block. */
  readonly whole: boolean;
}

const colours = (flags: number): number => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));

export function readGif(bytes: Uint8Array): GifShape {
  const at = (index: number): number => bytes[index] ?? 0;
  const screen = { width: at(6) + at(7) * 256, height: at(8) + at(9) * 256 };
  /** The place behind a chain of small blocks, which an empty one ends; beyond the end of the file when that is missing. */
  const skip = (from: number): number => {
    let place = from;
    while (place < bytes.length && at(place) !== 0) place += at(place) + 1;
    return place + 1;
  };
  let place = 13 + colours(at(10));
  while (place < bytes.length) {
    const kind = at(place);
    if (kind === 0x3b) return { ...screen, whole: true };
    if (kind === 0x21) place = skip(place + 2);
    else if (kind === 0x2c) place = skip(place + 10 + colours(at(place + 9)) + 1);
    // Nothing that a viewer would read; some programs leave such behind the last picture.
    else return { ...screen, whole: true };
  }
  return { ...screen, whole: place === bytes.length };
}
