import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { noFitLimits } from '#core/networks';
import { err, ok } from '#core/result';
import { createImageClient } from '#electron/features/media/image-client';
import { runImageJob } from '#electron/workers/images/jobs';
import { createTestMedia, filesUnder } from '#test/support/media-library';
import { photo } from '#test/support/pictures';
import { tempFolder } from '#test/support/temp-folder';

// What a power cut or a failing worker leaves in the library.

const synced = vi.hoisted(() => [] as string[]);
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      const handle = await real.open(...args);
      const sync = handle.sync.bind(handle);
      handle.sync = async () => { synced.push(String(args[0])); await sync(); };
      return handle;
    },
  };
});
beforeEach(() => { synced.length = 0; });

it('an original is on the disk with its name before its row is written', async () => {
  const { bring, library } = createTestMedia(tempFolder());
  const asset = await bring(await photo(40, 30));
  const file = asset.ok ? library.original(asset.value.hash) : null;
  expect(file !== null && existsSync(file)).toBe(true);
  expect(synced[0]).toMatch(/\.part$/);
  expect(synced).toContain(dirname(file ?? ''));
});

it('a copy that could not be made leaves nothing behind', async () => {
  const folder = tempFolder();
  const real = createImageClient(async (job) => ok(await runImageJob(job)));
  const { bring, media } = createTestMedia(folder, {
    ...real,
    fit: async (file, target, limits) => {
      await real.fit(file, target, limits);
      return err({ code: 'disk-full', detail: 'no room' });
    },
  });
  const asset = await bring(await photo(400, 300));
  if (!asset.ok) throw new Error(asset.error.code);
  expect(await media.fit({ assetId: asset.value.id, alt: '' }, { ...noFitLimits, maxBytes: 2_000, maxPixels: 400, animated: 'still' })).toMatchObject({ ok: false, error: { code: 'disk-full' } });
  expect(filesUnder(folder)).toEqual([asset.value.hash]);
});
