import { expect, type Locator, type Page, test } from '@playwright/test';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import { catchBrowser, type OpenedPages } from './support/browser';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import type { LaunchedApp } from './support/launch';
import { goTo } from './support/places';
import { answerPractice, connectPractice } from './support/practice-account';
import { startWithBrand } from './support/started';

// What a person can do with an account that is connected, by hand.

let practice: PracticeChild;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let browser: OpenedPages;
let brandId: string;
let account: { readonly id: string; readonly handle: string };
let detail: Locator;

test.beforeAll(async () => {
  practice = await startPracticeChild({ reactionSpeed: 0.001 });
  ({ folder, running, page, linnet, brandId } = await startWithBrand({ practice: { url: practice.url, secret: practice.secret } }));
  browser = await catchBrowser(running.app);
  account = await connectPractice(linnet, browser, brandId, 'Wren studio');
  detail = page.getByRole('region', { name: new RegExp(`^${account.handle} on`) });
});

test.afterEach(async () => { await practice.admin.clearFaults(); });

test.afterAll(async () => {
  await running.stop();
  await practice.stop();
  await folder.remove();
});

const now = { kind: 'now' } as const;
async function schedule(text: string, when: { readonly kind: 'now' } | { readonly kind: 'at'; readonly wall: string }): Promise<string> {
  const post = good(await linnet.posts.create({ brandId, text, accountIds: [account.id] }));
  good(await linnet.planning.schedule({ postId: post.id, when }));
  return post.publications[0]?.id ?? '';
}
const state = async (id: string): Promise<string> => good(await linnet.publishing.publication({ id })).publication.state;
const status = async (): Promise<string | undefined> => (await linnet.accounts.list({ brandId })).find(({ id }) => id === account.id)?.status;
const onServer = async (text: string): Promise<number> => (await practice.admin.posts()).filter((post) => post.text === text).length;
const open = async (): Promise<void> => { await goTo(page, `/accounts/${account.id}`); await expect(detail).toBeVisible(); };

test('the connection is tested, and a network that is away is told as that and not as a sign-out', async () => {
  await open();
  await detail.getByRole('button', { name: 'Test connection' }).click();
  await expect(page.getByText(`${account.handle} answers as it should`)).toBeVisible();
  await practice.admin.fault({ kind: 'error', status: 503 });
  await detail.getByRole('button', { name: 'Test connection' }).click();
  await expect(detail.getByText('The practice network is not answering')).toBeVisible();
  expect(await status()).toBe('ok');
});

test('a paused account keeps its posts, and sends them when it is resumed', async () => {
  await open();
  await detail.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText(`${account.handle} is paused: what is planned there waits`)).toBeVisible();
  const text = 'Waits for its account.';
  const id = await schedule(text, now);
  expect([await state(id), await onServer(text)]).toEqual(['scheduled', 0]);
  await detail.getByRole('button', { name: 'Resume' }).click();
  await expect.poll(async () => state(id), { timeout: 15_000 }).toBe('published');
  expect(await onServer(text)).toBe(1);
});

test('disconnecting asks first, keeps the queue, and a reconnect goes on with it', async () => {
  const id = await schedule('Planned for long after.', { kind: 'at', wall: '2099-05-04T10:00' });
  await open();
  const dialog = page.getByRole('dialog');
  await detail.getByRole('button', { name: 'Disconnect' }).click();
  await expect(dialog.getByText('1 post waits there until you reconnect.', { exact: false })).toBeVisible();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await status()).toBe('ok');
  await detail.getByRole('button', { name: 'Disconnect' }).click();
  await dialog.getByRole('button', { name: 'Disconnect' }).click();
  await expect.poll(status).toBe('disconnected');
  expect(await state(id)).toBe('scheduled');
  await expect(page.getByText('Disconnected', { exact: true }).first()).toBeVisible();
  await page.getByRole('button', { name: /^Reconnect/ }).first().click();
  await page.getByRole('button', { name: 'Log in to the practice network' }).click();
  await answerPractice(await browser.next(), { handle: account.handle });
  await expect.poll(status).toBe('ok');
  expect((await linnet.accounts.list({ brandId }))).toHaveLength(1);
});

test('removing says what waits there, puts it on hold and takes the account off the list', async () => {
  const out = await schedule('Out before it was removed.', now);
  await expect.poll(async () => state(out), { timeout: 15_000 }).toBe('published');
  const before = (await linnet.accounts.list({ brandId })).find(({ id }) => id === account.id)?.waiting ?? 0;
  const waiting = await schedule('Never goes there now.', { kind: 'at', wall: '2099-05-05T10:00' });
  await open();
  await detail.getByRole('button', { name: 'Remove', exact: true }).click();
  const dialog = page.getByRole('dialog');
  const words = before === 0 ? '1 post waits there and is put on hold.' : `${before + 1} posts wait there and are put on hold.`;
  await expect(dialog.getByText(words, { exact: false })).toBeVisible();
  await dialog.getByRole('button', { name: 'Remove the account' }).click();
  await expect(page.getByText(`${account.handle} is removed`)).toBeVisible();
  await expect(page.getByRole('link', { name: account.handle })).toHaveCount(0);
  expect([await state(out), await state(waiting)]).toEqual(['published', 'hold']);
  expect(await onServer('Out before it was removed.')).toBe(1);
});
