import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page, test } from '@playwright/test';
import { catchBrowser } from './support/browser';
import { contractOf, good, type Linnet } from './support/contract';
import { electronPath, electronSwitches, launchApp, type LaunchedApp } from './support/launch';

// What a hostile page, link or message could try, in the real app. One app for all of it: the walls must hold after each attempt.

type Ask = (path: string, input: unknown) => Promise<unknown>;
interface Marked { linnetTestMark?: number; linnetTestAsk?: Ask }

let linnet: LaunchedApp;
let ask: Linnet;
let brandId = '';
let server: Server;
let base = '';
const reached: string[] = [];

test.beforeAll(async () => {
  server = createServer((request, response) => {
    reached.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('a stranger');
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  linnet = await launchApp();
  brandId = good(await (await contractOf(linnet)).brands.create({ name: 'Walls', colour: 'clay', timeZone: 'Europe/Berlin' })).id;
  // Past the first steps.
  await linnet.window.evaluate(() => { location.hash = '#/today'; });
  await linnet.window.reload();
  ask = await contractOf(linnet);
  await linnet.window.evaluate(() => { (globalThis as Marked).linnetTestMark = 7; });
  await expect.poll(async () => linnet.window.evaluate(() => { location.hash = '#/today'; return document.title; })).toContain('Today');
});
test.afterAll(async () => {
  await linnet.stop();
  await new Promise((resolve) => { server.close(resolve); });
});
// Still our page, never loaded anew, and still answered; nothing outside was ever asked.
test.afterEach(async () => {
  expect(linnet.window.url()).toMatch(/^linnet-app:\/\/window\/index\.html/);
  expect(await linnet.window.evaluate(() => (globalThis as Marked).linnetTestMark)).toBe(7);
  expect((await ask.brands.list()).map((brand) => brand.name)).toEqual(['Walls']);
  expect(reached).toEqual([]);
});

test('the page has nothing of Node or Electron, and runs in the sandbox', async () => {
  expect(await linnet.window.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', 'electron', '__dirname', 'ipcRenderer'].filter((name) => name in globalThis))).toEqual([]);
  const settings = await linnet.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences: () => Record<string, unknown> };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag, nodeIntegrationInWorker, allowRunningInsecureContent } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag: webviewTag ?? false, nodeIntegrationInWorker: nodeIntegrationInWorker ?? false, insecure: allowRunningInsecureContent ?? false };
  });
  expect(settings).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, nodeIntegrationInWorker: false, insecure: false });
});

