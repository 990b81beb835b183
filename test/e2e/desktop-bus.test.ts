import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import { catchBrowser } from './support/browser';
import { contractOf, good, type Linnet } from './support/contract';
import { makeDataFolder, type TestFolder } from './support/data-folder';
import { pixelsOf } from './support/desktop/drawn';
import { type SessionDesktop, startSessionDesktop } from './support/desktop/session-desktop';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { connectPractice } from './support/practice-account';
import { makeBrand } from './support/sample';

// What reaches the desktop over its bus, with nothing of Electron replaced: a panel with the tray, and a notification
// service that draws. desktop.test.ts shows the same from within, on every system.

const POST = 'POST /api/posts';
const REFUSED = 'The practice network did not take a post';
/** The background of a card, in dunstrc. */
const CARD = [0x00, 0xa0, 0xff] as const;
const title = 'Rye & <b>oat</b> < 3 for fern_and_wren';

test.skip(process.platform !== 'linux', 'not run: the desktop of this system has no session bus');

let practice: PracticeChild;
let folder: TestFolder;
let desktop: SessionDesktop;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;
let accountId: string;

test.beforeAll(async () => {
  practice = await startPracticeChild({ reactionSpeed: 0.001 });
  folder = await makeDataFolder({ practice: { url: practice.url, secret: practice.secret, honourKeys: false } });
  desktop = await startSessionDesktop();
  running = await launchApp({ dataDir: folder.path });
  page = running.window;
  linnet = await contractOf(running);
  await makeBrand(page, 'Wren & Fern');
  brandId = (await linnet.brands.list())[0]?.id ?? '';
  ({ id: accountId } = await connectPractice(linnet, await catchBrowser(running.app), brandId, 'Wren studio'));
  await goTo(page, '/today');
});

test.beforeEach(async () => {
  await desktop.forget();
});

test.afterEach(async () => {
  await practice.admin.clearFaults();
});

test.afterAll(async () => {
  await running.stop();
  await desktop.stop();
  await practice.stop();
  await folder.remove();
});

const hidden = async (): Promise<void> => running.app.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.hide(); });
const visible = async (): Promise<boolean> => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
const stateOf = async (id: string): Promise<string> => good(await linnet.publishing.publication({ id })).publication.state;
/** What Linnet wrote down of itself; nothing at all as long as all is well. */
const logged = (): string => {
  const file = join(folder.path, 'logs', 'linnet.log');
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
};
const needsLabel = async (): Promise<string> => (await desktop.labels()).find((label) => /^\d+ posts? needs? you$/.test(label)) ?? '';

/** Sends a post that the network refuses; gives its publication. */
async function refused(text: string): Promise<string> {
  await practice.admin.fault({ kind: 'error', status: 422, endpoint: POST, count: 1 });
  const post = good(await linnet.posts.create({ brandId, text, accountIds: [accountId] }));
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  const id = post.publications[0]?.id ?? '';
  await expect.poll(async () => stateOf(id)).toBe('failed');
  return id;
}

test('without a notification service Linnet goes on in silence', async () => {
  expect(await desktop.hasNotifications()).toBe(false);
  const id = await refused('Told to nobody.');
  await expect.poll(desktop.labels).toContain('1 post needs you');
  await expect(page.getByRole('main').getByText('Told to nobody.').first()).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(await desktop.told()).toEqual([]);
  expect(await stateOf(id)).toBe('failed');
  expect(logged()).not.toMatch(/error|defect|notification/i);
});

test('a post that failed is one card on the screen, and a click on it brings its panel', async () => {
  await desktop.startNotifications();
  expect(await pixelsOf(running.app, CARD)).toBe(0);
  await hidden();
  const id = await refused(title);
  await expect.poll(desktop.told).toHaveLength(1);
  const [told] = await desktop.told();
  expect(told).toMatchObject({ app: 'Linnet', title: REFUSED, body: '“Rye &amp; &lt;b>oat&lt;/b> &lt; 3 for fern_and_wren”. Open it to see why and what to do.' });
  expect(told?.actions).toContain('default');
  await expect.poll(async () => pixelsOf(running.app, CARD)).toBeGreaterThan(5_000);
  expect(await visible()).toBe(false);

  await desktop.clickCard();
  await expect.poll(visible).toBe(true);
  await expect.poll(() => page.url()).toContain(`open=${id}`);
  await expect(page.getByRole('region', { name: 'Publication', exact: true })).toBeVisible();
  expect(await desktop.acted()).toEqual(['default']);
  await expect.poll(async () => pixelsOf(running.app, CARD)).toBe(0);
  // Nor is it told a second time when something else changes.
  good(await linnet.posts.create({ brandId, text: 'Something else.' }));
  await linnet.publishing.pauseAll();
  await expect.poll(desktop.labels).toContain('Resume publishing');
  await linnet.publishing.resumeAll();
  await expect.poll(desktop.labels).toContain('Pause all publishing');
  expect(await desktop.told()).toHaveLength(1);
});

