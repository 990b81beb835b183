import { fromRaw, type Raw } from './raster';

export type Output = 'image/jpeg' | 'image/webp' | 'image/png';
export interface Encoded {
  readonly data: Buffer;
  /** Null for what loses nothing. */
  readonly quality: number | null;
}

export const BEST = 92;
const WORST = 60;
/** With this share of the allowed bytes used, the next quality, some four per cent larger, would not fit. */
const FULL = 0.98;
/** How much larger a picture gets from one quality to the next, until two sizes of this very picture say it better. */
const USUAL_STEP = 0.045;

const coded = (raw: Raw, mime: Output, quality: number): Promise<Buffer> => {
  const image = fromRaw(raw);
  if (mime === 'image/png') return image.png({ compressionLevel: 9 }).toBuffer();
  return mime === 'image/webp' ? image.webp({ quality, smartSubsample: true }).toBuffer() : image.jpeg({ quality, mozjpeg: true }).toBuffer();
};

/** Copies made a moment ago, for the next network with the same picture at the same size: most want the same bytes. */
const KEPT_BYTES = 32 * 1024 * 1024;
const kept = new Map<string, Buffer>();
let keptBytes = 0;

/** @param key names the picture and its frame; the same key is the same pixels */
async function encode(key: string, raw: () => Promise<Raw>, mime: Output, quality: number): Promise<Buffer> {
  const name = `${key} ${mime} ${mime === 'image/png' ? '' : quality}`;
  const known = kept.get(name);
  if (known !== undefined) return known;
  const data = await coded(await raw(), mime, quality);
  kept.set(name, data);
  keptBytes += data.length;
  for (const [oldest, bytes] of kept) {
    if (keptBytes <= KEPT_BYTES) break;
    kept.delete(oldest);
    keptBytes -= bytes.length;
  }
  return data;
}

/**
 * The highest quality that fits; null when not even the lowest does, with the size that had. A binary search, but each
 * guess lies where the sizes seen so far point to instead of in the middle: each is a second of work for a large photo.
 */
export async function bestThatFits(key: string, raw: () => Promise<Raw>, mime: Output, maxBytes: number): Promise<{ readonly found: Encoded | null; readonly smallest: number }> {
  const tried = async (quality: number): Promise<Buffer> => encode(key, raw, mime, quality);
  const best = await tried(BEST);
  if (best.length <= maxBytes || mime === 'image/png') return { found: best.length <= maxBytes ? { data: best, quality: mime === 'image/png' ? null : BEST } : null, smallest: best.length };
  let over = { quality: BEST, size: best.length };
  let under: { readonly quality: number; readonly data: Buffer } | null = null;
  while (over.quality - (under?.quality ?? WORST - 1) > 1) {
    const step = under === null ? USUAL_STEP : Math.max(0.005, Math.log(over.size / under.data.length) / (over.quality - under.quality));
    const guess = Math.floor(over.quality - Math.log(over.size / maxBytes) / step);
    const quality = Math.min(over.quality - 1, Math.max((under?.quality ?? WORST - 1) + 1, guess));
    const data = await tried(quality);
    if (data.length > maxBytes) over = { quality, size: data.length };
    else {
      under = { quality, data };
      if (data.length >= maxBytes * FULL) break;
    }
  }
  return under === null ? { found: null, smallest: over.size } : { found: under, smallest: under.data.length };
}
