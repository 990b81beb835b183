// npm run screenshots [-- --out FOLDER --sizes 1280x800,1920x1080 --themes light,dark --only NAME,NAME]
//   [--text-size 1.25,1.5,2 --density compact --hard] [--states]
// Photographs every screen of the real app with the sample brand; --hard adds long names and right-to-left posts to it.
// --states photographs what nobody sees on a good day instead (states/): faults, empty screens, long names, a closed vault.
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Page } from '@playwright/test';
import { photographStates } from './states';
import { makeHome } from './states/folder';
import { type Camera, createCamera, goTo, settled } from './support/camera';
import { contractOf, good, type Linnet } from './support/contract';
import { makeHard } from './support/hard-sample';
import type { LaunchedApp } from './support/launch';
import { addSampleBrand } from './support/sample';

const { values } = parseArgs({ options: {
  out: { type: 'string', default: 'docs/screenshots' }, sizes: { type: 'string', default: '1280x800' }, themes: { type: 'string', default: 'light,dark' }, only: { type: 'string', default: '' },
  'text-size': { type: 'string', default: '1' }, density: { type: 'string', default: 'comfortable' }, hard: { type: 'boolean', default: false }, states: { type: 'boolean', default: false },
} });
const only = values.only.split(',').filter((name) => name !== '');
mkdirSync(values.out, { recursive: true });

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
  ['focal-point', async (page) => {
    await goTo('/calendar?view=month')(page);
    await page.getByText(/How a loaf is made/).first().click();
    await page.getByRole('list', { name: 'Pictures' }).getByRole('button', { name: /^Picture 1/ }).click();
    await page.getByRole('button', { name: 'Focal point', exact: true }).click();
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
  ...['brands', 'publishing', 'media-host', 'appearance', 'security', 'notifications', 'data', 'about'].map((section) => [`settings-${section}`, goTo(`/settings/${section}`)] as const),
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
async function photographBin(camera: Camera, launched: LaunchedApp, linnet: Linnet, suffix: string): Promise<void> {
  if (!camera.wants('bin')) return;
  await camera.shoot(launched, 'bin-empty', goTo('/bin'), suffix);
  const brandId = (await linnet.brands.list()).find(({ isSample }) => isSample)?.id ?? '';
  const drafts = await linnet.posts.drafts({ brandId });
  const { undoId } = good(await linnet.posts.remove({ ids: drafts.map(({ id }) => id) }));
  await camera.shoot(launched, 'bin', goTo('/bin'), suffix);
  good(await linnet.planning.undo({ undoId }));
}

async function photographScreens(camera: Camera): Promise<void> {
  const home = makeHome();
  const launched = await home.start();
  try {
    await camera.shoot(launched, 'welcome', async () => undefined);
    await addSampleBrand(launched.window);
    const linnet = await contractOf(launched);
    if (values.hard) await makeHard(linnet);
    if (values.density === 'compact') await linnet.app.preferences.set({ density: 'compact' });
    for (const scale of values['text-size'].split(',').map(Number)) {
      await linnet.app.preferences.set({ textScale: scale as 1 | 1.25 | 1.5 | 2 });
      const suffix = scale === 1 ? '' : `.text-${scale * 100}`;
      for (const [name, go] of shots) await camera.shoot(launched, name, go, suffix);
      await photographBin(camera, launched, linnet, suffix);
    }
  } finally {
    await launched.stop();
    home.remove();
  }
}

const camera = createCamera({ out: values.out, sizes: values.sizes.split(','), themes: values.themes.split(','), only });
const stopped = values.states ? await photographStates(camera) : [];
if (!values.states) await photographScreens(camera);
for (const each of [...stopped, ...camera.failed()]) process.stderr.write(`not made: ${each}\n`);
process.exitCode = stopped.length + camera.failed().length === 0 ? 0 : 1;
