import type { Locator, Page } from '@playwright/test';
import { networkFacts, type NetworkId } from '#core/networks';
import { realClock } from '#test/connectors/support/real-clock';
import { agreeing } from '#test/networks/facebook/rig';
import { startFacebook } from '#test/networks/facebook/server';
import { startThreads } from '#test/networks/threads/server';
import { startPracticeChild } from '#test/support/practice';
import { catchBrowser } from '../support/browser';
import { goTo } from '../support/camera';
import { answerPractice } from '../support/practice-account';
import { addSampleBrand } from '../support/sample';
import { makeHome, setOffline } from './folder';
import type { Scene } from './scene';

type Form = readonly [name: string, network: NetworkId, way?: string];
const forms: readonly Form[] = [
  ['connect-bluesky', 'bluesky'], ['connect-bluesky-password', 'bluesky', 'App password'], ['connect-mastodon', 'mastodon'], ['connect-x', 'x'], ['connect-linkedin', 'linkedin'], ['connect-linkedin-token', 'linkedin', 'Access token'],
  ['connect-pinterest', 'pinterest'], ['connect-threads', 'threads'], ['connect-threads-token', 'threads', 'Access token'], ['connect-facebook', 'facebook'], ['connect-facebook-token', 'facebook', 'Access token'],
];
const names = [...forms.map(([name]) => name), 'connect-threads-paste', 'connect-threads-wrong', 'connect-facebook-pages', 'connect-forged', 'connect-field', 'connect-waiting', 'connect-denied', 'connect-unreachable', 'connect-offline'];

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
    const facebook = await startFacebook(realClock);
    const home = makeHome();
    home.pointTo({ practice: { url: practice.url, secret: practice.secret }, threads: { url: threads.url }, facebook: { url: facebook.url } });
    const launched = await home.start();
    try {
      const { window: page } = launched;
      await addSampleBrand(page);
      const browser = await catchBrowser(launched.app);
      for (const [name, network, way] of forms) await camera.shoot(launched, name, async () => { await openForm(page, network, way); });
      const app = threads.oauth.app;
      const firstHalf = async (): Promise<Locator> => {
        const dialog = await openForm(page, 'threads');
        await dialog.getByLabel('Threads app ID').fill(app.clientId);
        await dialog.getByLabel('Threads app secret').first().fill(app.clientSecret);
        await dialog.getByLabel('Redirect').fill(app.redirect);
        await dialog.getByRole('button', { name: 'Go on' }).click();
        await browser.next();
        return dialog;
      };
      const paste = async (address: string): Promise<void> => {
        const dialog = await firstHalf();
        await dialog.getByLabel('Where the browser ended').fill(address);
        await dialog.getByRole('button', { name: 'Connect', exact: true }).click();
      };
      await camera.shoot(launched, 'connect-threads-paste', async () => { await (await firstHalf()).getByLabel('Where the browser ended').waitFor(); });
      await camera.shoot(launched, 'connect-threads-wrong', async () => { await paste('AQBx-only-the-code'); await page.getByText(/^That cannot be used/).waitFor(); });
      await camera.shoot(launched, 'connect-facebook-pages', async () => {
        const dialog = await openForm(page, 'facebook');
        await dialog.getByLabel('App ID').fill(facebook.oauth.app.clientId);
        await dialog.getByLabel('App secret').first().fill(facebook.oauth.app.clientSecret);
        await dialog.getByRole('button', { name: 'Log in with the browser' }).click();
        await agreeing(await browser.next());
        await dialog.getByLabel('The Kiln Café').check();
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
      home.remove();
    }
  },
};
