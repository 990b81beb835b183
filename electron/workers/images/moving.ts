import { stat } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { frameFor } from '#core/pictures/frame';
import { err, ok } from '#core/result';
import type { FitLimits } from '#core/networks';
import type { Fitted } from '../../features/media/ports';
import { type ImageResult, MAX_ALL_FRAMES } from './work';

/** Width times height times frames held at once, where frames have to be left out. */
const MAX_HELD = 40_000_000;
const ROUNDS = 10;

/** Writes a copy that moves: smaller, with every second or third frame where there are too many, as GIF or WebP. */
export async function fitMoving(file: string, target: string, mime: string, meta: Metadata, limits: FitLimits): Promise<ImageResult<Fitted>> {
  const takes = (type: string): boolean => limits.mimeTypes === null || limits.mimeTypes.includes(type) || limits.mimeTypes.includes('image/*');
  const output = (mime === 'image/webp' ? ['image/webp', 'image/gif'] : ['image/gif', 'image/webp']).find(takes);
  if (output === undefined) return err({ code: 'media-type', detail: 'animated' });
  const size = { width: meta.width, height: meta.pageHeight ?? meta.height };
  const pages = meta.pages ?? 1;
  const step = Math.ceil(pages / (limits.moving?.maxFrames ?? pages));
  const inAll = Math.sqrt((limits.moving?.maxPixelsInAll ?? Infinity) / (size.width * size.height * Math.ceil(pages / step)));
  const maxBytes = limits.maxBytes ?? Infinity;
  const tallest = Math.min(1, inAll, (limits.moving?.maxHeight ?? Infinity) / size.height, step === 1 ? 1 : Math.sqrt(MAX_HELD / (size.width * size.height * pages)));
  const maxWidth = Math.min(limits.maxWidth ?? Infinity, limits.moving?.maxWidth ?? Infinity, Math.max(1, Math.floor(size.width * tallest)));
  const open = (): Sharp => sharp(file, { limitInputPixels: MAX_ALL_FRAMES, failOn: 'error', animated: true });
  let shrink = 1;
  for (let round = 0; round < ROUNDS; round += 1) {
    const frame = frameFor(size, { ...limits, maxWidth }, shrink);
    if (frame === null) return err({ code: 'media-too-narrow', detail: '' });
    const { drawn, canvas } = frame;
    const small = open().extract({ ...frame.part }).resize({ ...drawn, fit: 'fill' });
    const shaped = canvas.width === drawn.width && canvas.height === drawn.height ? small : small.resize({ ...canvas, fit: 'contain', background: '#ffffff' });
    const image = step === 1 ? shaped : await everyFew(shaped, step, canvas, meta);
    const quality = 80 - round * 3;
    await (output === 'image/gif' ? image.gif({ effort: 4, loop: meta.loop ?? 0 }) : image.webp({ quality, loop: meta.loop ?? 0 })).toFile(target);
    const bytes = (await stat(target)).size;
    if (bytes <= maxBytes) return ok({ asIs: false, mime: output, bytes, ...canvas, quality: output === 'image/gif' ? null : quality, likeness: null });
    if (Math.min(canvas.width, canvas.height) <= 16) break;
    shrink *= Math.min(0.85, 0.95 * Math.sqrt(maxBytes / bytes));
  }
  return err({ code: 'media-too-big', detail: '' });
}

/** Leaves frames out; those that stay are shown as long as the ones they stand for. */
async function everyFew(image: Sharp, step: number, { width, height }: { readonly width: number; readonly height: number }, meta: Metadata): Promise<Sharp> {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  const bytes = width * height * info.channels;
  const pages = meta.pages ?? 1;
  const first = Array.from({ length: Math.ceil(pages / step) }, (_, n) => n * step);
  const delays = first.map((from) => Array.from({ length: Math.min(step, pages - from) }, (_, n) => meta.delay?.[from + n] ?? 100).reduce((a, b) => a + b, 0));
  const fewer = Buffer.concat(first.map((n) => data.subarray(n * bytes, (n + 1) * bytes)));
  return sharp(fewer, { raw: { width, height: height * first.length, channels: info.channels, pageHeight: height } }).gif({ delay: delays });
}
