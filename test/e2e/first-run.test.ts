import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { contractOf, type Linnet } from './support/contract';
import { makeDataFolder } from './support/data-folder';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo, tabTo } from './support/places';
import { addSampleBrand } from './support/sample';

const DAY = 86_400_000;

test('a newcomer makes a brand by keyboard alone', async () => {
  const { window: page, stop } = await launchApp();
  try {
    await expect(page.getByRole('heading', { name: 'Start with one brand' })).toBeVisible();
    // The field has the focus already: type, Enter.
    await expect(page.getByLabel('Brand')).toBeFocused();
    await page.keyboard.type('Wren & Fern');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Connect an account' })).toBeVisible();
    await tabTo(page, /Later, write first/);
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('The first post')).toBeFocused();
    await page.keyboard.type('Our first words.');
    await tabTo(page, /Show me the calendar/);
    await page.keyboard.press('Enter');
    await expect(page).toHaveTitle(/Calendar/);
    await expect(page.getByRole('button', { name: /Switch brand.*Wren & Fern/ })).toBeVisible();
  } finally {
    await stop();
  }
});

test('a name that is only spaces is refused in plain words', async () => {
  const { window: page, stop } = await launchApp();
  try {
    await page.getByLabel('Brand').fill('   ');
    await page.keyboard.press('Enter');
    await expect(page.getByText('It needs a name')).toBeVisible();
  } finally {
    await stop();
  }
});

test('the sample brand comes with posts, pictures and results, and goes without a trace', async () => {
  const folder = await makeDataFolder();
  const dataDir = folder.path;
  const { app, window: page, stop } = await launchApp({ dataDir });
  let again: LaunchedApp | null = null;
  try {
    await addSampleBrand(page);
    const linnet = await contractOf({ app, window: page });
    const [brand] = await linnet.brands.list();
    expect(brand?.isSample).toBe(true);
    const brandId = brand?.id ?? '';
    const now = Date.now();
    const chips = await linnet.planning.calendar({ brandId, from: now - 40 * DAY, to: now + 40 * DAY, filter: {} });
    const drafts = await linnet.posts.drafts({ brandId, query: '', limit: 200 });
    expect(chips.length + drafts.length).toBeGreaterThanOrEqual(40);
    expect(chips.filter((chip) => chip.thumbHash !== null).length).toBeGreaterThan(5);
    for (const state of ['published', 'scheduled', 'draft']) expect(chips.map((chip) => chip.state)).toContain(state);
    const accounts = await linnet.accounts.list({ brandId });
    expect(accounts.length).toBeGreaterThan(1);
    expect(accounts.filter((account) => account.status === 'ok')).toHaveLength(accounts.length);
    const published = chips.flatMap((chip) => chip.publications).filter((publication) => publication.state === 'published');
    expect(published.length).toBeGreaterThan(10);
    await expect.poll(async () => withResults(linnet, published.map(({ id }) => id)), { message: 'every published post has results', timeout: 30_000 }).toBe(published.length);

    await goTo(page, '/accounts');
    await expect(page.getByText('Healthy', { exact: true })).toHaveCount(accounts.length);
    const next = chips.find((chip) => chip.at > now && chip.thumbHash !== null);
    // By day: in the month it may stand behind "2 more", later in the day.
    await goTo(page, `/calendar?view=day&date=${next?.wall.slice(0, 10) ?? ''}`);
    await expect(page.locator(`.cal-grid [data-post="${next?.postId ?? ''}"] img`).first()).toBeVisible();

    const removeIt = async (): Promise<void> => {
      await page.getByRole('button', { name: /Switch brand/ }).click();
      await page.getByRole('menuitem', { name: 'Remove the sample brand' }).click();
      await expect(page.getByRole('heading', { name: 'Start with one brand' })).toBeVisible();
      expect(await linnet.brands.list()).toEqual([]);
    };
    await removeIt();
    // One click too many is taken back by another, and nothing is missing.
    await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('button', { name: new RegExp(`Switch brand.*${brand?.name ?? ''}`) })).toBeVisible();
    expect((await linnet.brands.list()).map(({ id }) => id)).toEqual([brandId]);
    expect((await linnet.planning.calendar({ brandId, from: now - 40 * DAY, to: now + 40 * DAY, filter: {} })).map(({ key }) => key)).toEqual(chips.map(({ key }) => key));
    await removeIt();
    // It can be tried again.
    await expect(page.getByRole('button', { name: 'Try with a sample brand' })).toBeEnabled();
    await stop();
    again = await launchApp({ dataDir });
    await expect(again.window.getByRole('button', { name: 'Try with a sample brand' })).toBeEnabled();
    const info = await (await contractOf(again)).app.data.info();
    expect(info.posts).toBe(0);
    expect(existsSync(join(dataDir, 'secrets.json')) ? readFileSync(join(dataDir, 'secrets.json'), 'utf8') : '').not.toContain('account:');
  } finally {
    await stop();
    await again?.stop();
    await folder.remove();
  }
});

/** How many of these publications have a link and numbers from the network. */
async function withResults(linnet: Linnet, ids: readonly string[]): Promise<number> {
  const all = await Promise.all(ids.map(async (id) => linnet.publishing.publication({ id })));
  return all.filter((answer) => answer.ok && answer.value.publication.permalink !== null && (answer.value.metrics.at(-1)?.views ?? 0) > 0).length;
}
