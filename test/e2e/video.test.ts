import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { video, videoPath, type VideoName } from '#test/support/videos';
import { contractOf, good, type Linnet } from './support/contract';
import { dropFiles } from './support/files';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { makeBrand } from './support/sample';

// Videos as they come: dropped, played in place, and one larger than anybody would hold in memory.

let folder: string;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linnet-videos-'));
  running = await launchApp();
  page = running.window;
  linnet = await contractOf(running);
  await makeBrand(page, 'Wren & Fern');
  await goTo(page, '/calendar?view=month');
  await page.getByRole('button', { name: 'Compose' }).first().click();
  await expect(editor()).toBeFocused();
});

test.afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

const editor = (): Locator => page.getByRole('textbox', { name: 'Base text' });
const card = (number: number): Locator => page.getByRole('list', { name: 'Pictures' }).getByRole('button', { name: new RegExp(`^Video ${number}`) });
const copy = (name: VideoName): string => {
  const path = join(folder, name);
  copyFileSync(videoPath(name), path);
  return path;
};
const stored = async () => {
  const { media } = good(await linnet.posts.get({ id: /compose\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '' }));
  return linnet.media.get({ ids: media.map(({ assetId }) => assetId) });
};

test('a video is dropped: it has a picture taken out of it, its length, and what it is', async () => {
  await dropFiles(page, editor(), [copy('h264-aac.mp4')]);
  await expect(card(1)).toContainText('0:04');
  await expect.poll(() => card(1).locator('img').evaluate((img: HTMLImageElement) => img.naturalWidth), { message: 'the poster is made and shown' }).toBeGreaterThan(0);
  await expect.poll(async () => (await stored()).map(({ mime, video: seen }) => [mime, seen?.durationMs, seen?.videoCodec])).toEqual([['video/mp4', 4000, 'avc']]);
});

test('it plays in place, and leaps to where it is told', async () => {
  await card(1).click();
  const player = page.getByLabel('Play h264-aac.mp4');
  await expect(page.getByText('0:04 · 0 MB · MP4 · H.264, AAC · 320 × 180 · 25 pictures a second')).toBeVisible();
  const seen = await player.evaluate(async (film: HTMLVideoElement) => {
    film.muted = true;
    await film.play();
    await new Promise((resolve) => { film.ontimeupdate = () => { if (film.currentTime > 0.2) resolve(null); }; });
    film.pause();
    const leapt = new Promise((resolve) => { film.onseeked = resolve; });
    film.currentTime = 3.5;
    await leapt;
    return { at: film.currentTime, duration: film.duration, width: film.videoWidth };
  });
  expect(seen.at).toBeCloseTo(3.5, 1);
  expect([Math.round(seen.duration), seen.width]).toEqual([4, 320]);
  await page.getByRole('textbox', { name: 'Alt text of video 1' }).fill('A kiln is opened');
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(card(1)).toContainText('A kiln is opened');
});

test('one that the window cannot play is taken all the same; one that is no video says why not', async () => {
  await dropFiles(page, editor(), [copy('hevc.mp4'), copy('mpeg4.avi')]);
  await expect(card(2)).toContainText('0:04');
  await expect(page.locator('.uploads li')).toHaveText([/mpeg4\.avi is not a kind of picture or video Linnet takes/]);
  await page.getByRole('button', { name: 'Take video 2 out' }).click();
  await expect(card(2)).toHaveCount(0);
  await page.getByRole('button', { name: /^Dismiss the note about/ }).click();
});

test('one of a gigabyte comes in piece by piece: the main process does not grow with it', async () => {
  test.setTimeout(240_000);
  const path = join(folder, 'long.mp4');
  const film = video('h264-aac.mp4');
  const bytes = 1_000_000_000;
  const head = Buffer.alloc(16);
  head.writeUInt32BE(1, 0);
  head.write('free', 4, 'latin1');
  head.writeBigUInt64BE(BigInt(bytes - film.length), 8);
  const handle = openSync(path, 'w');
  writeSync(handle, film);
  writeSync(handle, head);
  closeSync(handle);
  truncateSync(path, bytes);
  const memory = () => running.app.evaluate(() => process.memoryUsage().rss);
  const before = await memory();
  let most = 0;
  await dropFiles(page, editor(), [path]);
  await expect.poll(async () => {
    most = Math.max(most, await memory());
    return (await stored()).map((asset) => asset.bytes);
  }, { timeout: 200_000 }).toEqual([film.length, bytes]);
  expect(most - before).toBeLessThan(300_000_000);
});
