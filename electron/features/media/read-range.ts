import { open } from 'node:fs/promises';

/**
 * Reads a file in pieces; nothing is kept open in between.
 * @returns what `FileSource.readRange` wants: `to` exclusive, and an error where the file has become shorter
 */
export const readRangeOf = (path: string) => async (from: number, to: number): Promise<Uint8Array<ArrayBuffer>> => {
  const bytes = new Uint8Array(to - from);
  const handle = await open(path, 'r');
  try {
    for (let at = 0; at < bytes.length;) {
      const { bytesRead } = await handle.read(bytes, at, bytes.length - at, from + at);
      if (bytesRead === 0) throw new Error('the file ends early');
      at += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
};