test('no further window opens, whoever asks', async () => {
  expect(await linnet.window.evaluate((to) => [window.open(to), window.open('about:blank'), window.open('/index.html', '_blank', 'popup')].map((opened) => opened === null), base)).toEqual([true, true, true]);
  await linnet.window.evaluate((to) => {
    const link = Object.assign(document.createElement('a'), { href: to, target: '_blank' });
    document.body.append(link);
    link.click();
    link.remove();
  }, base);
  expect(await linnet.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('the page goes nowhere else', async () => {
  await linnet.app.evaluate(({ BrowserWindow }) => {
    const tried: string[] = [];
    Object.assign(globalThis, { linnetTestTried: tried });
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', (event) => { tried.push(`${event.defaultPrevented ? 'refused' : 'allowed'} ${event.url}`); });
  });
  for (const to of [`${base}/page`, 'https://example.org/', 'linnet-app://other/index.html', 'linnet-media://file/x']) {
    await linnet.window.evaluate((address) => { location.href = address; }, to);
    await expect.poll(async () => linnet.app.evaluate(() => (globalThis as unknown as { linnetTestTried: string[] }).linnetTestTried.at(-1))).toBe(`refused ${to}`);
  }
  // Chromium itself refuses these before anybody is asked.
  for (const to of ['file:///etc/passwd', 'data:text/html,<h1>hi</h1>', 'chrome://gpu']) await linnet.window.evaluate((address) => { location.href = address; }, to);
  await linnet.window.evaluate((to) => {
    const form = Object.assign(document.createElement('form'), { action: `${to}/form`, method: 'post' });
    document.body.append(form);
    form.submit();
    form.remove();
  }, base);
});

test('the page reaches no network: not by fetch, picture, frame, socket, beacon, worker or script', async () => {
  const blocked = await linnet.window.evaluate(async (to) => {
    const violations: string[] = [];
    const frameRefused = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(event.effectiveDirective);
        if (event.effectiveDirective === 'frame-src') resolve();
      });
    });
    const fails = async (work: () => Promise<unknown>): Promise<boolean> => work().then(() => false, () => true);
    const element = (tag: string, more: Record<string, string>): Promise<boolean> => new Promise((resolve) => {
      const made = Object.assign(document.createElement(tag), more);
      made.addEventListener('error', () => { resolve(true); });
      made.addEventListener('load', () => { resolve(false); });
      document.body.append(made);
    });
    const frame = document.createElement('iframe');
    frame.src = `${to}/frame`;
    document.body.append(frame);
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.linnetTestInline = 1';
    document.body.append(inline);
    navigator.sendBeacon(`${to}/beacon`, 'x');
    const found = {
      fetch: await fails(() => fetch(`${to}/fetch`)), post: await fails(() => fetch(`${to}/post`, { method: 'POST', mode: 'no-cors', body: 'x' })),
      image: await element('img', { src: `${to}/image.png` }), script: await element('script', { src: `${to}/script.js` }), style: await element('link', { rel: 'stylesheet', href: `${to}/style.css` }),
      socket: await new Promise<boolean>((resolve) => {
        try {
          const socket = new WebSocket(`${to.replace('http', 'ws')}/socket`);
          socket.addEventListener('error', () => { resolve(true); });
          socket.addEventListener('open', () => { resolve(false); });
        } catch {
          resolve(true);
        }
      }),
      source: await new Promise<boolean>((resolve) => {
        const source = new EventSource(`${to}/events`);
        source.addEventListener('error', () => { source.close(); resolve(true); });
      }),
      inline: !('linnetTestInline' in globalThis),
      eval: await fails(async () => Promise.resolve((Reflect.get(globalThis, 'eval') as (code: string) => unknown)('1'))),
    };
    // The frame's refusal is said in a turn of its own, and to a frame that is still there.
    await Promise.race([frameRefused, new Promise((resolve) => { setTimeout(resolve, 10_000); })]);
    frame.remove();
    return { found, violations: [...new Set(violations)] };
  }, base);
  expect(blocked.found).toEqual({ fetch: true, post: true, image: true, script: true, style: true, socket: true, source: true, inline: true, eval: true });
  expect(blocked.violations).toEqual(expect.arrayContaining(['connect-src', 'img-src', 'frame-src', 'script-src-elem', 'style-src-elem']));
});

test('behind the policy stands a second wall: the window\'s session lets no request out', async () => {
  const answer = await linnet.app.evaluate(async ({ session }, to) => session.defaultSession.fetch(to).then((r) => `answered ${r.status}`, (error: unknown) => String(error)), `${base}/session`);
  expect(answer).toContain('ERR_BLOCKED_BY_CLIENT');
});

test('no permission is ever given', async () => {
  const asked = await linnet.window.evaluate(async () => {
    const said = async (work: () => Promise<unknown>): Promise<string> => work().then((v) => String(v), (error: unknown) => (error instanceof Error ? error.name : 'refused'));
    return {
      camera: await said(() => navigator.mediaDevices.getUserMedia({ video: true })),
      place: await said(() => new Promise((_resolve, reject) => { navigator.geolocation.getCurrentPosition(() => { _resolve('a place'); }, () => { reject(new Error('refused')); }); })),
      notify: await said(() => Notification.requestPermission()),
      clipboard: await said(() => navigator.clipboard.readText()),
    };
  });
  expect(asked.camera).not.toContain('MediaStream');
  expect(asked.place).toBe('Error');
  expect(asked.notify).toBe('denied');
  expect(asked.clipboard).toBe('NotAllowedError');
});

