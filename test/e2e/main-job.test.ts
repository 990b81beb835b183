import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { addDays, toWallDate, toWallTime } from '#core/time';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import { answerConsent, type Pds, startPds } from '#test/support/servers/pds/pds';
import { signInAtSnac, type Snac, startSnac } from '#test/support/servers/mastodon/snac';
import { catchBrowser, type OpenedPages } from './support/browser';
import { contractOf, good, type Linnet } from './support/contract';
import { makeDataFolder, type TestFolder } from './support/data-folder';
import { type LaunchedApp, launchApp } from './support/launch';
import { dragTo, goTo } from './support/places';
import { answerPractice } from './support/practice-account';
import { makeBrand } from './support/sample';

const MINUTE = 60_000;
const base = 'Two fresh loaves wait on the counter until noon. #bread';
const own = 'Only here: the crust is the best part. #bread';
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

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  test.setTimeout(300_000);
  [pds, snac, practice] = await Promise.all([startPds(), startSnac(), startPracticeChild({ reactionSpeed: 0.001 })]);
  did = (await pds.addAccount('wren', 'a-good-password')).did;
  folder = await makeDataFolder({ bluesky: { plc: pds.plc, handleResolver: pds.url }, practice: { url: practice.url, secret: practice.secret } });
  running = await launchApp({ dataDir: folder.path });
  page = running.window;
  browser = await catchBrowser(running.app);
  linnet = await contractOf(running);
  await makeBrand(page, 'Wren & Fern');
  brandId = (await linnet.brands.list())[0]?.id ?? '';
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
  await goTo(page, '/calendar?view=month');
  await page.getByRole('button', { name: 'Compose' }).first().click();
  const editor = page.getByRole('textbox', { name: 'Base text' });
  await expect(editor).toBeFocused();
  await page.keyboard.type(base);
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

  postId = /compose\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  const post = good(await linnet.posts.get({ id: postId }));
  expect(post.text).toBe(base);
  expect(post.media).toMatchObject([{ alt }]);
  expect(Object.fromEntries(post.publications.map(({ network, text }) => [network, text]))).toEqual({ bluesky: own, mastodon: null, practice: null });
});

test('a picture dropped on the composer is taken in, a broken one is refused in plain words', async () => {
  await drop(page, 'broken.jpg', 'image/jpeg', 'this is no picture');
  await expect(page.getByText(/Linnet cannot read|not a kind of picture/)).toBeVisible();
  await page.getByRole('button', { name: /Dismiss the note/ }).click();
  await expect(page.getByRole('button', { name: /^Picture \d/ })).toHaveCount(1);
});

test('the draft is dragged from the tray onto a day, and undo takes it back', async () => {
  await goTo(page, '/calendar?view=month');
  const card = page.locator(`[data-draft="${postId}"]`);
  await expect(card).toBeVisible();
  const { timeZone } = (await linnet.brands.list())[0] ?? { timeZone: 'UTC' };
  const tomorrow = addDays(toWallDate(Date.now(), timeZone), 1);
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

test('it goes out at its time on all three, and Linnet tells what happened', async () => {
  test.setTimeout(200_000);
  const { timeZone } = (await linnet.brands.list())[0] ?? { timeZone: 'UTC' };
  // Times are whole minutes. The next one, unless it is too near to be caught.
  const due = (Math.floor((Date.now() + 8_000) / MINUTE) + 1) * MINUTE;
  const scheduled = good(await linnet.planning.schedule({ postId, when: { kind: 'at', wall: toWallTime(due, timeZone) } }));
  expect(scheduled.at).toBe(due);
  expect(await onPractice()).toEqual([]);
  expect(await pds.posts(did)).toEqual([]);

  await expect.poll(onPractice, { timeout: due - Date.now() + 30_000 }).toMatchObject([{ text: base }]);
  await expect.poll(async () => (await pds.posts(did)).length, { timeout: 30_000 }).toBe(1);
  await expect.poll(async () => (await statuses()).length, { timeout: 30_000 }).toBe(1);

  const [atPractice] = await onPractice();
  expect(atPractice?.received_at_ms).toBeGreaterThanOrEqual(due);
  expect((atPractice?.received_at_ms ?? 0) - due).toBeLessThan(5_000);
  expect(atPractice?.media).toHaveLength(1);
  const [atBluesky] = await pds.posts(did);
  expect(atBluesky?.value.text).toBe(own);
  expect(Date.parse(atBluesky?.value.createdAt ?? '')).toBeGreaterThanOrEqual(due - MINUTE);
  expect(atBluesky?.value['embed']).toMatchObject({ images: [{ alt }] });
  const [atMastodon] = await statuses();
  expect(atMastodon?.content).toContain('Two fresh loaves');
  expect([atMastodon?.attachment].flat()).toMatchObject([{ name: alt }]);

  await expect.poll(async () => good(await linnet.posts.get({ id: postId })).publications.map(({ state }) => state)).toEqual(['published', 'published', 'published']);
  const bluesky = good(await linnet.posts.get({ id: postId })).publications.find(({ network }) => network === 'bluesky');
  await goTo(page, '/today');
  await expect(page.getByText(own.slice(0, 20)).or(page.getByText(base.slice(0, 20))).first()).toBeVisible();
  await goTo(page, `/publication/${bluesky?.id ?? ''}`);
  const shown = page.getByRole('region', { name: 'Publication', exact: true });
  await expect(shown.getByText('Published on Bluesky').first()).toBeVisible();
  await expect(shown.getByRole('button', { name: 'See it on Bluesky' })).toBeVisible();
  await expect(shown.getByRole('button', { name: 'Mastodon: published' })).toBeVisible();
});

const onPractice = async () => (await practice.admin.posts()).filter((post) => post.text === base);

interface Note { readonly content: string; readonly attachment?: readonly { readonly name?: string }[] | { readonly name?: string } }

/** What anyone can read of Alice on the server: her outbox, as other servers see it. */
async function statuses(): Promise<readonly Note[]> {
  const answer = await fetch(`${snac.url}/alice/outbox`, { headers: { accept: 'application/activity+json', connection: 'close' } });
  const { orderedItems = [] } = (await answer.json()) as { orderedItems?: readonly { readonly object: Note }[] };
  return orderedItems.map(({ object }) => object);
}

/** A file let go over the composer. */
async function drop(on: Page, name: string, type: string, content: string): Promise<void> {
  const data = await on.evaluateHandle(([fileName, mime, words]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([words], fileName, { type: mime }));
    return transfer;
  }, [name, type, content] as const);
  for (const event of ['dragenter', 'dragover', 'drop']) await on.locator('.composer').dispatchEvent(event, { dataTransfer: data });
}
