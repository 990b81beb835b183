import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { realClock } from '#test/connectors/support/real-clock';
import { type Linkedin, startLinkedin } from '#test/networks/linkedin/server';
import { freePort } from '#test/networks/pinterest/free-port';
import { photo } from '#test/support/pictures';
import { largeVideo } from '#test/support/videos';
import { catchBrowser } from './support/browser';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import { dropFiles } from './support/files';
import type { LaunchedApp } from './support/launch';
import { goTo } from './support/places';
import { startWithBrand } from './support/started';

// LinkedIn company pages in the real app: one login, two accounts, a video, a poll and a document.

let server: Linkedin;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;

test.beforeAll(async () => {
  server = await startLinkedin(realClock);
  server.app.community = true;
  server.settings.partBytes = 1_048_576;
  ({ folder, running, page, linnet, brandId } = await startWithBrand({ linkedin: { api: server.url, web: server.url } }));
});

test.afterAll(async () => {
  await running.stop();
  await server.close();
  await folder.remove();
});

const accountOf = async (handle: string): Promise<string> => (await linnet.accounts.list({ brandId })).find((account) => account.handle === handle)?.id ?? '';

test('one login connects the company pages that were ticked, each as an account', async () => {
  const browser = await catchBrowser(running.app);
  const dialog = page.getByRole('dialog');
  const port = String(await freePort());
  server.login.redirects.push(`http://localhost:${port}/callback`);
  await goTo(page, '/accounts');
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
  await dialog.getByRole('list', { name: 'Networks' }).getByRole('button', { name: /^LinkedIn/ }).click();
  await dialog.getByText('Company pages', { exact: true }).click();
  await dialog.getByLabel('Client ID').fill(server.app.clientId);
  await dialog.getByLabel('Primary client secret').fill(server.app.clientSecret);
  await dialog.getByLabel('Port').fill(port);
  await dialog.getByRole('button', { name: 'Log in with the browser' }).click();
  await fetch(await browser.next());
  const pages = dialog.getByRole('group', { name: 'Company pages' });
  await expect(pages.getByRole('checkbox')).toHaveCount(2);
  await pages.getByLabel('Harrow & Clay').check();
  await pages.getByLabel('Kiln Street Studios').check();
  await dialog.getByRole('button', { name: 'Connect 2 company pages' }).click();
  await expect.poll(async () => (await linnet.accounts.list({ brandId })).map(({ handle, status, followers }) => [handle, status, followers])).toEqual([['Harrow & Clay', 'ok', 1204], ['Kiln Street Studios', 'ok', 88]]);
});

test('a video goes out as a company page, whole, and is shown to be live', async () => {
  test.setTimeout(120_000);
  const accountId = await accountOf('Harrow & Clay');
  const post = good(await linnet.posts.create({ brandId, text: 'The kiln is opened #clay', accountIds: [accountId] }));
  const path = join(folder.path, 'kiln.mp4');
  const pieces: Uint8Array[] = [];
  for await (const piece of largeVideo(2_300_000)) pieces.push(piece.slice());
  const film = Buffer.concat(pieces);
  await writeFile(path, film);
  await goTo(page, `/compose/${post.id}`);
  await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), [path]);
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).media.length, { timeout: 30_000 }).toBe(1);
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  await expect.poll(() => server.posts.map(({ author, text }) => [author, text]), { timeout: 60_000 }).toEqual([['urn:li:organization:2414183', 'The kiln is opened #clay']]);
  const [upload] = server.uploads;
  expect(server.posts[0]?.request.content).toEqual({ media: { id: upload?.urn } });
  expect(upload?.whole?.equals(film)).toBe(true);
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).publications.map(({ state, verifiedAt }) => [state, verifiedAt !== null]), { timeout: 60_000 }).toEqual([['published', true]]);
  expect(server.problems).toEqual([]);
});

test('a poll is asked for with its question, shown as readers will meet it, and goes out', async () => {
  const accountId = await accountOf('Kiln Street Studios');
  const post = good(await linnet.posts.create({ brandId, text: 'We glaze on Thursday.', accountIds: [accountId] }));
  await goTo(page, `/compose/${post.id}`);
  await page.locator(`#tab-${accountId}`).click();
  await page.getByLabel('Poll, question').fill('Which glaze next?');
  await page.getByLabel('Poll, first choice').fill('Ash');
  await page.getByLabel('Poll, second choice').fill('Celadon');
  await expect(page.locator('.pv-poll')).toContainText('Which glaze next?');
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).publications[0]?.options).toEqual({ pollQuestion: 'Which glaze next?', pollChoice1: 'Ash', pollChoice2: 'Celadon' });
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  await expect.poll(() => server.posts.find(({ author }) => author === 'urn:li:organization:5515715')?.request.content, { timeout: 60_000 }).toEqual({ poll: { question: 'Which glaze next?', options: [{ text: 'Ash' }, { text: 'Celadon' }], settings: { duration: 'ONE_DAY' } } });
});

test('pictures go out as one document, and the preview says how many pages it has', async () => {
  const accountId = await accountOf('Kiln Street Studios');
  const post = good(await linnet.posts.create({ brandId, text: 'Three steps to a glaze', accountIds: [accountId] }));
  const files = ['sieve.jpg', 'dip.jpg', 'fire.jpg'].map((name) => join(folder.path, name));
  for (const [n, file] of files.entries()) await writeFile(file, await photo(900, 1200, n + 1));
  await goTo(page, `/compose/${post.id}`);
  await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), files);
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).media.length, { timeout: 30_000 }).toBe(3);
  await page.locator(`#tab-${accountId}`).click();
  await expect(page.getByLabel('Title of the document')).toHaveCount(0);
  await page.getByLabel('Send pictures as', { exact: true }).first().click();
  await page.getByRole('option', { name: 'Document', exact: true }).click();
  await page.getByLabel('Title of the document').fill('Glazing, step by step');
  await expect(page.locator('.pv-pages')).toHaveText('Glazing, step by step3 pages');
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).publications[0]?.options).toEqual({ sendAs: 'document', documentTitle: 'Glazing, step by step' });
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  await expect.poll(() => server.posts.find(({ text }) => text === 'Three steps to a glaze')?.request.content, { timeout: 60_000 }).toMatchObject({ media: { title: 'Glazing, step by step' } });
  const pdf = server.uploads.find(({ kind }) => kind === 'documents')?.whole?.toString('latin1') ?? '';
  expect([...pdf.matchAll(/\/Type \/Page /g)]).toHaveLength(3);
  expect(server.problems).toEqual([]);
});
