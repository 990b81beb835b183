import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { fitLimitsOf, networkFacts, pictureLimitsOf } from '#core/networks';
import { createTestMedia } from '#test/support/media-library';
import { solid } from '#test/support/pictures';
import { tempFolder } from '#test/support/temp-folder';

/** Red on the left, blue on the right, 1800 by 400: too wide for whoever takes 1.91:1 at most. */
const wide = (): Promise<Buffer> => solid(900, 400).extend({ right: 900, background: '#0000ff' }).png().toBuffer();
const square = { ...fitLimitsOf(pictureLimitsOf(networkFacts.instagram), 'crop'), ratio: { min: 1, max: 1 } };

describe('the point that a person chose', () => {
  it('is kept with the picture, and the way back is what was there', async () => {
    const { bring, media, store } = createTestMedia(tempFolder());
    const asset = await bring(await wide());
    if (!asset.ok) throw new Error(asset.error.code);
    expect(asset.value.focus ?? null).toBeNull();
    expect(media.setFocus(asset.value.id, { x: 0.9, y: 0.5 })).toMatchObject({ ok: true, value: { focus: { x: 0.9, y: 0.5 } } });
    // The same bytes brought in once more are the same picture, with its point.
    expect(await bring(await wide())).toMatchObject({ ok: true, value: { id: asset.value.id, focus: { x: 0.9, y: 0.5 } } });
    expect(media.setFocus(asset.value.id, null)).toMatchObject({ ok: true, value: { focus: null } });
    expect(store.byIds([asset.value.id])[0]?.focus).toBeNull();
    expect(media.setFocus('00000000-0000-7000-8000-000000000000', null)).toMatchObject({ ok: false, error: { code: 'not-found' } });
  });

  it('is what every cut keeps, for whichever network', async () => {
    const { bring, media, library } = createTestMedia(tempFolder());
    const asset = await bring(await wide());
    if (!asset.ok) throw new Error(asset.error.code);
    const middle = async (limits: typeof square): Promise<readonly number[]> => {
      const cut = await media.fit({ assetId: asset.value.id, alt: '' }, limits);
      if (!cut.ok) throw new Error(cut.error.code);
      const { width, height } = cut.value.asset;
      const bytes = readFileSync(library.original(cut.value.asset.hash) ?? '');
      const [red = 0, , blue = 0] = await sharp(bytes).extract({ left: Math.floor(width / 2), top: Math.floor(height / 2), width: 1, height: 1 }).raw().toBuffer();
      return [red > 128 ? 1 : 0, blue > 128 ? 1 : 0];
    };
    for (const limits of [square, { ...square, mimeTypes: ['image/png'] }, { ...square, ratio: { min: 0.8, max: 1.91 } }]) {
      media.setFocus(asset.value.id, { x: 0.1, y: 0.5 });
      expect(await middle(limits)).toEqual([1, 0]);
      media.setFocus(asset.value.id, { x: 0.95, y: 0.5 });
      if (limits.ratio.max === 1) expect(await middle(limits)).toEqual([0, 1]);
    }
    // Whoever asks for a point by name gets that one.
    expect(await middle({ ...square, focus: { x: 0, y: 0.5 } })).toEqual([1, 0]);
  });
});
