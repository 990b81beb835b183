import { expect, type Page, test } from '@playwright/test';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import { catchBrowser } from './support/browser';
import { contractOf, good, type Linnet } from './support/contract';
import { makeDataFolder, type TestFolder } from './support/data-folder';
import { type Desk, watchDesk } from './support/desk';
import { type SessionDesktop, startSessionDesktop } from './support/desktop/session-desktop';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { connectPractice } from './support/practice-account';
import { makeBrand } from './support/sample';

// The tray and the notifications of the system, as the system gets them and as a person clicks them.

const POST = 'POST /api/posts';

let practice: PracticeChild;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let desk: Desk;
let panel: SessionDesktop | null = null;
let brandId: string;
let accountId: string;
let handle: string;

test.beforeAll(async () => {
  practice = await startPracticeChild({ reactionSpeed: 0.001 });
  folder = await makeDataFolder({ practice: { url: practice.url, secret: practice.secret, honourKeys: false } });
  // The window hides only where something shows the icon.
  if (process.platform === 'linux') panel = await startSessionDesktop();
  running = await launchApp({ dataDir: folder.path });
  page = running.window;
  desk = await watchDesk(running.app);
  linnet = await contractOf(running);
  await makeBrand(page, 'Wren & Fern');
  brandId = (await linnet.brands.list())[0]?.id ?? '';
  ({ id: accountId, handle } = await connectPractice(linnet, await catchBrowser(running.app), brandId, 'Wren studio'));
  await goTo(page, '/today');
});

test.afterEach(async () => {
  await practice.admin.clearFaults();
});

test.afterAll(async () => {
  await running.stop();
  await panel?.stop();
  await practice.stop();
  await folder.remove();
});

const write = async (text: string) => good(await linnet.posts.create({ brandId, text, accountIds: [accountId] }));
const hidden = async (): Promise<void> => running.app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.hide(); });
const visible = async (): Promise<boolean> => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
/** What happened to that publication is open, beside the list it belongs to. */
const shows = async (id: string): Promise<void> => {
  await expect.poll(() => page.url()).toContain(`open=${id}`);
  await expect(page.getByRole('region', { name: 'Publication', exact: true })).toBeVisible();
};
const publishNow = async (text: string): Promise<string> => {
  const post = await write(text);
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  return post.publications[0]?.id ?? '';
};

test('the tray says what is next, and leads there', async () => {
  const post = await write('Bread at ten.');
  await expect.poll(desk.tip).toBe('Linnet. Nothing is scheduled');
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'at', wall: '2099-05-04T10:00' } }));
  await expect.poll(desk.tip).toMatch(/^Linnet\. Next .*\d.*: Bread at ten\.$/);
  const [first] = await desk.items();
  expect(`Linnet. ${first ?? ''}`).toBe(await desk.tip());
  await hidden();
  expect(await visible()).toBe(false);
  await desk.choose(first ?? '');
  await expect.poll(visible).toBe(true);
  await expect.poll(() => page.url()).toContain(`/compose/${post.id}`);
  good(await linnet.planning.unschedule({ postId: post.id }));
  await expect.poll(desk.tip).toBe('Linnet. Nothing is scheduled');
});

test('from the tray all is paused and resumed, a post is begun, and the window comes back after it was closed', async () => {
  await desk.choose('Pause all publishing');
  await expect.poll(desk.tip).toBe('Linnet. Publishing is paused');
  expect((await linnet.publishing.status()).paused).toBe(true);
  await expect.poll(desk.items).toContain('Resume publishing');
  await desk.choose('Resume publishing');
  await expect.poll(async () => (await linnet.publishing.status()).paused).toBe(false);
  // The native menu says the same.
  await expect.poll(async () => running.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.flatMap((item) => item.submenu?.items.map(({ label }) => label) ?? []) ?? [])).toContain('Pause all publishing');

  await running.app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.close(); });
  await expect.poll(visible).toBe(false);
  await desk.choose('Compose');
  await expect.poll(visible).toBe(true);
  await expect(page.getByRole('textbox', { name: 'Base text' })).toBeFocused();
  await hidden();
  await desk.clickTray();
  await expect.poll(visible).toBe(true);
  await expect(page).toHaveTitle(/Today/);
});

test('a post that was refused is told, and a click shows what happened to it', async () => {
  await practice.admin.fault({ kind: 'error', status: 422, endpoint: POST, count: 1 });
  await hidden();
  const id = await publishNow('Refused by the network.');
  await expect.poll(desk.told).toContainEqual({ title: 'The practice network did not take a post', body: '“Refused by the network.”. Open it to see why and what to do.' });
  await expect.poll(desk.items).toContain('1 post needs you');
  await desk.open('The practice network did not take a post');
  await expect.poll(visible).toBe(true);
  await shows(id);
  await expect(page.getByRole('region', { name: 'Publication', exact: true }).getByText(/did not take|refused/i).first()).toBeVisible();
  await desk.choose('1 post needs you');
  await expect(page).toHaveTitle(/Today/);
  await expect(page.getByRole('main').getByText('Refused by the network.').first()).toBeVisible();
});

test('a lost answer is told as what it is', async () => {
  await practice.admin.fault({ kind: 'reset', when: 'after', endpoint: POST, count: 1 });
  await practice.admin.fault({ kind: 'error', status: 403, endpoint: 'GET /api/me/posts' });
  const id = await publishNow('Nobody can tell.');
  await expect.poll(async () => (await desk.told()).map(({ title }) => title), { timeout: 30_000 }).toContain('The practice network gave no answer');
  await desk.open('The practice network gave no answer');
  await shows(id);
});

test('a post that went out is told when the person wishes it', async () => {
  const outs = async (): Promise<number> => (await desk.told()).filter(({ title }) => title === 'A post went out').length;
  const state = async (id: string): Promise<string> => good(await linnet.publishing.publication({ id })).publication.state;
  const quiet = await publishNow('Out without a word.');
  await expect.poll(async () => state(quiet)).toBe('published');
  expect(await outs()).toBe(0);
  await goTo(page, '/settings/notifications');
  await page.getByRole('switch', { name: 'A post went out' }).click({ force: true });
  await expect.poll(async () => (await linnet.app.preferences.get()).notifyPublished).toBe(true);
  const id = await publishNow('Out, and told.');
  await expect.poll(desk.told).toContainEqual({ title: 'A post went out', body: '“Out, and told.”. Open it to see where.' });
  // The one before the wish may still be told when its word was on its way; the unit tests hold that line.
  expect((await desk.told()).filter(({ body }) => body.includes('Out, and told.'))).toHaveLength(1);
  await desk.open('A post went out');
  await shows(id);
});

test('an account that is signed out is told, and a click leads to the accounts', async () => {
  await practice.admin.expireTokens({ handle: handle.replace(/^@/, ''), kind: 'all' });
  await linnet.accounts.test({ id: accountId });
  await expect.poll(async () => (await desk.told()).map(({ title }) => title)).toContain(`The practice network signed ${handle} out`);
  await desk.open(`The practice network signed ${handle} out`);
  await expect(page).toHaveTitle(/Accounts/);
  await expect(page.getByText('Signed out').first()).toBeVisible();
});
