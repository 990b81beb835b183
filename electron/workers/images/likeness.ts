import type { Sharp } from 'sharp';
import { fromRaw, type Raw } from './raster';
import { openImage } from './work';

const BLOCK = 8;
/** Blocks across; enough to find a bad corner, few enough to take no time. */
const BLOCKS = 96;
// The usual constants of structural similarity for 256 steps of light.
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;

function ofBlock(a: Uint8Array, b: Uint8Array, from: number, width: number): number {
  let [sumA, sumB, squaresA, squaresB, both] = [0, 0, 0, 0, 0];
  for (let y = 0; y < BLOCK; y += 1) {
    for (let x = 0; x < BLOCK; x += 1) {
      const va = a[from + y * width + x] ?? 0;
      const vb = b[from + y * width + x] ?? 0;
      sumA += va; sumB += vb; squaresA += va * va; squaresB += vb * vb; both += va * vb;
    }
  }
  const n = BLOCK * BLOCK;
  const [meanA, meanB] = [sumA / n, sumB / n];
  const [variA, variB, cov] = [squaresA / n - meanA * meanA, squaresB / n - meanB * meanB, both / n - meanA * meanB];
  return ((2 * meanA * meanB + C1) * (2 * cov + C2)) / ((meanA * meanA + meanB * meanB + C1) * (variA + variB + C2));
}

/** How like a written copy is to its pixels: mean structural similarity of the light, 0 to 1, over blocks spread evenly. */
export async function likenessOf(raw: Raw, file: string): Promise<number> {
  const light = (image: Sharp): Promise<Buffer> => image.flatten({ background: '#ffffff' }).greyscale().raw().toBuffer();
  // One after the other, to hold one more picture in memory and not two.
  const a = await light(fromRaw(raw));
  const b = await light(openImage(file));
  const { width, height } = raw;
  if (width < BLOCK || height < BLOCK) return 1;
  const step = (side: number): number => Math.max(BLOCK, Math.floor((side - BLOCK) / BLOCKS));
  let [sum, count] = [0, 0];
  for (let y = 0; y + BLOCK <= height; y += step(height)) {
    for (let x = 0; x + BLOCK <= width; x += step(width)) {
      sum += ofBlock(a, b, y * width + x, width);
      count += 1;
    }
  }
  return Math.min(1, Math.max(0, sum / count));
}
