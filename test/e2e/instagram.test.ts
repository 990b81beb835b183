import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { realClock } from '#test/connectors/support/real-clock';
import { agreeing } from '#test/networks/instagram/rig';
import { type InstagramServer, startInstagram } from '#test/networks/instagram/server';
import { photo } from '#test/support/pictures';
import { catchBrowser } from './support/browser';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import { dropFiles } from './support/files';
import type { LaunchedApp } from './support/launch';
import { goTo } from './support/places';
import { startWithBrand } from './support/started';

// An Instagram account by its Facebook Page, in the real app: no media host, so its pictures lie on the Page.

let server: InstagramServer;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;

test.beforeAll(async () => {
  server = await startInstagram(realClock);
  ({ folder, running, page, linnet, brandId } = await startWithBrand({ instagram: { url: server.url } }));
});

test.afterAll(async () => {
  await running.stop();
  await server.close();
  await folder.remove();
});

test('one login by the Page connects the account that was ticked', async () => {
  const browser = await catchBrowser(running.app);
  const dialog = page.getByRole('dialog');
  await goTo(page, '/accounts');
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
  await dialog.getByRole('list', { name: 'Networks' }).getByRole('button', { name: /^Instagram/ }).click();
  await dialog.getByText('By its Page', { exact: true }).click();
  await dialog.getByLabel('App ID').fill(server.oauth.app.clientId);
  await dialog.getByLabel('App secret').first().fill(server.oauth.app.clientSecret);
  await dialog.getByRole('button', { name: 'Log in with the browser' }).click();
  await agreeing(await browser.next());
  await dialog.getByRole('group', { name: 'Accounts' }).getByLabel('harrowandclay').check();
  await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect.poll(async () => (await linnet.accounts.list({ brandId })).map(({ handle, status }) => [handle, status])).toEqual([['harrowandclay', 'ok']]);
});

test('a post with two pictures goes out as a carousel with its first comment, and nothing stays on the Page', async () => {
  const accountId = (await linnet.accounts.list({ brandId }))[0]?.id ?? '';
  const post = good(await linnet.posts.create({ brandId, text: 'Opened the kiln this morning', accountIds: [accountId] }));
  const files = [join(folder.path, 'shelf.jpg'), join(folder.path, 'bowl.jpg')];
  for (const [n, file] of files.entries()) await writeFile(file, await photo(1200, 900, n + 1));
  await goTo(page, `/compose/${post.id}`);
  await expect(page.getByText('Instagram takes no post without a picture')).toBeVisible();
  await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), files);
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).media.length, { timeout: 30_000 }).toBe(2);
  await page.locator(`#tab-${accountId}`).click();
  await page.getByLabel('First comment').fill('Ash glaze over red clay');
  await expect(page.getByText('needs a media host')).toHaveCount(0);
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).publications[0]?.options).toEqual({ firstComment: 'Ash glaze over red clay' });
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  await expect.poll(() => server.posts.map(({ kind, caption }) => [kind, caption]), { timeout: 60_000 }).toEqual([['CAROUSEL_ALBUM', 'Opened the kiln this morning']]);
  await expect.poll(() => server.posts[0]?.comments.map(({ text }) => text)).toEqual(['Ash glaze over red clay']);
  await expect.poll(() => server.photos.size).toBe(0);
});

test('Accounts shows how many posts Instagram still takes today', async () => {
  const accountId = (await linnet.accounts.list({ brandId }))[0]?.id ?? '';
  await linnet.accounts.test({ id: accountId });
  await goTo(page, `/accounts/${accountId}`);
  await expect(page.getByText('99 of 100 posts left')).toBeVisible();
});
