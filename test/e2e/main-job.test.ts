import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { addDays, toWallDate, toWallTime } from '#core/time';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import { answerConsent, type Pds, startPds } from '#test/support/servers/pds/pds';
import { signInAtSnac, type Snac, startSnac } from '#test/support/servers/mastodon/snac';
import { catchBrowser, type OpenedPages } from './support/browser';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import { dropFiles } from './support/files';
import type { LaunchedApp } from './support/launch';
import { dragTo, goTo } from './support/places';
import { answerPractice } from './support/practice-account';
import { startWithBrand } from './support/started';

const MINUTE = 60_000;
const base = 'Two fresh loaves wait on the counter until noon. #bread';
const own = 'Only here: the crust is the best part. #bread';
const queued = 'Oats soak overnight for the next one.';
const atOnce = 'Still warm: come by now.';
const picture = join(process.cwd(), 'resources', 'sample', 'media', 'loaves.jpg');
const alt = 'Two round loaves on a wooden counter';

let pds: Pds;
let snac: Snac;
let practice: PracticeChild;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let browser: OpenedPages;
let did: string;
let brandId: string;
let postId: string;
let slotAt = 0;
let chosenAt = 0;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  [pds, snac, practice] = await Promise.all([startPds(), startSnac(), startPracticeChild({ reactionSpeed: 0.001 })]);
  did = (await pds.addAccount('wren', 'a-good-password')).did;
  ({ folder, running, page, linnet, brandId } = await startWithBrand({ bluesky: { plc: pds.plc, handleResolver: pds.url }, practice: { url: practice.url, secret: practice.secret } }));
  browser = await catchBrowser(running.app);
});

test.afterAll(async () => {
  await running.stop();
  await Promise.all([pds.close(), snac.close(), practice.stop()]);
  await folder.remove();
});

/** Fills what the dialog asks, and gives the page that the app opens in the browser. */
async function startLogin(network: RegExp, fields: Readonly<Record<string, string>>, act: string): Promise<string> {
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: network }).click();
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
  await dialog.getByRole('button', { name: act }).click();
  return browser.next();
}

test('three accounts of three networks are connected', async () => {
  await goTo(page, '/accounts');
  const bluesky = await startLogin(/^Bluesky/, { 'Handle or server': 'wren.test' }, 'Log in with the browser');
  await fetch(await answerConsent(bluesky, { username: 'wren.test', password: 'a-good-password' }));
  await expect(page.getByText('Healthy', { exact: true })).toHaveCount(1);
  const mastodon = await startLogin(/^Mastodon/, { Server: snac.url }, 'Log in with the browser');
  await signInAtSnac(mastodon, 'alice', snac.passwords['alice'] ?? '');
  await expect(page.getByText('Healthy', { exact: true })).toHaveCount(2);
  const own = await startLogin(/^Practice network/, {}, 'Log in to the practice network');
  await answerPractice(own, { newAccount: 'Wren studio' });
  await expect(page.getByText('Healthy', { exact: true })).toHaveCount(3);
  expect((await linnet.accounts.list({ brandId })).map(({ network }) => network).toSorted()).toEqual(['bluesky', 'mastodon', 'practice']);
});

test('a post is written once, with a picture, its words, and one account of its own', async () => {
  await compose(base);
  const editor = page.getByRole('textbox', { name: 'Base text' });
  await expect(page.getByRole('tab')).toHaveCount(4);

  await running.app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = async () => Promise.resolve({ canceled: false, filePaths: [file] });
  }, picture);
  await page.getByRole('button', { name: /Drop or\s*choose/ }).click();
  await expect(page.getByRole('button', { name: 'Picture 1, no alt text' })).toBeVisible();

  const problems = page.getByRole('region', { name: 'Problems' });
  await expect(problems.getByText('Picture 1 has no alt text')).toBeVisible();
  await problems.getByRole('listitem').filter({ hasText: 'no alt text' }).getByRole('button', { name: 'Write it' }).click();
  await expect(page.getByRole('textbox', { name: 'Alt text of picture 1' })).toBeFocused();
  await page.keyboard.type(alt);
  await page.getByRole('button', { name: 'Done' }).click();
  await expect(problems.getByText('no alt text')).toHaveCount(0);

  // Too long for one network alone: said for that one, and mended by its button.
  await page.getByRole('tab', { name: /Bluesky/ }).click();
  await page.getByRole('button', { name: 'Write its own text' }).click();
  const blueskyText = page.getByRole('textbox', { name: /Text for Bluesky/ });
  await blueskyText.fill('a '.repeat(170));
  const tooLong = problems.getByRole('listitem').filter({ hasText: /too many for Bluesky/ });
  await expect(tooLong).toBeVisible();
  await tooLong.getByRole('button', { name: 'Split in a thread' }).click();
  await expect(tooLong).toHaveCount(0);
  await page.getByRole('button', { name: 'Remove part 2' }).click();
  await blueskyText.fill(own);
  await page.getByRole('tab', { name: /Base/ }).click();
  await expect(editor).toHaveValue(base);
  await expect(page.getByText(/^Saved/)).toBeVisible();

  postId = shownPost();
  const post = good(await linnet.posts.get({ id: postId }));
  expect(post.text).toBe(base);
  expect(post.media).toMatchObject([{ alt }]);
  expect(Object.fromEntries(post.publications.map(({ network, text }) => [network, text]))).toEqual({ bluesky: own, mastodon: null, practice: null });
});

