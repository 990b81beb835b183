import { expect, type Locator, type Page, test } from '@playwright/test';
import { addDays, toWallDate, weekdayOf } from '#core/time';
import { contractOf, good, type Linnet } from './support/contract';
import { type LaunchedApp, launchApp } from './support/launch';
import { dragTo, dragToPoint, goTo } from './support/places';
import { makeBrand } from './support/sample';

// Week and day view: what is dragged gets another time of day, to the quarter of an hour.

const zone = 'Europe/Berlin';

let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;
const today = toWallDate(Date.now(), zone);
/** The Tuesday of a week to come, so that nothing of it has passed. */
const tuesday = addDays(today, 7 + 2 - weekdayOf(today));
const wednesday = addDays(tuesday, 1);

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
const draft = async (text: string): Promise<string> => good(await linnet.posts.create({ brandId, text })).id;
const wallOf = async (id: string): Promise<string | null> => good(await linnet.posts.get({ id })).plannedWall;
const chip = (id: string): Locator => page.locator(`.cal-grid [data-post="${id}"]`);
const card = (id: string): Locator => page.locator(`[data-draft="${id}"]`);

interface Point { readonly x: number; readonly y: number }

/** Where a day and an hour are on the screen: the column of its head, and the height of the hours beside the grid. */
async function pointOf(date: string, hour: number): Promise<Point> {
  const head = await page.locator(`.cal-grid .cal-head:has([data-day="${date}"])`).boundingBox();
  const [eight, nine] = await Promise.all([8, 9].map(async (each) => page.locator('.cal-hour').filter({ hasText: new RegExp(`^0?${each}[: ]`) }).first().boundingBox()));
  if (head === null || eight === null || nine === null || eight === undefined || nine === undefined) throw new Error('the day and its hours must be in sight');
  return { x: head.x + head.width / 2, y: eight.y + (hour - 8) * (nine.y - eight.y) };
}

/** Takes the chip where it is and lets it go as many hours and days from there. */
async function dragBy(id: string, from: readonly [string, number], to: readonly [string, number]): Promise<void> {
  await chip(id).waitFor();
  const [a, b] = [await pointOf(...from), await pointOf(...to)];
  const box = await chip(id).boundingBox();
  if (box === null) throw new Error('the post must be in sight');
  await dragToPoint(page, chip(id), { x: b.x, y: box.y + box.height / 2 + b.y - a.y });
}

test('in the week a post is dragged to another day and time, and Ctrl+Z takes it back', async () => {
  const id = await planned('Dragged through the week.', `${tuesday}T10:00`);
  await goTo(page, `/calendar?view=week&date=${tuesday}`);
  await dragBy(id, [tuesday, 10], [wednesday, 13.5]);
  await expect(page.getByRole('status').getByText(/^Moved “Dragged through the week/)).toBeVisible();
  await expect.poll(async () => wallOf(id)).toBe(`${wednesday}T13:30`);
  await expect(page.locator(`.cal-grid [data-date="${wednesday}"]`).locator(`[data-post="${id}"]`)).toBeVisible();
  await page.keyboard.press('Control+Z');
  await expect.poll(async () => wallOf(id)).toBe(`${tuesday}T10:00`);
  await expect(page.locator(`.cal-grid [data-date="${tuesday}"]`).locator(`[data-post="${id}"]`)).toBeVisible();
  // Once: a second Ctrl+Z finds nothing to take back.
  await page.keyboard.press('Control+Z');
  await expect(page.getByRole('status').getByText(/^Moved/)).toHaveCount(0);
  expect(await wallOf(id)).toBe(`${tuesday}T10:00`);
});

test('in the day view a post is dragged to another time, and the toast takes it back', async () => {
  const id = await planned('Dragged through the day.', `${wednesday}T09:00`);
  await goTo(page, `/calendar?view=day&date=${wednesday}`);
  await dragBy(id, [wednesday, 9], [wednesday, 11.25]);
  await expect.poll(async () => wallOf(id)).toBe(`${wednesday}T11:15`);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => wallOf(id)).toBe(`${wednesday}T09:00`);
});

test('a draft is dropped from the tray on a time of the week, and back on the tray', async () => {
  const id = await draft('Dropped into the week.');
  await goTo(page, `/calendar?view=week&date=${tuesday}`);
  await expect(card(id)).toBeVisible();
  const to = await pointOf(wednesday, 15);
  await dragToPoint(page, card(id), { x: to.x, y: to.y + 4 });
  await expect(page.getByText(/“Dropped into the week\.” is planned for .* still a draft/)).toBeVisible();
  await expect.poll(async () => wallOf(id)).toBe(`${wednesday}T15:00`);
  await expect(card(id)).toHaveCount(0);
  await dragTo(page, chip(id), page.locator('[data-tray]'));
  await expect(page.getByText(/is back among the drafts/)).toBeVisible();
  await expect.poll(async () => wallOf(id)).toBeNull();
  await expect(card(id)).toBeVisible();
  await page.keyboard.press('Control+Z');
  await expect.poll(async () => wallOf(id)).toBe(`${wednesday}T15:00`);
});

test('let go outside of the days, nothing moves', async () => {
  const id = await planned('Stays where it is.', `${tuesday}T12:00`);
  await goTo(page, `/calendar?view=week&date=${tuesday}`);
  await chip(id).waitFor();
  await dragTo(page, chip(id), page.getByRole('button', { name: 'Filter' }));
  await expect(chip(id)).toBeVisible();
  expect(await wallOf(id)).toBe(`${tuesday}T12:00`);
});

test('by keyboard alone: to the post, M, another time, Enter; and a draft of the tray the same way', async () => {
  const id = await planned('Moved by keys in the week.', `${tuesday}T16:00`);
  const waiting = await draft('Planned by keys.');
  await goTo(page, `/calendar?view=week&date=${tuesday}`);
  await chip(id).waitFor();
  await page.locator(`.cal-grid [data-day="${tuesday}"]`).focus();
  for (let n = 0; n < 8 && !(await isFocused(id)); n += 1) await page.keyboard.press('ArrowDown');
  await expect(chip(id)).toBeFocused();
  await page.keyboard.press('m');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Day')).toBeFocused();
  await dialog.getByLabel(/^Time in/).fill('17:45');
  await page.keyboard.press('Enter');
  await expect.poll(async () => wallOf(id)).toBe(`${tuesday}T17:45`);
  // Where the post is now, there is the focus.
  await expect(chip(id)).toBeFocused();
  await page.keyboard.press('Control+Z');
  await expect.poll(async () => wallOf(id)).toBe(`${tuesday}T16:00`);

  await card(waiting).focus();
  await page.keyboard.press('m');
  await dialog.getByLabel('Day').fill(wednesday);
  await dialog.getByLabel(/^Time in/).fill('18:00');
  await page.keyboard.press('Enter');
  // Whoever goes on while the dialog fades is left there.
  await chip(id).focus();
  await expect(dialog).toHaveCount(0);
  await expect(chip(id)).toBeFocused();
  await expect.poll(async () => wallOf(waiting)).toBe(`${wednesday}T18:00`);
  await expect(card(waiting)).toHaveCount(0);
});

const isFocused = async (id: string): Promise<boolean> => page.evaluate((post) => document.activeElement instanceof HTMLElement && document.activeElement.dataset['post'] === post, id);
