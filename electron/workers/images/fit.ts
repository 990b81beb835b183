import { writeFile } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { err, ok } from '#core/result';
import type { FitLimits, Fitted } from '../../features/media/ports';
import { imageProblem, openImage, readHeader, type ImageResult } from './work';

interface Raw { readonly data: Buffer; readonly width: number; readonly height: number; readonly channels: 1 | 2 | 3 | 4 }
type Output = 'image/jpeg' | 'image/webp' | 'image/png';

const BEST = 92;
const WORST = 60;
const SMALLEST_SIDE = 16;

/** Upright, and without the metadata in which a camera writes where and with what a picture was taken. */
const isPlain = (meta: Metadata): boolean =>
  (meta.orientation ?? 1) === 1 && meta.exif === undefined && meta.xmp === undefined && meta.iptc === undefined;

const encode = (raw: Raw, mime: Output, quality: number): Promise<Buffer> => {
  const image = sharp(raw.data, { raw: { width: raw.width, height: raw.height, channels: raw.channels } });
  if (mime === 'image/png') return image.png({ compressionLevel: 9 }).toBuffer();
  return mime === 'image/webp' ? image.webp({ quality, smartSubsample: true }).toBuffer() : image.jpeg({ quality, mozjpeg: true }).toBuffer();
};

/** The highest quality that fits; null when not even the lowest does, with the size that had. */
async function bestThatFits(raw: Raw, mime: Output, maxBytes: number): Promise<{ readonly found: Buffer | null; readonly smallest: number }> {
  const best = await encode(raw, mime, BEST);
  if (best.length <= maxBytes || mime === 'image/png') return { found: best.length <= maxBytes ? best : null, smallest: best.length };
  const worst = await encode(raw, mime, WORST);
  if (worst.length > maxBytes) return { found: null, smallest: worst.length };
  let found = worst;
  let [low, high] = [WORST, BEST];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    const tried = await encode(raw, mime, middle);
    if (tried.length <= maxBytes) { low = middle; found = tried; } else high = middle;
  }
  return { found, smallest: worst.length };
}

async function rasterise(file: string, width: number, height: number, flat: boolean): Promise<Raw> {
  const image = openImage(file).autoOrient().resize(width, height, { fit: 'fill' }).toColourspace('srgb');
  const { data, info } = await (flat ? image.flatten({ background: '#ffffff' }) : image).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
}

/** The types to try, best first. A picture with see-through parts keeps them where the network takes such a type. */
function outputs(seeThrough: boolean, lossless: boolean, mimeTypes: readonly string[] | null): readonly Output[] {
  const takes = (mime: Output): boolean => mimeTypes === null || mimeTypes.includes(mime) || mimeTypes.includes('image/*');
  const order: readonly Output[] = seeThrough ? ['image/png', 'image/webp', 'image/jpeg'] : ['image/png', 'image/jpeg', 'image/webp'];
  const taken = order.filter(takes);
  // A photo as PNG would be many times its size; only a picture that was lossless stays so, or one that may be nothing else.
  return lossless || taken.length === 1 ? taken : taken.filter((mime) => mime !== 'image/png');
}

/** Writes to `target` a copy within the limits, upright, without metadata, at the best quality that fits; smaller only when quality alone is not enough. */
export async function fitImage(file: string, target: string, limits: FitLimits): Promise<ImageResult<Fitted>> {
  const header = await readHeader(file);
  if (!header.ok) return header;
  const { mime, bytes, meta } = header.value;
  const { width, height } = meta.autoOrient;
  const maxBytes = limits.maxBytes ?? Number.POSITIVE_INFINITY;
  const maxPixels = limits.maxPixels ?? Number.POSITIVE_INFINITY;
  const animated = (meta.pages ?? 1) > 1;
  const taken = limits.mimeTypes === null || limits.mimeTypes.includes(mime) || limits.mimeTypes.includes('image/*');
  // Writing an animation anew is not worth its loss; it has no camera to tell of.
  if (bytes <= maxBytes && width * height <= maxPixels && taken && (animated || isPlain(meta))) return ok({ asIs: true, mime, bytes, width, height });
  if (animated && limits.animated === 'moves') return err({ code: taken ? 'media-too-big' : 'media-type', detail: 'animated' });
  try {
    const seeThrough = meta.hasAlpha && !(await openImage(file).stats()).isOpaque;
    const order = outputs(seeThrough, mime === 'image/png', limits.mimeTypes);
    if (order.length === 0) return err({ code: 'media-type', detail: limits.mimeTypes?.join(', ') ?? '' });
    let scale = Math.min(1, Math.sqrt(maxPixels / (width * height)));
    for (let round = 0; round < 14; round += 1) {
      const w = Math.max(1, Math.floor(width * scale));
      const h = Math.max(1, Math.floor(height * scale));
      let smallest = Number.POSITIVE_INFINITY;
      for (const output of order) {
        // Lossless only at the first size: shrinking a picture to keep it lossless would be the worse picture.
        if (output === 'image/png' && round > 0 && order.length > 1) continue;
        const raw = await rasterise(file, w, h, output === 'image/jpeg' || !seeThrough);
        const tried = await bestThatFits(raw, output, maxBytes);
        if (tried.found !== null) {
          await writeFile(target, tried.found, { flush: true });
          return ok({ asIs: false, mime: output, bytes: tried.found.length, width: raw.width, height: raw.height });
        }
        smallest = Math.min(smallest, tried.smallest);
      }
      if (Math.min(w, h) <= SMALLEST_SIDE) break;
      scale *= Math.min(0.85, 0.95 * Math.sqrt(maxBytes / smallest));
    }
    return err({ code: 'media-too-big', detail: '' });
  } catch (cause) {
    return err(imageProblem(cause));
  }
}
