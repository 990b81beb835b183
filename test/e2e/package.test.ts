import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, type Page, test } from '@playwright/test';
import { goTo } from './support/places';
import { addSampleBrand } from './support/sample';
import { findApp, holderOf, type OutsideApp } from './support/started-outside';

// What `npm run package -- --dir` makes, as a person has it: in a folder of its own, with a home of its own, started by
// itself or by the desktop. Nothing of the project's folder is at hand, and Playwright's way in is shut.

test.skip(process.platform !== 'linux', 'not run: the desktop of this system hands its links over in another way');
test.describe.configure({ mode: 'serial' });

const root = process.cwd();
let folder: string;
let program: string;
let userData: string;
let env: Record<string, string>;
let running: OutsideApp | null = null;
let page: Page;
let post: string;

const words = 'Handed over by the desktop.';
const inWindow = ['--password-store=gnome-libsecret', '--remote-debugging-port=0'];

/** What a desktop gives a program: none of the project's tools, and none of the person's own folders. */
function personsEnv(home: string): Record<string, string> {
  const kept = ['DISPLAY', 'DBUS_SESSION_BUS_ADDRESS', 'LANG', 'LC_ALL', 'LINNET_SQLITE_BINDING'].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return {
    ...Object.fromEntries(kept) as Record<string, string>, PATH: '/usr/local/bin:/usr/bin:/bin', HOME: home, XDG_CONFIG_HOME: join(home, '.config'), XDG_DATA_HOME: join(home, '.local', 'share'),
    // No system of its own has Linnet installed; root is told by Chromium to go without its sandbox.
    ...(process.getuid?.() === 0 ? { ELECTRON_DISABLE_SANDBOX: '1' } : {}),
  };
}

const ran = (command: string, args: readonly string[], more: Readonly<Record<string, string>> = {}) => spawnSync(command, args, { env: { ...env, ...more }, cwd: folder, encoding: 'utf8', timeout: 30_000 });
const start = (command: string, args: readonly string[]): void => { spawn(command, args, { env, cwd: folder, stdio: 'ignore', detached: true }).unref(); };
const entry = (): string => readFileSync(join(folder, 'home', '.local', 'share', 'applications', 'linnet.desktop'), 'utf8');
const logged = (): string => (existsSync(join(userData, 'logs', 'linnet.log')) ? readFileSync(join(userData, 'logs', 'linnet.log'), 'utf8') : '');

test.beforeAll(async () => {
  test.setTimeout(180_000);
  folder = mkdtempSync(join(tmpdir(), 'linnet-package-'));
  const made = spawnSync(process.execPath, [join(root, 'scripts', 'package.mjs'), '--dir', '--output', join(folder, 'made')], { cwd: root, encoding: 'utf8' });
  expect(made.status, made.stdout + made.stderr).toBe(0);
  program = join(folder, 'made', 'linux-unpacked', 'linnet');
  mkdirSync(join(folder, 'home'));
  userData = join(folder, 'home', '.config', 'Linnet');
  env = personsEnv(join(folder, 'home'));
});

test.afterAll(async () => {
  const pid = holderOf(userData);
  if (pid !== null) process.kill(pid, 'SIGKILL');
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

test('starts, draws its window with its own processes at work, and keeps its data in its own folder', async () => {
  start(program, inWindow);
  running = await findApp(userData);
  page = running.window;
  expect(page.url()).toMatch(/^linnet-app:\/\/window\//);
  await expect(page.getByRole('heading', { name: 'Start with one brand' })).toBeVisible();
  expect(await page.evaluate(() => document.visibilityState)).toBe('visible');
  // Its pictures are read by the worker for pictures, its results come from the practice network's process.
  await addSampleBrand(page);
  await goTo(page, '/today');
  await expect.poll(async () => page.getByRole('main').locator('img[src^="linnet-media:"]').evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).naturalWidth > 0).length)).toBeGreaterThan(0);
  expect(readdirSync(userData)).toEqual(expect.arrayContaining(['linnet.db', 'media']));
  expect(logged()).not.toMatch(/error|defect/i);
});

