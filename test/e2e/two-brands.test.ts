import { expect, type Page, test } from '@playwright/test';
import { addDays, toWallDate } from '#core/time';
import { contractOf, good, type Linnet } from './support/contract';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { makeBrand } from './support/sample';

// Brands never mix: what belongs to one does not follow into another.

let running: LaunchedApp;
let page: Page;
let linnet: Linnet;

test.beforeAll(async () => {
  running = await launchApp();
  page = running.window;
  linnet = await contractOf(running);
  await makeBrand(page, 'Wren & Fern');
});
test.afterAll(async () => { await running.stop(); });

const switchTo = async (name: string): Promise<void> => {
  await page.getByRole('button', { name: /^Switch brand/ }).click();
  await page.getByRole('menuitem', { name }).click();
  await expect(page.getByRole('button', { name: `Switch brand. Now: ${name}` })).toBeVisible();
};

test('a filter of one brand hides nothing of another, and is there again on the way back', async () => {
  const wren = (await linnet.brands.list())[0]?.id ?? '';
  const kiln = good(await linnet.brands.create({ name: 'Kiln & Sons', colour: 'clay', timeZone: 'Europe/London' })).id;
  const on = addDays(toWallDate(Date.now(), 'Europe/London'), 2);
  const ferns = good(await linnet.brands.labels.save({ brandId: wren, name: 'Ferns', colour: 'moss' }));
  const labelled = good(await linnet.posts.create({ brandId: wren, text: 'About ferns.', plannedWall: `${on}T10:00` }));
  good(await linnet.planning.setLabels({ postId: labelled.id, labelIds: [ferns.id] }));
  good(await linnet.posts.create({ brandId: wren, text: 'About wrens.', plannedWall: `${on}T11:00` }));
  good(await linnet.posts.create({ brandId: kiln, text: 'The kiln is on.', plannedWall: `${on}T12:00` }));

  await goTo(page, `/calendar?view=day&date=${on}`);
  await expect(page.getByText('About wrens.').first()).toBeVisible();
  await page.getByRole('button', { name: 'Filter' }).click();
  await page.getByRole('checkbox', { name: 'Ferns' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('About wrens.')).toHaveCount(0);

  await switchTo('Kiln & Sons');
  await expect(page.getByText('The kiln is on.').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Filter/ })).toHaveText('Filter');
  await switchTo('Wren & Fern');
  await expect(page.getByText('About ferns.').first()).toBeVisible();
  await expect(page.getByText('About wrens.')).toHaveCount(0);
});
