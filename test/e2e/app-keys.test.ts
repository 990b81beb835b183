import { expect, type Locator, type Page, test } from '@playwright/test';
import { realClock } from '#test/connectors/support/real-clock';
import { freePort } from '#test/networks/pinterest/free-port';
import { startX, type XServer } from '#test/networks/x/server';
import { catchBrowser, type OpenedPages } from './support/browser';
import { contractOf, good, type Linnet } from './support/contract';
import { makeDataFolder, type TestFolder } from './support/data-folder';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { makeBrand } from './support/sample';

// The keys of one's own app at a network are typed once: on X, whose double takes an app with a secret, on a port of its own.

let server: XServer;
let port: number;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let browser: OpenedPages;
let dialog: Locator;

test.beforeAll(async () => {
  port = await freePort();
  server = await startX(realClock, [`http://127.0.0.1:${port}/callback`]);
  folder = await makeDataFolder({ x: { api: server.url, web: server.url } });
  running = await launchApp({ dataDir: folder.path });
  page = running.window;
  dialog = page.getByRole('dialog');
  browser = await catchBrowser(running.app);
  linnet = await contractOf(running);
  await makeBrand(page, 'Wren & Fern');
});

test.afterAll(async () => {
  await running.stop();
  await server.close();
  await folder.remove();
});

const brandId = async (name: string): Promise<string> => (await linnet.brands.list()).find((brand) => brand.name === name)?.id ?? '';
const accountOf = async (brand: string) => (await linnet.accounts.list({ brandId: await brandId(brand) }))[0];
const statusOf = async (brand: string): Promise<string | undefined> => (await accountOf(brand))?.status;
const keys = { id: (): Locator => dialog.getByLabel('Client ID of your app'), secret: (): Locator => dialog.getByLabel('Client secret').first(), port: (): Locator => dialog.getByLabel('Port of the redirect') };
const logIn = async (): Promise<void> => {
  await dialog.getByRole('button', { name: 'Log in with the browser' }).click();
  await fetch(await browser.next());
};
/** Every field says that it is kept, and holds nothing. */
async function expectKept(): Promise<void> {
  for (const field of Object.values(keys)) {
    await expect(field()).toHaveAttribute('placeholder', 'Kept');
    await expect(field()).toHaveValue('');
  }
}
async function openX(): Promise<void> {
  await goTo(page, '/accounts');
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
  await dialog.getByRole('list', { name: 'Networks' }).getByRole('button', { name: /^X/ }).click();
}
const signOut = async (brand: string): Promise<void> => {
  server.oauth.revokeAll();
  await linnet.accounts.test({ id: (await accountOf(brand))?.id ?? '' });
  await expect.poll(async () => statusOf(brand)).toBe('signed-out');
  await goTo(page, '/accounts');
  await page.getByRole('button', { name: /^Reconnect/ }).first().click();
};

test('the first account of a network is asked for the keys of an app', async () => {
  await openX();
  await expect(dialog.getByLabel('App keys')).toHaveCount(0);
  await expect(dialog.getByRole('button', { name: 'Log in with the browser' })).toBeDisabled();
  await keys.id().fill(server.confidential.clientId);
  await keys.secret().fill(server.confidential.clientSecret);
  await keys.port().fill(String(port));
  await logIn();
  await expect.poll(async () => statusOf('Wren & Fern')).toBe('ok');
});

test('a signed-out account is connected again without typing a key, and no key reaches the page', async () => {
  await signOut('Wren & Fern');
  await expect(dialog.getByRole('combobox', { name: 'App keys' })).toHaveValue('Those kept with this account');
  await expectKept();
  const seen = `${await page.content()} ${JSON.stringify(await linnet.accounts.appKeys({ network: 'x' }))}`;
  for (const key of [server.confidential.clientId, server.confidential.clientSecret]) expect(seen).not.toContain(key);
  await logIn();
  await expect.poll(async () => statusOf('Wren & Fern')).toBe('ok');
});

test('what is typed takes the place of what is kept, and another app is typed whole', async () => {
  await signOut('Wren & Fern');
  await keys.secret().fill('not-the-secret-of-this-app');
  await logIn();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByRole('button', { name: 'Try again' }).click();
  await expect(keys.secret()).toHaveValue('not-the-secret-of-this-app');
  await expect(keys.id()).toHaveAttribute('placeholder', 'Kept');
  await keys.secret().fill('');
  await expectKept();
  // Another app's id: nothing of the kept one goes with it.
  await keys.id().fill(server.native.clientId);
  await expect(keys.port()).toHaveAttribute('placeholder', '8765');
  await keys.port().fill(String(port));
  await logIn();
  await expect.poll(async () => statusOf('Wren & Fern')).toBe('ok');
  await signOut('Wren & Fern');
  await dialog.getByRole('combobox', { name: 'App keys' }).click();
  await page.getByRole('option', { name: 'Type the keys of another app' }).click();
  await expect(dialog.getByRole('button', { name: 'Log in with the browser' })).toBeDisabled();
  await keys.id().fill(server.confidential.clientId);
  await keys.secret().fill(server.confidential.clientSecret);
  await keys.port().fill(String(port));
  await logIn();
  await expect.poll(async () => statusOf('Wren & Fern')).toBe('ok');
});

test('a second account can use the app of the first, also in another brand', async () => {
  const { timeZone } = (await linnet.brands.list())[0] ?? { timeZone: 'UTC' };
  good(await linnet.brands.create({ name: 'Kiln Café', colour: 'clay', timeZone }));
  await page.getByRole('button', { name: /Switch brand/ }).click();
  await page.getByRole('menuitem', { name: /Kiln Café/ }).click();
  await openX();
  const choice = dialog.getByRole('combobox', { name: 'App keys' });
  await expect(choice).toHaveValue('Use the app of KeramikStudio');
  await expectKept();
  await logIn();
  await expect.poll(async () => statusOf('Kiln Café')).toBe('ok');
});

test('after a disconnect the keys are gone with the login, and are asked for again', async () => {
  for (const brand of ['Wren & Fern', 'Kiln Café']) good(await linnet.accounts.disconnect({ id: (await accountOf(brand))?.id ?? '' }));
  await goTo(page, '/accounts');
  await page.getByRole('button', { name: /^Reconnect/ }).first().click();
  await expect(dialog.getByLabel('App keys')).toHaveCount(0);
  await expect(keys.id()).toHaveAttribute('placeholder', '');
  await expect(dialog.getByRole('button', { name: 'Log in with the browser' })).toBeDisabled();
});
