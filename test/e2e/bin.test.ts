import { expect, type Page, test } from '@playwright/test';
import { contractOf, good, type Linnet } from './support/contract';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { makeBrand } from './support/sample';

let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;

test.beforeAll(async () => {
  running = await launchApp();
  page = running.window;
  linnet = await contractOf(running);
  await makeBrand(page, 'Wren & Fern');
  brandId = (await linnet.brands.list())[0]?.id ?? '';
});
test.afterAll(async () => { await running.stop(); });

const inBin = async (): Promise<readonly string[]> => (await linnet.posts.bin({ brandId })).map(({ title }) => title);
const binned = async (text: string): Promise<string> => {
  const { id } = good(await linnet.posts.create({ brandId, text }));
  good(await linnet.posts.remove({ ids: [id] }));
  return id;
};

test('an empty bin teaches; a deleted post is found, read, restored, and deleted for good only after a yes', async () => {
  await goTo(page, '/bin');
  await expect(page.getByText('The bin is empty.')).toBeVisible();
  await binned('Ferns like shade');
  await binned('Wrens like hedges');
  const list = page.getByRole('list', { name: 'In the bin' });
  await expect(list.getByRole('listitem')).toHaveCount(2);

  await page.getByRole('textbox', { name: 'Find in the bin' }).fill('FERNS');
  await expect(list.getByRole('listitem')).toHaveCount(1);
  await page.getByRole('textbox', { name: 'Find in the bin' }).fill('');
  await expect(list.getByRole('listitem')).toHaveCount(2);

  // By keyboard alone: R restores, Delete asks, and no is no.
  await list.getByRole('button', { name: /Wrens like hedges/ }).first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(list.getByRole('button', { name: /Ferns like shade/ }).first()).toBeFocused();
  await page.keyboard.press('r');
  await expect.poll(inBin).toEqual(['Wrens like hedges']);
  await list.getByRole('button', { name: /Wrens like hedges/ }).first().focus();
  await page.keyboard.press('Delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  expect(await inBin()).toEqual(['Wrens like hedges']);
  await list.getByRole('button', { name: /Wrens like hedges/ }).first().focus();
  await page.keyboard.press('Delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click();
  await expect.poll(inBin).toEqual([]);
  await expect(page.getByText('1 post deleted for good')).toBeVisible();
  expect((await linnet.posts.drafts({ brandId })).map(({ title }) => title)).toEqual(['Ferns like shade']);
});

test('is emptied at once, is found by name, and holds as many as there are without a row for each', async () => {
  const ids = await Promise.all(Array.from({ length: 300 }, async (_, n) => good(await linnet.posts.create({ brandId, text: `Leaf ${n}` })).id));
  good(await linnet.posts.remove({ ids }));
  await goTo(page, '/today');
  await page.keyboard.press('Control+K');
  await page.getByRole('combobox', { name: 'Find anything' }).fill('bin');
  await page.keyboard.press('Enter');
  const list = page.getByRole('list', { name: 'In the bin' });
  await expect(page.getByText('300 posts')).toBeVisible();
  await expect(list.getByRole('listitem').first()).toBeVisible();
  expect(await list.getByRole('listitem').count()).toBeLessThan(60);
  await page.getByRole('button', { name: 'Empty the bin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Empty the bin' }).click();
  await expect(page.getByText('The bin is empty.')).toBeVisible();
});

test('a new post that was left empty goes without the bin', async () => {
  await goTo(page, '/calendar');
  const before = (await linnet.posts.drafts({ brandId })).length;
  await page.getByRole('button', { name: 'Compose' }).first().click();
  await expect(page.getByRole('textbox', { name: 'Base text' })).toBeVisible();
  await expect.poll(async () => (await linnet.posts.drafts({ brandId })).length).toBe(before + 1);
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await linnet.posts.drafts({ brandId })).length).toBe(before);
  expect(await inBin()).toEqual([]);
});

test('a removed brand waits there, too', async () => {
  good(await linnet.brands.remove({ id: brandId }));
  await goTo(page, '/bin');
  await page.getByRole('button', { name: 'Bring back Wren & Fern' }).click();
  await expect.poll(async () => (await linnet.brands.list()).length).toBe(1);
});
