import { expect, type Locator, type Page, test } from '@playwright/test';
import { addDays, toWallDate } from '#core/time';
import { catchBrowser } from './support/browser';
import { contractOf, good, type Linnet } from './support/contract';
import { type LaunchedApp, launchApp } from './support/launch';
import { dragTo, goTo } from './support/places';
import { connectPractice } from './support/practice-account';
import { makeBrand } from './support/sample';

/** The clocks of Berlin skip 02:30 on that night. */
const gapNight = '2027-03-28';
const zone = 'Europe/Berlin';

let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;
const today = toWallDate(Date.now(), zone);
// Always in the month that is shown, and never the last of its row.
const day = addDays(`${today.slice(0, 7)}-01`, 32).slice(0, 8) + '10';
const nextDay = addDays(day, 1);

test.beforeAll(async () => {
  running = await launchApp();
  page = running.window;
  linnet = await contractOf(running);
  await makeBrand(page, 'Wren & Fern');
  brandId = (await linnet.brands.list())[0]?.id ?? '';
  good(await linnet.brands.update({ id: brandId, patch: { timeZone: zone } }));
});

test.afterAll(async () => {
  await running.stop();
});

const planned = async (text: string, wall: string): Promise<string> => good(await linnet.posts.create({ brandId, text, plannedWall: wall })).id;
const wallOf = async (id: string): Promise<string | null> => good(await linnet.posts.get({ id })).plannedWall;
const cell = (date: string): Locator => page.locator(`.cal-grid [data-date="${date}"]`).first();
const undo = async (): Promise<void> => page.getByRole('status').getByRole('button', { name: 'Undo' }).click();

test('a post is moved by the mouse, and undo moves it back', async () => {
  const id = await planned('Move me by hand.', `${day}T09:30`);
  await goTo(page, `/calendar?view=month&date=${day}`);
  const chip = page.locator(`[data-post="${id}"]`);
  await dragTo(page, chip, cell(nextDay));
  await expect(page.getByText(/^Moved “Move me by hand/)).toBeVisible();
  await expect.poll(async () => wallOf(id)).toBe(`${nextDay}T09:30`);
  await expect(cell(nextDay).locator(`[data-post="${id}"]`)).toBeVisible();
  await undo();
  await expect.poll(async () => wallOf(id)).toBe(`${day}T09:30`);
  await expect(cell(day).locator(`[data-post="${id}"]`)).toBeVisible();
  await dragTo(page, chip, cell(nextDay));
  await expect.poll(async () => wallOf(id)).toBe(`${nextDay}T09:30`);
  await page.keyboard.press('Control+Z');
  await expect.poll(async () => wallOf(id)).toBe(`${day}T09:30`);
  // The native menu's Undo is the same one.
  await dragTo(page, chip, cell(nextDay));
  await expect.poll(async () => wallOf(id)).toBe(`${nextDay}T09:30`);
  await expect(page.getByText(/^Moved “Move me by hand/)).toBeVisible();
  await running.app.evaluate(({ Menu }) => { Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items ?? []).find(({ label }) => label === 'Undo')?.click(); });
  await expect.poll(async () => wallOf(id)).toBe(`${day}T09:30`);
});

test('a post is found and moved by keyboard alone', async () => {
  const id = await planned('Move me by keys.', `${addDays(day, 7)}T10:00`);
  await goTo(page, `/calendar?view=month&date=${day}`);
  await expect(page.locator(`[data-post="${id}"]`)).toBeVisible();
  await page.locator(`.cal-grid [data-day="${day}"]`).focus();
  // Down through the day, then into the week below: first its date, then the post.
  for (let n = 0; n < 6; n += 1) {
    if (await page.evaluate((post) => document.activeElement instanceof HTMLElement && document.activeElement.dataset['post'] === post, id)) break;
    await page.keyboard.press('ArrowDown');
  }
  await expect(page.locator(`[data-post="${id}"]`)).toBeFocused();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Day').fill(addDays(day, 8));
  await dialog.getByLabel(/^Time in/).fill('11:15');
  await page.keyboard.press('Enter');
  await expect.poll(async () => wallOf(id)).toBe(`${addDays(day, 8)}T11:15`);
});

