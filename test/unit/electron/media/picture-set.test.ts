import { readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Asset } from '#core/contract/shapes';
import { fitLimitsOf, limitsFor, type MediaLimits, type NetworkFacts, type NetworkId, networkFacts, networkIds, pictureLimitsOf } from '#core/networks';
import { isMisshapen } from '#core/pictures/frame';
import { mediaForPreflight, type MendId, preflight, type Problem } from '#core/posts/preflight';
import { createImageClient } from '#electron/features/media/image-client';
import type { ImageAnswer, ImageJob } from '#electron/features/media/ports';
import { ONE_ARENA } from '#electron/shell/one-arena';
import { createWorkerClient } from '#electron/shell/worker-client';
import { createFakeClock } from '#test/support/fake-clock';
import { createTestMedia } from '#test/support/media-library';
import { type PictureCase, pictureSet } from '#test/support/picture-set';
import { tempFolder } from '#test/support/temp-folder';
import { buildWorker, forkWorker } from '#test/support/worker-process';
import { film } from '#test/unit/core/posts/video-cases';

/** What stands beside the picture where it cannot go alone. */
const beside = (network: NetworkId) => {
  const facts: NetworkFacts = networkFacts[network];
  return facts.needs?.media === 'video' ? [film()] : [];
};
const networks = networkIds.flatMap((id) => { const media = pictureLimitsOf(networkFacts[id]); return media === null ? [] : [{ id, media }]; });
/** Where Linnet sends no pictures yet, what is said of this one alone counts: that it may not stand there is said of every one. */
const toldOf = ({ id }: Asset, network: NetworkId, all: readonly Problem[]): readonly Problem[] => (networkFacts[network].limits.media === null ? all.filter(({ params }) => params['asset'] === id) : all);
const problemsOf = (asset: Asset, network: NetworkId, media: MediaLimits): readonly Problem[] => toldOf(asset, network, preflight({
  network, accountId: 'a', limits: { ...limitsFor(network, null), media }, text: 'Hello', media: [...beside(network), mediaForPreflight({ assetId: asset.id, alt: 'words' }, asset)], thread: [], baseText: null, options: { board: '1', title: 'A bowl', madeForKids: 'no' },
  time: null, account: { health: 'ok', expiresAt: null }, mediaHost: true, unresolvedMentions: [],
}));

let file: string;
let set: readonly PictureCase[];
beforeAll(async () => { [file, set] = await Promise.all([buildWorker('images'), pictureSet()]); }, 600_000);
afterAll(() => { rmSync(dirname(file), { recursive: true, force: true }); });

/** Kilobytes; the most the process ever held. */
const peakOf = (pid: number): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);

/** What is written must keep every rule, read anew and not believed. */
async function keepsTheRules(bytes: Uint8Array, media: MediaLimits): Promise<void> {
  const meta = await sharp(bytes, { animated: true }).metadata();
  const height = meta.pageHeight ?? meta.height;
  expect(media.mimeTypes).toContain(`image/${meta.format}`);
  expect(bytes.length).toBeLessThanOrEqual(media.maxBytes ?? Infinity);
  expect(meta.width * height).toBeLessThanOrEqual(media.maxPixels ?? Infinity);
  expect(meta.width).toBeLessThanOrEqual(media.maxWidth ?? Infinity);
  expect(meta.width).toBeGreaterThanOrEqual(media.minWidth ?? 0);
  expect(isMisshapen({ width: meta.width, height }, media.ratio ?? null)).toBe(false);
  expect([meta.orientation ?? 1, meta.exif, meta.depth, meta.space === 'cmyk']).toEqual([1, undefined, 'uchar', false]);
  if (media.animated === 'refused') expect(meta.pages ?? 1).toBe(1);
  if ((meta.pages ?? 1) > 1) expect(meta.pages).toBeLessThanOrEqual(media.moving?.maxFrames ?? Infinity);
}

describe('the set of good and bad pictures', () => {
  it('is caught before scheduling, mended where it can be, and kills nothing', async () => {
    const pids: number[] = [];
    const worker = createWorkerClient<ImageJob, ImageAnswer>(() => { const one = forkWorker(file, [], ONE_ARENA); pids.push(one.pid); return one; }, createFakeClock());
    const { bring, media, library, sqlite } = createTestMedia(tempFolder(), createImageClient(worker.call));
    const [uncaught, unmended, wronged]: [string[], string[], string[]] = [[], [], []];
    let [bad, mendable, asked] = [0, 0, 0];
    for (const { name, bytes, is } of set) {
      const brought = await bring(bytes, `${name}.jpg`);
      if (is !== 'fine') bad += 1;
      if (is === 'mendable') mendable += 1;
      if (!brought.ok) {
        if (is !== 'hopeless') wronged.push(`${name}: ${brought.error.code} ${brought.error.detail ?? ''}`);
        continue;
      }
      if (is === 'hopeless') { uncaught.push(name); continue; }
      let [seen, whole] = [false, true];
      for (const network of networks) {
        const problems = problemsOf(brought.value, network.id, network.media);
        seen ||= problems.length > 0;
        const mends = problems.flatMap((problem) => problem.mends);
        const shape = (['crop', 'pad'] as const).find((mend: MendId) => mends.includes(mend)) ?? 'keep';
        asked += 1;
        const fitted = await media.fit({ assetId: brought.value.id, alt: '' }, fitLimitsOf(network.media, shape));
        if (!fitted.ok) {
          whole = false;
          unmended.push(`${name} for ${network.id}: ${fitted.error.code}`);
          continue;
        }
        const path = library.original(fitted.value.asset.hash) ?? '';
        await keepsTheRules(readFileSync(path), network.media).catch((cause: unknown) => { wronged.push(`${name} for ${network.id}: ${String(cause)}`); });
        expect(problemsOf(fitted.value.asset, network.id, network.media).filter(({ severity }) => severity === 'stop')).toEqual([]);
      }
      if (is === 'mendable' && !seen) uncaught.push(name);
      if (is === 'fine' && !whole) wronged.push(`${name} should fit everywhere`);
    }
    const peak = Math.max(...pids.map(peakOf)) / 1024;
    sqlite.close();
    worker.close();
    expect(wronged).toEqual([]);
    expect(set.length).toBeGreaterThanOrEqual(60);
    expect(bad).toBeGreaterThanOrEqual(60);
    expect(uncaught.length, uncaught.join('; ')).toBeLessThanOrEqual(bad * 0.01);
    expect(new Set(unmended.map((one) => one.split(' for ')[0])).size, unmended.join('; ')).toBeLessThanOrEqual(mendable * 0.1);
    expect(unmended.length, unmended.join('; ')).toBeLessThanOrEqual(asked * 0.1);
    // One process for all of them: no picture killed it.
    expect(pids).toHaveLength(1);
    // Megabytes: what a reader holds of the largest, or 24 megapixels as they lay and turned, then their coefficients in the coder.
    expect(peak).toBeLessThan(700);
  }, 1_200_000);
});
