import { open } from 'node:fs/promises';
import { CustomSource } from 'mediabunny';

/** Of one file: the largest piece that is read at once, and all pieces together. An hour of film has a table of contents of some megabytes. */
const MAX_PIECE = 96_000_000;
const MAX_ALL = 384_000_000;

export class TooMuch extends Error {}

/** A file as mediabunny reads it. One that makes its reader want too much is given up: `TooMuch`. */
export async function boundedSource(path: string): Promise<{ readonly source: CustomSource; readonly size: number; readonly close: () => Promise<void> }> {
  const handle = await open(path, 'r');
  const { size } = await handle.stat();
  let all = 0;
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    all += end - start;
    if (end - start > MAX_PIECE || all > MAX_ALL) throw new TooMuch(`${all} bytes to know what it is`);
    const bytes = new Uint8Array(end - start);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
    if (bytesRead < bytes.length) throw new Error('the file ends early');
    return bytes;
  };
  return { source: new CustomSource({ getSize: () => size, read, maxCacheSize: 8_000_000 }), size, close: () => handle.close() };
}
