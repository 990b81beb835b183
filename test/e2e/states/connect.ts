import type { Locator, Page } from '@playwright/test';
import { networkFacts, type NetworkId } from '#core/networks';
import { realClock } from '#test/connectors/support/real-clock';
import { agreeing } from '#test/networks/facebook/rig';
import { startFacebook } from '#test/networks/facebook/server';
import { startInstagram } from '#test/networks/instagram/server';
import { startThreads } from '#test/networks/threads/server';
import { startPracticeChild } from '#test/support/practice';
import { catchBrowser } from '../support/browser';
import { goTo } from '../support/camera';
import { answerPractice } from '../support/practice-account';
import { addSampleBrand } from '../support/sample';
import { makeHome, setOffline } from './folder';
import type { Scene } from './scene';

const manyPages = [
  'The Worshipful Company of Potters, Glaziers and Allied Ceramic Artisans of Lower Harrow', 'The Kiln Café', 'Wednesday evening wheel-throwing for beginners and those who never finished', 'Harrow & Clay Bristol', 'Harrow & Clay Bath',
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft', 'متحف الخزف في هارو', 'Open Studio', 'Raku Night', 'Friends of the old bottle kiln',
];

type Form = readonly [name: string, network: NetworkId, way?: string];
const forms: readonly Form[] = [
  ['connect-bluesky', 'bluesky'], ['connect-bluesky-password', 'bluesky', 'App password'], ['connect-mastodon', 'mastodon'], ['connect-x', 'x'], ['connect-linkedin', 'linkedin'], ['connect-linkedin-pages', 'linkedin', 'Company pages'], ['connect-linkedin-token', 'linkedin', 'Access token'],
  ['connect-pinterest', 'pinterest'], ['connect-threads', 'threads'], ['connect-threads-token', 'threads', 'Access token'], ['connect-facebook', 'facebook'], ['connect-facebook-token', 'facebook', 'Access token'],
  ['connect-instagram', 'instagram'], ['connect-instagram-page', 'instagram', 'By its Page'], ['connect-instagram-token', 'instagram', 'Access token'],
  ['connect-youtube', 'youtube'], ['connect-tiktok', 'tiktok'],
];
const guides: readonly Form[] = [['connect-guide-threads', 'threads'], ['connect-guide-facebook', 'facebook'], ['connect-guide-pinterest', 'pinterest'], ['connect-guide-x', 'x'], ['connect-guide-instagram', 'instagram']];
const names = [...forms.map(([name]) => name), ...guides.map(([name]) => name), 'connect-threads-window', 'connect-lacking', 'connect-threads-paste', 'connect-threads-wrong', 'connect-facebook-pages', 'connect-facebook-many', 'connect-facebook-done', 'connect-facebook-connected', 'connect-instagram-accounts', 'connect-by-hand', 'connect-threads-by-hand', 'connect-forged', 'connect-field', 'connect-waiting', 'connect-denied', 'connect-unreachable', 'connect-offline'];

const dialogIn = (page: Page): Locator => page.getByRole('dialog', { name: 'Connect an account' });

async function openForm(page: Page, network: NetworkId, way?: string): Promise<Locator> {
  await page.keyboard.press('Escape');
  await dialogIn(page).waitFor({ state: 'hidden' });
  await goTo('/accounts')(page);
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
  await page.getByRole('list', { name: 'Networks' }).getByRole('button', { name: new RegExp(`^${networkFacts[network].name}`) }).click();
  const dialog = dialogIn(page);
  if (way !== undefined) await dialog.getByText(way, { exact: true }).first().click();
  return dialog;
}

