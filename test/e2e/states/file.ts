import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Camera } from '../support/camera';
import { contractOf, good } from '../support/contract';
import { goTo as goThere } from '../support/places';
import { makeBrand } from '../support/sample';
import { type HomeFolder, makeHome } from './folder';
import type { Scene } from './scene';

const names = ['opening', 'file-busy', 'file-newer', 'file-damaged', 'file-damaged-alone', 'file-gone', 'file-read-only', 'file-full', 'disk-full-typing', 'disk-full-left'];
const mount = (...args: readonly string[]): boolean => spawnSync('mount', args, { stdio: 'ignore' }).status === 0;

/** Photographs what the next start of the app shows. */
async function started(camera: Camera, home: HomeFolder, name: string, go: (page: Page) => Promise<void> = async () => undefined): Promise<void> {
  const launched = await home.start();
  try {
    await launched.window.getByRole('heading').first().waitFor({ timeout: 20_000 });
    await camera.shoot(launched, name, go);
  } finally {
    await launched.stop();
  }
}

/** Somebody else has the file: first it is waited for, then it is said. */
async function busy(camera: Camera, home: HomeFolder): Promise<void> {
  const holder = home.open().sqlite;
  holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  const launched = await home.start();
  try {
    await launched.window.getByRole('button', { name: 'Try again' }).waitFor({ timeout: 20_000 });
    await camera.shoot(launched, 'file-busy', async () => undefined);
    if (!camera.wants('opening')) return;
    // A page that is given no answers waits for them for as long as it takes to look at it.
    await launched.app.evaluate(({ ipcMain }) => { ipcMain.removeAllListeners('linnet:want-port'); });
    await launched.window.reload({ waitUntil: 'commit' });
    await camera.shoot(launched, 'opening', async (page) => {
      await page.locator('.opening').waitFor();
      // It follows the system's scheme once, when it is drawn, and stays unseen for the first second.
      await page.evaluate(() => { document.documentElement.dataset['theme'] = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'; });
      await page.waitForTimeout(1_300);
    });
  } finally {
    await launched.stop();
    holder.exec('ROLLBACK');
    holder.close();
  }
}

/** Linnet cannot open its file, each with the real fault. */
export const fileScene: Scene = {
  names,
  play: async (camera) => {
    const home = makeHome();
    try {
      const first = await home.start();
      await makeBrand(first.window, 'Wren & Fern');
      const linnet = await contractOf(first);
      const brandId = (await linnet.brands.list())[0]?.id ?? '';
      good(await linnet.posts.create({ brandId, text: 'In the back-up.' }));
      good(await linnet.app.data.backupNow());
      good(await linnet.posts.create({ brandId, text: 'In the next one.' }));
      await first.window.waitForTimeout(1_100);
      good(await linnet.app.data.backupNow());
      await first.stop();

      if (camera.wants('opening') || camera.wants('file-busy')) await busy(camera, home);
      if (camera.wants('file-newer')) {
        const version = home.within(({ sqlite }) => sqlite.pragma('user_version', { simple: true }));
        home.within(({ sqlite }) => sqlite.pragma('user_version = 900'));
        await started(camera, home, 'file-newer');
        home.within(({ sqlite }) => sqlite.pragma(`user_version = ${String(version)}`));
      }
      if (camera.wants('file-gone')) {
        const away = `${home.file}.away`;
        renameSync(home.file, away);
        await started(camera, home, 'file-gone', async (page) => { await page.getByRole('button', { name: 'Look for the file again' }).click(); await page.getByText(/^Tried again at/).waitFor(); });
        renameSync(away, home.file);
      }
      for (const name of ['file-damaged', 'file-damaged-alone']) {
        if (!camera.wants(name)) continue;
        for (const side of ['-wal', '-shm']) rmSync(home.file + side, { force: true });
        const bytes = readFileSync(home.file);
        bytes.fill(0x5a, 4096);
        if (name === 'file-damaged-alone') rmSync(join(home.path, 'backups'), { recursive: true, force: true });
        writeFileSync(home.file, bytes);
        await started(camera, home, name);
        writeFileSync(home.file, bytes);
      }
    } finally {
      home.remove();
    }
    const mounted = makeHome();
    try {
      if (!mount('-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', mounted.path)) { process.stderr.write('not made: file-read-only, file-full, disk-full-typing, disk-full-left (this machine may not mount a file system)\n'); return; }
      if (camera.wants('disk-full-typing') || camera.wants('disk-full-left')) {
        const launched = await mounted.start();
        try {
          await makeBrand(launched.window, 'Wren & Fern');
          const linnet = await contractOf(launched);
          const brandId = (await linnet.brands.list())[0]?.id ?? '';
          const post = good(await linnet.posts.create({ brandId, text: 'The kiln is cooling.', accountIds: [] }));
          await goThere(launched.window, `/compose/${post.id}`);
          const editor = launched.window.getByRole('textbox', { name: 'Base text' });
          await editor.waitFor();
          spawnSync('sh', ['-c', `dd if=/dev/zero of="${mounted.path}/filler" bs=64k`], { stdio: 'ignore' });
          await editor.pressSequentially(` Doors open at ten. ${'More. '.repeat(40)}`);
          await launched.window.waitForTimeout(2_500);
          await camera.shoot(launched, 'disk-full-typing', async (page) => { await goThere(page, `/compose/${post.id}`); await page.getByText(/This is not saved/).waitFor(); });
          await camera.shoot(launched, 'disk-full-left', async (page) => { await goThere(page, `/compose/${post.id}`); await editor.waitFor(); await goThere(page, '/today'); await page.locator('.toast').waitFor(); });
        } finally {
          rmSync(join(mounted.path, 'filler'), { force: true });
          await launched.stop();
        }
      }
      if (camera.wants('file-full')) {
        mkdirSync(mounted.path, { recursive: true });
        spawnSync('sh', ['-c', `dd if=/dev/zero of="${mounted.path}/filler" bs=64k; dd if=/dev/zero of="${mounted.path}/filler2" bs=1`], { stdio: 'ignore' });
        await started(camera, mounted, 'file-full');
        for (const name of ['filler', 'filler2']) rmSync(join(mounted.path, name), { force: true });
      }
      if (camera.wants('file-read-only')) {
        mount('-o', 'remount,ro', mounted.path);
        await started(camera, mounted, 'file-read-only');
      }
    } finally {
      spawnSync('umount', ['-l', mounted.path]);
      mounted.remove();
    }
  },
};
