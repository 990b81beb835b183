import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import type { NetworkId } from '#core/networks';
import { photo } from '#test/support/pictures';
import { videoPath } from '#test/support/videos';
import { catchBrowser, type OpenedPages } from './support/browser';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import { dropFiles } from './support/files';
import type { LaunchedApp } from './support/launch';
import { type LocalNetwork, startLocalNetworks } from './support/local-networks';
import { goTo } from './support/places';
import { startWithBrand } from './support/started';

// Every network but TikTok, on its local server: connected by a person's own way through the dialog, and one post to all of them at once.

let networks: readonly LocalNetwork[];
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;
let browser: OpenedPages;
let dialog: Locator;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  networks = await startLocalNetworks();
  ({ folder, running, page, linnet, brandId } = await startWithBrand(Object.assign({}, ...networks.map(({ settings }) => settings))));
  browser = await catchBrowser(running.app);
  dialog = page.getByRole('dialog');
});

test.afterAll(async () => {
  await running.stop();
  await Promise.all(networks.map(({ close }) => close()));
  await folder.remove();
});

const accounts = async () => linnet.accounts.list({ brandId });

test('each network is connected through the dialog', async () => {
  test.setTimeout(240_000);
  const done: NetworkId[] = [];
  for (const network of networks) {
    await goTo(page, '/accounts');
    await page.getByRole('button', { name: 'Connect an account' }).first().click();
    await dialog.getByRole('list', { name: 'Networks' }).getByRole('button', { name: network.button }).click();
    if (network.way !== undefined) await dialog.getByText(network.way, { exact: true }).click();
    for (const [label, value] of Object.entries(network.fields)) await dialog.locator('input:not([type=radio])').and(dialog.getByLabel(label)).first().fill(value);
    await dialog.getByRole('button', { name: network.act ?? 'Log in with the browser' }).click();
    await network.agree?.(await browser.next());
    if (network.choose !== undefined) {
      await dialog.getByRole('group', { name: /^(?:Pages|Accounts)$/ }).getByLabel(network.choose).check();
      await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
    }
    done.push(network.id);
    await expect.poll(async () => (await accounts()).map(({ network: id, status }) => `${id} ${status}`).toSorted(), { message: network.id, timeout: 30_000 }).toEqual(done.map((id) => `${id} ok`).toSorted());
    await expect(dialog).toHaveCount(0);
  }
});

test('one post goes to all of them at once, and each has it once', async () => {
  test.setTimeout(120_000);
  const all = await accounts();
  const text = 'Opened the kiln this morning';
  const post = good(await linnet.posts.create({ brandId, text, accountIds: all.map(({ id }) => id) }));
  const file = join(folder.path, 'shelf.jpg');
  await writeFile(file, await photo(1200, 900, 1));
  await goTo(page, `/compose/${post.id}`);
  await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), [file, videoPath('h264-aac.mp4')]);
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).media.length, { timeout: 30_000 }).toBe(2);
  // What some of them want of a post beside its words, as the composer would save it.
  await goTo(page, '/calendar');
  await expect(async () => {
    const saved = good(await linnet.posts.get({ id: post.id }));
    const kinds = new Map((await linnet.media.get({ ids: saved.media.map(({ assetId }) => assetId) })).map(({ id, mime }) => [id, mime.startsWith('video/') ? 'film' : 'picture']));
    const media = saved.media.map((one) => (kinds.get(one.assetId) === 'picture' ? { ...one, alt: 'A shelf of bowls' } : one));
    const publications = saved.publications.map(({ accountId, thread, options }) => {
      const network = networks.find(({ id }) => id === all.find((account) => account.id === accountId)?.network);
      return { accountId, text: null, media: media.filter(({ assetId }) => kinds.get(assetId) === (network?.takes ?? 'picture')), thread, options: { ...options, ...network?.options } };
    });
    good(await linnet.posts.save({ id: post.id, version: saved.version, text, media, publications }));
  }).toPass({ timeout: 20_000 });
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  const texts = async (): Promise<Readonly<Record<string, readonly string[]>>> => Object.fromEntries(await Promise.all(networks.map(async ({ id, posts }) => [id, await posts()] as const)));
  await expect.poll(texts, { timeout: 60_000 }).toEqual(Object.fromEntries(networks.map(({ id }) => [id, [text]])));
  await expect.poll(async () => [...new Set(good(await linnet.posts.get({ id: post.id })).publications.map(({ state }) => state))], { timeout: 30_000 }).toEqual(['published']);
  expect(await texts()).toEqual(Object.fromEntries(networks.map(({ id }) => [id, [text]])));
});
