import { open, readFile, stat } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import type { PictureProbe } from '#core/pictures/probe';
import { err, ok, type Result } from '#core/result';
import type { ImageFacts, ImageProblem } from '../../features/media/ports';
import { readGif } from './gif';
import { heldByReader, MAX_HELD_BY_READER } from './held';
import { sniffImage, type ImageType } from './sniff';
import { upright } from './upright';

export type ImageResult<T> = Result<T, ImageProblem>;

/** Width times height of one frame, and of all frames together. */
export const MAX_PIXELS = 100_000_000;
export const MAX_ALL_FRAMES = 500_000_000;

/**
 * For the worker process: one thread, no cache, and only the readers of the accepted types, so that a file which claims to
 * be a PNG and is something else meets nothing that would read it.
 */
export function restrictSharp(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif', 'Tiff'].map((kind) => `VipsForeignLoad${kind}File`) });
  sharp.cache(false);
  sharp.concurrency(1);
}

/** `failOn: 'error'` also refuses a file that was cut short. */
const options = { limitInputPixels: MAX_PIXELS, failOn: 'error', sequentialRead: true } as const;
export const openImage = (file: string): Sharp => sharp(file, options);

export function imageProblem(cause: unknown): ImageProblem {
  const detail = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT' || /no space left/i.test(detail)) return { code: 'disk-full', detail };
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM' || /read-only file system|permission denied/i.test(detail)) return { code: 'read-only', detail };
  if (/exceeds pixel limit|too large|dimensions/i.test(detail)) return { code: 'media-too-many-pixels', detail };
  return { code: 'media-unreadable', detail };
}

/** The type by content, and what the header says; nothing is decoded yet. */
export async function readHeader(file: string): Promise<ImageResult<{ readonly mime: ImageType; readonly bytes: number; readonly meta: Metadata }>> {
  try {
    const { size } = await stat(file);
    if (size === 0) return err({ code: 'media-empty', detail: '' });
    const handle = await open(file, 'r');
    const head = new Uint8Array(32);
    try { await handle.read(head, 0, 32, 0); } finally { await handle.close(); }
    const mime = sniffImage(head);
    if (mime === null) return err({ code: 'media-type', detail: '' });
    if (mime === 'image/heic') return err({ code: 'media-heic', detail: '' });
    const meta = await openImage(file).metadata();
    const frame = meta.width * (meta.pageHeight ?? meta.height);
    if (frame > MAX_PIXELS || frame * (meta.pages ?? 1) > MAX_ALL_FRAMES || heldByReader(mime, meta) > MAX_HELD_BY_READER) return err({ code: 'media-too-many-pixels', detail: `${meta.width} × ${meta.height}` });
    return ok({ mime, bytes: size, meta });
  } catch (cause) {
    return err(imageProblem(cause));
  }
}

const bitsOf: Partial<Readonly<Record<string, number>>> = { uchar: 8, char: 8, ushort: 16, short: 16, uint: 32, int: 32, float: 32, double: 64 };

/** A picture with several frames that are shown one after the other; a TIFF's pages are not. */
export const isMoving = (mime: ImageType, meta: Metadata): boolean => (meta.pages ?? 1) > 1 && mime !== 'image/tiff';

export function probeOf(mime: ImageType, meta: Metadata): PictureProbe {
  const pages = meta.pages ?? 1;
  const space: string = meta.space;
  return {
    frames: isMoving(mime, meta) ? pages : 1, pages: isMoving(mime, meta) ? 1 : pages,
    colours: space === 'cmyk' ? 'print' : space === 'b-w' || space === 'grey16' ? 'grey' : space === 'srgb' || space === 'rgb16' || space === 'rgb' ? 'srgb' : 'wide',
    depth: bitsOf[meta.depth] ?? 8, orientation: meta.orientation ?? 1,
    tells: meta.exif !== undefined || meta.xmp !== undefined || meta.iptc !== undefined,
  };
}

/** Reads everything there is, all frames included, so that a file with a broken middle is refused at the door. Answers a tiny copy. */
async function readThrough(file: string, meta: Metadata, moving: boolean): Promise<Buffer> {
  if (moving) await sharp(file, { ...options, limitInputPixels: MAX_ALL_FRAMES, animated: true }).resize(8, 8, { fit: 'fill' }).raw().toBuffer();
  const { data, info } = await openImage(file).resize(16, 16, { fit: 'inside', fastShrinkOnLoad: false }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return upright(sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } }), meta.orientation ?? 1).webp({ quality: 40 }).toBuffer();
}

export async function inspectImage(file: string): Promise<ImageResult<ImageFacts>> {
  const header = await readHeader(file);
  if (!header.ok) return header;
  const { mime, bytes, meta } = header.value;
  try {
    if (mime === 'image/gif') {
      const { width, height, whole } = readGif(await readFile(file));
      if (!whole) return err({ code: 'media-unreadable', detail: 'The file ends early' });
      if (width * height > MAX_PIXELS) return err({ code: 'media-too-many-pixels', detail: `${width} × ${height}` });
    }
    const animated = isMoving(mime, meta);
    const tiny = await readThrough(file, meta, animated);
    return ok({
      mime, bytes, width: meta.autoOrient.width, height: meta.autoOrient.height, animated, probe: probeOf(mime, meta),
      placeholder: `data:image/webp;base64,${tiny.toString('base64')}`,
    });
  } catch (cause) {
    return err(imageProblem(cause));
  }
}

/** Writes a WebP at most `width` pixels wide, never enlarged. The first frame of what moves. */
export async function makeThumbnail(file: string, target: string, width: number): Promise<ImageResult<null>> {
  const header = await readHeader(file);
  if (!header.ok) return header;
  try {
    await openImage(file).autoOrient().resize({ width, height: width * 3, fit: 'inside', withoutEnlargement: true }).webp({ quality: 78 }).toFile(target);
    return ok(null);
  } catch (cause) {
    return err(imageProblem(cause));
  }
}
