import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type FitLimits, noFitLimits } from '#core/networks';
import { bestThatFits } from '#electron/workers/images/encode';
import { fitImage } from '#electron/workers/images/fit';
import { fromRaw, type Raw } from '#electron/workers/images/raster';
import { upright } from '#electron/workers/images/upright';
import { photo } from '#test/support/pictures';
import { tempFolder } from '#test/support/temp-folder';

async function fitted(bytes: Buffer, over: Partial<FitLimits>) {
  const folder = tempFolder();
  const [file, target] = [join(folder, 'in'), join(folder, 'out')];
  writeFileSync(file, bytes);
  const made = await fitImage(file, target, { ...noFitLimits, ...over }, true);
  if (!made.ok) throw new Error(`${made.error.code} ${made.error.detail}`);
  return { ...made.value, data: made.value.asIs ? bytes : readFileSync(target) };
}
const colourAt = async (data: Buffer, x: number, y: number): Promise<readonly number[]> => [...await sharp(data).extract({ left: x, top: y, width: 1, height: 1 }).removeAlpha().raw().toBuffer()];

/** Red on the left, green in the middle, blue on the right, 1200 by 400. */
const flag = (): Promise<Buffer> => {
  const third = (r: number, g: number, b: number) => ({ create: { width: 400, height: 400, channels: 3 as const, background: { r, g, b } } });
  return sharp(third(255, 0, 0)).extend({ right: 800, background: '#0000ff' }).composite([{ input: third(0, 255, 0), left: 400, top: 0 }]).png().toBuffer();
};

describe('turning a picture upright', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('does for orientation %i what the reader would', async (orientation) => {
    const bytes = await sharp(await photo(60, 40)).withMetadata({ orientation }).png().toBuffer();
    const [ours, theirs] = await Promise.all([upright(sharp(bytes), orientation).raw().toBuffer(), sharp(bytes).autoOrient().raw().toBuffer()]);
    expect(ours.equals(theirs)).toBe(true);
  });
});

describe('a copy for a network', () => {
  it('is cut around the focus, or with a white border', async () => {
    const square = { mimeTypes: ['image/png'], ratio: { min: 1, max: 1 } };
    const left = await fitted(await flag(), { ...square, shape: 'crop', focus: { x: 0, y: 0.5 } });
    expect([left.width, left.height, await colourAt(left.data, 200, 200)]).toEqual([400, 400, [255, 0, 0]]);
    const right = await fitted(await flag(), { ...square, shape: 'crop', focus: { x: 1, y: 0.5 } });
    expect(await colourAt(right.data, 200, 200)).toEqual([0, 0, 255]);
    const whole = await fitted(await flag(), { ...square, shape: 'pad' });
    expect([whole.width, whole.height, await colourAt(whole.data, 600, 10), await colourAt(whole.data, 10, 600)]).toEqual([1200, 1200, [255, 255, 255], [255, 0, 0]]);
  });

  it('keeps what the eye finds first where nobody pointed', async () => {
    const face = await sharp({ create: { width: 260, height: 260, channels: 3, background: '#e0ac69' } }).png().toBuffer();
    const scene = await sharp({ create: { width: 1600, height: 500, channels: 3, background: '#223322' } }).composite([{ input: face, left: 1250, top: 100 }]).png().toBuffer();
    const cut = await fitted(scene, { mimeTypes: ['image/png'], ratio: { min: 1, max: 1 }, shape: 'crop' });
    const { channels } = await sharp(cut.data).stats();
    // The bright patch is in it; the middle of the picture, all dark, is what a blind cut would have kept.
    expect(channels[0]?.max).toBeGreaterThan(200);
  });

  it('never changes its shape unasked', async () => {
    const made = await fitted(await photo(900, 200), { ratio: { min: 1, max: 1 }, maxWidth: 450 });
    expect([made.width, made.height]).toEqual([450, 100]);
  });

  it('has the colours of the print it came from, on a screen, in eight bits', async () => {
    const grey = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#808080' } }).toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer();
    const cmyk = await fitted(grey, { mimeTypes: ['image/jpeg'] });
    for (const value of await colourAt(cmyk.data, 40, 30)) expect(Math.abs(value - 128)).toBeLessThan(20);
    const deep = await fitted(await sharp({ create: { width: 80, height: 60, channels: 3, background: '#408020' } }).toColourspace('rgb16').png().toBuffer(), {});
    expect([(await sharp(deep.data).metadata()).depth, await colourAt(deep.data, 9, 9)]).toEqual(['uchar', [0x40, 0x80, 0x20]]);
  });

  it('says how like the original it is: less so, the fewer the bytes', async () => {
    const bytes = await photo(700, 500);
    const [good, poor] = [await fitted(bytes, { maxPixels: 300_000 }), await fitted(bytes, { maxPixels: 300_000, maxBytes: 60_000 })];
    expect(good.likeness).toBeGreaterThan(poor.likeness ?? 1);
    expect([good.quality, (good.likeness ?? 0) <= 1, (poor.likeness ?? 0) > 0.3]).toEqual([92, true, true]);
  });
});

describe('the best quality that fits', () => {
  it('is the one a search through all of them finds, or uses nearly every byte', async () => {
    const { data, info } = await sharp(await photo(420, 300)).raw().toBuffer({ resolveWithObject: true });
    const raw: Raw = { data, width: info.width, height: info.height, channels: info.channels };
    const sizes = await Promise.all(Array.from({ length: 33 }, async (_, n) => (await fromRaw(raw).jpeg({ quality: 60 + n, mozjpeg: true }).toBuffer()).length));
    for (const allowed of [sizes[0] ?? 0, (sizes[8] ?? 0) + 3, (sizes[20] ?? 0) + 900, (sizes[31] ?? 0) + 1]) {
      const { found } = await bestThatFits(`one ${allowed}`, () => Promise.resolve(raw), 'image/jpeg', allowed);
      const best = 60 + sizes.findLastIndex((size) => size <= allowed);
      expect(found?.data.length).toBeLessThanOrEqual(allowed);
      expect(found?.quality === best || (found?.data.length ?? 0) >= allowed * 0.98, `${found?.quality} of ${best}`).toBe(true);
    }
    expect((await bestThatFits('none', () => Promise.resolve(raw), 'image/jpeg', (sizes[0] ?? 0) - 1)).found).toBeNull();
  });
});