test('the past is refused, and a time that the clocks skip is said', async () => {
  const id = await planned('Not into the past.', `${day}T12:00`);
  await goTo(page, `/calendar?view=month&date=${day}`);
  await page.locator(`[data-post="${id}"]`).focus();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Day').fill(addDays(today, -1));
  await expect(dialog.getByText(/That time has passed/)).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Move' })).toBeDisabled();
  await dialog.getByLabel('Day').fill(gapNight);
  await dialog.getByLabel(/^Time in/).fill('02:30');
  await expect(dialog.getByText(/The clocks skip 02:30 that night/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Move' }).click();
  await expect(page.getByRole('status').getByText(/The clocks skip 02:30/)).toBeVisible();
  // The wish is kept as it was said; what it comes to is an hour later on the wall.
  await expect.poll(async () => good(await linnet.posts.get({ id })).plannedAt).toBe(Date.parse(`${gapNight}T03:30+02:00`));
  expect(await linnet.planning.move({ postId: id, wall: `${addDays(today, -1)}T10:00` })).toMatchObject({ ok: false, error: { code: 'time-past' } });
});

test('month, week, day and list show the same post', async () => {
  await planned('Seen in every view.', `${day}T15:00`);
  const shown = page.getByText('Seen in every view.').first();
  await goTo(page, `/calendar?view=month&date=${day}`);
  for (const view of ['Week', 'Day', 'List', 'Month'] as const) {
    await page.getByRole('radiogroup', { name: 'View' }).or(page.getByRole('group', { name: 'View' })).getByText(view, { exact: true }).click();
    await expect(shown).toBeVisible();
  }
});

test('filters show what has the chosen account, state and label, alone and together', async () => {
  const browser = await catchBrowser(running.app);
  const [wren, fern] = [await connectPractice(linnet, browser, brandId, 'Wren studio'), await connectPractice(linnet, browser, brandId, 'Fern studio')];
  const bread = good(await linnet.brands.labels.save({ brandId, name: 'Bread', colour: 'moss' }));
  const on = addDays(day, 3);
  const make = async (text: string, time: string, accountId: string, how: { readonly labelled: boolean; readonly scheduled: boolean }): Promise<string> => {
    const post = good(await linnet.posts.create({ brandId, text, plannedWall: `${on}T${time}`, accountIds: [accountId] }));
    if (how.labelled) good(await linnet.posts.save({ id: post.id, version: post.version, text, media: [], publications: [{ accountId, text: null, media: null, thread: [], options: {} }], labelIds: [bread.id] }));
    if (how.scheduled) good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'at', wall: `${on}T${time}` } }));
    return post.id;
  };
  const all = {
    a: await make('Wren, a draft about bread.', '08:00', wren.id, { labelled: true, scheduled: false }),
    b: await make('Wren, scheduled.', '09:00', wren.id, { labelled: false, scheduled: true }),
    c: await make('Fern, scheduled, about bread.', '10:00', fern.id, { labelled: true, scheduled: true }),
  };
  await goTo(page, `/calendar?view=day&date=${on}`);
  const seen = async (): Promise<string> => {
    const there = await page.locator('.cal-grid [data-post]').evaluateAll((chips) => chips.map((each) => (each as HTMLElement).dataset['post']));
    return Object.entries(all).filter(([, id]) => there.includes(id)).map(([name]) => name).join('');
  };
  await expect.poll(seen).toBe('abc');
  await page.getByRole('button', { name: 'Filter' }).click();
  const tick = async (name: string | RegExp): Promise<void> => page.getByRole('checkbox', { name }).click();
  await tick(wren.handle);
  await expect.poll(seen).toBe('ab');
  await tick('Scheduled');
  await expect.poll(seen).toBe('b');
  await tick(fern.handle);
  await expect.poll(seen).toBe('bc');
  await tick('Bread');
  await expect.poll(seen).toBe('c');
  await tick('Scheduled');
  await expect.poll(seen).toBe('ac');
  await page.keyboard.press('Escape');
  // Another view and a way back keep the filter; the list obeys it too.
  await page.getByRole('radiogroup', { name: 'View' }).or(page.getByRole('group', { name: 'View' })).getByText('List', { exact: true }).click();
  await expect(page.getByText('Wren, a draft about bread.').first()).toBeVisible();
  await expect(page.getByText('Wren, scheduled.')).toHaveCount(0);
  await goTo(page, '/accounts');
  await goTo(page, '/calendar');
  await expect(page.getByRole('button', { name: /^Filter 3/ })).toBeVisible();
  await page.getByRole('button', { name: /^Filter 3/ }).click();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByText('Wren, scheduled.').first()).toBeVisible();
});

