import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import type { Asset } from '#core/contract/shapes';
import type { AppResult } from '#core/errors';
import { type FitLimits, noFitLimits } from '#core/networks';
import { createTestMedia, filesUnder } from '#test/support/media-library';
import { animation, cameraPhoto, photo, solid } from '#test/support/pictures';
import { tempFolder } from '#test/support/temp-folder';

const must = <T>(result: AppResult<T>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const limits = (over: Partial<FitLimits> = {}): FitLimits => ({ ...noFitLimits, ...over });

describe('thumbnails', () => {
  it('are made once, upright, and never larger than the picture', async () => {
    const folder = tempFolder();
    const { bring, renditions } = createTestMedia(folder);
    const asset = must(await bring(await cameraPhoto(600, 400)));
    const [one, two] = await Promise.all([renditions.thumbnail(asset.hash, 160), renditions.thumbnail(asset.hash, 160)]);
    expect(one).toEqual(two);
    const first = await sharp(must(one)).metadata();
    expect([first.format, first.width, first.height]).toEqual(['webp', 160, 240]);
    const large = await sharp(must(await renditions.thumbnail(asset.hash, 1200))).metadata();
    expect([large.width, large.height]).toEqual([400, 600]);
    expect(first.exif).toBeUndefined();
    expect(filesUnder(folder)).toHaveLength(3);
  });

  it('are not made for what is not in the library', async () => {
    const { renditions } = createTestMedia(tempFolder());
    for (const hash of ['', '..', '../../etc/passwd', 'a'.repeat(64), `${'a'.repeat(64)}/..`, 'A'.repeat(64)]) {
      expect(await renditions.thumbnail(hash, 64)).toMatchObject({ ok: false, error: { code: 'not-found' } });
    }
  });
});

describe('renditions for a network', () => {
  it('are the bytes themselves when these fit and tell nothing', async () => {
    const { bring, renditions } = createTestMedia(tempFolder());
    const bytes = await photo(100, 80);
    const made = must(await renditions.renditionFor(must(await bring(bytes)), limits({ maxBytes: bytes.length, maxPixels: 8_000, mimeTypes: ['image/jpeg'] })));
    expect(Buffer.from(await made.read()).equals(bytes)).toBe(true);
  });

  it('turn a camera picture upright and leave out where it was taken', async () => {
    const { bring, renditions } = createTestMedia(tempFolder());
    const bytes = await cameraPhoto(300, 200);
    expect((await sharp(bytes).metadata()).exif?.includes(Buffer.from('Testcam'))).toBe(true);
    const made = must(await renditions.renditionFor(must(await bring(bytes)), limits()));
    const meta = await sharp(await made.read()).metadata();
    expect([meta.width, meta.height, meta.orientation ?? 1, meta.exif]).toEqual([200, 300, 1, undefined]);
    expect([made.width, made.height]).toEqual([200, 300]);
  });

  it('fit every limit that can be met, keep the shape, and are the same bytes the second time', async () => {
    const { bring, renditions } = createTestMedia(tempFolder());
    const assets: readonly Asset[] = await Promise.all([photo(900, 600, 1), photo(300, 1200, 2), solid(700, 500, true).png().toBuffer(), cameraPhoto(640, 480)].map(async (b, n) => must(await bring(await b, `${n}`))));
    await fc.assert(fc.asyncProperty(
      fc.constantFrom(...assets), fc.option(fc.integer({ min: 3_000, max: 600_000 })), fc.option(fc.integer({ min: 2_000, max: 900_000 })), fc.constantFrom(null, ['image/jpeg'], ['image/webp'], ['image/png', 'image/jpeg']),
      async (asset, maxBytes, maxPixels, mimeTypes) => {
        const wanted = limits({ maxBytes, maxPixels, mimeTypes });
        const made = must(await renditions.renditionFor(asset, wanted));
        const bytes = await made.read();
        const meta = await sharp(bytes).metadata();
        expect(bytes.length).toBe(made.bytes);
        expect(bytes.length).toBeLessThanOrEqual(maxBytes ?? Infinity);
        expect(meta.width * meta.height).toBeLessThanOrEqual(maxPixels ?? Infinity);
        if (mimeTypes !== null) expect(mimeTypes).toContain(made.mime);
        expect(made.mime).toBe(`image/${meta.format}`);
        expect(Math.abs(meta.width / meta.height / (asset.width / asset.height) - 1)).toBeLessThan(0.08);
        expect(Buffer.from(await must(await renditions.renditionFor(asset, wanted)).read()).equals(bytes)).toBe(true);
      },
    ), { numRuns: 25 });
  }, 600_000);

  it('use the best quality that fits: a looser limit never gives a smaller picture', async () => {
    const { bring, renditions } = createTestMedia(tempFolder());
    const asset = must(await bring(await photo(800, 600)));
    let last = 0;
    for (const maxBytes of [20_000, 60_000, 120_000, 200_000]) {
      const made = must(await renditions.renditionFor(asset, limits({ maxBytes, mimeTypes: ['image/jpeg'] })));
      expect(made.bytes).toBeGreaterThan(last);
      expect(made.bytes).toBeGreaterThan(maxBytes * 0.6);
      last = made.bytes;
    }
  });

  it('keep what is see-through where the network takes it, and put it on white where not', async () => {
    const { bring, renditions } = createTestMedia(tempFolder());
    const asset = must(await bring(await solid(50, 50, true).webp().toBuffer()));
    const webp = must(await renditions.renditionFor(asset, limits({ maxPixels: 400, mimeTypes: ['image/webp', 'image/jpeg'] })));
    expect((await sharp(await webp.read()).metadata()).hasAlpha).toBe(true);
    const jpeg = must(await renditions.renditionFor(asset, limits({ mimeTypes: ['image/jpeg'] })));
    const { data } = await sharp(await jpeg.read()).raw().toBuffer({ resolveWithObject: true });
    expect(data[1] ?? 0).toBeGreaterThan(120);
  });

  it('leave what moves as it is, take its first frame only where that is what the network shows, and else make it smaller', async () => {
    const { bring, renditions } = createTestMedia(tempFolder());
    const bytes = await animation('gif', 200);
    const asset = must(await bring(bytes));
    expect(must(await renditions.renditionFor(asset, limits({ maxBytes: 1_000_000 }))).bytes).toBe(bytes.length);
    const smaller = must(await renditions.renditionFor(asset, limits({ maxPixels: 1_000 })));
    const meta = await sharp(await smaller.read()).metadata();
    expect([meta.format, meta.pages, meta.delay, smaller.width * smaller.height <= 1_000]).toEqual(['gif', 3, [100, 100, 100], true]);
    const fewer = must(await renditions.renditionFor(asset, limits({ moving: { maxFrames: 2, maxWidth: 100, maxHeight: null } })));
    const kept = await sharp(await fewer.read()).metadata();
    expect([kept.pages, kept.delay, kept.width]).toEqual([2, [200, 100], 100]);
    expect(must(await renditions.renditionFor(asset, limits({ maxPixels: 1_000, animated: 'still' }))).mime).toBe('image/jpeg');
  });

  it('are never made from a picture that is gone or not the one that was imported', async () => {
    const { bring, renditions, library, store } = createTestMedia(tempFolder());
    const asset = must(await bring(await photo(60, 60)));
    const path = library.original(asset.hash) ?? '';
    const changed = readFileSync(path);
    changed[changed.length - 30] = (changed[changed.length - 30] ?? 0) ^ 1;
    writeFileSync(path, changed);
    expect(await renditions.renditionFor(asset, limits())).toMatchObject({ ok: false, error: { code: 'media-unreadable' } });
    expect(store.byIds([asset.id])[0]?.status).toBe('corrupt');
    rmSync(path);
    expect(await renditions.renditionFor(asset, limits())).toMatchObject({ ok: false });
    expect(store.byIds([asset.id])[0]?.status).toBe('missing');
  });

  it('reach a connector with the words of the post and no others', async () => {
    const { bring, renditions, media } = createTestMedia(tempFolder());
    const asset = must(await bring(await photo(60, 60)));
    media.setAlt(asset.id, 'a test pattern');
    const target = { network: 'practice', limits: null } as const;
    expect(await renditions.outgoing({ assetId: asset.id, alt: '' }, target)).toMatchObject({ ok: true, value: { alt: '', width: 60, mime: 'image/jpeg' } });
    expect(await renditions.outgoing({ assetId: asset.id, alt: 'own' }, target)).toMatchObject({ ok: true, value: { alt: 'own' } });
    expect(await renditions.outgoing({ assetId: '00000000-0000-7000-8000-000000000000', alt: '' }, target)).toMatchObject({ ok: false, error: { code: 'media-unreadable' } });
  });
});

describe('fitting a picture that is too big', () => {
  it('makes a new asset within the limits and leaves the original', async () => {
    const folder = tempFolder();
    const { bring, media, store } = createTestMedia(folder);
    const asset = must(await bring(await photo(1200, 900), 'wide.jpg'));
    const fitted = must(await media.fit({ assetId: asset.id, alt: 'a pattern' }, limits({ maxBytes: 40_000, maxPixels: 400_000 }))).asset;
    expect(fitted.id).not.toBe(asset.id);
    expect(fitted.bytes).toBeLessThanOrEqual(40_000);
    expect(fitted.width * fitted.height).toBeLessThanOrEqual(400_000);
    expect([fitted.alt, fitted.fileName, store.byIds([asset.id])[0]?.bytes]).toEqual(['a pattern', 'wide.jpg', asset.bytes]);
    expect(filesUnder(folder).filter((f) => f.endsWith('.part'))).toEqual([]);
    expect(must(await media.fit({ assetId: fitted.id, alt: '' }, limits({ maxBytes: 40_000, maxPixels: 400_000 }))).asset.id).toBe(fitted.id);
  });

  it('says when there is nothing to fit', async () => {
    const { media } = createTestMedia(tempFolder());
    expect(await media.fit({ assetId: '00000000-0000-7000-8000-000000000000', alt: '' }, limits({ maxBytes: 40_000 }))).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('never leaves a type that the network refuses, whatever came in', async () => {
    const { bring, media } = createTestMedia(tempFolder());
    const sources = await Promise.all([
      photo(300, 200), solid(120, 90, true).png().toBuffer(), solid(120, 90).png().toBuffer(), solid(120, 90).webp().toBuffer(), solid(64, 64).avif().toBuffer(), animation('gif'), animation('webp'),
    ]);
    const assets = await Promise.all(sources.map(async (bytes, index) => must(await bring(bytes, `${index}`))));
    for (const mimeTypes of [['image/jpeg'], ['image/png'], ['image/webp'], ['image/jpeg', 'image/png'], ['image/png', 'image/gif']]) {
      for (const asset of assets) {
        const fitted = must(await media.fit({ assetId: asset.id, alt: '' }, limits({ maxBytes: 60_000, mimeTypes, animated: 'still' }))).asset;
        expect(mimeTypes, `${asset.mime} became ${fitted.mime}`).toContain(fitted.mime);
        expect(fitted.bytes).toBeLessThanOrEqual(60_000);
      }
    }
  });

  it('says so when no type that Linnet writes is taken, and when a moving picture may not stop', async () => {
    const { bring, media } = createTestMedia(tempFolder());
    const still = must(await bring(await photo(60, 40)));
    const moving = must(await bring(await animation('gif')));
    expect(await media.fit({ assetId: still.id, alt: '' }, limits({ mimeTypes: ['image/heic'] }))).toMatchObject({ ok: false, error: { code: 'media-type' } });
    expect(await media.fit({ assetId: moving.id, alt: '' }, limits({ mimeTypes: ['image/jpeg'] }))).toMatchObject({ ok: false, error: { code: 'media-type' } });
  });
});