test('what is switched off in Settings does not arrive, and what is switched on does', async () => {
  await desktop.startNotifications();
  const before = (await linnet.publishing.status()).needsPerson;
  const needs = page.getByRole('switch', { name: 'Something needs you' });
  await goTo(page, '/settings/notifications');
  await needs.click({ force: true });
  await expect(needs).not.toBeChecked();
  await expect.poll(async () => (await linnet.app.preferences.get()).notifyProblems).toBe(false);
  await refused('Not to be told.');
  await expect.poll(async () => Number.parseInt(await needsLabel(), 10)).toBe(before + 1);
  await needs.click({ force: true });
  await expect.poll(async () => (await linnet.app.preferences.get()).notifyProblems).toBe(true);
  await refused('To be told again.');
  await expect.poll(async () => (await desktop.told()).map(({ body }) => body)).toEqual(['“To be told again.”. Open it to see why and what to do.']);
});

test('the tray is on the panel, says what is next of which brand, and leads there', async () => {
  await refused('In need of a person.');
  good(await linnet.brands.create({ name: 'Second Nature', colour: 'sky', timeZone: 'Asia/Tokyo' }));
  const tray = await desktop.tray();
  expect(tray?.active).toBe(true);
  expect(tray?.iconBytes).toMatch(/^\d{3,} bytes$/);
  const post = good(await linnet.posts.create({ brandId, text: title, accountIds: [accountId] }));
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'at', wall: '2099-05-04T10:00' } }));
  await expect.poll(async () => (await desktop.labels())[0]).toMatch(/^Next Mon.* 10:00.*, Wren & Fern: Rye & <b>oat<\/b> < 3 for fern_and_wren$/);
  expect((await desktop.tray())?.tip).toBe(`Linnet. ${(await desktop.labels())[0] ?? ''}`);
  expect((await desktop.labels()).slice(1)).toEqual([await needsLabel(), 'Open Linnet', 'Compose', 'Pause all publishing', 'Quit Linnet']);
  await hidden();
  await desktop.choose((await desktop.labels())[0] ?? '');
  await expect.poll(visible).toBe(true);
  await expect.poll(() => page.url()).toContain(`/compose/${post.id}`);
  await hidden();
  await desktop.choose(await needsLabel());
  await expect.poll(visible).toBe(true);
  await expect(page).toHaveTitle(/Today/);
  await goTo(page, '/calendar');
  await hidden();
  await desktop.activate();
  await expect.poll(visible).toBe(true);
  await expect(page).toHaveTitle(/Today/);
});

test('from the panel all is paused and resumed, and a post is begun', async () => {
  await desktop.choose('Pause all publishing');
  await expect.poll(async () => (await desktop.tray())?.tip).toBe('Linnet. Publishing is paused');
  expect((await linnet.publishing.status()).paused).toBe(true);
  await desktop.choose('Resume publishing');
  await expect.poll(async () => (await linnet.publishing.status()).paused).toBe(false);
  await expect.poll(desktop.labels).toContain('Pause all publishing');
  await hidden();
  await desktop.choose('Compose');
  await expect.poll(visible).toBe(true);
  await expect(page.getByRole('textbox', { name: 'Base text' })).toBeFocused();
});

test('nothing secret is said to the desktop', async () => {
  await desktop.startNotifications();
  await refused('The last one.');
  await expect.poll(desktop.told).toHaveLength(1);
  const { entries } = JSON.parse(readFileSync(join(folder.path, 'secrets.json'), 'utf8')) as { readonly entries: Readonly<Record<string, string>> };
  const opened = await running.app.evaluate(({ safeStorage }, sealed) => sealed.map((entry) => safeStorage.decryptString(Buffer.from(entry.slice(2), 'base64'))), Object.values(entries));
  const secrets = [...new Set(opened.flatMap((text) => text.match(/[\w-]{30,}/g) ?? []))];
  expect(secrets.length, 'the tokens of the account are known here').toBeGreaterThanOrEqual(2);
  const said = await desktop.everything();
  expect(said).toContain('The last one.');
  for (const secret of [...secrets, practice.secret, practice.url, folder.path]) expect(said).not.toContain(secret);
});

test('when Linnet ends, its icon goes', async () => {
  await desktop.choose('Quit Linnet');
  await expect.poll(desktop.tray).toBeNull();
});
