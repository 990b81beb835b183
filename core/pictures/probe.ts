import { z } from 'zod';

/** What the bytes of a picture say besides its type and size. */
export const pictureProbe = z.object({
  /** Of one that moves; 1 for a still. */
  frames: z.number().int().positive(),
  /** Of a file with several pictures, such as a scanned TIFF; only the first is used. */
  pages: z.number().int().positive(),
  /** `print` is CMYK. `wide` is any other than sRGB and grey; a colour profile alone does not make it so. */
  colours: z.enum(['srgb', 'grey', 'print', 'wide']),
  /** Bits of one colour of one pixel. */
  depth: z.number().int().positive(),
  /** As the camera wrote it, 1 to 8; 1 is upright. */
  orientation: z.number().int().min(1).max(8),
  /** Says where, when or with what it was taken. No copy that Linnet sends does. */
  tells: z.boolean(),
});
export type PictureProbe = Readonly<z.infer<typeof pictureProbe>>;