test('a full day says how many more there are, and shows them all to keys and mouse', async () => {
  const full = addDays(day, 14);
  const ids: string[] = [];
  for (let hour = 8; hour < 20; hour += 1) ids.push(await planned(`Full day, hour ${hour}.`, `${full}T${String(hour).padStart(2, '0')}:00`));
  // The filter's window may be open still; it goes with its screen.
  await goTo(page, '/accounts');
  await expect(page).toHaveTitle(/Accounts/);
  await goTo(page, `/calendar?view=month&date=${day}`);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const chips = cell(full).locator('[data-chip]');
  const more = cell(full).getByRole('button', { name: /^Show \d+ more$/ });
  await expect(more).toBeVisible();
  await expect(more).toHaveText(`${ids.length - await chips.count()} more`);
  // By keys: down through the day to "more", and through all of them in the window.
  await page.locator(`.cal-grid [data-day="${full}"]`).focus();
  for (let n = 0; n <= await chips.count(); n += 1) await page.keyboard.press('ArrowDown');
  await expect(more).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = page.locator('.cal-grid').getByRole('dialog');
  await expect(dialog.locator('[data-chip]')).toHaveCount(ids.length);
  for (const [index, id] of ids.entries()) {
    if (index > 0) await page.keyboard.press('ArrowDown');
    await expect(dialog.locator(`[data-post="${id}"]`)).toBeFocused();
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(more).toBeFocused();
  // By mouse: one that the day does not show, two days back. The toast of an earlier move lies over the lowest ones.
  await more.click();
  const hidden = ids[5] ?? '';
  await dragTo(page, dialog.locator(`[data-post="${hidden}"]`), cell(addDays(full, -2)));
  await expect.poll(async () => wallOf(hidden)).toBe(`${addDays(full, -2)}T13:00`);
  await undo();
  await expect.poll(async () => wallOf(hidden)).toBe(`${full}T13:00`);
  await page.keyboard.press('Escape');
});

test('arrow keys lead on into the next month, and its days are those of that month', async () => {
  await goTo(page, `/calendar?view=month&date=${day}`);
  const days = page.locator('.cal-grid [data-day]');
  const lastShown = await days.last().getAttribute('data-day') ?? '';
  await page.locator(`.cal-grid [data-day="${lastShown}"]`).focus();
  await page.keyboard.press('ArrowRight');
  const beyond = addDays(lastShown, 1);
  await expect(page.locator(`.cal-grid [data-day="${beyond}"]`)).toBeFocused();
  const [year, month] = beyond.split('-').map(Number);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.UTC(year ?? 0, (month ?? 1) - 1, 15)));
  const dates = await page.locator('.cal-grid [role="cell"]').evaluateAll((cells) => cells.map((each) => (each as HTMLElement).dataset['date'] ?? ''));
  expect(dates.length % 7).toBe(0);
  dates.slice(1).forEach((date, index) => expect(date).toBe(addDays(dates[index] ?? '', 1)));
  expect(dates).toContain(beyond);
  // One stop for Tab.
  await expect(page.locator('.cal-grid [data-stop][tabindex="0"]')).toHaveCount(1);
});