test('the draft is dragged from the tray onto a day, and undo takes it back', async () => {
  const { timeZone } = (await linnet.brands.list())[0] ?? { timeZone: 'UTC' };
  const tomorrow = addDays(toWallDate(Date.now(), timeZone), 1);
  await goTo(page, `/calendar?view=month&date=${tomorrow}`);
  const card = page.locator(`[data-draft="${postId}"]`);
  await expect(card).toBeVisible();
  const cell = page.locator(`.cal-grid [data-date="${tomorrow}"]`).first();
  await expect(cell).toBeVisible();
  await dragTo(page, card, cell);
  await expect(page.getByText(/is planned for .* still a draft/)).toBeVisible();
  await expect(card).toHaveCount(0);
  await expect(chipIn(cell)).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect(card).toBeVisible();
  await expect(chipIn(cell)).toHaveCount(0);
  await dragTo(page, card, cell);
  await expect(chipIn(cell)).toBeVisible();
});

const chipIn = (cell: Locator): Locator => cell.locator(`[data-post="${postId}"]`);

test('an account gets posting times, and a second post takes the next free one', async () => {
  await goTo(page, '/accounts');
  await page.getByRole('link', { name: 'wren.studio' }).first().click();
  await page.getByRole('button', { name: 'Add times' }).click();
  const dialog = page.getByRole('dialog');
  for (const day of ['Saturday', 'Sunday']) await dialog.getByRole('button', { name: day, pressed: false }).click();
  // Times are whole minutes. Two of them, should this take longer than the first one is away.
  const soon = nextMinute(12_000);
  const slots = [soon, soon + MINUTE];
  for (const slot of slots) {
    await dialog.getByLabel('Time', { exact: true }).fill(toWallTime(slot, await zone()).slice(11));
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  }
  await expect(dialog.getByRole('button', { name: /^Remove/ })).toHaveCount(14);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);

  await compose(queued);
  await page.getByRole('button', { name: 'Next free slot' }).click();
  await expect(page.getByLabel(/^Time it goes out/)).not.toHaveValue('09:00');
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(page.getByRole('status').getByText(/^Scheduled for/)).toBeVisible();
  const due = new Set((await publications(shownPost())).map(({ state, dueAt }) => (state === 'scheduled' ? dueAt : null)));
  expect(due.size).toBe(1);
  [slotAt = 0] = [...due].map(Number);
  expect(slots).toContain(slotAt);
});

