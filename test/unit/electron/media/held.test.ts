import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { heldByReader, MAX_HELD_BY_READER } from '#electron/workers/images/held';
import { readHeader } from '#electron/workers/images/work';
import { photo, solid } from '#test/support/pictures';
import { tempFolder } from '#test/support/temp-folder';

const answer = async (bytes: Buffer) => {
  const file = join(tempFolder(), 'picture');
  writeFileSync(file, bytes);
  const header = await readHeader(file);
  return header.ok ? 'read' : header.error.code;
};

/** A small JPEG whose header says 11,400 × 8,600. */
async function jpeg(progressive: boolean, chromaSubsampling: string): Promise<Buffer> {
  const bytes = Buffer.from(await sharp(await photo(32, 32)).jpeg({ progressive, chromaSubsampling }).toBuffer());
  const start = bytes.indexOf(Buffer.from([0xff, progressive ? 0xc2 : 0xc0]));
  bytes.writeUInt16BE(8_600, start + 5);
  bytes.writeUInt16BE(11_400, start + 7);
  return bytes;
}

async function webp(width: number, height: number): Promise<Buffer> {
  const bytes = Buffer.from(await solid(32, 32).webp().toBuffer());
  bytes.writeUInt16LE(width, 26);
  bytes.writeUInt16LE(height, 28);
  return bytes;
}

async function png(progressive: boolean, width: number, height: number, deep: boolean): Promise<Buffer> {
  const small = solid(32, 32);
  return (deep ? small.toColourspace('rgb16') : small).resize(width, height, { kernel: 'nearest' }).png({ progressive, compressionLevel: 1 }).toBuffer();
}

describe('what a reader would hold', () => {
  it('is known from the header, and refused before a pixel is read', async () => {
    expect(await answer(await jpeg(false, '4:4:4'))).toBe('read');
    expect(await answer(await jpeg(true, '4:2:0'))).toBe('read');
    expect(await answer(await jpeg(true, '4:4:4'))).toBe('media-too-many-pixels');
    expect(await answer(await webp(8_000, 6_000))).toBe('read');
    expect(await answer(await webp(11_400, 8_600))).toBe('media-too-many-pixels');
  });

  it('is all of an interlaced PNG, by its depth, and nothing of another', async () => {
    const held = async (bytes: Buffer) => heldByReader('image/png', await sharp(bytes).metadata());
    expect(await held(await png(true, 100, 80, false))).toBe(100 * 80 * 3);
    expect(await held(await png(true, 100, 80, true))).toBe(100 * 80 * 3 * 2);
    expect(await held(await png(false, 100, 80, true))).toBe(0);
  });

  it('lets a camera’s AVIF in and not one of 42 megapixels', async () => {
    const meta = await sharp(await solid(32, 32).avif({ effort: 0 }).toBuffer()).metadata();
    expect(heldByReader('image/avif', { ...meta, width: 6_000, height: 4_000 })).toBeLessThan(MAX_HELD_BY_READER);
    expect(heldByReader('image/avif', { ...meta, width: 7_000, height: 6_000 })).toBeGreaterThan(MAX_HELD_BY_READER);
  });
});
