import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { goTo } from './support/places';
import { findApp, holderOf } from './support/started-outside';

// `npm run dev` on a copy of the sources, so that what is changed here is nobody's.

test.skip(process.platform !== 'linux', 'not run: the copy is made of hard links, by the cp of Linux');

const sources = ['core', 'db', 'electron', 'renderer', 'resources', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'electron.vite.config.ts', 'postcss.config.cjs'];
const heading = 'Start with one brand';
let copy: string;
let data: string;
let said = '';
let dev: ChildProcess;
let ended: Promise<number | null>;

test.beforeAll(() => {
  // On the same disk as node_modules, for hard links; through a link, Vite would find the packages outside of its root.
  mkdirSync('dist', { recursive: true });
  copy = mkdtempSync(join(process.cwd(), 'dist', 'dev-'));
  for (const name of sources) cpSync(name, join(copy, name), { recursive: true });
  expect(spawnSync('cp', ['-al', 'node_modules', join(copy, 'node_modules')]).status).toBe(0);
  rmSync(join(copy, 'node_modules', '.vite'), { recursive: true, force: true });
  data = join(copy, 'data');
  dev = spawn('npm', ['run', 'dev'], { cwd: copy, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, LINNET_DATA_DIR: data, REMOTE_DEBUGGING_PORT: '0' } });
  for (const stream of [dev.stdout, dev.stderr]) stream?.setEncoding('utf8').on('data', (text: string) => { said += text; });
  ended = new Promise((resolve) => { dev.once('exit', resolve); });
});

test.afterAll(async () => {
  const pid = holderOf(data);
  // With the app, everything that watches ends by itself.
  if (pid !== null) process.kill(pid, 'SIGKILL');
  else dev.kill();
  await ended;
  rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
});

/** Changes a file of the copy as an editor does. */
function edit(file: string, from: string, to: string): void {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  expect(text.split(from), `${file} says “${from}” once`).toHaveLength(2);
  writeFileSync(path, text.replace(from, to));
}

test('npm run dev shows a change of the window in the window as it is, and starts again for one of the main process', async () => {
  test.setTimeout(120_000);
  const first = await findApp(data).catch((error: unknown) => { throw new Error(`${String(error)}\n${said}`); });
  const page = first.window;
  expect(page.url()).toMatch(/^http:\/\/localhost:\d+\//);
  await expect(page.getByRole('heading', { name: heading })).toBeVisible();
  await page.getByLabel('Brand').fill('Half typed');
  await page.evaluate(() => { Object.assign(globalThis, { linnetTestSameWindow: true }); });

  edit('renderer/screens/welcome/index.tsx', heading, 'Start with a change');
  await expect(page.getByRole('heading', { name: 'Start with a change' })).toBeVisible();
  await expect(page.getByLabel('Brand')).toHaveValue('Half typed');
  expect(await page.evaluate(() => 'linnetTestSameWindow' in globalThis), 'the page was not loaded anew').toBe(true);
  expect(holderOf(data)).toBe(first.pid);

  await first.leave();
  edit('electron/composition/app-api.ts', '`${process.platform} ${process.arch}`', "'a changed system'");
  await expect.poll(() => holderOf(data), { timeout: 60_000, message: 'another main process has the folder' }).not.toBe(first.pid);
  const second = await findApp(data);
  await goTo(second.window, '/settings/about');
  await expect(second.window.getByText('a changed system')).toBeVisible();
  await second.end();
  expect(await ended).toBe(0);
});
