import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { contractOf, good } from './support/contract';
import { makeDataFolder } from './support/data-folder';
import { killApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { addSampleBrand } from './support/sample';

/** Whether the window had something to draw before its file was open. */
const hadKept = async (page: Page): Promise<boolean> => page.evaluate(() => performance.getEntriesByName('kept-look').length > 0);

test('a start shows at once what an orderly end left, and after a kill waits for the file', async () => {
  const folder = await makeDataFolder();
  const kept = join(folder.path, 'first-look.txt');
  try {
    const first = await launchApp({ dataDir: folder.path });
    await addSampleBrand(first.window);
    expect(await hadKept(first.window)).toBe(false);
    await first.stop();
    expect(readFileSync(kept, 'utf8')).toContain('"planning","calendar"');

    const second = await launchApp({ dataDir: folder.path });
    const { window: page } = second;
    await goTo(page, '/calendar');
    await expect(page.locator('[data-chip]').first()).toBeVisible();
    await expect(page.locator('[aria-busy]')).toHaveCount(0);
    expect(await hadKept(page)).toBe(true);
    // It is this run's window: what is asked is answered by the file.
    const linnet = await contractOf(second);
    const [brand] = await linnet.brands.list();
    const renamed = good(await linnet.brands.update({ id: brand?.id ?? '', patch: { name: 'Renamed before the kill' } }));
    expect(renamed.name).toBe('Renamed before the kill');
    await killApp(second);
    await second.stop();

    const third = await launchApp({ dataDir: folder.path });
    await expect(third.window.getByText('Renamed before the kill').first()).toBeVisible();
    expect(await hadKept(third.window)).toBe(false);
    await third.stop();
    expect(existsSync(kept)).toBe(true);
  } finally {
    await folder.remove();
  }
});

test('a start takes up what the one before it compiled, and a broken file of it is made anew', async () => {
  // On macOS nothing is kept: docs/decisions/0004-kept-code.md.
  test.skip(process.platform === 'darwin');
  const folder = await makeDataFolder();
  const kept = join(folder.path, 'code-cache');
  const start = async (): Promise<{ readonly bytes: Buffer; readonly written: number }> => {
    const app = await launchApp({ dataDir: folder.path });
    await expect(app.window.getByRole('button').first()).toBeVisible();
    await app.stop();
    return { bytes: readFileSync(kept), written: statSync(kept).mtimeMs };
  };
  try {
    const first = await start();
    expect(first.bytes.length).toBeGreaterThan(500_000);
    // V8 refuses what another version or other flags made, and then it is written again.
    const second = await start();
    expect(second.written).toBe(first.written);
    writeFileSync(kept, first.bytes.subarray(0, first.bytes.length / 2));
    const third = await start();
    expect(third.bytes.length).toBeGreaterThan(500_000);
    expect((await start()).written).toBe(third.written);
  } finally {
    await folder.remove();
  }
});
