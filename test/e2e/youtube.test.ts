import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { addDays, toWallDate } from '#core/time';
import { realClock } from '#test/connectors/support/real-clock';
import { agreeing } from '#test/networks/youtube/rig';
import { startYoutube, type YoutubeServer } from '#test/networks/youtube/server';
import { photo } from '#test/support/pictures';
import { largeVideo } from '#test/support/videos';
import { catchBrowser } from './support/browser';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import { dropFiles } from './support/files';
import { killApp, type LaunchedApp } from './support/launch';
import { goTo } from './support/places';
import { startOn, startWithBrand } from './support/started';

// A YouTube channel in the real app: everything is done in the window, and the local server keeps what came of it.

test.describe.configure({ mode: 'serial' });

/** Three pieces of 8 MiB, the last one short. */
const BYTES = 20_000_000;

let server: YoutubeServer;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;
let film: string;

test.beforeAll(async () => {
  server = await startYoutube(realClock);
  ({ folder, running, page, linnet, brandId } = await startWithBrand({ youtube: { url: server.url } }));
  film = join(folder.path, 'kiln.mp4');
  await pipeline(Readable.from(largeVideo(BYTES)), createWriteStream(film));
  await writeFile(join(folder.path, 'cover.jpg'), await photo(1280, 720, 3));
});

test.afterAll(async () => {
  await running.stop();
  await server.close();
  await folder.remove();
});

const account = async () => (await linnet.accounts.list({ brandId }))[0];
const stateOf = async (postId: string) => good(await linnet.posts.get({ id: postId })).publications[0]?.state;
const form = (): Locator => page.getByRole('region', { name: 'YouTube options' });
const dueAt = async (postId: string): Promise<number> => good(await linnet.posts.get({ id: postId })).publications[0]?.dueAt ?? 0;

