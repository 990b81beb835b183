import { expect, type Page, test } from '@playwright/test';
import { contractOf, good, type Linnet } from './support/contract';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { makeBrand } from './support/sample';

// The ways through the window that need no mouse: the palette, the keys, and the native menu.

let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let postId: string;

test.beforeAll(async () => {
  running = await launchApp();
  page = running.window;
  linnet = await contractOf(running);
  await makeBrand(page, 'Wren & Fern');
  const brandId = (await linnet.brands.list())[0]?.id ?? '';
  ({ id: postId } = good(await linnet.posts.create({ brandId, text: 'Ferns unroll in the greenhouse.' })));
  good(await linnet.brands.create({ name: 'Kiln & Sons', colour: 'clay', timeZone: 'Europe/London' }));
  await goTo(page, '/today');
});

test.afterAll(async () => { await running.stop(); });

const theme = async (): Promise<string> => page.evaluate(() => document.documentElement.dataset['theme'] ?? '');

/** Ctrl+K, the words, Enter: no mouse. */
async function find(words: string, row: RegExp): Promise<void> {
  await page.keyboard.press('Control+K');
  const field = page.getByRole('combobox', { name: 'Find anything' });
  await expect(field).toBeFocused();
  await page.keyboard.type(words);
  const option = page.getByRole('option', { name: row });
  await expect(option).toBeVisible();
  for (let n = 0; n < 12 && await option.getAttribute('aria-selected') !== 'true'; n += 1) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field).toHaveCount(0);
}

/** A click on an item of the native menu, wherever it lies. */
async function choose(label: string): Promise<void> {
  await running.app.evaluate(({ Menu }, wanted) => {
    const item = Menu.getApplicationMenu()?.items.flatMap((top) => top.submenu?.items ?? []).find((each) => each.label === wanted);
    if (item === undefined) throw new Error(`The menu has no “${wanted}”`);
    item.click();
  }, label);
}

const labels = async (): Promise<readonly string[]> => running.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.flatMap((top) => top.submenu?.items.map(({ label }) => label) ?? []) ?? []);

test('the palette opens a post by its words, a place by its name, another brand, and acts', async () => {
  await find('greenh', /Ferns unroll/);
  await expect.poll(() => page.url()).toContain(`/compose/${postId}`);
  await find('accounts', /^Accounts/);
  await expect(page).toHaveTitle(/Accounts/);
  await find('data and', /Settings: Data/);
  await expect.poll(() => page.url()).toContain('/settings/data');
  await page.emulateMedia({ colorScheme: 'light' });
  await find('dark theme', /Use the dark theme/);
  await expect.poll(theme).toBe('dark');
  await find('kiln', /^Kiln & Sons/);
  await expect(page.getByRole('button', { name: 'Switch brand. Now: Kiln & Sons' })).toBeVisible();
  await find('wren &', /^Wren & Fern/);
  await expect(page.getByRole('button', { name: 'Switch brand. Now: Wren & Fern' })).toBeVisible();
  await find('xyzzy', /Compose a post: “xyzzy”/);
  await expect(page.getByRole('textbox', { name: 'Base text' })).toHaveValue('xyzzy');
});

test('Escape leaves the palette and gives the focus back', async () => {
  await goTo(page, '/today');
  const compose = page.getByRole('button', { name: /^Compose/ }).first();
  await compose.focus();
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('combobox', { name: 'Find anything' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(compose).toBeFocused();
});

test('the native menu leads to the screens, composes, opens the palette, pauses and resumes', async () => {
  for (const [label, title] of [['Calendar', /Calendar/], ['Accounts', /Accounts/], ['Today', /Today/]] as const) {
    await choose(label);
    await expect(page).toHaveTitle(title);
  }
  await choose('Go to anything');
  await expect(page.getByRole('combobox', { name: 'Find anything' })).toBeFocused();
  await page.keyboard.press('Escape');
  await choose('Compose');
  await expect(page.getByRole('textbox', { name: 'Base text' })).toBeFocused();
  await page.keyboard.type('By the menu.');
  await goTo(page, '/settings/about');
  await choose('Pause all publishing');
  await expect.poll(async () => (await linnet.publishing.status()).paused).toBe(true);
  await expect.poll(labels).toContain('Resume publishing');
  await choose('Resume publishing');
  await expect.poll(async () => (await linnet.publishing.status()).paused).toBe(false);
});

test('C composes, G and a letter go, and ? lists the keys', async () => {
  await goTo(page, '/today');
  await expect(page).toHaveTitle(/Today/);
  await page.keyboard.press('g');
  await page.keyboard.press('c');
  await expect(page).toHaveTitle(/Calendar/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog').getByText('Compose').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('c');
  await expect(page.getByRole('textbox', { name: 'Base text' })).toBeFocused();
});
