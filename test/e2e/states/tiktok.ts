import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { realClock } from '#test/connectors/support/real-clock';
import { startTiktok } from '#test/networks/tiktok/server';
import { saidToBe, video } from '#test/support/videos';
import { catchBrowser } from '../support/browser';
import { goTo, settled } from '../support/camera';
import { good } from '../support/contract';
import { dropFiles } from '../support/files';
import { startWithAccounts } from './account-rows';
import { makeHome } from './folder';
import type { Scene } from './scene';

/** What TikTok wants asked before each post: with nothing chosen, and as a paid partnership that was agreed to. */
export const tiktokScene: Scene = {
  names: ['consent-tiktok-open', 'consent-tiktok'],
  play: async (camera) => {
    const home = makeHome();
    const server = await startTiktok(realClock);
    server.behave.creator.duet_disabled = true;
    home.pointTo({ tiktok: { url: server.url } });
    const { launched, linnet, brandId } = await startWithAccounts(home, []);
    try {
      const { window: page } = launched;
      const browser = await catchBrowser(launched.app);
      const connected = linnet.accounts.connect({ loginId: randomUUID(), brandId, network: 'tiktok', method: 'oauth', fields: { clientId: server.oauth.app.clientId, clientSecret: server.oauth.app.clientSecret, port: '' } });
      await fetch((await fetch(await browser.next(), { redirect: 'manual' })).headers.get('location') ?? '');
      good(await connected);
      const id = (await linnet.accounts.list({ brandId })).find(({ network }) => network === 'tiktok')?.id ?? '';
      const post = good(await linnet.posts.create({ brandId, text: 'Three days of firing in four seconds.', accountIds: [id] }));
      const film = join(home.path, 'kiln.mp4');
      writeFileSync(film, saidToBe(video('h264-aac.mp4'), 720, 1280));
      await goTo(`/compose/${post.id}`)(page);
      await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), [film]);
      await page.getByRole('button', { name: /^Video 1/ }).locator('img').waitFor({ timeout: 60_000 });
      const consent = page.getByRole('region', { name: 'Posting on TikTok' });
      const tab = async (): Promise<void> => {
        await goTo(`/compose/${post.id}`)(page);
        await page.locator(`#tab-${id}`).click();
        await consent.getByText('Harrow & Clay').waitFor();
        await settled(page);
        await consent.evaluate((section) => { section.scrollIntoView({ block: 'end' }); });
      };
      await camera.shoot(launched, 'consent-tiktok-open', tab);
      await tab();
      await consent.getByRole('combobox', { name: 'Who can see it' }).click();
      await page.getByRole('option', { name: 'Everyone', exact: true }).click();
      await consent.getByRole('checkbox', { name: 'Comment' }).check();
      await consent.getByRole('switch', { name: /promotes yourself/ }).press('Space');
      await consent.getByRole('checkbox', { name: 'Branded content' }).check();
      await consent.getByRole('checkbox', { name: /^I agree/ }).check();
      await camera.shoot(launched, 'consent-tiktok', tab);
    } finally {
      await launched.stop();
      await server.close();
      home.remove();
    }
  },
};
