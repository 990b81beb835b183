import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { addDays, toWallDate } from '#core/time';
import { contractOf, type Linnet } from './support/contract';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { addSampleBrand, setTheme } from './support/sample';

// What lies over the screens: dialogs, menus and pop-ups, open, in both themes.

let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let postId: string;
let movableId: string;
let accountId: string;

test.describe.configure({ timeout: 180_000 });

test.beforeAll(async () => {
  running = await launchApp();
  page = running.window;
  await addSampleBrand(page);
  linnet = await contractOf(running);
  const { id: brandId = '', timeZone = 'UTC' } = (await linnet.brands.list())[0] ?? {};
  const tomorrow = addDays(toWallDate(Date.now(), timeZone), 1);
  const chips = await linnet.planning.calendar({ brandId, from: Date.now(), to: Date.now() + 40 * 86_400_000, filter: {} });
  postId = chips.find(({ state, thumbHash }) => state === 'scheduled' && thumbHash !== null)?.postId ?? '';
  movableId = chips.find(({ state, wall }) => state === 'scheduled' && wall.slice(0, 10) >= tomorrow)?.postId ?? '';
  accountId = (await linnet.accounts.list({ brandId })).find(({ status }) => status === 'ok')?.id ?? '';
});

test.afterAll(async () => { await running.stop(); });

const button = (name: string | RegExp) => page.getByRole('button', { name }).first();
const dialog = () => page.getByRole('dialog').first();
const menu = () => page.getByRole('menu').first();
const at = async (route: string): Promise<void> => { await goTo(page, route); await page.waitForLoadState('networkidle'); };

/** Each opens one of them, and what is there then. */
const overlays: Readonly<Record<string, () => Promise<ReturnType<typeof dialog>>>> = {
  'the keys': async () => { await at('/today'); await page.keyboard.press('?'); return dialog(); },
  'a new brand': async () => { await at('/today'); await button(/^Switch brand/).click(); await page.getByRole('menuitem', { name: /New brand/ }).click(); return dialog(); },
  'the brands': async () => { await at('/today'); await button(/^Switch brand/).click(); return menu(); },
  'the networks to connect': async () => { await at('/accounts'); await button('Connect an account').click(); return dialog(); },
  'a login form': async () => { await at('/accounts'); await button('Connect an account').click(); await dialog().getByRole('button', { name: /^Bluesky/ }).click(); return dialog(); },
  'a question before removing': async () => { await at(`/accounts/${accountId}`); await page.getByRole('button', { name: 'Remove', exact: true }).click(); return dialog(); },
  'posting times': async () => { await at(`/accounts/${accountId}`); await button(/^(Add times|Edit|Change)/).click(); return dialog(); },
  'the filter': async () => { await at('/calendar?view=month'); await button(/^Filter/).click(); return page.getByRole('checkbox').first(); },
  'moving without a mouse': async () => { await at('/calendar?view=list'); await goTo(page, '/calendar?view=month'); await page.locator(`[data-post="${movableId}"]`).first().focus(); await page.keyboard.press('m'); return dialog(); },
  'labels of a post': async () => { await at(`/compose/${postId}`); await button(/^Labels/).click(); return page.getByRole('dialog', { name: 'Labels' }); },
  'further accounts': async () => { await at(`/compose/${postId}`); await button('Add an account').click(); return menu(); },
  'more for a post': async () => { await at(`/compose/${postId}`); await button('More for this post').click(); return menu(); },
  'versions': async () => { await at(`/compose/${postId}`); await button(/versions?$/).click(); return page.getByRole('heading', { name: /version/i }).first(); },
  'emoji': async () => { await at(`/compose/${postId}`); await button('Emoji').click(); return page.getByRole('button', { name: /face|smil|grin/i }).first(); },
  'alt text': async () => { await at(`/compose/${postId}`); await button(/^Picture 1/).click(); return page.getByRole('textbox', { name: 'Alt text of picture 1' }); },
  'the day picker': async () => { await at(`/compose/${postId}`); await button(/the day it goes out/).click(); return page.getByRole('button', { name: 'Next month' }); },
  'other ways to plan': async () => { await at(`/compose/${postId}`); await button('Other ways to plan it').click(); return menu(); },
};

/** In the page: resolves when nothing has moved for two frames. One movement may begin as another ends. */
async function atRest(): Promise<void> {
  const moving = (): readonly Animation[] => document.getAnimations().filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
  for (let still = 0; still < 2;) {
    still = moving().length === 0 ? still + 1 : 0;
    await Promise.all(moving().map(async (animation) => animation.finished.catch(() => undefined)));
    await new Promise((resolve) => { requestAnimationFrame(resolve); });
  }
}

for (const [name, open] of Object.entries(overlays)) {
  test(`${name}: no serious fault in either theme, and Escape closes it`, async () => {
    await setTheme(page, 'light');
    const shown = await open();
    await expect(shown).toBeVisible();
    for (const theme of ['light', 'dark']) {
      await setTheme(page, theme);
      await page.evaluate(atRest);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      expect.soft(bad.map(({ id, nodes }) => `${name} ${theme}: ${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).slice(0, 3).join(' | ')}`)).toEqual([]);
    }
    await page.keyboard.press('Escape');
    await expect(shown).toHaveCount(0);
  });
}
