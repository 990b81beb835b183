import { expect, test } from '@playwright/test';
import type { PublicationState } from '#core/posts/states';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import { catchBrowser, type OpenedPages } from './support/browser';
import { contractOf, good, type Linnet } from './support/contract';
import { makeDataFolder, type TestFolder } from './support/data-folder';
import { killApp, type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { answerPractice, connectPractice } from './support/practice-account';
import { makeBrand } from './support/sample';

const POST = 'POST /api/posts';
const LIST = 'GET /api/me/posts';
const HOUR = 3_600_000;

let practice: PracticeChild;
let folder: TestFolder;
let running: LaunchedApp;
let linnet: Linnet;
let browser: OpenedPages;
let brandId: string;
let accountId: string;
let handle: string;

async function start(): Promise<void> {
  running = await launchApp({ dataDir: folder.path });
  browser = await catchBrowser(running.app);
  linnet = await contractOf(running);
}

test.beforeAll(async () => {
  practice = await startPracticeChild({ reactionSpeed: 0.001 });
  // Without keys only looking tells whether a post arrived, as on most real networks.
  folder = await makeDataFolder({ practice: { url: practice.url, secret: practice.secret, honourKeys: false } });
  await start();
  await makeBrand(running.window, 'Wren & Fern');
  brandId = (await linnet.brands.list())[0]?.id ?? '';
  const account = await connectPractice(linnet, browser, brandId, 'Wren studio');
  accountId = account.id;
  handle = account.handle;
});

test.afterEach(async () => {
  await practice.admin.clearFaults();
});

test.afterAll(async () => {
  await running.stop();
  await practice.stop();
  await folder.remove();
});

interface Sent { readonly postId: string; readonly id: string }

async function publishNow(text: string): Promise<Sent> {
  const post = good(await linnet.posts.create({ brandId, text, accountIds: [accountId] }));
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  return { postId: post.id, id: post.publications[0]?.id ?? '' };
}

const onServer = async (text: string): Promise<number> => (await practice.admin.posts()).filter((post) => post.text === text && post.deleted_at_ms === null).length;
const panel = async ({ id }: Sent) => good(await linnet.publishing.publication({ id }));
const codes = async (sent: Sent): Promise<readonly string[]> => (await panel(sent)).activity.map((entry) => entry.code);
const reaches = async (sent: Sent, state: PublicationState, timeout = 30_000): Promise<void> =>
  expect.poll(async () => (await panel(sent)).publication.state, { message: `it becomes ${state}`, timeout }).toBe(state);

test('a lost answer is looked for, found, and never sent twice', async () => {
  await practice.admin.fault({ kind: 'reset', when: 'after', endpoint: POST, count: 1 });
  const text = 'The answer to this one is lost.';
  const sent = await publishNow(text);
  await reaches(sent, 'published');
  expect(await onServer(text)).toBe(1);
  expect(await codes(sent)).toEqual(expect.arrayContaining(['no-answer', 'looked-found']));
  const { permalink } = (await panel(sent)).publication;
  expect(permalink).toContain(practice.url);
});

test('what cannot be found out waits for a person, and their word ends it', async () => {
  await practice.admin.fault({ kind: 'reset', when: 'after', endpoint: POST, count: 1 });
  await practice.admin.fault({ kind: 'error', status: 403, endpoint: LIST });
  const text = 'Nobody can tell about this one.';
  const sent = await publishNow(text);
  await reaches(sent, 'unconfirmed');
  const page = running.window;
  await goTo(page, `/publication/${sent.id}`);
  const shown = page.getByRole('region', { name: 'Publication', exact: true });
  await expect(shown.getByRole('button', { name: /^Look/ })).toBeVisible();
  await expect(shown.getByRole('button', { name: 'It is not there, send it' })).toBeVisible();
  await expect(shown.getByText('No answer from the practice network')).toBeVisible();
  await shown.getByRole('button', { name: 'It is there' }).click();
  await reaches(sent, 'published');
  expect(await onServer(text)).toBe(1);
  expect(await codes(sent)).toContain('person-says-there');
});

test('a kill after the network has the post: the next start finds it and sends nothing', async () => {
  await practice.admin.fault({ kind: 'hang', when: 'after', endpoint: POST, count: 1 });
  const text = 'Killed after it was out.';
  const sent = await publishNow(text);
  await expect.poll(async () => onServer(text)).toBe(1);
  await killApp(running);
  await start();
  await reaches(sent, 'published');
  expect(await onServer(text)).toBe(1);
  expect(await codes(sent)).toEqual(expect.arrayContaining(['recovered-after-crash', 'looked-found']));
});

test('a kill before the network has the post: the next start sends it once', async () => {
  await practice.admin.fault({ kind: 'hang', when: 'before', endpoint: POST, count: 1 });
  const hangs = async (): Promise<number> => (await practice.admin.stats())[POST]?.['hang'] ?? 0;
  const before = await hangs();
  const text = 'Killed before it was out.';
  const sent = await publishNow(text);
  await expect.poll(hangs).toBe(before + 1);
  await killApp(running);
  expect(await onServer(text)).toBe(0);
  // With keys the same call may be made again at once; without, an absence takes two minutes to believe.
  await folder.pointTo({ practice: { url: practice.url, secret: practice.secret, honourKeys: true } });
  await start();
  await reaches(sent, 'published');
  expect(await onServer(text)).toBe(1);
  expect(await codes(sent)).toContain('replayed');
});

test('posts whose time passed while Linnet was not running are asked about', async () => {
  const made = await Promise.all(['Missed, send it now.', 'Missed, let it be.'].map(async (text) => {
    const post = good(await linnet.posts.create({ brandId, text, accountIds: [accountId] }));
    good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'at', wall: '2099-05-04T10:00' } }));
    return { postId: post.id, id: post.publications[0]?.id ?? '', text };
  }));
  const [now, skip] = made;
  if (now === undefined || skip === undefined) throw new Error('two posts were made');
  await running.stop();
  const dueAt = Date.now() - 3 * HOUR;
  folder.within(({ sqlite }) => {
    const set = sqlite.prepare('UPDATE publications SET due_at = ?, wake_at = ? WHERE id = ?');
    for (const { id } of made) set.run(dueAt, dueAt, id);
  });
  await start();
  for (const sent of made) await reaches(sent, 'missed');
  expect(await onServer(now.text)).toBe(0);
  const page = running.window;
  const shown = page.getByRole('region', { name: 'Publication', exact: true });
  await goTo(page, '/today');
  for (const { text } of made) await expect(page.getByRole('listitem').filter({ hasText: text }).filter({ hasText: /missed its time on/i })).toBeVisible();
  await goTo(page, `/publication/${now.id}`);
  await shown.getByRole('button', { name: 'Send it now' }).click();
  await reaches(now, 'published');
  await goTo(page, `/publication/${skip.id}`);
  await shown.getByRole('button', { name: 'Leave it out' }).click();
  await reaches(skip, 'cancelled');
  expect([await onServer(now.text), await onServer(skip.text)]).toEqual([1, 0]);
});

