// npm run screenshots [-- --out FOLDER --sizes 1280x800,1920x1080 --themes light,dark --only NAME,NAME]
//   [--text-size 1.25,1.5,2 --density compact --hard]
// Photographs every screen of the real app with the sample brand; --hard adds long names and right-to-left posts to it.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { contractOf, good, type Linnet } from './support/contract';
import { makeHard } from './support/hard-sample';
import { type LaunchedApp, launchApp } from './support/launch';
import { addSampleBrand, setTheme } from './support/sample';

const { values } = parseArgs({ options: {
  out: { type: 'string', default: 'docs/screenshots' }, sizes: { type: 'string', default: '1280x800' }, themes: { type: 'string', default: 'light,dark' }, only: { type: 'string', default: '' },
  'text-size': { type: 'string', default: '1' }, density: { type: 'string', default: 'comfortable' }, hard: { type: 'boolean', default: false },
} });
const only = values.only.split(',').filter((name) => name !== '');
mkdirSync(values.out, { recursive: true });

const settled = async (page: Page): Promise<void> => {
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => { await document.fonts.ready; await new Promise((done) => { requestAnimationFrame(() => requestAnimationFrame(done)); }); });
};

async function resize({ app }: LaunchedApp, size: string): Promise<void> {
  const [width = 1280, height = 800] = size.split('x').map(Number);
  await app.evaluate(({ BrowserWindow }, [w, h]) => { BrowserWindow.getAllWindows()[0]?.setContentSize(w ?? 1280, h ?? 800); }, [width, height]);
}

const goTo = (route: string) => async (page: Page): Promise<void> => { await page.evaluate((to) => { location.hash = `#${to}`; }, route); };

const shots: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['today', goTo('/today')],
  ['calendar-month', goTo('/calendar?view=month')],
  ['calendar-week', goTo('/calendar?view=week')],
  ['calendar-day', goTo('/calendar?view=day')],
  ['calendar-list', goTo('/calendar?view=list')],
  // The post the practice network gave no answer to: the state that has most to say.
  ['publication', async (page) => {
    await goTo('/today')(page);
    await page.getByText(/gave no answer to/).first().click();
  }],
  ['composer', async (page) => {
    await goTo('/calendar?view=month')(page);
    await page.getByText(/How a loaf is made/).first().click();
  }],
  ['accounts', goTo('/accounts')],
  ['account', async (page) => {
    await goTo('/accounts')(page);
    await page.locator('a.account-name').first().click();
  }],
  ['connect', async (page) => {
    await goTo('/accounts')(page);
    await page.getByRole('button', { name: 'Connect an account' }).click();
  }],
  ...['brands', 'publishing', 'appearance', 'security', 'notifications', 'data', 'about'].map((section) => [`settings-${section}`, goTo(`/settings/${section}`)] as const),
  ['shortcuts', async (page) => { await goTo('/today')(page); await settled(page); await page.keyboard.press('?'); }],
  ['palette', async (page) => { await goTo('/calendar?view=month')(page); await settled(page); await page.keyboard.press('Control+K'); }],
  ['palette-found', async (page) => {
    await goTo('/calendar?view=month')(page);
    await settled(page);
    await page.keyboard.press('Control+K');
    await page.keyboard.type('loaf');
  }],
];

/** Empty, then with the drafts of the tray in it; afterwards all is as before. */
async function photographBin(linnet: Linnet, photograph: (name: string) => Promise<void>): Promise<void> {
  await photograph('bin-empty');
  const brandId = (await linnet.brands.list()).find(({ isSample }) => isSample)?.id ?? '';
  const drafts = await linnet.posts.drafts({ brandId });
  const { undoId } = good(await linnet.posts.remove({ ids: drafts.map(({ id }) => id) }));
  await photograph('bin');
  good(await linnet.planning.undo({ undoId }));
}

// Pictures are for everybody to see: a home of its own, so that the path of the file reads ~/Linnet/linnet.db on every machine.
const home = mkdtempSync(join(tmpdir(), 'linnet-home-'));
const dataDir = join(home, 'Linnet');
mkdirSync(dataDir);
// British English, as the app's own words are; it also gives 24 hours.
const launched = await launchApp({ args: ['--lang=en-GB'], dataDir, env: { HOME: home } });
try {
  const { window: page } = launched;
  page.on('pageerror', (error) => { process.stderr.write(`page error: ${error.message}\n`); });
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') process.stderr.write(`console: ${message.text()}\n`); });
  const photograph = async (name: string, go: (page: Page) => Promise<void>, theme: string, size: string, scale = 1): Promise<void> => {
    await go(page);
    // What was clicked would stay lit up under the pointer.
    await page.mouse.move(0, 0);
    await settled(page);
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(values.out, `${name}.${theme}${size === '1280x800' ? '' : `.${size}`}${scale === 1 ? '' : `.text-${scale * 100}`}.png`) });
    await page.keyboard.press('Escape');
  };
  for (const size of values.sizes.split(',')) {
    await resize(launched, size);
    for (const theme of values.themes.split(',')) {
      await setTheme(page, theme);
      if (only.length === 0 || only.includes('welcome')) await photograph('welcome', async () => undefined, theme, size);
    }
  }
  await addSampleBrand(page);
  const linnet = await contractOf(launched);
  if (values.hard) await makeHard(linnet);
  if (values.density === 'compact') await linnet.app.preferences.set({ density: 'compact' });
  const scales = values['text-size'].split(',').map(Number);
  for (const size of values.sizes.split(',')) {
    await resize(launched, size);
    for (const theme of values.themes.split(',')) {
      await setTheme(page, theme);
      for (const scale of scales) {
        await linnet.app.preferences.set({ textScale: scale as 1 | 1.25 | 1.5 | 2 });
        for (const [name, go] of shots) if (only.length === 0 || only.includes(name)) await photograph(name, go, theme, size, scale);
        if (only.length === 0 || only.includes('bin')) await photographBin(linnet, async (name) => photograph(name, goTo('/bin'), theme, size, scale));
      }
    }
  }
} finally {
  await launched.stop();
  rmSync(home, { recursive: true, force: true });
}