test('the first post is given its time and scheduled', async () => {
  await goTo(page, `/calendar?view=month&date=${addDays(toWallDate(Date.now(), await zone()), 1)}`);
  await page.locator(`.cal-grid [data-post="${postId}"]`).click();
  await expect(page.getByRole('textbox', { name: 'Base text' })).toHaveValue(base);
  chosenAt = Math.max(slotAt, nextMinute(8_000));
  const wall = toWallTime(chosenAt, await zone());
  await page.getByRole('button', { name: /the day it goes out/ }).click();
  const label = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${wall}Z`));
  // Tomorrow may be in the next month already, and today on the page before.
  const day = page.getByRole('button', { name: label, exact: true });
  await expect(page.getByRole('button', { name: 'Next month' })).toBeVisible();
  if (await day.count() === 0) await page.getByRole('button', { name: 'Previous month' }).click();
  await day.click();
  await page.getByLabel(/^Time it goes out/).fill(wall.slice(11));
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect.poll(async () => (await publications(postId)).map(({ state, dueAt }) => [state, dueAt])).toEqual(Array.from({ length: 3 }, () => ['scheduled', chosenAt]));
  await expect(page.getByRole('status').getByText(/^Scheduled for/)).toBeVisible();
  expect(await onPds(own)).toEqual([]);
});

test('a third post is published at once, after a question', async () => {
  await compose(atOnce);
  await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), [picture]);
  // The library knows its words.
  await expect(page.getByRole('button', { name: `Picture 1: ${alt}` })).toBeVisible();
  const publishNow = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Other ways to plan it' }).click();
    await page.getByRole('menuitem', { name: 'Publish now' }).click();
  };
  const dialog = page.getByRole('dialog');
  await publishNow();
  await expect(dialog.getByText(/Bluesky, Mastodon,? and (the )?practice network/i)).toBeVisible();
  await dialog.getByRole('button', { name: 'Not yet' }).click();
  await expect(dialog).toHaveCount(0);
  await publishNow();
  await dialog.getByRole('button', { name: 'Publish now' }).click();
  await expect(page.getByText('On its way')).toBeVisible();
  await expect.poll(async () => onPds(atOnce), { timeout: 30_000 }).toMatchObject([{ value: { embed: { images: [{ alt }] } } }]);
  await expect.poll(async () => onPractice(atOnce), { timeout: 30_000 }).toHaveLength(1);
  await expect.poll(async () => onMastodon(atOnce), { timeout: 30_000 }).toHaveLength(1);
});

test('both go out at their times on all three, and Linnet tells what happened', async () => {
  test.setTimeout(200_000);
  const due = chosenAt;
  for (const [text, ownText, at] of [[queued, queued, slotAt], [base, own, chosenAt]] as const) {
    const timeout = Math.max(0, at - Date.now()) + 30_000;
    await expect.poll(async () => onPractice(text), { timeout }).toHaveLength(1);
    await expect.poll(async () => onPds(ownText), { timeout }).toHaveLength(1);
    await expect.poll(async () => onMastodon(text), { timeout }).toHaveLength(1);
    const receivedAt = (await onPractice(text))[0]?.received_at_ms ?? 0;
    expect(receivedAt).toBeGreaterThanOrEqual(at);
  }

  const [atPractice] = await onPractice(base);
  expect(atPractice?.media).toHaveLength(1);
  const [atBluesky] = await onPds(own);
  expect(atBluesky?.value.text).toBe(own);
  expect(Date.parse(atBluesky?.value.createdAt ?? '')).toBeGreaterThanOrEqual(due - MINUTE);
  expect(atBluesky?.value['embed']).toMatchObject({ images: [{ alt }] });
  const [atMastodon] = await onMastodon(base);
  expect([atMastodon?.attachment].flat()).toMatchObject([{ name: alt }]);

  await expect.poll(async () => (await publications(postId)).map(({ state }) => state)).toEqual(['published', 'published', 'published']);
  const bluesky = (await publications(postId)).find(({ network }) => network === 'bluesky');
  await goTo(page, '/today');
  await expect(page.getByText(own.slice(0, 20)).or(page.getByText(base.slice(0, 20))).first()).toBeVisible();
  await goTo(page, `/publication/${bluesky?.id ?? ''}`);
  const shown = page.getByRole('region', { name: 'Publication', exact: true });
  await expect(shown.getByText('Published on Bluesky').first()).toBeVisible();
  await expect(shown.getByRole('button', { name: 'See it on Bluesky' })).toBeVisible();
  await expect(shown.getByRole('button', { name: 'Mastodon: published' })).toBeVisible();
});

const onPractice = async (text: string) => (await practice.admin.posts()).filter((post) => post.text === text);
const onPds = async (text: string) => (await pds.posts(did)).filter(({ value }) => value.text === text);
/** Without its marks, Mastodon's HTML still begins as it was typed. */
const onMastodon = async (text: string): Promise<readonly Note[]> => (await statuses()).filter(({ content }) => content.includes(text.slice(0, 16)));

const publications = async (id: string) => good(await linnet.posts.get({ id })).publications;
const shownPost = (): string => /compose\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
const zone = async (): Promise<string> => (await linnet.brands.list())[0]?.timeZone ?? 'UTC';
/** The next whole minute that is at least so far away. */
const nextMinute = (away: number): number => (Math.floor((Date.now() + away) / MINUTE) + 1) * MINUTE;

/** A new post, and its first words. */
async function compose(text: string): Promise<void> {
  await goTo(page, '/calendar?view=month');
  await page.getByRole('button', { name: 'Compose' }).first().click();
  const editor = page.getByRole('textbox', { name: 'Base text' });
  await expect(editor).toBeFocused();
  await expect(editor).toHaveValue('');
  await page.keyboard.type(text);
}

interface Note { readonly content: string; readonly attachment?: readonly { readonly name?: string }[] | { readonly name?: string } }

/** What anyone can read of Alice on the server: her outbox, as other servers see it. */
async function statuses(): Promise<readonly Note[]> {
  const answer = await fetch(`${snac.url}/alice/outbox`, { headers: { accept: 'application/activity+json', connection: 'close' } });
  const { orderedItems = [] } = (await answer.json()) as { orderedItems?: readonly { readonly object: Note }[] };
  return orderedItems.map(({ object }) => object);
}
