import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { startPracticeChild } from '#test/support/practice';
import { catchBrowser } from './support/browser';
import { contractOf, good } from './support/contract';
import { makeDataFolder } from './support/data-folder';
import { electronPath, electronSwitches, type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { connectPractice } from './support/practice-account';
import { makeBrand } from './support/sample';

/** Runs with an app that is stopped whatever happens. */
async function withApp<T>(options: Parameters<typeof launchApp>[0], work: (running: LaunchedApp) => Promise<T>): Promise<T> {
  const running = await launchApp(options);
  try {
    return await work(running);
  } finally {
    await running.stop();
  }
}

test('a damaged file is kept, said, and mended from the back-up', async () => {
  const folder = await makeDataFolder();
  const file = join(folder.path, 'linnet.db');
  try {
    await withApp({ dataDir: folder.path }, async ({ app, window: page }) => {
      await makeBrand(page, 'Wren & Fern');
      const linnet = await contractOf({ app, window: page });
      const brandId = (await linnet.brands.list())[0]?.id ?? '';
      good(await linnet.posts.create({ brandId, text: 'In the back-up.' }));
      good(await linnet.app.data.backupNow());
    });
    for (const side of ['-wal', '-shm']) await rm(file + side, { force: true });
    const bytes = readFileSync(file);
    // From the second page on nothing makes sense any more; the header still says that it is a database.
    bytes.fill(0x5a, 4096);
    writeFileSync(file, bytes);

    await withApp({ dataDir: folder.path }, async ({ app, window: page }) => {
      await expect(page.getByRole('heading', { name: 'Linnet’s file is damaged' })).toBeVisible();
      await expect(page.getByText(/Nothing has been deleted, and nothing will be published/)).toBeVisible();
      const kept = (await page.getByText(/kept in the folder/).locator('+ dd code').textContent()) ?? '';
      const found = readdirSync(folder.path, { recursive: true }).map(String).find((name) => kept.endsWith(name) || name.endsWith(kept));
      expect(found, `the damaged file is kept as ${kept}`).toBeDefined();
      expect(readFileSync(join(folder.path, found ?? '')).subarray(4096)).toEqual(bytes.subarray(4096));
      // An empty start is offered, and asks first.
      await page.getByRole('button', { name: 'Start with an empty file' }).click();
      await expect(page.getByRole('dialog').getByText(/damaged file stays where it is/)).toBeVisible();
      await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
      await page.getByRole('button', { name: /^Use the back-up of/ }).click();
      await expect(page.getByRole('button', { name: /Switch brand.*Wren & Fern/ })).toBeVisible();
      const linnet = await contractOf({ app, window: page });
      const brandId = (await linnet.brands.list())[0]?.id ?? '';
      expect((await linnet.posts.drafts({ brandId, query: '', limit: 10 })).map(({ title }) => title)).toEqual(['In the back-up.']);
    });
  } finally {
    await folder.remove();
  }
});

test('a folder that may not be written is said, and tried again without a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'linnet-read-only-'));
  const mount = (...args: readonly string[]): boolean => spawnSync('mount', args, { stdio: 'ignore' }).status === 0;
  test.skip(process.platform !== 'linux' || !mount('-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', folder), 'this machine may not mount a file system');
  try {
    expect(mount('-o', 'remount,ro', folder)).toBe(true);
    await withApp({ dataDir: folder }, async ({ window: page }) => {
      await expect(page.getByRole('heading', { name: 'Linnet may not write to its folder' })).toBeVisible();
      await expect(page.getByText(folder).first()).toBeVisible();
      expect(existsSync(join(folder, 'linnet.db'))).toBe(false);
      expect(mount('-o', 'remount,rw', folder)).toBe(true);
      await page.getByRole('button', { name: 'Try again' }).click();
      await expect(page.getByRole('heading', { name: 'Start with one brand' })).toBeVisible();
    });
  } finally {
    spawnSync('umount', ['-l', folder]);
    await rm(folder, { recursive: true, force: true });
  }
});

test('a second copy hands its link over and leaves; a hostile link leads nowhere', async () => {
  await withApp({}, async ({ window: page, dataDir }) => {
    await makeBrand(page, 'Wren & Fern');
    await goTo(page, '/today');
    const second = async (link: string): Promise<number | null> => new Promise((resolve) => {
      const child = spawn(electronPath(), [...electronSwitches(), process.cwd(), link], { env: { ...process.env, LINNET_DATA_DIR: dataDir }, stdio: 'ignore' });
      child.once('exit', (code) => { resolve(code); });
    });
    expect(await second('linnet://accounts')).toBe(0);
    await expect(page).toHaveTitle(/Accounts/);
    const here = page.url();
    for (const link of ['linnet://accounts/../../settings', 'linnet://javascript:alert(1)', 'linnet://post/../../etc/passwd', `linnet://${'a'.repeat(5_000)}`, 'linnet://evil@settings/security', 'linnet://publication/%2e%2e']) {
      expect(await second(link)).toBe(0);
    }
    // A good link after them is still heard, so all of them were, and none of them moved the window.
    expect(page.url()).toBe(here);
    expect(await second('linnet://settings/data')).toBe(0);
    await expect.poll(() => page.url()).toContain('/settings/data');
  });
});

