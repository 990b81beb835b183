import { z } from 'zod';

/** What the bytes of a video say besides its type and size. Codecs by mediabunny's names, or the four letters of the file where that has none. */
export const videoProbe = z.object({
  /** null: the file does not say, and it was too long to count. */
  durationMs: z.number().int().nonnegative().nullable(),
  videoCodec: z.string().nullable(),
  /** null: there is no sound, or none that is known (`sound`). */
  audioCodec: z.string().nullable(),
  sound: z.boolean(),
  /** Frames in a second, on average over its beginning. */
  fps: z.number().positive().nullable(),
  /** Clockwise, as the camera wrote it. Width and height of the asset are those after it. */
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
  /** Bits in a second, all of the file. */
  bitrate: z.number().nonnegative().nullable(),
  /** Its table of contents stands before the pictures, so that it can play while it loads; null where the container has none. */
  startsFast: z.boolean().nullable(),
});
export type VideoProbe = Readonly<z.infer<typeof videoProbe>>;

/** The containers that Linnet reads. */
export const videoTypes = ['video/mp4', 'video/quicktime', 'video/webm', 'video/x-matroska', 'video/mp2t'] as const;
export type VideoType = (typeof videoTypes)[number];

export const isVideo = ({ mime }: { readonly mime: string }): boolean => mime.startsWith('video/');
export const kindOf = (file: { readonly mime: string }): 'image' | 'video' => (isVideo(file) ? 'video' : 'image');

/** So much of the beginning says what kind of file it is. */
export const HEAD_BYTES = 512;

const letters = (head: Uint8Array, from: number, to: number): string => String.fromCharCode(...head.subarray(from, to));
/** Brands of the same container that hold pictures. */
const pictureBrands = ['avif', 'avis', 'heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/** Whether a file is a video to look at, by its first bytes; its name says nothing. Whether it can be read is another question. */
export function looksLikeVideo(head: Uint8Array): boolean {
  const box = letters(head, 4, 8);
  if (box === 'ftyp') return !pictureBrands.includes(letters(head, 8, 12));
  // QuickTime before there were brands.
  if (box === 'moov' || box === 'mdat' || box === 'wide') return true;
  if (head[0] === 0x1a && head[1] === 0x45 && head[2] === 0xdf && head[3] === 0xa3) return true;
  if (letters(head, 0, 4) === 'RIFF' && letters(head, 8, 12) === 'AVI ') return true;
  return head[0] === 0x47 && head[188] === 0x47 && head[376] === 0x47;
}
