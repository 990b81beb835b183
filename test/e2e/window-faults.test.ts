import { expect, test } from '@playwright/test';
import { contractOf, good } from './support/contract';
import { type SessionDesktop, startSessionDesktop } from './support/desktop/session-desktop';
import { type LaunchedApp, launchApp } from './support/launch';
import { makeBrand } from './support/sample';

// What goes wrong with the window itself, and a start without one.

let running: LaunchedApp;
let panel: SessionDesktop | null = null;
test.afterEach(async () => {
  await running.stop();
  await panel?.stop();
  panel = null;
});

test('a file picker that fails is said, not kept quiet', async () => {
  running = await launchApp();
  const page = running.window;
  await makeBrand(page, 'Wren & Fern');
  const linnet = await contractOf(running);
  const brandId = (await linnet.brands.list())[0]?.id ?? '';
  const post = good(await linnet.posts.create({ brandId, text: 'Loaves.', accountIds: [] }));
  await page.evaluate((id) => { window.location.hash = `#/compose/${id}`; }, post.id);
  await running.app.evaluate(({ dialog }) => { dialog.showOpenDialog = () => { throw new Error('no portal'); }; });
  await page.getByRole('button', { name: /drop or choose|add pictures/i }).first().click();
  await expect(page.getByText('Something went wrong inside Linnet').first()).toBeVisible();
});

const visible = async (): Promise<boolean> => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);

test('a start at log-in shows no window until somebody asks for it', async () => {
  if (process.platform === 'linux') panel = await startSessionDesktop();
  running = await launchApp({ args: ['--in-tray'] });
  await expect(running.window.getByRole('main')).toBeVisible();
  expect(await visible()).toBe(false);
  await running.app.evaluate(({ app }) => { app.emit('activate'); });
  await expect.poll(visible).toBe(true);
});

test('at log-in the panel may begin after Linnet, which then comes to it without a window', async () => {
  test.skip(process.platform !== 'linux', 'not run: other systems always have a place for the icon');
  running = await launchApp({ args: ['--in-tray'] });
  await expect(running.window.getByRole('main')).toBeVisible();
  panel = await startSessionDesktop();
  await expect.poll(async () => (await panel?.labels())?.length ?? 0).toBeGreaterThan(2);
  expect(await visible()).toBe(false);
  await panel.choose('Open Linnet');
  await expect.poll(visible).toBe(true);
});

test('where no panel ever comes, a start at log-in shows its window after all', async () => {
  test.skip(process.platform !== 'linux', 'not run: other systems always have a place for the icon');
  running = await launchApp({ args: ['--in-tray'] });
  await expect.poll(visible, { timeout: 30_000 }).toBe(true);
});
