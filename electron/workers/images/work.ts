import { open, stat } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { err, ok, type Result } from '#core/result';
import type { ImageFacts, ImageProblem } from '../../features/media/ports';
import { sniffImage, type ImageType } from './sniff';

export type ImageResult<T> = Result<T, ImageProblem>;

/** Width times height of one frame, and of all frames together. */
export const MAX_PIXELS = 100_000_000;
const MAX_ALL_FRAMES = 500_000_000;

/**
 * For the worker process: one thread, no cache, and only the readers of the accepted types, so that a file which claims to
 * be a PNG and is something else meets nothing that would read it.
 */
export function restrictSharp(): void {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: ['Jpeg', 'Png', 'Webp', 'Nsgif', 'Heif'].map((kind) => `VipsForeignLoad${kind}File`) });
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
    const meta = await openImage(file).metadata();
    const frame = meta.width * (meta.pageHeight ?? meta.height);
    if (frame > MAX_PIXELS || frame * (meta.pages ?? 1) > MAX_ALL_FRAMES) return err({ code: 'media-too-many-pixels', detail: `${meta.width} × ${meta.height}` });
    return ok({ mime, bytes: size, meta });
  } catch (cause) {
    return err(imageProblem(cause));
  }
}

export async function inspectImage(file: string): Promise<ImageResult<ImageFacts>> {
  const header = await readHeader(file);
  if (!header.ok) return header;
  const { mime, bytes, meta } = header.value;
  try {
    // Reads the whole picture, so that one with a broken middle is refused at the door.
    const tiny = await openImage(file).autoOrient().resize(16, 16, { fit: 'inside', fastShrinkOnLoad: false }).webp({ quality: 40 }).toBuffer();
    return ok({
      mime, bytes, width: meta.autoOrient.width, height: meta.autoOrient.height, animated: (meta.pages ?? 1) > 1,
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
