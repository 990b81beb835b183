import { open } from 'node:fs/promises';

/** A file with more boxes on its top level is not a video that anybody's camera made. */
const MOST_BOXES = 10_000;

/**
 * Whether an MP4 or QuickTime file has its table of contents (`moov`) before its pictures (`mdat`).
 * @returns null when one of them is missing, or the boxes make no sense
 */
export async function startsFast(path: string): Promise<boolean | null> {
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const head = Buffer.alloc(16);
    let seenData = false;
    for (let at = 0, n = 0; at + 8 <= size && n < MOST_BOXES; n += 1) {
      await handle.read(head, 0, 16, at);
      const short = head.readUInt32BE(0);
      const name = head.toString('latin1', 4, 8);
      if (name === 'moov') return !seenData;
      seenData ||= name === 'mdat';
      const length = short === 1 ? Number(head.readBigUInt64BE(8)) : short === 0 ? size - at : short;
      if (length < 8) return null;
      at += length;
    }
    return null;
  } finally {
    await handle.close();
  }
}
