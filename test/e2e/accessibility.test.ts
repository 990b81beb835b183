import { randomUUID } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { contractOf, good, type Linnet } from './support/contract';
import { type LaunchedApp, launchApp } from './support/launch';
import { focusedName, goTo } from './support/places';
import { addSampleBrand, setTheme } from './support/sample';

const DAY = 86_400_000;
const settings = ['brands', 'publishing', 'media-host', 'appearance', 'security', 'notifications', 'data', 'about'] as const;

let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let publicationId: string;
let postId: string;

test.describe.configure({ timeout: 180_000 });

/** Nothing serious or critical; what axe found is in the failure. */
async function check(page: Page, where: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => Promise.all(document.getAnimations().map(async (animation) => animation.finished.catch(() => undefined))));
  // A window of Electron cannot open the second page that axe otherwise wants.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect.soft(bad.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ target, failureSummary }) => `${target.join(' ')} ${failureSummary ?? ''}`).slice(0, 3).join(' | ')}`)).toEqual([]);
}

/** Every screen, each with something that is there only when it is shown. */
const places = (): readonly (readonly [string, () => Promise<void>])[] => [
  ['today', async () => { await goTo(page, '/today'); await expect(page.getByRole('heading', { name: /Needs you/ })).toBeVisible(); }],
  ...(['month', 'week', 'day'] as const).map((view) => [`calendar ${view}`, async () => { await goTo(page, `/calendar?view=${view}`); await expect(page.locator('.cal-grid')).toBeVisible(); }] as const),
  ['calendar list', async () => { await goTo(page, '/calendar?view=list'); await expect(page.locator('.lrow').first()).toBeVisible(); }],
  ['publication', async () => { await goTo(page, `/publication/${publicationId}`); await expect(page.getByRole('region', { name: 'Publication', exact: true })).toBeVisible(); }],
  ['composer', async () => { await goTo(page, `/compose/${postId}`); await expect(page.getByRole('textbox', { name: 'Base text' })).toBeVisible(); }],
  ['accounts', async () => { await goTo(page, '/accounts'); await expect(page.getByText('Healthy', { exact: true }).first()).toBeVisible(); }],
  ...settings.map((section) => [`settings ${section}`, async () => { await goTo(page, `/settings/${section}`); await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible(); }] as const),
  ['bin', async () => { await goTo(page, '/bin'); await expect(page.getByRole('heading', { name: 'Bin' })).toBeVisible(); }],
  ['palette', async () => { await goTo(page, '/today'); await page.keyboard.press('Control+K'); await expect(page.getByRole('combobox', { name: 'Find anything' })).toBeVisible(); }],
];

/** Names of all that can be reached with Tab, once round. */
async function walk(): Promise<readonly string[]> {
  const names: string[] = [];
  const round = randomUUID();
  await page.locator('body').press('Tab');
  for (let n = 0; n < 150; n += 1) {
    names.push(await focusedName(page));
    const again = await page.evaluate((now) => {
      const here = document.activeElement as HTMLElement & { linnetTestSeen?: string };
      const world = globalThis as { linnetTestLast?: Element };
      // A field for a time has several stops of its own.
      const seen = here.linnetTestSeen === now && here !== world.linnetTestLast;
      here.linnetTestSeen = now;
      world.linnetTestLast = here;
      return seen && here !== document.body;
    }, round);
    if (again) break;
    await page.keyboard.press('Tab');
  }
  return names;
}

test('welcome has no serious fault in either theme', async () => {
  const launched = await launchApp();
  try {
    await expect(launched.window.getByRole('heading', { name: 'Start with one brand' })).toBeVisible();
    for (const theme of ['light', 'dark']) {
      await setTheme(launched.window, theme);
      await check(launched.window, `welcome ${theme}`);
    }
  } finally {
    await launched.stop();
  }
});

