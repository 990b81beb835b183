import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { solid } from '#test/support/pictures';
import { catchBrowser } from './support/browser';
import { contractOf, good, type Linnet } from './support/contract';
import { dropFiles } from './support/files';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo, tabTo } from './support/places';
import { connectPractice } from './support/practice-account';
import { makeBrand } from './support/sample';

// Small things in the composer that would be felt as a loss.

let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;
let folder: string;

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linnet-care-'));
  running = await launchApp();
  page = running.window;
  linnet = await contractOf(running);
  await makeBrand(page, 'Wren & Fern');
  brandId = (await linnet.brands.list())[0]?.id ?? '';
});
test.afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

test('in a thread an emoji goes where the caret was, and a removed part comes back', async () => {
  const account = await connectPractice(linnet, await catchBrowser(running.app), brandId, 'Wren studio');
  const post = good(await linnet.posts.create({ brandId, text: 'First', accountIds: [account.id] }));
  good(await linnet.posts.save({ id: post.id, version: post.version, text: 'First', media: [], publications: [{ accountId: account.id, text: null, media: null, thread: [{ text: 'Second', media: [] }], options: {} }] }));
  await goTo(page, `/compose/${post.id}`);
  await page.getByRole('tab', { name: /Practice/ }).click();
  const second = page.getByRole('textbox', { name: 'Part 2 of the thread' });
  await second.focus();
  await page.keyboard.press('End');
  await page.getByRole('button', { name: 'Emoji' }).click();
  await page.getByRole('button', { name: 'wave', exact: true }).click();
  await expect(second).toHaveValue('Second👋');
  await expect(page.getByRole('textbox', { name: /^Text for/ })).toHaveValue('First');

  // A part that is removed takes words with it, so it can be brought back.
  await page.getByRole('button', { name: 'Remove part 2' }).click();
  await expect(page.getByRole('textbox', { name: 'Part 2 of the thread' })).toHaveCount(0);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('textbox', { name: 'Part 2 of the thread' })).toHaveValue('Second👋');
});

test('what is dropped on a post in the bin is not taken', async () => {
  const { id } = good(await linnet.posts.create({ brandId, text: 'In the bin.' }));
  good(await linnet.posts.remove({ ids: [id] }));
  await goTo(page, `/compose/${id}`);
  await expect(page.getByText('This post is in the bin')).toBeVisible();
  const picture = join(folder, 'loaf.png');
  writeFileSync(picture, await solid(60, 40).png().toBuffer());
  await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), [picture]);
  await expect(page.getByText('Take it out of the bin first')).toBeVisible();
  await expect(page.getByText('This is not saved')).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Pictures' }).getByRole('listitem')).toHaveCount(0);
});

test('a toast that was answered by keyboard does not keep the next one for ever', async () => {
  const { id } = good(await linnet.posts.create({ brandId, text: 'To and fro.' }));
  await goTo(page, `/compose/${id}`);
  const bin = async (): Promise<void> => {
    await page.getByRole('button', { name: 'More for this post' }).click();
    await page.getByRole('menuitem', { name: 'Delete to the bin' }).click();
    await expect(page.getByText('In the bin', { exact: true })).toBeVisible();
  };
  await bin();
  await tabTo(page, /^Undo$/);
  await page.keyboard.press('Enter');
  await expect.poll(async () => good(await linnet.posts.get({ id })).deletedAt).toBeNull();
  await goTo(page, `/compose/${id}`);
  await bin();
  await expect(page.getByText('In the bin', { exact: true })).toHaveCount(0, { timeout: 30_000 });
});
