import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import https from 'node:https';
import net from 'node:net';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { listenOnLoopback } from '#test/connectors/support/listen';
import { realClock } from '#test/connectors/support/real-clock';
import { startThreads, type ThreadsServer } from '#test/networks/threads/server';
import { catchBrowser } from './support/browser';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import type { LaunchedApp } from './support/launch';
import { focusedName, goTo, tabTo } from './support/places';
import { setTheme } from './support/sample';
import { startWithBrand } from './support/started';

// A login in a window of Linnet: the network's page, a real click, and a redirect that never leaves. Who would answer the redirect is a
// port of this machine that counts every line to it.

test.describe.configure({ timeout: 120_000 });

let server: ThreadsServer;
let counter: net.Server;
let lines = 0;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;
const codes: string[] = [];

test.beforeAll(async () => {
  counter = net.createServer((socket) => { lines += 1; socket.destroy(); });
  const port = await listenOnLoopback(counter);
  server = await startThreads(realClock);
  server.page.on = true;
  server.oauth.app.redirect = `https://127.0.0.1:${port}/threads`;
  ({ folder, running, page, linnet, brandId } = await startWithBrand({ threads: { url: server.url } }));
});
test.beforeEach(() => {
  server.page.spoil = (to) => { codes.push(to.searchParams.get('code') ?? ''); };
  server.page.more = () => '';
  server.page.cookies.length = 0;
});
test.afterAll(async () => {
  await running.stop();
  await server.close();
  counter.close();
  await folder.remove();
});

const dialog = () => page.getByRole('dialog', { name: 'Connect an account' });

/** Fills the form and sends it; what it opens. */
async function openLogin(): Promise<Page> {
  await page.keyboard.press('Escape');
  await expect(dialog()).toHaveCount(0);
  await goTo(page, '/accounts');
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
  await dialog().getByRole('list', { name: 'Networks' }).getByRole('button', { name: /^Threads/ }).click();
  await dialog().getByLabel('Threads app ID').fill(server.oauth.app.clientId);
  await dialog().getByLabel('Threads app secret').first().fill(server.oauth.app.clientSecret);
  await dialog().getByLabel('Redirect', { exact: true }).fill(server.oauth.app.redirect);
  return nextWindow(async () => dialog().getByRole('button', { name: 'Open the login page' }).click());
}

async function nextWindow(open: () => Promise<unknown>): Promise<Page> {
  const [made] = await Promise.all([running.app.waitForEvent('window'), open()]);
  await made.getByRole('heading', { name: 'Log in' }).waitFor();
  return made;
}

const agree = async (login: Page): Promise<void> => { await login.getByRole('button', { name: 'Log in and allow' }).click({ noWaitAfter: true }); };
const windows = async (): Promise<number> => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
const accounts = async () => (await linnet.accounts.list({ brandId })).filter(({ network }) => network === 'threads');

interface Kept { linnetTestSession?: Electron.Session | undefined }
/** Keeps the session of the open login window where a later look finds it. */
const keepSession = async (): Promise<void> => running.app.evaluate(({ BrowserWindow, session }) => {
  const contents = BrowserWindow.getAllWindows().map((one) => one.webContents).find((one) => one.session !== session.defaultSession);
  (globalThis as unknown as Kept).linnetTestSession = contents?.session;
});

test('a real click on the network’s page connects the account, and nobody is asked for the redirect', async () => {
  const login = await openLogin();
  await keepSession();
  const shown = await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((one) => one.getTitle()));
  // Whose page it is, and not what it calls itself.
  expect(shown).toContainEqual(expect.stringContaining(new URL(server.url).host));
  expect(shown.join()).not.toContain('bank');
  await expect(login.locator('#seen')).toHaveText('seen never');
  await agree(login);
  await expect.poll(async () => (await accounts()).map(({ handle, status, missingScopes }) => [handle, status, missingScopes])).toEqual([['harrowandclay', 'ok', []]]);
  await expect.poll(windows).toBe(1);
  expect(lines).toBe(0);
});