test('the window comes back where it was', async () => {
  const folder = await makeDataFolder();
  const bounds = async (running: LaunchedApp) => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds());
  const wished = { x: 60, y: 40, width: 1000, height: 700 };
  try {
    await withApp({ dataDir: folder.path }, async (running) => {
      // A hidden window has not been given its place yet, and would be moved once more.
      await expect.poll(async () => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())).toBe(true);
      await running.app.evaluate(({ BrowserWindow }, to) => { BrowserWindow.getAllWindows()[0]?.setBounds(to); }, wished);
      await expect.poll(async () => bounds(running)).toEqual(wished);
    });
    await withApp({ dataDir: folder.path }, async (running) => {
      await expect.poll(async () => bounds(running)).toEqual(wished);
    });
  } finally {
    await folder.remove();
  }
});

const unlock = async (page: Page, passphrase: string): Promise<void> => {
  const dialog = page.getByRole('dialog', { name: 'Unlock the vault' });
  await dialog.getByLabel('Passphrase').fill(passphrase);
  await dialog.getByRole('button', { name: 'Unlock' }).click();
};

test('without a keyring a passphrase vault keeps the logins', async () => {
  const passphrase = 'four unusual words work';
  const practice = await startPracticeChild({ reactionSpeed: 0.001 });
  const folder = await makeDataFolder({ practice: { url: practice.url, secret: practice.secret } });
  const options = { dataDir: folder.path, keyring: 'none' } as const;
  let accountId = '';
  try {
    await withApp(options, async (running) => {
      const { window: page } = running;
      await makeBrand(page, 'Wren & Fern');
      await goTo(page, '/settings/security');
      await expect(page.getByText('This computer has no keyring that Linnet can use')).toBeVisible();
      await page.getByLabel('Passphrase').fill('short');
      await page.getByLabel('The same again').fill('short');
      await page.getByRole('button', { name: 'Make the vault' }).click();
      await expect(page.getByText('That passphrase is too short')).toBeVisible();
      await page.getByLabel('Passphrase').fill(passphrase);
      await page.getByLabel('The same again').fill(passphrase);
      await page.getByRole('button', { name: 'Make the vault' }).click();
      await expect(page.getByText('In a vault, open')).toBeVisible();
      const linnet = await contractOf(running);
      const brandId = (await linnet.brands.list())[0]?.id ?? '';
      accountId = (await connectPractice(linnet, await catchBrowser(running.app), brandId, 'Wren studio')).id;
      const secrets = readFileSync(join(folder.path, 'secrets.json'), 'utf8');
      expect(secrets).toContain('"v:');
      expect(secrets).not.toContain('"k:');
    });
    await withApp(options, async ({ app, window: page }) => {
      const linnet = await contractOf({ app, window: page });
      expect(await linnet.accounts.test({ id: accountId })).toMatchObject({ ok: false, error: { code: 'vault-locked' } });
      // Closed for now, it is not forgotten: Today says what it means, and opens it again.
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await goTo(page, '/today');
      const needs = page.getByRole('region', { name: 'Needs you' });
      await expect(needs.getByText('The vault with your logins is locked')).toBeVisible();
      await needs.getByRole('button', { name: 'Unlock' }).click();
      await unlock(page, 'not the right words');
      await expect(page.getByText('That is not the passphrase')).toBeVisible();
      await unlock(page, passphrase);
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect(needs.getByText('The vault with your logins is locked')).toHaveCount(0);
      expect(good(await linnet.accounts.test({ id: accountId })).status).toBe('ok');
    });
    // A login behind a locked vault cannot be given up: the vault is asked for in place, and then it goes on.
    await withApp(options, async ({ window: page }) => {
      await page.getByRole('dialog').getByRole('button', { name: 'Later' }).click();
      await goTo(page, `/accounts/${accountId}`);
      await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click();
      const dialog = page.getByRole('dialog', { name: 'Unlock the vault' });
      await expect(dialog.getByText(/is disconnected right away/)).toBeVisible();
      await unlock(page, passphrase);
      await expect(page.getByText('You disconnected it')).toBeVisible();
    });
  } finally {
    await practice.stop();
    await folder.remove();
  }
});

test('without a keyring and a vault no login is stored, and the person is told why', async () => {
  const practice = await startPracticeChild();
  const folder = await makeDataFolder({ practice: { url: practice.url, secret: practice.secret } });
  try {
    await withApp({ dataDir: folder.path, keyring: 'none' }, async ({ window: page }) => {
      await makeBrand(page, 'Wren & Fern');
      await goTo(page, '/accounts');
      await page.getByRole('button', { name: 'Connect an account' }).first().click();
      await page.getByRole('button', { name: /^Practice network/ }).click();
      await page.getByRole('button', { name: 'Log in to the practice network' }).click();
      await expect(page.getByText(/no keyring Linnet can use/)).toBeVisible();
    });
  } finally {
    await practice.stop();
    await folder.remove();
  }
});

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
  test(`${signal}, as the desktop sends it at a log-out, ends Linnet in order`, async () => {
    const folder = await makeDataFolder();
    try {
      await withApp({ dataDir: folder.path }, async ({ app, window: page, pid }) => {
        await makeBrand(page, 'Wren & Fern');
        expect(existsSync(join(folder.path, 'linnet.open')), 'the mark of an open file').toBe(true);
        const ended = new Promise<void>((resolve) => { app.process().once('exit', () => { resolve(); }); });
        process.kill(pid, signal);
        await ended;
      });
      // Folded away and closed: the next start has nothing to check.
      expect(readdirSync(folder.path).filter((name) => /^linnet\.(open|db-wal)$/.test(name))).toEqual([]);
    } finally {
      await folder.remove();
    }
  });
}
