import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { fitLimitsOf, networkFacts, networkIds, pictureLimitsOf } from '#core/networks';
import { frameFor } from '#core/pictures/frame';
import { createImageClient } from '#electron/features/media/image-client';
import type { Rendition } from '#electron/features/media/renditions';
import type { Fitted, ImageAnswer, ImageJob } from '#electron/features/media/ports';
import { ONE_ARENA } from '#electron/shell/one-arena';
import { createWorkerClient } from '#electron/shell/worker-client';
import { createFakeClock } from '#test/support/fake-clock';
import { createTestMedia } from '#test/support/media-library';
import { photo } from '#test/support/pictures';
import { forkWorker } from '#test/support/worker-process';
import { type Measured, median, rounded } from './figure';

/** As a phone writes it: twelve megapixels, lying on its side, soft detail, some megabytes. */
async function phonePhoto(): Promise<Buffer> {
  const soft = await sharp(await photo(2000, 1500)).resize(4000, 3000, { kernel: 'cubic' }).png({ compressionLevel: 1 }).toBuffer();
  return sharp(soft).withExif({ IFD0: { Make: 'Testcam' } }).withMetadata({ orientation: 6 }).jpeg({ quality: 90 }).toBuffer();
}

const targets = networkIds.flatMap((id) => {
  const media = pictureLimitsOf(networkFacts[id]);
  return media === null ? [] : [{ id, limits: fitLimitsOf(media, media.ratio === undefined ? 'keep' : 'crop') }];
});

/** One call of the library for one copy: what somebody would write who knew size and quality beforehand. */
async function bare(file: string, made: Fitted, limits: (typeof targets)[number]['limits'], target: string): Promise<void> {
  const { width, height } = (await sharp(file).metadata()).autoOrient;
  const frame = frameFor({ width, height }, limits);
  if (frame === null) throw new Error('no frame');
  const shaped = sharp(file).autoOrient().extract(frame.part).resize(made.width, made.height, { fit: 'fill' }).toColourspace('srgb');
  const quality = made.quality ?? 100;
  await (made.mime === 'image/jpeg' ? shaped.jpeg({ quality, mozjpeg: true }) : made.mime === 'image/webp' ? shaped.webp({ quality, smartSubsample: true }) : shaped.png({ compressionLevel: 9 })).toFile(target);
}

/** The whole way of a rendition (check of the original, worker, search for the quality, file flushed) for each network that takes pictures. */
export async function prepareImage(rounds = 3): Promise<Measured> {
  // The app's own, as it is built.
  const file = join(process.cwd(), 'out', 'main', 'workers', 'images.cjs');
  const root = mkdtempSync(join(tmpdir(), 'linnet-bench-'));
  // As in the worker, so that both have the same threads and neither a cache.
  sharp.cache(false);
  sharp.concurrency(1);
  const made: Fitted[] = [];
  const worker = createWorkerClient<ImageJob, ImageAnswer>(() => forkWorker(file, [], ONE_ARENA), createFakeClock());
  const client = createImageClient(worker.call);
  const images = { ...client, fit: async (...args: Parameters<typeof client.fit>) => { const answer = await client.fit(...args); if (answer.ok) made.push(answer.value); return answer; } };
  try {
    const bytes = await phonePhoto();
    const original = join(root, 'photo.jpg');
    writeFileSync(original, bytes);
    const times: { readonly ours: number; readonly bare: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      made.length = 0;
      const { bring, renditions, sqlite } = createTestMedia(join(root, String(round)), images);
      const asset = await bring(bytes);
      if (!asset.ok) throw new Error(asset.error.code);
      const copies: Rendition[] = [];
      const begin = performance.now();
      for (const { id, limits } of targets) {
        const copy = await renditions.renditionFor(asset.value, limits);
        if (!copy.ok) throw new Error(`${id}: ${copy.error.code}`);
        copies.push(copy.value);
      }
      const between = performance.now();
      for (const [n, { limits }] of targets.entries()) {
        const fitted = made[n];
        if (fitted === undefined || fitted.asIs) throw new Error('a camera photo is never sent as it is');
        await bare(original, fitted, limits, join(root, 'bare'));
      }
      const end = performance.now();
      sqlite.close();
      times.push({ ours: between - begin, bare: end - between });
    }
    const [ours, theirs] = [median(times.map((one) => one.ours)), median(times.map((one) => one.bare))];
    return {
      name: 'prepare.image', value: rounded(ours / theirs), unit: '×', baseline: rounded(theirs, 0), n: rounds,
      note: `${targets.length} networks, ${rounded(bytes.length / 1e6, 1)} MB; ${rounded(ours, 0)} ms against ${rounded(theirs, 0)} ms of bare calls; qualities ${made.map((one) => one.quality ?? '-').join(' ')}`,
    };
  } finally {
    worker.close();
    rmSync(root, { recursive: true, force: true });
  }
}
