import { expect, test } from '@playwright/test';
import { contractOf, good } from './support/contract';
import { startPracticeChild } from '#test/support/practice';
import { catchBrowser } from './support/browser';
import { makeDataFolder } from './support/data-folder';
import { startSessionDesktop } from './support/desktop/session-desktop';
import { type LaunchedApp, launchApp } from './support/launch';
import { connectPractice } from './support/practice-account';
import { makeBrand } from './support/sample';

// A desktop that hosts no tray icons (GNOME as it comes): the same bus as in desktop-bus.test.ts, without its panel.

test.skip(process.platform !== 'linux', 'not run: other systems always have a place for the icon');

const close = async ({ app }: LaunchedApp): Promise<void> => app.evaluate(({ BrowserWindow }) => { setImmediate(() => { BrowserWindow.getAllWindows()[0]?.close(); }); });
const visible = async ({ app }: LaunchedApp): Promise<boolean> => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible() ?? false);
const ended = (running: LaunchedApp): (() => boolean) => {
  let over = false;
  running.app.process().once('exit', () => { over = true; });
  return () => over;
};
/** What is asked, and the button that is pressed. */
const answer = async ({ app }: LaunchedApp, response: number): Promise<void> => app.evaluate(({ dialog }, button) => {
  const asked: string[] = [];
  Object.assign(globalThis, { linnetTestAsked: asked });
  Object.assign(dialog, { showMessageBox: async (_window: unknown, options: { readonly message: string }) => { asked.push(options.message); return Promise.resolve({ response: button, checkboxChecked: false }); } });
}, response);
const asked = async ({ app }: LaunchedApp): Promise<readonly string[]> => app.evaluate(() => (globalThis as unknown as { linnetTestAsked: readonly string[] }).linnetTestAsked);

test('with nothing planned, closing the window ends Linnet', async () => {
  const running = await launchApp();
  const over = ended(running);
  try {
    await makeBrand(running.window, 'Wren & Fern');
    await close(running).catch(() => undefined);
    await expect.poll(over).toBe(true);
  } finally {
    await running.stop();
  }
});

test('with a post planned, closing asks, never hides, and hides once there is a place for the icon', async () => {
  const practice = await startPracticeChild();
  const folder = await makeDataFolder({ practice: { url: practice.url, secret: practice.secret } });
  const running = await launchApp({ dataDir: folder.path });
  try {
    await makeBrand(running.window, 'Wren & Fern');
    const linnet = await contractOf(running);
    const brandId = (await linnet.brands.list())[0]?.id ?? '';
    const { id: accountId } = await connectPractice(linnet, await catchBrowser(running.app), brandId, 'Wren studio');
    const post = good(await linnet.posts.create({ brandId, text: 'For next spring.', accountIds: [accountId] }));
    good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'at', wall: '2099-05-04T10:00' } }));
    await expect.poll(async () => (await linnet.publishing.status()).next?.postId).toBe(post.id);

    await answer(running, 2);
    await close(running);
    await expect.poll(async () => asked(running)).toEqual(['Close Linnet? Posts are planned']);
    expect(await visible(running)).toBe(true);

    const desktop = await startSessionDesktop();
    try {
      await close(running);
      await expect.poll(async () => visible(running)).toBe(false);
      await expect.poll(async () => (await desktop.labels()).length).toBeGreaterThan(2);
      expect((await desktop.labels())[0]).toContain('For next spring.');
      await desktop.choose('Open Linnet');
      await expect.poll(async () => visible(running)).toBe(true);
      expect(await asked(running)).toHaveLength(1);
    } finally {
      await desktop.stop();
    }

    await answer(running, 1);
    const over = ended(running);
    await close(running).catch(() => undefined);
    await expect.poll(over).toBe(true);
  } finally {
    await running.stop();
    await practice.stop();
    await folder.remove();
  }
});