test('the picture scheme gives pictures of the library, and nothing else of this computer', async () => {
  const status = async (url: string, init: { method?: string; body?: string } = {}): Promise<number | string> =>
    linnet.window.evaluate(async ([to, how]) => fetch(to, how).then((r) => r.status, () => 'refused'), [url, init] as const);
  const hash = 'a'.repeat(64);
  for (const path of [`file/${hash}`, `thumb/${hash}?w=160`, 'file/..%2f..%2fsecrets.json', 'file/../../secrets.json', 'file/%2e%2e%2fsecrets.json', `file/${hash}%00.png`, 'file/', 'thumb/', `thumb/${'A'.repeat(64)}`, `file/${hash}/../../secrets.json`, `other/${hash}`, 'file/C:%5csecrets.json']) {
    expect([path, await status(`linnet-media://${path}`)]).toEqual([path, 404]);
  }
  expect(await status(`linnet-media://import/${brandId}?name=x.png`)).toBe(405);
  expect(await status(`linnet-media://file/${hash}`, { method: 'POST', body: 'x' })).toBe(405);
  expect(await status('linnet-media://import/not-a-brand?name=x.png', { method: 'POST', body: 'x' })).toBe(404);
  expect(await status('linnet-media://import/..%2f..?name=x.png', { method: 'POST', body: 'x' })).toBe(404);
  const send = async (to: string, body: string): Promise<unknown> => linnet.window.evaluate(async ([url, text]) => (await fetch(url, { method: 'POST', body: text })).json() as Promise<unknown>, [to, body] as const);
  expect(await send('linnet-media://import/0192f1c0-7abc-7def-8123-00000000ffff?name=x.png', 'x')).toMatchObject({ ok: false, error: { code: 'not-found' } });
  expect(await send(`linnet-media://import/${brandId}?name=..%2f..%2fx.png`, '<svg onload="alert(1)"/>')).toMatchObject({ ok: false, error: { code: expect.stringMatching(/^media-/) } });
  expect(await send(`linnet-media://import/${brandId}?name=x.png`, '')).toMatchObject({ ok: false, error: { code: 'media-empty' } });
  expect(await ask.media.list({ brandId, limit: 10 })).toEqual([]);
});