test('afterwards nothing of it is left: no cookie, no store, no line in the log', async () => {
  await expect.poll(async () => running.app.evaluate(async () => {
    const own = (globalThis as unknown as Kept).linnetTestSession;
    return own === undefined ? null : { cookies: (await own.cookies.get({})).length, kept: own.isPersistent(), path: own.storagePath };
  })).toEqual({ cookies: 0, kept: false, path: null });
  const names = await readdir(folder.path, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  expect(files.filter((file) => /Partitions/.test(file))).toEqual([]);
  // Not in the log, and nowhere else in the folder: neither the code nor the page. What is sealed is not readable here.
  const holding = await Promise.all(files.map(async (file) => {
    const text = await readFile(file, 'latin1').catch(() => '');
    return [codes[0] ?? '?', server.oauth.app.clientSecret, '/oauth/authorize'].some((secret) => text.includes(secret)) ? [file] : [];
  }));
  expect(files.length).toBeGreaterThan(5);
  expect(holding.flat()).toEqual([]);
  // A further login begins as a stranger.
  const login = await openLogin();
  await expect(login.locator('#seen')).toHaveText('seen never');
  await agree(login);
  await expect.poll(windows).toBe(1);
  expect(server.page.cookies).toEqual(['script=1']);
});

test('closing the window is no failure: the form is there with all that was typed', async () => {
  const login = await openLogin();
  await expect(dialog().getByText('Threads is open in a window of its own')).toBeVisible();
  await login.close();
  await expect(dialog().getByLabel('Threads app ID')).toHaveValue(server.oauth.app.clientId);
  await expect(dialog().getByRole('alert')).toHaveCount(0);
  // And the other way round: the dialog takes the window with it.
  await openLogin();
  await dialog().getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(windows).toBe(1);
});

test('an answer with another state is refused in plain words', async () => {
  server.page.spoil = (to) => { to.searchParams.set('state', 'x'.repeat(32)); };
  await agree(await openLogin());
  await expect(dialog().getByRole('alert')).toContainText('did not match what Linnet asked');
  expect([await windows(), lines]).toEqual([1, 0]);
});

test('a no at the network is said as one', async () => {
  server.oauth.behave.consent = 'refuses';
  await agree(await openLogin());
  await expect(dialog().getByRole('alert')).toContainText('did not give permission');
  server.oauth.behave.consent = 'agrees';
  expect(lines).toBe(0);
});

test('two logins at once know nothing of each other', async () => {
  await page.keyboard.press('Escape');
  const fields = { ...server.oauth.app };
  const begin = async () => linnet.accounts.connect({ loginId: randomUUID(), brandId, network: 'threads', method: 'oauth', fields });
  let first: ReturnType<typeof begin> | undefined;
  let second: ReturnType<typeof begin> | undefined;
  const one = await nextWindow(async () => { first = begin(); return Promise.resolve(); });
  const other = await nextWindow(async () => { second = begin(); return Promise.resolve(); });
  await expect(other.locator('#seen')).toHaveText('seen never');
  await agree(one);
  expect(good(await first ?? { ok: false, error: { code: 'none' } }).handle).toBe('harrowandclay');
  await agree(other);
  expect(good(await second ?? { ok: false, error: { code: 'none' } }).handle).toBe('harrowandclay');
  expect(server.page.cookies).toEqual(['script=1', 'script=1']);
  expect([await windows(), lines]).toEqual([1, 0]);
});

test('a hostile page gets nowhere: not by frames, pictures, calls, other schemes or windows', async () => {
  const { redirect } = server.oauth.app;
  server.page.more = (query) => {
    const state = query.get('state') ?? '';
    return `<img alt="" src="${redirect}?code=img&amp;state=${state}"><iframe title="f" src="${redirect}?code=frame&amp;state=${state}"></iframe>
      <p>${['http://example.invalid/', 'file:///etc/passwd', 'linnet-app://window/index.html', 'linnet://accounts', 'mailto:a@b.example', `${redirect}/`, redirect.replace('https', 'http'), redirect.replace('/threads', '/Threads')].map((to) => `<a href="${to}">x</a>`).join(' ')}</p>`;
  };
  const login = await openLogin();
  const here = login.url();
  await login.evaluate(() => { for (const link of document.querySelectorAll('a')) link.click(); });
  const found = await login.evaluate(async (to) => {
    const fails = async (work: () => Promise<unknown>): Promise<boolean> => work().then(() => false, () => true);
    return {
      call: await fails(async () => fetch(`${to}?code=call`, { mode: 'no-cors' })), media: await fails(async () => fetch('linnet-media://file/a')), beacon: navigator.sendBeacon(`${to}?code=beacon`),
      opened: window.open('http://example.invalid/') === null, notify: await Notification.requestPermission(), camera: await fails(async () => navigator.mediaDevices.getUserMedia({ video: true })),
      node: 'require' in globalThis || 'process' in globalThis, ours: Object.keys(globalThis).filter((name) => name.startsWith('linnet')),
    };
  }, redirect);
  expect(found).toMatchObject({ call: true, media: true, opened: true, notify: 'denied', camera: true, node: false, ours: [] });
  expect([login.url(), await windows(), lines]).toEqual([here, 2, 0]);
  await login.close();
});

/** Nobody vouches for it. Null where there is no openssl to make it. */
function ownCertificate(): { readonly key: string; readonly cert: string } | null {
  try {
    const made = execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', '-', '-out', '-', '-days', '2', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return { key: made, cert: made };
  } catch {
    return null;
  }
}

test('a certificate nobody vouches for is refused, and a page that does not come is said', async () => {
  const certificate = ownCertificate();
  test.skip(certificate === null, 'not run: openssl is not there');
  let asked = 0;
  const secure = https.createServer(certificate ?? {}, (_request, response) => { asked += 1; response.end('hello'); });
  const port = await listenOnLoopback(secure);
  server.page.spoil = (to) => { to.href = `https://localhost:${port}/login`; };
  await agree(await openLogin());
  await expect(dialog().getByRole('alert')).toContainText('does not answer');
  await new Promise((resolve) => { secure.close(resolve); secure.closeAllConnections(); });
  expect([asked, lines, await windows()]).toEqual([0, 0, 1]);
  await agree(await openLogin());
  await expect(dialog().getByRole('alert')).toContainText('does not answer');
  expect(await windows()).toBe(1);
});

test('the browser instead: the same question there, and its end is pasted', async () => {
  const browser = await catchBrowser(running.app);
  await openLogin();
  await dialog().getByRole('button', { name: 'Use my browser' }).click();
  const asked = await browser.next();
  await expect.poll(windows).toBe(1);
  server.page.on = false;
  const answer = (await fetch(asked, { redirect: 'manual' })).headers.get('location') ?? '';
  server.page.on = true;
  await dialog().getByLabel('Where the browser ended').fill(answer);
  await dialog().getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(dialog()).toHaveCount(0);
  expect((await accounts()).map(({ status }) => status)).toEqual(['ok']);
});

test('the dialog meanwhile: no serious fault in either theme, all by keyboard, and Escape ends it with its window', async () => {
  await openLogin();
  for (const theme of ['light', 'dark']) {
    await setTheme(page, theme);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${theme} ${id} ${nodes[0]?.failureSummary ?? ''}`)).toEqual([]);
  }
  await page.bringToFront();
  await tabTo(page, /^Use my browser$/);
  expect(await focusedName(page)).toBe('Use my browser');
  await page.keyboard.press('Escape');
  await expect.poll(windows).toBe(1);
  await expect(dialog()).toHaveCount(0);
});

test('the steps are shown with their pictures, and what to register is copied', async () => {
  await goTo(page, '/accounts');
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
  await dialog().getByRole('list', { name: 'Networks' }).getByRole('button', { name: /^Pinterest/ }).click();
  await dialog().getByRole('button', { name: 'Show me where to find these' }).click();
  await expect(dialog().locator('.guide-picture')).toHaveCount(3);
  await dialog().getByLabel('Port').fill('9911');
  await dialog().getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(dialog().getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await running.app.evaluate(async ({ clipboard }) => clipboard.readText())).toBe('http://localhost:9911/callback');
  for (const theme of ['light', 'dark']) {
    await setTheme(page, theme);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, nodes }) => `${theme} ${id} ${nodes[0]?.failureSummary ?? ''}`)).toEqual([]);
  }
  await page.keyboard.press('Escape');
});

test('a login that does not allow everything says at once what is missing', async () => {
  await goTo(page, '/accounts');
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
  await dialog().getByRole('list', { name: 'Networks' }).getByRole('button', { name: /^Threads/ }).click();
  await dialog().getByText('Access token', { exact: true }).first().click();
  await dialog().getByLabel('Access token').first().fill(server.oauth.generate(['threads_basic', 'threads_content_publish', 'threads_read_replies', 'threads_manage_mentions', 'threads_manage_insights']));
  await dialog().getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(dialog().getByRole('list', { name: 'What Linnet may do' }).getByText('Delete posts, not allowed')).toBeVisible();
  expect((await accounts()).map(({ missingScopes }) => missingScopes)).toEqual([['threads_delete']]);
  await dialog().getByRole('button', { name: 'Keep it so' }).click();
  await expect(dialog()).toHaveCount(0);
});