test('its fuses are set, and what they shut is shut', async () => {
  const wire = await getCurrentFuseWire(program);
  const on = (option: FuseV1Options): boolean => wire[option] === FuseState.ENABLE;
  expect({
    runAsNode: on(FuseV1Options.RunAsNode), nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable), inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
    cookies: on(FuseV1Options.EnableCookieEncryption), integrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation), asarOnly: on(FuseV1Options.OnlyLoadAppFromAsar), fileProtocol: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({ runAsNode: false, nodeOptions: false, inspect: false, cookies: true, integrity: true, asarOnly: true, fileProtocol: false });
  // Each of these is a second copy, which leaves at once; as Node, or with this script, it would leave with 42.
  const leaves = join(folder, 'leaves.cjs');
  writeFileSync(leaves, 'process.exit(42);');
  expect(ran(program, [leaves], { ELECTRON_RUN_AS_NODE: '1' }).status).toBe(0);
  expect(ran(program, [], { NODE_OPTIONS: `--require ${leaves}` }).status).toBe(0);
  expect(ran(program, ['--inspect=0']).stderr).not.toContain('Debugger listening');
});

test('nothing of the folder it was made in is in it or in use', async () => {
  const asar = readFileSync(join(folder, 'made', 'linux-unpacked', 'resources', 'app.asar'));
  expect(asar.includes('linnet-media'), 'the scripts can be read here').toBe(true);
  expect(asar.includes(root)).toBe(false);
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((pid) => linkOf(`/proc/${pid}/exe`) === program);
  expect(processes.length).toBeGreaterThan(3);
  for (const pid of processes) {
    const inUse = [textOf(`/proc/${pid}/cmdline`), textOf(`/proc/${pid}/maps`), ...namesIn(`/proc/${pid}/fd`).map((name) => linkOf(`/proc/${pid}/fd/${name}`))];
    expect(inUse.filter((text) => text.includes(root))).toEqual([]);
  }
});

test('the desktop hands a link to the window that is open', async () => {
  expect(entry().split('\n')).toContain(`Exec=${program} %u`);
  await expect.poll(() => ran('xdg-mime', ['query', 'default', 'x-scheme-handler/linnet']).stdout).toBe('linnet.desktop\n');
  await goTo(page, '/compose/new');
  await page.getByRole('textbox', { name: 'Base text' }).fill(words);
  await page.waitForURL(/#\/compose\/[0-9a-f-]{36}/);
  post = /compose\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
  await goTo(page, '/today');
  await expect(page).toHaveTitle(/Today/);
  expect(ran('xdg-open', [`linnet://post/${post}`]).status).toBe(0);
  await page.waitForURL((url) => url.hash.includes(`/compose/${post}`));
  await expect(page.getByRole('textbox', { name: 'Base text' })).toHaveText(words);
  expect(ran('gio', ['open', 'linnet://accounts']).status).toBe(0);
  await expect(page).toHaveTitle(/Accounts/);
  await running?.end();
});

test('with Linnet not running, the desktop starts it at the link, also from an AppImage', async () => {
  // What an AppImage does when it is opened, but for unpacking itself; here it also lets the test look at the window.
  const image = join(folder, 'Linnet.AppImage');
  writeFileSync(image, `#!/bin/sh\nexport APPIMAGE="${image}" APPDIR="${join(folder, 'made', 'linux-unpacked')}"\nexec "${program}" ${inWindow.join(' ')} "$@"\n`);
  chmodSync(image, 0o755);
  start(image, []);
  await (await findApp(userData)).end();
  expect(entry().split('\n')).toContain(`Exec=${image} %u`);
  expect(holderOf(userData)).toBeNull();

  start('xdg-open', [`linnet://post/${post}`]);
  const fromXdg = await findApp(userData);
  await expect(fromXdg.window.getByRole('textbox', { name: 'Base text' })).toHaveText(words);
  expect(fromXdg.window.url()).toContain(`#/compose/${post}`);
  await fromXdg.end();

  start('gio', ['open', 'linnet://settings/data']);
  const fromGio = await findApp(userData);
  await expect.poll(() => fromGio.window.url()).toContain('#/settings/data');
  await fromGio.end();
  expect(logged()).not.toMatch(/error|defect/i);
});

/** Processes and their files come and go while they are looked at. */
function gone<T>(look: () => T, nothing: T): T {
  try {
    return look();
  } catch {
    return nothing;
  }
}
const textOf = (file: string): string => gone(() => readFileSync(file, 'utf8'), '');
const linkOf = (file: string): string => gone(() => readlinkSync(file), '');
const namesIn = (name: string): readonly string[] => gone(() => readdirSync(name), []);
