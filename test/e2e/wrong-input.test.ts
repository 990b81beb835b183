import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { toWallDate } from '#core/time';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import { catchBrowser, type OpenedPages } from './support/browser';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import type { LaunchedApp } from './support/launch';
import { goTo } from './support/places';
import { answerPractice } from './support/practice-account';
import { startWithBrand } from './support/started';

// What a person or a server gives that is wrong, as the person meets it. Pictures, links and values at the contract
// have tests of their own: images, recovery, security; long and many-scripted text: autosave.

/** The clocks of Berlin skip 02:30 on that night. */
const gapNight = '2027-03-28';

let practice: PracticeChild;
let server: Server;
let answer: RequestListener;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let browser: OpenedPages;
let brandId: string;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async () => {
  server = createServer((request, response) => { answer(request, response); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  practice = await startPracticeChild({ reactionSpeed: 0.001 });
  ({ folder, running, page, linnet, brandId } = await startWithBrand({ practice: { url: practice.url, secret: practice.secret, honourKeys: false } }));
  browser = await catchBrowser(running.app);
  good(await linnet.brands.update({ id: brandId, patch: { timeZone: 'Europe/Berlin' } }));
});

test.afterAll(async () => {
  await running.stop();
  await practice.stop();
  await folder.remove();
  server.closeAllConnections();
  await new Promise((resolve) => { server.close(resolve); });
});

const dialog = (): Locator => page.getByRole('dialog');
const editor = (): Locator => page.getByRole('textbox', { name: 'Base text' });
const account = async () => (await linnet.accounts.list({ brandId }))[0];

test('a server that lies is told in plain words, nothing opens in the browser, and nothing is connected', async () => {
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const json = (body: unknown): RequestListener => (_request, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)); };
  const lies: readonly (readonly [string, RequestListener])[] = [
    ['a shop', (_request, response) => { response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Welcome to our shop</h1>'); }],
    ['a login page elsewhere', json({ issuer: address, authorization_endpoint: 'https://evil.example/a', token_endpoint: 'https://evil.example/t', client_id: 'x', client_secret: 'y' })],
    ['a login page that is a script', json({ issuer: address, authorization_endpoint: 'javascript:alert(1)', token_endpoint: `${address}/t`, client_id: 'x', client_secret: 'y' })],
    ['an endless walk in circles', (request, response) => { response.writeHead(302, { location: `${address}${request.url ?? '/'}x` }).end(); }],
    ['a line that breaks', (request) => { request.socket.destroy(); }],
  ];
  const before = await running.app.evaluate(() => (globalThis as { linnetTestOpened?: string[] }).linnetTestOpened?.length ?? -1);
  for (const [name, lie] of lies) {
    answer = lie;
    await goTo(page, '/accounts');
    await page.getByRole('button', { name: 'Connect an account' }).first().click();
    await dialog().getByRole('button', { name: /^Mastodon/ }).click();
    await dialog().getByLabel('Server').fill(address);
    await dialog().getByRole('button', { name: 'Log in with the browser' }).click();
    await expect(dialog().getByRole('alert').or(dialog().locator('[data-tone="danger"]')).first(), name).toBeVisible();
    const words = (await dialog().textContent()) ?? '';
    // Words for people: no code of ours, no trace, nothing of what the server said.
    expect([name, words]).toEqual([name, expect.not.stringMatching(/undefined|\[object|server-lied|\bat .*:\d+:\d+|evil\.example|alert\(1\)|our shop/)]);
    await page.keyboard.press('Escape');
    await expect(dialog()).toHaveCount(0);
  }
  expect(await running.app.evaluate(() => (globalThis as { linnetTestOpened?: string[] }).linnetTestOpened?.length ?? -1)).toBe(before);
  expect(await linnet.accounts.list({ brandId })).toEqual([]);
});

test('an answer with a wrong state connects nobody, and the right one still does', async () => {
  await goTo(page, '/accounts');
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
  await dialog().getByRole('button', { name: /^Practice network/ }).click();
  await dialog().getByRole('button', { name: 'Log in to the practice network' }).click();
  const login = await browser.next();
  const back = new URL(login).searchParams.get('redirect_uri') ?? '';
  expect(back).toMatch(/^http:\/\/127\.0\.0\.1:\d+\//);
  for (const query of ['code=stolen&state=not-ours', 'error=access_denied&state=not-ours', 'code=stolen', 'state=not-ours', '', `code=${'x'.repeat(6_000)}&state=%00`]) {
    const { status, text } = await fetch(`${back}?${query}`).then(async (got) => ({ status: got.status, text: await got.text() }));
    expect([query.slice(0, 40), Math.floor(status / 100)]).toEqual([query.slice(0, 40), 4]);
    expect(text).not.toContain('Back to Linnet');
    await expect(dialog().getByText('Waiting for your browser')).toBeVisible();
  }
  expect(await linnet.accounts.list({ brandId })).toEqual([]);
  await answerPractice(login, { newAccount: 'Wren studio' });
  await expect(page.getByText('Healthy', { exact: true })).toBeVisible();
  expect(await linnet.accounts.list({ brandId })).toHaveLength(1);
  // One shot: the way back is closed now.
  await expect(fetch(`${back}?code=late&state=late`)).rejects.toThrow('fetch failed');
});

test('in the composer a time that the clocks skip is said before and after, and kept as it was wished', async () => {
  const post = good(await linnet.posts.create({ brandId, text: 'In the night of the clocks.', plannedWall: `${gapNight}T10:00`, accountIds: [(await account())?.id ?? ''] }));
  await goTo(page, `/compose/${post.id}`);
  await page.getByLabel(/^Time it goes out/).fill('02:30');
  await expect(page.getByText('The clocks skip 02:30 that day: it goes out at 03:30')).toBeVisible();
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await expect(page.getByRole('status').getByText(/the clocks skip 02:30 that day, so it became 03:30/)).toBeVisible();
  const [publication] = good(await linnet.posts.get({ id: post.id })).publications;
  expect(publication).toMatchObject({ state: 'scheduled', dueAt: Date.parse(`${gapNight}T03:30+02:00`) });
});

test('a time that has passed is refused in plain words, and the draft stays as it is', async () => {
  // Where it is about noon now, so that today has a time that has passed, and one to come.
  const hours = 12 - new Date().getUTCHours();
  good(await linnet.brands.update({ id: brandId, patch: { timeZone: `Etc/GMT${hours > 0 ? `-${hours}` : `+${-hours}`}` } }));
  const { timeZone } = (await linnet.brands.list())[0] ?? { timeZone: '' };
  const post = good(await linnet.posts.create({ brandId, text: 'Too late for that.', plannedWall: `${toWallDate(Date.now(), timeZone)}T23:00`, accountIds: [(await account())?.id ?? ''] }));
  await goTo(page, `/compose/${post.id}`);
  await expect(editor()).toHaveValue('Too late for that.');
  await page.getByLabel(/^Time it goes out/).fill('06:00');
  await expect(page.getByText('That time has passed').first()).toBeVisible();
  await expect(page.getByRole('region', { name: 'Problems' }).getByText(/passed/)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Schedule/ })).toBeDisabled();
  // Ctrl+Enter is no way around it.
  await editor().press('Control+Enter');
  await page.getByLabel(/^Time it goes out/).fill('23:00');
  await expect(page.getByText('That time has passed')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Schedule', exact: true })).toBeEnabled();
  expect(good(await linnet.posts.get({ id: post.id }))).toMatchObject({ text: 'Too late for that.', publications: [{ state: 'draft' }] });
});

test('emoji sequences and right-to-left text reach the network as they were typed', async () => {
  const text = 'Family 👨‍👩‍👧‍👦, flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿, thumbs 👍🏽. שלום עולם, مرحبا بالعالم, é vs é 𝕋𝕖𝕤𝕥';
  await goTo(page, '/calendar?view=month');
  await page.getByRole('button', { name: 'Compose' }).first().click();
  await expect(editor()).toBeFocused();
  await page.keyboard.insertText(text);
  await page.getByRole('button', { name: 'Other ways to plan it' }).click();
  await page.getByRole('menuitem', { name: 'Publish now' }).click();
  await dialog().getByRole('button', { name: 'Publish now' }).click();
  await expect.poll(async () => (await practice.admin.posts()).map((post) => post.text)).toEqual([text]);
});

test('a network that says it failed although it took the post: found out, and not sent again', async () => {
  await practice.admin.fault({ kind: 'error', status: 500, when: 'after', endpoint: 'POST /api/posts', count: 1 });
  const post = good(await linnet.posts.create({ brandId, text: 'Taken, whatever it says.', accountIds: [(await account())?.id ?? ''] }));
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).publications[0]?.state, { timeout: 30_000 }).toBe('published');
  expect((await practice.admin.posts()).filter((each) => each.text === 'Taken, whatever it says.')).toHaveLength(1);
});