test('the app\'s own scheme gives the window\'s files, and nothing above them', async () => {
  for (const path of ['..%2f..%2fpackage.json', '%2e%2e/%2e%2e/package.json', '..%5c..%5cpackage.json', 'index.html%00.png', 'package.json', 'assets/..%2f..%2fmain%2findex.js', '%']) {
    expect([path, await linnet.window.evaluate(async (to) => fetch(to).then((r) => r.text(), () => 'nothing'), `linnet-app://window/${path}`)]).toEqual([path, 'nothing']);
  }
  const headers = await linnet.window.evaluate(async () => Object.fromEntries((await fetch('linnet-app://window/index.html')).headers));
  expect(headers['content-security-policy']).toContain("default-src 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
});

test('a value that does not fit the contract is refused in plain words, and changes nothing', async () => {
  const raw = async (path: string, input: unknown): Promise<string> =>
    linnet.window.evaluate(async ([where, given]) => ((globalThis as Marked).linnetTestAsk as Ask)(where, given).then((value) => `answered ${JSON.stringify(value)}`, (error: unknown) => String(error)), [path, input] as const);
  const bad: readonly (readonly [string, unknown])[] = [
    ['/brands/create', { name: 7 }], ['/brands/create', null], ['/brands/create', []], ['/brands/create', { name: 'x'.repeat(100_000), colour: 'clay', timeZone: 'UTC' }],
    ['/brands/create', { name: 'A', colour: 'not-a-colour', timeZone: 'UTC' }], ['/posts/create', { brandId: '../../etc', text: '', accountIds: [], media: [] }],
    ['/posts/create', { brandId: { $gt: '' }, text: 'x' }], ['/posts/drafts', { brandId, query: '', limit: 1e9 }], ['/planning/calendar', { brandId, from: 'yesterday', to: null, filter: {} }],
    ['/app/preferences/set', { theme: 'plaid' }], ['/app/preferences/set', { backupsToKeep: -1 }], ['/app/openExternal', { url: 'file:///etc/passwd' }], ['/app/openExternal', { url: 'javascript:alert(1)' }],
    ['/app/openExternal', { url: 'linnet://calendar' }], ['/media/get', { ids: Array.from({ length: 500 }, () => brandId) }],
  ];
  const browser = await catchBrowser(linnet.app);
  for (const [path, input] of bad) {
    const said = await raw(path, input);
    expect([path, said]).toEqual([path, expect.stringMatching(/: 400 /)]);
    // No stack, no file of ours, no SQL.
    expect(said).not.toMatch(/\bat .*:\d+:\d+|\.js\b|node_modules|SELECT|sqlite/i);
  }
  for (const path of ['/nothing/here', '/__proto__', '/brands/constructor', '/brands/list/toString', '/', '/brands']) expect([path, await raw(path, {})]).toEqual([path, expect.stringMatching(/: 404 /)]);
  expect(await raw('/brands/create', { name: 'Walls', colour: 'clay', timeZone: 'Mars/Olympus' })).not.toContain('"ok":true');
  // Well formed, and for the browser: it opens there, and only what was good has.
  expect(await ask.app.openExternal({ url: 'https://example.org/' })).toEqual({ ok: true, value: null });
  expect(await browser.next()).toBe('https://example.org/');
});

test('rubbish on the port does no harm', async () => {
  const thrown = linnet.window.evaluate(async () => {
    const port = await new Promise<MessagePort>((resolve) => {
      window.addEventListener('message', (event) => { if (event.data?.linnet === 'port' && event.ports[0] !== undefined) resolve(event.ports[0]); }, { once: true });
      Object.assign(globalThis, { linnetTestRubbish: true });
    });
    port.start();
    for (const rubbish of ['', '{', 'null', '7', '[]', '{"i":5}', '{"i":"1","t":99,"p":{}}', '{"i":"1","p":{"u":7}}', '{"i":"1","p":{"u":"http://[","b":{}}}', '{"i":"1","p":{"u":"/brands/list","m":"\\u0000","h":{"a":7}}}', `{"i":"${'9'.repeat(100_000)}","p":null}`, '['.repeat(20_000)]) port.postMessage(rubbish);
    for (const rubbish of [null, 7, [], { i: 1 }, new Uint8Array(70_000), new Date(), new Map([[1, 2]])]) port.postMessage(rubbish);
  });
  await linnet.window.waitForFunction(() => 'linnetTestRubbish' in globalThis);
  await wantPort(linnet.window);
  await thrown;
  expect((await ask.app.info()).version).not.toBe('');
});

test('only the app\'s own window gets a port, also when another shows the same page', async () => {
  const listen = 'globalThis.linnetTestPorts = 0; addEventListener("message", (e) => { if (e.data?.linnet === "port") globalThis.linnetTestPorts += 1; }); 1';
  const appeared = linnet.app.waitForEvent('window');
  await linnet.app.evaluate(async ({ app, BrowserWindow }) => {
    await new BrowserWindow({ show: false, webPreferences: { preload: `${app.getAppPath()}/out/preload/index.cjs`, sandbox: true } }).loadURL('linnet-app://window/index.html');
  });
  const stranger = await appeared;
  for (const page of [stranger, linnet.window]) await page.evaluate(listen);
  // The stranger asks first. When the window's own port, asked for later, is there, the stranger's would be too.
  await wantPort(stranger);
  await wantPort(linnet.window);
  await expect.poll(async () => linnet.window.evaluate('globalThis.linnetTestPorts')).toBe(1);
  expect(await stranger.evaluate('globalThis.linnetTestPorts')).toBe(0);
  await stranger.close();
});

test('a linnet:// link leads to a place in the window or nowhere', async () => {
  const hash = async (): Promise<string> => linnet.window.evaluate(() => location.hash);
  await linnet.window.evaluate(() => { location.hash = '#/today'; });
  for (const link of [
    'linnet://settings/../../etc', 'linnet://post/1', 'linnet://post/../accounts', 'linnet://evil.example/accounts', 'linnet:accounts', 'linnet://accounts?x=1', 'linnet://accounts#/today', 'LINNET://accounts',
    'linnet://calendar/%2e%2e/x', `linnet://settings/${'a'.repeat(400)}`, 'linnet://compose?text=hello', 'linnet://publication/0192f1c0-7abc-7def-8123-00000000ffff\n--inspect', 'javascript:alert(1)', '--remote-debugging-port=1', 'linnet://accounts\0',
  ]) {
    await linnet.app.evaluate(({ app }, argument) => { app.emit('second-instance', {}, ['linnet', '.', argument], '/', null); }, link);
    expect([link, await hash()]).toEqual([link, '#/today']);
  }
  // A real second copy, which hands its link over and leaves; first a bad one, then a good one.
  for (const [link, place] of [['linnet://accounts/../../x', '#/today'], ['linnet://accounts', '#/accounts']] as const) {
    expect(await startSecond(link)).toBe(0);
    await expect.poll(hash).toBe(place);
  }
  expect(await linnet.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

/** Starts Linnet once more on the same data, as a click on a link does, and gives its exit code. */
async function startSecond(link: string): Promise<number | null> {
  const second = spawn(electronPath(), [...electronSwitches(), process.cwd(), link], { env: { ...process.env, LINNET_DATA_DIR: linnet.dataDir }, stdio: 'ignore' });
  return new Promise((resolve) => { second.once('exit', (code) => { resolve(code); }); });
}

/** Asks the main process for one more port, as the preload of that window does. */
async function wantPort(page: Page): Promise<void> {
  const window = await linnet.app.browserWindow(page);
  await linnet.app.evaluate(({ ipcMain }, { webContents }) => { ipcMain.emit('linnet:want-port', { sender: webContents, senderFrame: webContents.mainFrame }); }, window);
}
