// npm run screenshots [-- --out FOLDER --sizes 1280x800,1920x1080 --themes light,dark --only NAME,NAME]
// Photographs every screen of the real app with the sample brand.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { type LaunchedApp, launchApp } from './support/launch';
import { addSampleBrand, setTheme } from './support/sample';

const { values } = parseArgs({ options: {
  out: { type: 'string', default: 'docs/screenshots' }, sizes: { type: 'string', default: '1280x800' }, themes: { type: 'string', default: 'light,dark' }, only: { type: 'string', default: '' },
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
  ...['brands', 'publishing', 'appearance', 'security', 'notifications', 'data', 'about'].map((section) => [`settings-${section}`, goTo(`/settings/${section}`)] as const),
  ['palette', async (page) => { await goTo('/calendar?view=month')(page); await settled(page); await page.keyboard.press('Control+K'); }],
];

// British English, as the app's own words are; it also gives 24 hours.
const launched = await launchApp({ args: ['--lang=en-GB'] });
try {
  const { window: page } = launched;
  page.on('pageerror', (error) => { process.stderr.write(`page error: ${error.message}\n`); });
  page.on('console', (message) => { if (message.type() === 'error' || message.type() === 'warning') process.stderr.write(`console: ${message.text()}\n`); });
  const photograph = async (name: string, go: (page: Page) => Promise<void>, theme: string, size: string): Promise<void> => {
    await go(page);
    await settled(page);
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(values.out, `${name}.${theme}${size === '1280x800' ? '' : `.${size}`}.png`) });
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
  for (const size of values.sizes.split(',')) {
    await resize(launched, size);
    for (const theme of values.themes.split(',')) {
      await setTheme(page, theme);
      for (const [name, go] of shots) if (only.length === 0 || only.includes(name)) await photograph(name, go, theme, size);
    }
  }
} finally {
  await launched.stop();
}