/** Every way into a network, and every way it can go wrong that a person can mend. */
export const connectScene: Scene = {
  names,
  play: async (camera) => {
    const practice = await startPracticeChild({ reactionSpeed: 0.001 });
    const threads = await startThreads(realClock);
    threads.page.on = true;
    const facebook = await startFacebook(realClock);
    const instagram = await startInstagram(realClock);
    const home = makeHome();
    home.pointTo({ practice: { url: practice.url, secret: practice.secret }, threads: { url: threads.url }, facebook: { url: facebook.url }, instagram: { url: instagram.url } });
    const launched = await home.start();
    try {
      const { window: page } = launched;
      await addSampleBrand(page);
      let browser = await catchBrowser(launched.app);
      for (const [name, network, way] of forms) await camera.shoot(launched, name, async () => { await openForm(page, network, way); });
      const app = threads.oauth.app;
      const threadsForm = async (): Promise<Locator> => {
        const dialog = await openForm(page, 'threads');
        await dialog.getByLabel('Threads app ID').fill(app.clientId);
        await dialog.getByLabel('Threads app secret').first().fill(app.clientSecret);
        await dialog.getByLabel('Redirect').fill(app.redirect);
        await dialog.getByRole('button', { name: 'Open the login page' }).click();
        return dialog;
      };
      const firstHalf = async (): Promise<Locator> => {
        const dialog = await threadsForm();
        await dialog.getByRole('button', { name: 'Use my browser' }).click();
        await browser.next();
        return dialog;
      };
      const paste = async (address: string): Promise<void> => {
        const dialog = await firstHalf();
        await dialog.getByLabel('Where the browser ended').fill(address);
        await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
      };
      await camera.shoot(launched, 'connect-threads-window', async () => { await (await threadsForm()).getByText('in a window of its own').first().waitFor(); });
      for (const [name, network, way] of guides) await camera.shoot(launched, name, async () => { await (await openForm(page, network, way)).getByRole('button', { name: 'Show me where to find these' }).click(); });
      await camera.shoot(launched, 'connect-lacking', async () => {
        const dialog = await openForm(page, 'threads', 'Access token');
        await dialog.getByLabel('Access token').first().fill(threads.oauth.generate(['threads_basic', 'threads_content_publish', 'threads_read_replies', 'threads_manage_insights']));
        await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
        await dialog.getByText('not allowed').first().waitFor();
      });
      await camera.shoot(launched, 'connect-threads-paste', async () => { await (await firstHalf()).getByLabel('Where the browser ended').waitFor(); });
      await camera.shoot(launched, 'connect-threads-wrong', async () => { await paste('AQBx-only-the-code'); await page.getByText(/^That cannot be used/).waitFor(); });
      const choosePages = async (): Promise<Locator> => {
        const dialog = await openForm(page, 'facebook');
        await dialog.getByLabel('App ID').fill(facebook.oauth.app.clientId);
        await dialog.getByLabel('App secret').first().fill(facebook.oauth.app.clientSecret);
        await dialog.getByRole('button', { name: 'Log in with the browser' }).click();
        await agreeing(await browser.next());
        await dialog.getByRole('group', { name: 'Pages' }).waitFor();
        return dialog;
      };
      await camera.shoot(launched, 'connect-facebook-pages', async () => { await (await choosePages()).getByLabel('The Kiln Café').check(); });
      if (camera.wants('connect-facebook-many') || camera.wants('connect-facebook-connected')) {
        const { ceramics } = facebook.pages;
        facebook.oauth.behave.pages = [ceramics, ...manyPages.map((name, n) => ({ ...ceramics, id: `10456789020000${n}`, name, username: '' }))];
        await camera.shoot(launched, 'connect-facebook-many', async () => { const boxes = (await choosePages()).getByRole('checkbox'); await boxes.nth(0).check(); await boxes.nth(2).check(); });
        // The first few are connected for good, and what comes up next says so.
        const boxes = (await choosePages()).getByRole('checkbox');
        for (const n of [0, 2, 3]) await boxes.nth(n).check();
        await page.getByRole('button', { name: 'Connect 3 Pages' }).click();
        await page.locator('.toast').getByText(/^Connected/).waitFor();
        await camera.quick(launched, 'connect-facebook-done', '.toast');
        await camera.shoot(launched, 'connect-facebook-connected', async () => { await (await choosePages()).getByRole('checkbox').nth(1).check(); });
      }
      await camera.shoot(launched, 'connect-instagram-accounts', async () => {
        const dialog = await openForm(page, 'instagram', 'By its Page');
        await dialog.getByLabel('App ID').fill(instagram.oauth.app.clientId);
        await dialog.getByLabel('App secret').first().fill(instagram.oauth.app.clientSecret);
        await dialog.getByRole('button', { name: 'Log in with the browser' }).click();
        await agreeing(await browser.next());
        await dialog.getByRole('group', { name: 'Accounts' }).getByLabel('kilncafe').check();
      });
      await camera.shoot(launched, 'connect-forged', async () => { await paste(`${app.redirect}?code=AQBx&state=of-another-page`); await page.getByRole('alert').waitFor(); });
      await camera.shoot(launched, 'connect-field', async () => {
        const dialog = await openForm(page, 'pinterest');
        await dialog.getByLabel('App ID').fill('harrow and clay');
        await dialog.getByLabel('App secret key').first().fill('a-secret-of-the-app');
        await dialog.getByRole('button', { name: 'Log in with the browser' }).click();
        await page.getByText(/^That cannot be used/).waitFor();
      });
      await camera.shoot(launched, 'connect-waiting', async () => { await (await openForm(page, 'practice')).getByRole('button', { name: 'Log in to the practice network' }).click(); await browser.next(); });
      if (camera.wants('connect-by-hand') || camera.wants('connect-threads-by-hand')) {
        await launched.app.evaluate(({ shell }) => { shell.openExternal = async () => Promise.reject(new Error('no browser here')); });
        await camera.shoot(launched, 'connect-by-hand', async () => { const dialog = await openForm(page, 'practice'); await dialog.getByRole('button', { name: 'Log in to the practice network' }).click(); await dialog.getByLabel('Address of the login page').waitFor(); });
        await camera.shoot(launched, 'connect-threads-by-hand', async () => { const dialog = await threadsForm(); await dialog.getByRole('button', { name: 'Use my browser' }).click(); await dialog.getByLabel('Address of the login page').waitFor(); });
        browser = await catchBrowser(launched.app);
      }
      await camera.shoot(launched, 'connect-denied', async () => {
        await (await openForm(page, 'practice')).getByRole('button', { name: 'Log in to the practice network' }).click();
        await answerPractice(await browser.next(), { newAccount: 'Nobody' }, 'deny');
        await page.getByRole('alert').waitFor();
      });
      const tryMastodon = async (): Promise<void> => {
        const dialog = await openForm(page, 'mastodon');
        await dialog.getByLabel('Server').fill('social.worshipful-company-of-potters-and-glaziers.invalid');
        await dialog.getByRole('button', { name: 'Log in with the browser' }).click();
        await page.getByRole('alert').waitFor({ timeout: 30_000 });
      };
      await camera.shoot(launched, 'connect-unreachable', tryMastodon);
      if (camera.wants('connect-offline')) {
        await setOffline(launched, true);
        await camera.shoot(launched, 'connect-offline', tryMastodon);
        await setOffline(launched, false);
      }
    } finally {
      await launched.stop();
      await practice.stop();
      await threads.close();
      await facebook.close();
      await instagram.close();
      home.remove();
    }
  },
};
