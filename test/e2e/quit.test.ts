import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { contractOf, good } from './support/contract';
import { makeDataFolder } from './support/data-folder';
import { launchApp } from './support/launch';
import { makeBrand } from './support/sample';
import { goTo } from './support/places';

test('what was typed right before Linnet is quit is there at the next start', async () => {
  const folder = await makeDataFolder();
  let running = await launchApp({ dataDir: folder.path });
  try {
    const page = running.window;
    let linnet = await contractOf(running);
    await makeBrand(page, 'Wren & Fern');
    const brandId = (await linnet.brands.list())[0]?.id ?? '';
    const { id } = good(await linnet.posts.create({ brandId, text: 'Begun. ' }));
    await goTo(page, `/compose/${id}`);
    const editor = page.getByRole('textbox', { name: 'Base text' });
    await expect(editor).toHaveValue('Begun. ');
    // The last key and the end in one go: no pause in which it would be saved anyway.
    await running.app.evaluate(async ({ app, BrowserWindow }) => {
      await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(`(() => {
        const area = document.querySelector('[data-editor="base"]');
        area.focus();
        document.execCommand('insertText', false, 'Ended at once.');
      })()`);
      setTimeout(() => { app.quit(); }, 0);
    }).catch(() => undefined);
    await running.stop();
    running = await launchApp({ dataDir: folder.path });
    linnet = await contractOf(running);
    expect(good(await linnet.posts.get({ id })).text).toContain('Ended at once.');
  } finally {
    await running.stop();
    await folder.remove();
  }
});

test('Linnet can be quit while its file waits to be mended', async () => {
  const folder = await makeDataFolder();
  writeFileSync(join(folder.path, 'linnet.db'), Buffer.alloc(8_192, 0x5a));
  const running = await launchApp({ dataDir: folder.path });
  try {
    await expect(running.window.getByRole('heading', { name: 'Linnet’s file is damaged' })).toBeVisible();
    const child = running.app.process();
    await running.app.evaluate(({ app }) => { setTimeout(() => { app.quit(); }, 0); });
    await expect.poll(() => child.exitCode).toBe(0);
  } finally {
    await running.stop();
    await folder.remove();
  }
});
