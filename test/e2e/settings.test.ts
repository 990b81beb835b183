import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import type { LaunchedApp } from './support/launch';
import { goTo } from './support/places';
import { startOn, startWithBrand } from './support/started';

// Each section of Settings by hand, and what it changes. Security is in recovery.test.ts, pausing in publishing.test.ts,
// notifications in desktop.test.ts, a brand's voice in brand-voice.test.ts.

let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;

test.beforeAll(async () => {
  ({ folder, running, page, linnet } = await startWithBrand());
  good(await linnet.brands.create({ name: 'Kiln & Sons', colour: 'clay', timeZone: 'Europe/London' }));
});

test.afterAll(async () => {
  await running.stop();
  await folder.remove();
});

test('each brand says by itself how late a post may go out, and whether networks may hold posts', async () => {
  const policies = async () => Object.fromEntries((await linnet.brands.list()).map(({ name, latenessLimitMs, nativeHandover }) => [name, [latenessLimitMs, nativeHandover]]));
  const { 'Kiln & Sons': untouched } = await policies();
  await goTo(page, '/settings/publishing');
  const wren = page.getByRole('region', { name: 'Wren & Fern' });
  await wren.getByRole('combobox', { name: 'Still publish when late by' }).click();
  await page.getByRole('option', { name: 'Always ask' }).click();
  await wren.getByRole('switch', { name: 'Let networks hold posts' }).click({ force: true });
  await expect.poll(policies).toEqual({ 'Wren & Fern': [0, true], 'Kiln & Sons': untouched });
  await expect(wren.getByRole('combobox', { name: 'Still publish when late by' })).toHaveValue('Always ask');
});

test('a brand asks for alt text only where somebody turned that on', async () => {
  const asks = async () => Object.fromEntries((await linnet.brands.list()).map(({ name, altRequired }) => [name, altRequired]));
  expect(await asks()).toEqual({ 'Wren & Fern': false, 'Kiln & Sons': false });
  await goTo(page, '/settings/publishing');
  await page.getByRole('region', { name: 'Wren & Fern' }).getByRole('switch', { name: 'Require alt text' }).click({ force: true });
  await expect.poll(asks).toEqual({ 'Wren & Fern': true, 'Kiln & Sons': false });
});

test('a brand gets another name, and refuses one that is taken', async () => {
  await goTo(page, '/settings/brands');
  const name = page.getByRole('textbox', { name: 'Name', exact: true }).first();
  await name.fill('Kiln & Sons');
  await name.press('Enter');
  await expect(page.getByText(/already|taken/i).first()).toBeVisible();
  expect((await linnet.brands.list()).map((brand) => brand.name).toSorted()).toEqual(['Kiln & Sons', 'Wren & Fern']);
  await name.fill('Wren, Fern & Co');
  await name.press('Enter');
  await expect.poll(async () => (await linnet.brands.list()).map((brand) => brand.name).toSorted()).toEqual(['Kiln & Sons', 'Wren, Fern & Co']);
  await expect(page.getByRole('button', { name: /Switch brand.*Wren, Fern & Co/ })).toBeVisible();
});

test('the theme is dark, light or the system’s, at once and after a restart', async () => {
  const theme = async (): Promise<string> => page.evaluate(() => document.documentElement.dataset['theme'] ?? '');
  const native = async (): Promise<string> => running.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource);
  const choose = async (name: string): Promise<void> => {
    await goTo(page, '/settings/appearance');
    await page.getByRole('radiogroup', { name: 'Theme' }).getByRole('radio', { name }).click();
  };
  await choose('Light');
  await expect.poll(theme).toBe('light');
  await choose('Dark');
  await expect.poll(theme).toBe('dark');
  await expect.poll(native).toBe('dark');
  await running.stop();
  ({ running, page, linnet } = await startOn(folder));
  await expect.poll(theme).toBe('dark');
  expect(await native()).toBe('dark');
  await choose('System');
  await expect.poll(native).toBe('system');
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expect.poll(theme).toBe(scheme);
  }
});

test('Data says where the file is, and a back-up made by hand is listed and there', async () => {
  await goTo(page, '/settings/data');
  const { file, backups } = await linnet.app.data.info();
  await expect(page.getByRole('main').getByText(file, { exact: true })).toBeVisible();
  expect(file).toMatch(/linnet\.db$/);
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByText(/^Backed up, .*and checked/)).toBeVisible();
  const after = (await linnet.app.data.info()).backups;
  const made = after.filter((each) => !backups.some((old) => old.file === each.file));
  expect(made).toMatchObject([{ good: true }]);
  expect(existsSync(join(folder.path, 'backups', made[0]?.file ?? ''))).toBe(true);
  await expect(page.getByRole('button', { name: /^Restore the one of/ })).toHaveCount(after.length);
});

test('About says what runs here', async () => {
  const versions = await running.app.evaluate(({ app }) => [app.getVersion(), process.versions.electron, process.versions['chrome'] ?? '']);
  await goTo(page, '/settings/about');
  for (const version of versions) await expect(page.getByRole('definition').filter({ hasText: version ?? '' }).first()).toBeVisible();
  await expect(page.getByText('Free software under the MIT licence', { exact: false })).toBeVisible();
});

test('a brand moves to another zone, and a person says whether its posts keep their clock or their moment', async () => {
  const { id: brandId } = (await linnet.brands.list()).find((brand) => brand.name.startsWith('Wren')) ?? { id: '' };
  good(await linnet.brands.update({ id: brandId, patch: { timeZone: 'Europe/London' }, onZoneChange: 'keep-wall-time' }));
  const { id } = good(await linnet.posts.create({ brandId, text: 'Bread at ten.', plannedWall: '2099-01-05T10:00' }));
  const planned = async (): Promise<unknown> => good(await linnet.posts.get({ id })).plannedWall;
  const move = async (zone: string, choice: RegExp): Promise<void> => {
    await goTo(page, '/settings/brands');
    const field = page.getByRole('combobox', { name: /zone/i }).first();
    await field.click();
    await field.fill(zone);
    await page.getByRole('option', { name: new RegExp(zone) }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: choice }).check();
    await dialog.getByRole('button', { name: 'Change the zone' }).click();
    await expect(dialog).toHaveCount(0);
  };
  await move('Tokyo', /^The clock stays/);
  await expect.poll(async () => (await linnet.brands.list()).find((brand) => brand.id === brandId)?.timeZone).toBe('Asia/Tokyo');
  expect(await planned()).toBe('2099-01-05T10:00');
  await move('London', /^The moment stays/);
  await expect.poll(planned).toBe('2099-01-05T01:00');
});