test.describe('with the sample brand', () => {
  test.beforeAll(async () => {
    running = await launchApp();
    page = running.window;
    await addSampleBrand(page);
    linnet = await contractOf(running);
    const brandId = (await linnet.brands.list())[0]?.id ?? '';
    const chips = await linnet.planning.calendar({ brandId, from: Date.now() - 40 * DAY, to: Date.now() + 40 * DAY, filter: {} });
    publicationId = chips.flatMap(({ publications }) => publications).find(({ state }) => state === 'unconfirmed' || state === 'published')?.id ?? '';
    postId = chips.find(({ state, thumbHash }) => state === 'scheduled' && thumbHash !== null)?.postId ?? '';
  });

  test.afterAll(async () => {
    await running.stop();
  });

  test('no screen has a serious fault in either theme', async () => {
    for (const theme of ['light', 'dark']) {
      await setTheme(page, theme);
      for (const [name, ready] of places()) {
        await ready();
        await check(page, `${name} ${theme}`);
        await page.keyboard.press('Escape');
      }
    }
  });

  test('everything on the main screens is reached by keyboard', async () => {
    await setTheme(page, 'light');
    for (const [name, ready] of places().filter(([each]) => ['today', 'calendar month', 'composer', 'accounts', 'settings publishing'].includes(each))) {
      await ready();
      // Parts that share one Tab stop (grids, lists, tabs, toolbars) are reached by arrows: they say so with tabindex -1.
      const wanted = await page.evaluate(() => [...document.querySelectorAll<HTMLElement>('button, a[href], input, textarea, select')]
        .filter((one) => one.tabIndex >= 0 && one.checkVisibility({ checkVisibilityCSS: true }) && !one.matches(':disabled') && one.closest('[aria-hidden="true"], [inert]') === null && !(one instanceof HTMLInputElement && one.type === 'radio' && !one.checked))
        .map((one) => [one.getAttribute('aria-label') ?? '', ...(one instanceof HTMLInputElement || one instanceof HTMLTextAreaElement ? [...(one.labels ?? [])].map((label) => label.textContent) : []), one.textContent].join(' ').trim()));
      const reached = new Set(await walk());
      expect.soft(wanted.filter((each) => !reached.has(each)), `${name}: not reached by Tab`).toEqual([]);
      expect.soft([...reached].filter((each) => each === ''), `${name}: stops without a name`).toEqual([]);
    }
  });

  test('long names stay inside their panes', async () => {
    const brandId = (await linnet.brands.list())[0]?.id ?? '';
    const label = good(await linnet.brands.labels.save({ brandId, name: 'Collaborations with other studios and galleries', colour: 'plum' }));
    const accountIds = (await linnet.accounts.list({ brandId })).map(({ id }) => id);
    const draft = good(await linnet.posts.create({ brandId, accountIds, text: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft am Samstag' }));
    good(await linnet.planning.setLabels({ postId: draft.id, labelIds: [label.id] }));
    const over = async (selector: string): Promise<readonly number[]> => page.locator(selector).evaluateAll((found) => found.map((one) => one.scrollWidth - one.clientWidth));
    await goTo(page, '/calendar?view=month');
    await expect(page.locator('[data-draft]').filter({ hasText: 'Collaborations' })).toBeVisible();
    expect(await over('.tray-inner, .tray-inner ul')).toEqual([0, 0]);
    await page.getByRole('button', { name: /^Filter/ }).click();
    await expect(page.getByRole('checkbox', { name: /Collaborations/ })).toBeVisible();
    expect(await over('.filter')).toEqual([0]);
    await page.keyboard.press('Escape');
    good(await linnet.posts.remove({ ids: [draft.id] }));
  });

  test('with text at 200 % nothing runs out of its window', async () => {
    await linnet.app.preferences.set({ textScale: 2 });
    await expect.poll(async () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize))).toBeGreaterThan(25);
    for (const [name, ready] of places().filter(([each]) => each !== 'palette')) {
      await ready();
      await page.waitForLoadState('networkidle');
      const over = await page.evaluate(() => {
        const { documentElement: root } = document;
        const main = document.getElementById('main');
        return { page: root.scrollWidth - root.clientWidth, main: main === null ? 0 : Math.round(main.getBoundingClientRect().right) - root.clientWidth, inner: main === null ? 0 : main.scrollWidth - main.clientWidth };
      });
      expect.soft({ name, ...over }).toEqual({ name, page: 0, main: 0, inner: 0 });
    }
    await linnet.app.preferences.set({ textScale: 1 });
  });
});