/** A draft for the channel, with the film dropped on it and its tab open. */
async function compose(text: string, files: readonly string[] = [film], plannedWall?: string): Promise<string> {
  const id = (await account())?.id ?? '';
  const post = good(await linnet.posts.create({ brandId, text, accountIds: [id], ...(plannedWall === undefined ? {} : { plannedWall }) }));
  await goTo(page, `/compose/${post.id}`);
  await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), files);
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).media.length, { timeout: 60_000 }).toBe(files.length);
  await page.locator(`#tab-${id}`).click();
  return post.id;
}
async function choose(label: string, choice: string): Promise<void> {
  await form().getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: choice, exact: true }).click();
}
async function publishNow(): Promise<void> {
  await page.getByRole('button', { name: 'Other ways to plan it' }).click();
  await page.getByRole('menuitem', { name: 'Publish now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).click();
}

test('one login at Google connects the channel', async () => {
  const browser = await catchBrowser(running.app);
  const dialog = page.getByRole('dialog');
  await goTo(page, '/accounts');
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
  await dialog.getByRole('list', { name: 'Networks' }).getByRole('button', { name: /^YouTube/ }).click();
  await dialog.getByLabel('Client ID').fill(server.app.clientId);
  await dialog.getByLabel('Client secret').first().fill(server.app.clientSecret);
  await dialog.getByRole('button', { name: 'Log in with the browser' }).click();
  await agreeing(await browser.next());
  await expect.poll(async () => (await linnet.accounts.list({ brandId })).map(({ handle, status }) => [handle, status])).toEqual([['keramikstudio', 'ok']]);
});

test('a video with its thumbnail, playlist and captions is set off in the window, and goes out once', async () => {
  test.setTimeout(120_000);
  const postId = await compose('Three days of firing, in three minutes.', [film, join(folder.path, 'cover.jpg')]);
  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems.getByText(/title/i).first()).toBeVisible();
  await form().getByLabel('Title').fill('Opening the kiln');
  await choose('Made for kids', 'No, not made for kids');
  await choose('Category', 'How-to and style');
  await choose('Playlist', 'Kilns');
  await form().getByLabel('Tags').fill('kiln, ash glaze');
  await choose('Language', 'English');
  await form().getByLabel('Captions').fill('1\n00:00:00,000 --> 00:00:02,000\nThe kiln is opened.\n');
  await form().getByText('Altered or made by AI').click();
  await form().getByText('Tell subscribers').click();
  await expect(problems.getByRole('listitem').filter({ hasText: 'YouTube' })).toHaveCount(0);
  await publishNow();
  await expect.poll(() => stateOf(postId), { timeout: 60_000 }).toBe('published');
  const [made] = server.videos;
  expect(server.videos).toHaveLength(1);
  expect(made).toMatchObject({
    notify: false, thumbnail: { mime: 'image/jpeg' },
    snippet: { title: 'Opening the kiln', description: 'Three days of firing, in three minutes.', categoryId: '26', tags: ['kiln', 'ash glaze'], defaultLanguage: 'en' },
    status: { privacyStatus: 'public', selfDeclaredMadeForKids: false, containsSyntheticMedia: true },
  });
  expect(made?.bytes.equals(await readFile(film))).toBe(true);
  expect(server.placed).toEqual([{ playlistId: 'PLkilns', videoId: made?.id }]);
  expect(server.captions).toMatchObject([{ videoId: made?.id, language: 'en' }]);
});

test('Accounts shows what is left of the day’s quota', async () => {
  const id = (await account())?.id ?? '';
  await goTo(page, `/accounts/${id}`);
  await expect(page.getByText('99 of 100 posts left')).toBeVisible();
  await expect(page.getByText(/of 10,000 points left/)).toBeVisible();
});

test('a kill in the middle of the upload: the next start goes on with it, and no second video is made', async () => {
  test.setTimeout(180_000);
  const before = server.uploads.begun();
  let pieces = 0;
  // The second piece arrives, and nobody says so.
  server.behave.mute = (method, path) => {
    if (method !== 'PUT' || !path.startsWith('/upload/')) return false;
    pieces += 1;
    return pieces === 2;
  };
  const postId = await compose('Killed on its way.');
  await form().getByLabel('Title').fill('A long firing');
  await choose('Made for kids', 'No, not made for kids');
  await publishNow();
  await expect.poll(() => pieces, { timeout: 60_000 }).toBe(2);
  const arrived = server.uploads.received();
  await killApp(running);
  server.behave.mute = () => false;
  ({ running, page, linnet } = await startOn(folder));
  await expect.poll(() => stateOf(postId), { timeout: 60_000 }).toBe('published');
  expect(server.uploads.begun()).toBe(before + 1);
  const made = server.videos.filter(({ snippet }) => snippet['title'] === 'A long firing');
  expect(made.map(({ status }) => status['privacyStatus'])).toEqual(['public']);
  expect(made[0]?.bytes.equals(await readFile(film))).toBe(true);
  // It asked first, so nothing of it went twice.
  expect(server.uploads.received() - arrived).toBe(BYTES - 2 * 8_388_608);
});

test('a video for later is given to YouTube with its time, moved there, and taken back', async () => {
  test.setTimeout(180_000);
  await goTo(page, '/settings/brands');
  await page.getByRole('switch', { name: 'Let networks hold posts' }).click({ force: true });
  await expect.poll(async () => (await linnet.brands.list())[0]?.nativeHandover).toBe(true);
  const zone = (await linnet.brands.list())[0]?.timeZone ?? 'UTC';
  const day = addDays(toWallDate(Date.now(), zone), 2);
  const postId = await compose('Tomorrow’s firing.', [film], `${day}T10:00`);
  const kept = () => server.videos.filter(({ snippet }) => snippet['title'] === 'Kept for later').map(({ status }) => [status['privacyStatus'], status['publishAt']]);
  await form().getByLabel('Title').fill('Kept for later');
  await choose('Made for kids', 'Yes, made for kids');
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect.poll(() => dueAt(postId)).toBeGreaterThan(Date.now());
  const at = await dueAt(postId);
  await expect.poll(kept, { timeout: 60_000 }).toEqual([['private', new Date(at).toISOString()]]);
  await page.getByLabel(/^Time it goes out/).fill('11:30');
  await page.getByRole('button', { name: 'Reschedule', exact: true }).click();
  await expect.poll(kept, { timeout: 60_000 }).toEqual([['private', new Date(at + 90 * 60_000).toISOString()]]);
  await page.getByRole('button', { name: 'Unschedule' }).click();
  await expect.poll(kept, { timeout: 60_000 }).toEqual([]);
});

test('it is deleted on YouTube from its panel', async () => {
  const { recent } = await linnet.publishing.today({ brandId });
  const id = recent[0]?.publicationId ?? '';
  const published = server.videos.length;
  await goTo(page, `/publication/${id}`);
  const shown = page.getByRole('region', { name: 'Publication', exact: true });
  await shown.getByRole('button', { name: 'Remove from YouTube' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove it from YouTube' }).click();
  await expect.poll(() => server.videos.length).toBe(published - 1);
});