test('pause-all holds everything, also over a restart', async () => {
  await goTo(running.window, '/accounts');
  await running.window.keyboard.press('Control+Shift+P');
  await expect.poll(async () => (await linnet.publishing.status()).paused).toBe(true);
  const text = 'Waits for the pause to end.';
  const sent = await publishNow(text);
  await running.stop();
  await start();
  expect((await linnet.publishing.status()).paused).toBe(true);
  await goTo(running.window, '/settings/publishing');
  await expect(running.window.getByText('Publishing is paused').first()).toBeVisible();
  expect((await panel(sent)).publication.state).toBe('scheduled');
  expect(await onServer(text)).toBe(0);
  await running.window.getByRole('main').getByRole('button', { name: 'Resume publishing' }).click();
  await reaches(sent, 'published');
  expect(await onServer(text)).toBe(1);
});

test('a network that asks to wait is given its time', async () => {
  await practice.admin.fault({ kind: 'rate-limit', endpoint: POST, retryAfterSeconds: 3, count: 1 });
  const text = 'Comes when it may.';
  const asked = Date.now();
  const sent = await publishNow(text);
  await reaches(sent, 'published');
  const post = (await practice.admin.posts()).find((each) => each.text === text);
  expect((post?.received_at_ms ?? 0) - asked).toBeGreaterThanOrEqual(3000);
  expect(await onServer(text)).toBe(1);
  expect(await codes(sent)).toContain('rate-limited');
});

test('a signed-out account says so, and after a reconnect its post goes out by itself', async () => {
  await practice.admin.expireTokens({ handle: handle.replace(/^@/, ''), kind: 'all' });
  const text = 'Waits for a login.';
  const sent = await publishNow(text);
  const page = running.window;
  await goTo(page, '/accounts');
  await expect(page.getByText('Signed out').first()).toBeVisible();
  await expect.poll(async () => (await panel(sent)).publication).toMatchObject({ state: 'scheduled', problemCode: 'signed-out' });
  const shown = page.getByRole('region', { name: 'Publication', exact: true });
  await goTo(page, `/publication/${sent.id}`);
  await shown.getByText('The practice network’s own words').first().click();
  await expect(shown.getByText(/invalid_grant/)).toBeVisible();
  await goTo(page, '/accounts');
  expect(await onServer(text)).toBe(0);
  await page.getByRole('button', { name: /^Reconnect/ }).first().click();
  await page.getByRole('button', { name: 'Log in to the practice network' }).click();
  await answerPractice(await browser.next(), { handle });
  await expect(page.getByText('Healthy', { exact: true })).toBeVisible();
  // It waited for nothing else.
  await reaches(sent, 'published');
  expect(await onServer(text)).toBe(1);
});

test('as somebody else, a reconnect is refused in plain words', async () => {
  await practice.admin.expireTokens({ handle: handle.replace(/^@/, ''), kind: 'all' });
  const page = running.window;
  await goTo(page, `/accounts/${accountId}`);
  await page.getByRole('button', { name: 'Test connection' }).click();
  await page.getByRole('button', { name: /^Reconnect/ }).first().click();
  await page.getByRole('button', { name: 'Log in to the practice network' }).click();
  await answerPractice(await browser.next(), { newAccount: 'Somebody else' });
  await expect(page.getByText(/That is another account/)).toBeVisible();
  expect(good(await linnet.accounts.test({ id: accountId }).then((answer) => (answer.ok ? answer : { ok: true as const, value: null })))).toBeNull();
});
