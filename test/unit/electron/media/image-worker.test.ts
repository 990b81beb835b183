import { dirname, join } from 'node:path';
import { rmSync, writeFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { noFitLimits } from '#core/networks';
import { createImageClient } from '#electron/features/media/image-client';
import type { ImageAnswer, ImageJob } from '#electron/features/media/ports';
import { createWorkerClient, type WorkerProcess } from '#electron/shell/worker-client';
import { createFakeClock } from '#test/support/fake-clock';
import { createTestMedia, filesUnder } from '#test/support/media-library';
import { photo } from '#test/support/pictures';
import { tempFolder } from '#test/support/temp-folder';
import { buildWorker, forkWorker } from '#test/support/worker-process';

let file: string;
beforeAll(async () => { file = await buildWorker('images'); });
afterAll(() => { rmSync(dirname(file), { recursive: true, force: true }); });

const opened: { readonly close: () => void }[] = [];
afterEach(() => { for (const client of opened.splice(0)) client.close(); });

function client(start: () => WorkerProcess = () => forkWorker(file)) {
  const clock = createFakeClock();
  let started = 0;
  let latest: WorkerProcess | null = null;
  const worker = createWorkerClient<ImageJob, ImageAnswer>(() => { started += 1; latest = start(); return latest; }, clock, { idleMs: 30_000, limitMs: 60_000 });
  opened.push(worker);
  return { worker, clock, images: createImageClient(worker.call), started: () => started, latest: () => latest };
}

describe('the image worker', () => {
  it('reads, shrinks and fits in a process of its own', async () => {
    const { images, started } = client();
    const { bring, renditions } = createTestMedia(tempFolder(), images);
    const asset = await bring(await photo(500, 400));
    if (!asset.ok) throw new Error(asset.error.code);
    expect(asset.value).toMatchObject({ width: 500, mime: 'image/jpeg' });
    expect((await renditions.thumbnail(asset.value.hash, 64)).ok).toBe(true);
    expect((await renditions.renditionFor(asset.value, { ...noFitLimits, maxBytes: 9_000 })).ok).toBe(true);
    expect(started()).toBe(1);
  });

  it('opens nothing but the six types', async () => {
    const { images } = client();
    const { bring } = createTestMedia(tempFolder(), images);
    expect(await bring(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'))).toMatchObject({ ok: false, error: { code: 'media-type' } });
  });

  it('that dies over a picture is started anew; the picture gets a plain code and those behind it are not lost', async () => {
    const folder = tempFolder();
    const good = join(folder, 'good.jpg');
    writeFileSync(good, await photo(40, 40));
    const killer = join(folder, 'killer.jpg');
    const { images, started } = client(() => {
      const real = forkWorker(file);
      // The process dies the moment it is given this one file, as a bug in a decoder would kill it.
      return { ...real, post: (message) => { if (JSON.stringify(message).includes('killer')) real.kill(); else real.post(message); } };
    });
    const [bad, fine] = await Promise.all([images.inspect(killer), images.inspect(good)]);
    expect(bad).toMatchObject({ ok: false, error: { code: 'media-unreadable' } });
    expect(fine).toMatchObject({ ok: true, value: { width: 40 } });
    // The first died over the bad picture; the second read the good one, and died at the bad one's second chance.
    expect(started()).toBe(2);
  });

  it('that never answers is given up, and nothing of the import stays', async () => {
    const folder = tempFolder();
    const { images, clock } = client(() => ({ ...forkWorker(file), post: () => undefined }));
    const { bring } = createTestMedia(folder, images);
    const result = bring(await photo(20, 20));
    for (let round = 0; round < 2; round += 1) {
      await vi.waitFor(() => { expect(clock.pending()).toBe(1); }, { timeout: 60_000, interval: 5 });
      await clock.advance(61_000);
    }
    expect(await result).toMatchObject({ ok: false, error: { code: 'media-unreadable' } });
    expect(filesUnder(folder)).toEqual([]);
  });

  it('is stopped by whoever asked, while it works or while the job waits; what waits behind it is done', async () => {
    const folder = tempFolder();
    const good = join(folder, 'good.jpg');
    writeFileSync(good, await photo(40, 40));
    const { images, started } = client(() => {
      const real = forkWorker(file);
      return { ...real, post: (message) => { if (!JSON.stringify(message).includes('slow')) real.post(message); } };
    });
    const [now, later] = [new AbortController(), new AbortController()];
    const running = images.fit(join(folder, 'slow.jpg'), join(folder, 'a'), noFitLimits, { signal: now.signal });
    const waiting = images.fit(good, join(folder, 'b'), noFitLimits, { signal: later.signal });
    const behind = images.inspect(good);
    later.abort();
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    now.abort();
    expect(await running).toMatchObject({ ok: false, error: { code: 'cancelled' } });
    expect((await behind).ok).toBe(true);
    expect(started()).toBe(2);
    expect(await images.fit(good, join(folder, 'c'), noFitLimits, { signal: now.signal })).toMatchObject({ ok: false, error: { code: 'cancelled' } });
  });

  it('is ended when it has nothing to do, and comes back when needed', async () => {
    const folder = tempFolder();
    const good = join(folder, 'good.jpg');
    writeFileSync(good, await photo(40, 40));
    const { images, clock, latest, started } = client();
    await images.inspect(good);
    const gone = new Promise<void>((resolve) => { latest()?.onExit(resolve); });
    await clock.advance(30_001);
    await gone;
    expect((await images.inspect(good)).ok).toBe(true);
    expect(started()).toBe(2);
  });
});
