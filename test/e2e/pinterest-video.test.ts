import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { realClock } from '#test/connectors/support/real-clock';
import { APP } from '#test/networks/pinterest/answers';
import { freePort } from '#test/networks/pinterest/free-port';
import { type PinterestServer, startPinterest } from '#test/networks/pinterest/server';
import { video, videoPath } from '#test/support/videos';
import { catchBrowser } from './support/browser';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import { dropFiles } from './support/files';
import type { LaunchedApp } from './support/launch';
import { goTo } from './support/places';
import { startWithBrand } from './support/started';

// A video Pin in the real app, from the login to the Pin.

let server: PinterestServer;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;

test.beforeAll(async () => {
  server = await startPinterest(realClock);
  server.settings.processingLooks = 1;
  ({ folder, running, page, linnet, brandId } = await startWithBrand({ pinterest: { url: server.url } }));
});

test.afterAll(async () => {
  await running.stop();
  await server.close();
  await folder.remove();
});

test('the login says that a trial app’s Pins are seen by oneself alone, and connects', async () => {
  const browser = await catchBrowser(running.app);
  const dialog = page.getByRole('dialog');
  await goTo(page, '/accounts');
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
  await dialog.getByRole('list', { name: 'Networks' }).getByRole('button', { name: /^Pinterest/ }).click();
  await expect(dialog.getByText('only you can see the Pins it makes')).toBeVisible();
  await dialog.getByLabel('App ID').fill(APP.id);
  await dialog.getByLabel('App secret key').fill(APP.secret);
  await dialog.getByLabel('Port').fill(String(await freePort()));
  await dialog.getByRole('button', { name: 'Log in with the browser' }).click();
  await fetch(await browser.next());
  await expect.poll(async () => (await linnet.accounts.list({ brandId })).map(({ handle, status }) => [handle, status])).toEqual([['harrowandclay', 'ok']]);
});

test('a video goes out as a Pin with its board, its cover and its alt text', async () => {
  test.setTimeout(120_000);
  const accountId = (await linnet.accounts.list({ brandId }))[0]?.id ?? '';
  const post = good(await linnet.posts.create({ brandId, text: 'The kiln is opened', accountIds: [accountId] }));
  const path = join(folder.path, 'kiln.mp4');
  await copyFile(videoPath('h264-aac.mp4'), path);
  await goTo(page, `/compose/${post.id}`);
  await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), [path]);
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).media.length, { timeout: 30_000 }).toBe(1);
  await page.getByRole('list', { name: 'Pictures' }).getByRole('button', { name: /^Video 1/ }).click();
  await page.getByRole('textbox', { name: 'Alt text of video 1' }).fill('Steam over red bricks');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.locator(`#tab-${accountId}`).click();
  await page.getByLabel('Board', { exact: true }).first().click();
  await page.getByRole('option', { name: 'Workshop' }).click();
  await page.getByLabel('Cover of a video').fill('2');
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).publications[0]?.options).toEqual({ board: '700002', coverAt: '2' });
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  await expect.poll(() => server.pins.map(({ description, board_id, cover, alt_text }) => [description, board_id, cover, alt_text]), { timeout: 60_000 }).toEqual([['The kiln is opened', '700002', 2, 'Steam over red bricks']]);
  expect(server.videoOf(server.pins[0]?.video ?? '')?.equals(video('h264-aac.mp4'))).toBe(true);
  expect(server.problems).toEqual([]);
});
