import type { Metadata } from 'sharp';
import type { ImageType } from './sniff';

/**
 * Bytes that a reader may hold besides what is made from them. Most readers go through a picture line by line; some hold all
 * of it, and a picture they would hold too much of is refused before a pixel of it is read.
 */
export const MAX_HELD_BY_READER = 440_000_000;

/** Per pixel, measured on pictures of 42 and 98 megapixels, 2026-11-22: these two hold the coded picture beside the plain one. */
const WEBP = 7.7;
const AVIF = 17.5;

/** Coefficients for one pixel, two bytes each: brightness, and the share of the colours that is kept. */
function coefficients({ channels, chromaSubsampling = '4:4:4' }: Metadata): number {
  if (channels === 1) return 2;
  if (channels === 4) return 8;
  return chromaSubsampling.startsWith('4:2:0') ? 3 : chromaSubsampling.startsWith('4:2:2') ? 4 : 6;
}

/** Bytes that reading one frame takes at once; zero where it is read line by line. */
export function heldByReader(mime: ImageType, meta: Metadata): number {
  const pixels = meta.width * (meta.pageHeight ?? meta.height);
  const deep = meta.depth === 'uchar' ? 1 : 2;
  switch (mime) {
    case 'image/webp': return pixels * WEBP;
    case 'image/avif': return pixels * AVIF;
    case 'image/jpeg': return meta.isProgressive === true ? pixels * coefficients(meta) : 0;
    case 'image/png': return meta.isProgressive === true ? pixels * meta.channels * deep : 0;
    default: return 0;
  }
}
