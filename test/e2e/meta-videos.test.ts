import { randomUUID } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { realClock } from '#test/connectors/support/real-clock';
import { type FacebookServer, startFacebook } from '#test/networks/facebook/server';
import { startThreads, type ThreadsServer } from '#test/networks/threads/server';
import { type MediaHostServers, startMediaHosts } from '#test/support/servers/media-host/media-host';
import { video, videoPath } from '#test/support/videos';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import { dropFiles } from './support/files';
import type { LaunchedApp } from './support/launch';
import { goTo } from './support/places';
import { startWithBrand } from './support/started';

// One film to a Facebook Page, which is sent its bytes, and to Threads, which fetches it from a media host; each once.

let facebook: FacebookServer;
let threads: ThreadsServer;
let hosts: MediaHostServers;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;
const accountOf = async (network: string): Promise<string> => (await linnet.accounts.list({ brandId })).find((one) => one.network === network)?.id ?? '';

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(400_000);
  [facebook, threads, hosts] = await Promise.all([startFacebook(realClock), startThreads(realClock), startMediaHosts()]);
  threads.wire.on = true;
  ({ folder, running, page, linnet, brandId } = await startWithBrand({ facebook: { url: facebook.url }, threads: { url: threads.url } }));
  const scopes = ['pages_show_list', 'pages_read_engagement', 'pages_manage_posts', 'pages_read_user_content', 'read_insights'];
  const tokens = { facebook: facebook.oauth.pageToken(facebook.pages.ceramics, scopes), threads: threads.oauth.generate(['threads_basic', 'threads_content_publish', 'threads_read_replies', 'threads_manage_mentions', 'threads_manage_insights', 'threads_delete']) };
  for (const network of ['facebook', 'threads'] as const) good(await linnet.accounts.connect({ loginId: randomUUID(), brandId, network, method: 'app-password', fields: { token: tokens[network] } }));
  good(await linnet.mediaHost.save({ settings: hosts.webdav.settings, secret: hosts.webdav.secret }));
});

test.afterAll(async () => {
  await running.stop();
  await Promise.all([facebook.close(), threads.close(), hosts.close()]);
  await folder.remove();
});

test('a film goes to a Page with its title and to Threads with its alt text, once each, and nothing stays on the media host', async () => {
  test.setTimeout(240_000);
  facebook.store.film.behave.seconds = 2;
  threads.store.behave.videoSeconds = 2;
  const ids = [await accountOf('facebook'), await accountOf('threads')];
  const post = good(await linnet.posts.create({ brandId, text: 'The kiln is opened', accountIds: ids }));
  const file = join(folder.path, 'kiln.mp4');
  await copyFile(videoPath('h264-aac.mp4'), file);
  await goTo(page, `/compose/${post.id}`);
  await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), [file]);
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).media.length, { timeout: 60_000 }).toBe(1);
  await page.getByRole('list', { name: 'Pictures' }).getByRole('button', { name: /^Video 1/ }).click();
  await page.getByRole('textbox', { name: 'Alt text of video 1' }).fill('A kiln glows');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.locator(`#tab-${ids[0]}`).click();
  await page.getByLabel('Title of the video').fill('Raku night');
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).publications.map(({ network, options }) => [network, options])).toEqual(expect.arrayContaining([['facebook', { videoTitle: 'Raku night' }]]));
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  const states = async () => good(await linnet.posts.get({ id: post.id })).publications.map(({ state }) => state);
  await expect.poll(states, { timeout: 120_000 }).toEqual(['published', 'published']);
  const bytes = video('h264-aac.mp4');
  expect(facebook.posts.map(({ message, video: shown }) => [message, shown?.received, shown?.finished?.['title']])).toEqual([['The kiln is opened', bytes.length, 'Raku night']]);
  expect(threads.posts.map(({ text, kind, fields }) => [text, kind, fields['alt_text']])).toEqual([['The kiln is opened', 'VIDEO', 'A kiln glows']]);
  expect(threads.wire.got.map(({ type, bytes: got }) => [type, Buffer.from(bytes).equals(got)])).toEqual([['video/mp4', true]]);
  await expect.poll(() => hosts.lying(), { timeout: 30_000 }).toEqual([]);
});

test('a Reel says what it wants of a video, and a Story shows no text', async () => {
  const id = await accountOf('facebook');
  const post = good(await linnet.posts.create({ brandId, text: 'Words', accountIds: [id] }));
  await goTo(page, `/compose/${post.id}`);
  await page.locator(`#tab-${id}`).click();
  const choose = async (name: string): Promise<void> => {
    await page.getByRole('combobox', { name: 'Post as' }).or(page.getByRole('textbox', { name: 'Post as' })).first().click();
    await page.getByRole('option', { name, exact: true }).click();
  };
  await choose('Reel');
  await expect(page.getByText('A Reel on Facebook is one video').first()).toBeVisible();
  await choose('Story');
  await expect(page.getByText('A Story on Facebook is one picture or one video').first()).toBeVisible();
  await expect(page.getByText('A Story on Facebook does not show the text').first()).toBeVisible();
  await expect(page.getByLabel('Title of the video')).toHaveCount(0);
  const file = join(folder.path, 'wide.mp4');
  await copyFile(videoPath('h264-aac.mp4'), file);
  await dropFiles(page, page.getByRole('textbox').first(), [file]);
  await choose('Reel');
  await expect(page.getByText(/The video .*(?:tall|wide|shape)/).first()).toBeVisible();
});
