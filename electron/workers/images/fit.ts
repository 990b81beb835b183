import { stat, writeFile } from 'node:fs/promises';
import type { Metadata } from 'sharp';
import { type Frame, frameFor, isMisshapen } from '#core/pictures/frame';
import { err, ok } from '#core/result';
import type { FitLimits } from '#core/networks';
import type { Fitted } from '../../features/media/ports';
import { bestThatFits, type Encoded, type Output } from './encode';
import { likenessOf } from './likeness';
import { fitMoving } from './moving';
import { findFocus, MAX_RASTER, rasterise, type Raw } from './raster';
import type { ImageType } from './sniff';
import { imageProblem, isMoving, openImage, probeOf, readHeader, type ImageResult } from './work';

const SMALLEST_SIDE = 16;

/** Upright, in eight bits of the colours of screens, and without the metadata in which a camera writes where and with what a picture was taken. */
function isPlain(mime: ImageType, meta: Metadata): boolean {
  const { orientation, tells, colours, depth, pages } = probeOf(mime, meta);
  return orientation === 1 && !tells && (colours === 'srgb' || colours === 'grey') && depth === 8 && pages === 1;
}

/** The types to try, best first. A picture with see-through parts keeps them where the network takes such a type. */
function outputs(seeThrough: boolean, lossless: boolean, mimeTypes: readonly string[] | null): readonly Output[] {
  const takes = (mime: Output): boolean => mimeTypes === null || mimeTypes.includes(mime) || mimeTypes.includes('image/*');
  const order: readonly Output[] = seeThrough ? ['image/png', 'image/webp', 'image/jpeg'] : ['image/png', 'image/jpeg', 'image/webp'];
  const taken = order.filter(takes);
  // A photo as PNG would be many times its size; only a picture that was lossless stays so, or one that may be nothing else.
  return lossless || taken.length === 1 ? taken : taken.filter((mime) => mime !== 'image/png');
}

function fitsAsIs(mime: ImageType, bytes: number, meta: Metadata, limits: FitLimits): boolean {
  const { width, height } = meta.autoOrient;
  const taken = limits.mimeTypes === null || limits.mimeTypes.includes(mime) || limits.mimeTypes.includes('image/*');
  const sized = bytes <= (limits.maxBytes ?? Infinity) && width * height <= (limits.maxPixels ?? Infinity) && width <= (limits.maxWidth ?? Infinity) && width >= (limits.minWidth ?? 0);
  const shaped = limits.shape === 'keep' || !isMisshapen({ width, height }, limits.ratio);
  if (!taken || !sized || !shaped) return false;
  if (!isMoving(mime, meta)) return isPlain(mime, meta);
  const { moving } = limits;
  const calm = moving === null || ((meta.pages ?? 1) <= moving.maxFrames && width <= (moving.maxWidth ?? Infinity) && height <= (moving.maxHeight ?? Infinity) && width * height * (meta.pages ?? 1) <= (moving.maxPixelsInAll ?? Infinity));
  // Writing an animation anew is not worth its loss; it has no camera to tell of.
  return limits.animated !== 'refused' && (limits.animated === 'still' || calm);
}

/** `keep` within what may be in memory at once, whatever the network would take. */
const bounded = (limits: FitLimits): FitLimits => ({ ...limits, maxPixels: Math.min(limits.maxPixels ?? MAX_RASTER, MAX_RASTER) });

/** Cut to another shape, a picture keeps what the person pointed at, or else what the eye finds first. */
async function framed(file: string, meta: Metadata, limits: FitLimits): Promise<FitLimits> {
  const size = { width: meta.autoOrient.width, height: meta.autoOrient.height };
  if (limits.shape !== 'crop' || limits.focus !== null || !isMisshapen(size, limits.ratio)) return limits;
  const middle = frameFor(size, limits);
  return middle === null ? limits : { ...limits, focus: await findFocus(file, meta, middle.part) };
}

interface Found extends Encoded { readonly mime: Output; readonly frame: Frame; readonly raw: () => Promise<Raw> }

/** The first type and the largest size at which some quality fits. */
async function search(file: string, header: { readonly mime: ImageType; readonly meta: Metadata }, limits: FitLimits): Promise<ImageResult<Found>> {
  const { mime, meta } = header;
  const size = { width: meta.autoOrient.width, height: meta.autoOrient.height };
  const maxBytes = limits.maxBytes ?? Number.POSITIVE_INFINITY;
  const seeThrough = meta.hasAlpha && !(await openImage(file).stats()).isOpaque;
  const order = outputs(seeThrough, mime === 'image/png', limits.mimeTypes);
  if (order.length === 0) return err({ code: 'media-type', detail: limits.mimeTypes?.join(', ') ?? '' });
  const { mtimeMs } = await stat(file);
  let scale = 1;
  let frame = frameFor(size, limits);
  if (frame === null) return err({ code: 'media-too-narrow', detail: `${size.width} × ${size.height}` });
  for (let round = 0; round < 14; round += 1) {
    let smallest = Number.POSITIVE_INFINITY;
    for (const output of order) {
      // Lossless only at the first size: shrinking a picture to keep it lossless would be the worse picture.
      if (output === 'image/png' && round > 0 && order.length > 1) continue;
      const flat = output === 'image/jpeg' || !seeThrough;
      const at = frame;
      let held: Promise<Raw> | null = null;
      const raw = (): Promise<Raw> => { held ??= rasterise(file, meta, at, flat); return held; };
      const tried = await bestThatFits(`${file} ${mtimeMs} ${JSON.stringify(at)} ${flat}`, raw, output, maxBytes);
      if (tried.found !== null) return ok({ ...tried.found, mime: output, frame: at, raw });
      smallest = Math.min(smallest, tried.smallest);
    }
    if (Math.min(frame.canvas.width, frame.canvas.height) <= SMALLEST_SIDE) break;
    scale *= Math.min(0.85, 0.95 * Math.sqrt(maxBytes / smallest));
    const next = frameFor(size, limits, scale);
    // At the least width that is taken, and still too many bytes.
    if (next === null || next.canvas.width === frame.canvas.width) break;
    frame = next;
  }
  return err({ code: 'media-too-big', detail: '' });
}

/**
 * Writes to `target` a copy within the limits: upright, in eight bits of sRGB, without metadata, of the asked shape, at the
 * best quality that fits; smaller only when quality alone is not enough.
 */
export async function fitImage(file: string, target: string, asked: FitLimits, compare = false): Promise<ImageResult<Fitted>> {
  const header = await readHeader(file);
  if (!header.ok) return header;
  const { mime, bytes, meta } = header.value;
  const { width, height } = meta.autoOrient;
  if (fitsAsIs(mime, bytes, meta, asked)) return ok({ asIs: true, mime, bytes, width, height, quality: null, likeness: null });
  const limits = bounded(asked);
  try {
    if (isMoving(mime, meta) && limits.animated === 'moves') return await fitMoving(file, target, mime, meta, limits);
    const made = await search(file, header.value, await framed(file, meta, limits));
    if (!made.ok) return made;
    const { data, quality, frame, raw, mime: output } = made.value;
    await writeFile(target, data, { flush: true });
    return ok({
      asIs: false, mime: output, bytes: data.length, width: frame.canvas.width, height: frame.canvas.height, quality,
      likeness: compare && quality !== null ? await likenessOf(await raw(), target) : null,
    });
  } catch (cause) {
    return err(imageProblem(cause));
  }
}
