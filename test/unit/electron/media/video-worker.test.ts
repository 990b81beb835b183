import { rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Clock, type Millis, SECOND } from '#core/clock';
import type { VideoAnswer, VideoJob } from '#electron/features/media/ports';
import { createVideoClient } from '#electron/features/media/video-client';
import { createWorkerClient, type WorkerProcess } from '#electron/shell/worker-client';
import { realClock } from '#test/connectors/support/real-clock';
import { tempFolder } from '#test/support/temp-folder';
import { video, type VideoName, videoPath } from '#test/support/videos';
import { buildWorker, forkWorker } from '#test/support/worker-process';

let file: string;
beforeAll(async () => { file = await buildWorker('videos'); });
afterAll(() => { rmSync(dirname(file), { recursive: true, force: true }); });

const opened: { readonly close: () => void }[] = [];
afterEach(() => { for (const client of opened.splice(0)) client.close(); });

const SOON = 3 * SECOND;
/** For films that must be read: a busy machine may take its time to start a process. */
const PATIENT = 60 * SECOND;

/** As the app starts it, with little memory; and, unless it says otherwise, less time. */
function client(around: (worker: WorkerProcess) => WorkerProcess = (worker) => worker, limitMs: () => Millis = () => PATIENT) {
  const clock: Clock = { ...realClock, callAt: (at, fn) => realClock.callAt(at + limitMs(), fn) };
  // The limit comes with the clock, for it changes within a test.
  const worker = createWorkerClient<VideoJob, VideoAnswer>(() => around(forkWorker(file, ['--max-old-space-size=256'])), clock, { limitMs: 0, idleMs: PATIENT });
  opened.push(worker);
  return createVideoClient(worker.call);
}

it('reads videos in a process of its own', async () => {
  expect(await client().inspect(videoPath('h264-aac.mp4'))).toMatchObject({ ok: true, value: { mime: 'video/mp4', video: { durationMs: 4000 } } });
});

it('always answers, and soon, whatever was done to the bytes; and the next film is read', async () => {
  let limit: Millis = SOON;
  const { inspect } = client(undefined, () => limit);
  const at = join(tempFolder(), 'film');
  const names = fc.constantFrom<VideoName>('h264-aac.mp4', 'moov-last.mp4', 'h264.mov', 'h264.mkv', 'vp9-opus.webm', 'prores.mov');
  const harm = fc.array(fc.record({ at: fc.nat({ max: 60_000 }), byte: fc.nat({ max: 255 }) }), { maxLength: 30 });
  await fc.assert(fc.asyncProperty(names, harm, fc.option(fc.nat({ max: 60_000 })), fc.boolean(), async (name, harms, cut, nearBegin) => {
    const bytes = video(name);
    for (const { at: place, byte } of harms) bytes[(nearBegin ? place % 1500 : place) % bytes.length] = byte;
    writeFileSync(at, cut === null ? bytes : bytes.subarray(0, cut));
    const answer = await inspect(at);
    if (!answer.ok) expect(['media-unreadable', 'media-type', 'media-empty', 'video-without-picture']).toContain(answer.error.code);
  }), { numRuns: 60 });
  limit = PATIENT;
  expect(await inspect(videoPath('h264.mov'))).toMatchObject({ ok: true });
}, 300_000);

it('gives up a table that would keep it busy for a minute, in the time it has', async () => {
  const bytes = video('h264-aac.mp4');
  // Found by the test above: a length in the table of contents becomes a number of some billions.
  for (const [place, byte] of [[3972, 193], [43_881, 142], [23_598, 230], [46_996, 90], [29_904, 18], [19_062, 11], [20_333, 204]] as const) bytes[place % 1500] = byte;
  const at = join(tempFolder(), 'film');
  writeFileSync(at, bytes);
  let killed = 0;
  const { inspect } = client((real) => ({ ...real, kill: () => { killed += 1; real.kill(); } }), () => SOON);
  expect(await inspect(at)).toMatchObject({ ok: false, error: { code: 'media-unreadable' } });
  // By its time: it never said a word of the film, nor ended by itself.
  expect(killed).toBe(1);
}, 180_000);

it('that dies over a film is started anew for the next one; the film is not tried again', async () => {
  let killed = 0;
  const { inspect } = client((real) => ({ ...real, post: (message) => {
    if (!JSON.stringify(message).includes('rotated')) return real.post(message);
    killed += 1;
    real.kill();
  } }));
  const [bad, fine] = await Promise.all([inspect(videoPath('rotated.mp4')), inspect(videoPath('vp8-silent.webm'))]);
  expect(bad).toMatchObject({ ok: false, error: { code: 'media-unreadable' } });
  expect(fine).toMatchObject({ ok: true });
  expect(killed).toBe(1);
});
