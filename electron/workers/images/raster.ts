import sharp, { type Metadata, type Sharp } from 'sharp';
import type { Frame, Size } from '#core/pictures/frame';
import { letGo } from './let-go';
import { upright } from './upright';
import { openImage } from './work';

/** Pixels in memory, eight bits of sRGB each, upright. */
export interface Raw { readonly data: Buffer; readonly width: number; readonly height: number; readonly channels: 1 | 2 | 3 | 4 }

/**
 * Width times height of what is held in memory at once; a larger picture is made smaller while it is read. Mastodon and
 * LinkedIn would take 33 and 36 million; a copy for them is a little smaller than they allow.
 */
export const MAX_RASTER = 24_000_000;

export const fromRaw = (raw: Raw): Sharp => sharp(raw.data, { raw: { width: raw.width, height: raw.height, channels: raw.channels }, limitInputPixels: MAX_RASTER * 2 });
const toRaw = async (image: Sharp): Promise<Raw> => {
  const { data, info } = await image.raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, channels: info.channels };
};

/** The whole picture at this size. @param flat see-through parts become white */
async function readAt(file: string, meta: Metadata, { width, height }: Size, flat: boolean): Promise<Raw> {
  const orientation = meta.orientation ?? 1;
  const [w, h] = orientation >= 5 ? [height, width] : [width, height];
  const image = openImage(file).resize(w, h, { fit: 'fill' }).toColourspace('srgb');
  const raw = await toRaw(flat ? image.flatten({ background: '#ffffff' }) : image);
  return orientation === 1 ? raw : toRaw(upright(fromRaw(raw), orientation));
}

/** What the frame asks for: the whole picture at its size, then its part, then its canvas. */
export async function rasterise(file: string, meta: Metadata, { part, drawn, canvas }: Frame, flat: boolean): Promise<Raw> {
  const { width, height } = meta.autoOrient;
  const whole = { width: Math.max(drawn.width, Math.round((width * drawn.width) / part.width)), height: Math.max(drawn.height, Math.round((height * drawn.height) / part.height)) };
  const raw = await readAt(file, meta, whole, flat);
  // What it was before it was turned is as large as what comes now.
  if ((meta.orientation ?? 1) !== 1) letGo();
  const left = Math.min(whole.width - drawn.width, Math.round((part.left * drawn.width) / part.width));
  const top = Math.min(whole.height - drawn.height, Math.round((part.top * drawn.height) / part.height));
  const cut = drawn.width === whole.width && drawn.height === whole.height ? raw : await toRaw(fromRaw(raw).extract({ left, top, ...drawn }));
  if (canvas.width === drawn.width && canvas.height === drawn.height) return cut;
  const x = canvas.width - drawn.width;
  const y = canvas.height - drawn.height;
  return toRaw(fromRaw(cut).extend({ left: Math.floor(x / 2), right: Math.ceil(x / 2), top: Math.floor(y / 2), bottom: Math.ceil(y / 2), background: flat ? '#ffffff' : { r: 255, g: 255, b: 255, alpha: 0 } }));
}

const LOOKED_AT = 320;

/** Where the eye goes first, as shares of width and height, when the picture is cut to this part's shape. */
export async function findFocus(file: string, meta: Metadata, part: Size): Promise<{ readonly x: number; readonly y: number }> {
  const { width, height } = meta.autoOrient;
  const scale = Math.min(1, LOOKED_AT / Math.max(width, height));
  const small = await readAt(file, meta, { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }, true);
  const kept = { width: Math.min(small.width, Math.max(1, Math.round(part.width * scale))), height: Math.min(small.height, Math.max(1, Math.round(part.height * scale))) };
  const { info } = await fromRaw(small).resize({ ...kept, fit: 'cover', position: sharp.strategy.attention }).raw().toBuffer({ resolveWithObject: true });
  return { x: (kept.width / 2 - (info.cropOffsetLeft ?? 0)) / small.width, y: (kept.height / 2 - (info.cropOffsetTop ?? 0)) / small.height };
}
