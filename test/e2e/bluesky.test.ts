import { type Browser, expect, type Page, test } from '@playwright/test';
import { type Pds, startPds } from '#test/support/servers/pds/pds';
import { catchBrowser, type OpenedPages, startBrowser } from './support/browser';
import { contractOf, good, type Linnet } from './support/contract';
import { makeDataFolder, type TestFolder } from './support/data-folder';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { makeBrand } from './support/sample';

let pds: Pds;
let folder: TestFolder;
let running: LaunchedApp;
let chromium: Browser;
let opened: OpenedPages;
let linnet: Linnet;
let did: string;
let brandId: string;

test.beforeAll(async () => {
  test.setTimeout(300_000);
  pds = await startPds();
  did = (await pds.addAccount('wren', 'a-good-password')).did;
  folder = await makeDataFolder({ bluesky: { plc: pds.plc, handleResolver: pds.url } });
  chromium = await startBrowser();
  running = await launchApp({ dataDir: folder.path });
  opened = await catchBrowser(running.app);
  linnet = await contractOf(running);
  await makeBrand(running.window, 'Wren & Fern');
  brandId = (await linnet.brands.list())[0]?.id ?? '';
});

test.afterAll(async () => {
  await running.stop();
  await chromium.close();
  await pds.close();
  await folder.remove();
});

/** From the Accounts screen to the network's own page in a real browser. */
async function startLogin(): Promise<Page> {
  const { window } = running;
  await goTo(window, '/accounts');
  await window.getByRole('button', { name: 'Connect an account' }).first().click();
  await window.getByRole('button', { name: /^Bluesky/ }).click();
  await window.getByLabel('Handle or server').fill('wren.test');
  await window.getByRole('button', { name: 'Log in with the browser' }).click();
  await expect(window.getByText('Waiting for your browser')).toBeVisible();
  const page = await (await chromium.newContext({ locale: 'en-GB' })).newPage();
  await page.goto(await opened.next());
  return page;
}

async function signIn(page: Page): Promise<void> {
  const password = page.locator('input[type=password]');
  await expect(password).toBeVisible({ timeout: 20_000 });
  await password.fill('a-good-password');
  await password.press('Enter');
}

test('a person who says no is told in plain words, and nothing is connected', async () => {
  const page = await startLogin();
  await signIn(page);
  await page.getByRole('button', { name: /deny|cancel/i }).click();
  await expect(page.getByRole('heading', { name: 'Nothing was connected' })).toBeVisible();
  await expect(running.window.getByText(/did not give permission/)).toBeVisible();
  expect(await linnet.accounts.list({ brandId })).toEqual([]);
  await running.window.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.context().close();
});

test('a Bluesky account is connected by OAuth in a real browser, and a post goes out', async () => {
  const page = await startLogin();
  await signIn(page);
  await page.getByRole('button', { name: /authorize|allow|accept/i }).click();
  await expect(page.getByRole('heading', { name: 'Back to Linnet' })).toBeVisible();
  const { window } = running;
  await expect(window.getByText('Healthy', { exact: true })).toBeVisible();
  await expect(window.getByRole('link', { name: /wren\.test/ }).first()).toBeVisible();
  await page.context().close();

  const [account] = await linnet.accounts.list({ brandId });
  expect(account).toMatchObject({ network: 'bluesky', status: 'ok', remoteId: did, loginMethod: 'oauth', missingScopes: [] });
  // The login survives a restart, in the keyring and nowhere in clear.
  await running.stop();
  running = await launchApp({ dataDir: folder.path });
  opened = await catchBrowser(running.app);
  linnet = await contractOf(running);
  const text = 'Hello from Linnet, with a #hashtag and a link https://example.com/wren.';
  const post = good(await linnet.posts.create({ brandId, text, accountIds: [account?.id ?? ''] }));
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  await expect.poll(async () => (await pds.posts(did)).map(({ value }) => value.text), { timeout: 30_000 }).toEqual([text]);
  const facets = (await pds.posts(did))[0]?.value['facets'] as readonly { readonly features: readonly { readonly $type: string }[] }[];
  expect(facets.flatMap(({ features }) => features.map(({ $type }) => $type)).toSorted()).toEqual(['app.bsky.richtext.facet#link', 'app.bsky.richtext.facet#tag']);
});

test('a name nobody has is told at once', async () => {
  const { window } = running;
  await goTo(window, '/accounts');
  await window.getByRole('button', { name: 'Connect an account' }).first().click();
  await window.getByRole('button', { name: /^Bluesky/ }).click();
  await window.getByLabel('Handle or server').fill('nobody.test');
  await window.getByRole('button', { name: 'Log in with the browser' }).click();
  await expect(window.getByText(/was not found/)).toBeVisible({ timeout: 20_000 });
});
