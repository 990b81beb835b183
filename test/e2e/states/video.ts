import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { realClock } from '#test/connectors/support/real-clock';
import { agreeing } from '#test/networks/youtube/rig';
import { startYoutube, type YoutubeServer } from '#test/networks/youtube/server';
import { photo } from '#test/support/pictures';
import { catchBrowser } from '../support/browser';
import { type Camera, goTo, settled } from '../support/camera';
import { good, type Linnet } from '../support/contract';
import { dropFiles } from '../support/files';
import { videoPath } from '#test/support/videos';
import type { LaunchedApp } from '../support/launch';
import { type AccountLine, startWithAccounts } from './account-rows';
import { type HomeFolder, makeHome } from './folder';
import type { Scene } from './scene';

const accounts: readonly AccountLine[] = [['x', '@harrowclay', 'Harrow & Clay'], ['bluesky', '@harrowandclay.bsky.social', 'Harrow & Clay'], ['threads', '@harrowandclay', 'Harrow & Clay']];

const youtubeNames = ['options-youtube', 'options-youtube-open', 'preview-youtube', 'account-youtube'];

/** A channel, a film for it with its thumbnail, and what there is to say about it. */
async function youtube(camera: Camera, launched: LaunchedApp, home: HomeFolder, server: YoutubeServer, linnet: Linnet, brandId: string): Promise<void> {
  const { window: page } = launched;
  const browser = await catchBrowser(launched.app);
  const connected = linnet.accounts.connect({ loginId: randomUUID(), brandId, network: 'youtube', method: 'oauth', fields: server.app });
  await agreeing(await browser.next());
  good(await connected);
  const id = (await linnet.accounts.list({ brandId })).find(({ network }) => network === 'youtube')?.id ?? '';
  const post = good(await linnet.posts.create({ brandId, text: 'Three days of firing in four seconds. What came out, what cracked, and why we keep the cracked ones.\n\nGlaze: ash over red clay, cone 10. Music: our own.', accountIds: [id] }));
  await goTo(`/compose/${post.id}`)(page);
  const cover = join(home.path, 'cover.jpg');
  writeFileSync(cover, await photo(1280, 720, 5));
  await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), [videoPath('h264-aac.mp4'), cover]);
  await page.getByRole('button', { name: /^Video 1/ }).locator('img').waitFor({ timeout: 60_000 });
  await page.getByRole('button', { name: /^Picture 2/ }).waitFor({ timeout: 60_000 });
  const tab = async (): Promise<void> => { await goTo(`/compose/${post.id}`)(page); await page.locator(`#tab-${id}`).click(); await settled(page); };
  await camera.shoot(launched, 'options-youtube-open', async () => { await tab(); await page.locator('.options').last().scrollIntoViewIfNeeded(); });
  await tab();
  const form = page.getByRole('region', { name: 'YouTube options' });
  await form.getByLabel('Title').fill('Opening the kiln after three days of firing');
  await form.getByLabel('Tags').fill('kiln, ash glaze, stoneware');
  await form.getByRole('combobox', { name: 'Made for kids' }).click();
  await page.getByRole('option', { name: 'No, not made for kids' }).click();
  await form.getByLabel('Captions').fill('1\n00:00:00,000 --> 00:00:02,000\nThe kiln is opened.\n');
  await form.getByRole('combobox', { name: 'Language' }).click();
  await page.getByRole('option', { name: 'English', exact: true }).click();
  await camera.shoot(launched, 'options-youtube', async () => { await tab(); await page.locator('.options').last().evaluate((section) => { section.scrollIntoView({ block: 'end' }); }); });
  await camera.shoot(launched, 'preview-youtube', tab);
  await linnet.accounts.test({ id });
  await camera.shoot(launched, 'account-youtube', goTo(`/accounts/${id}`));
}

/** A video in a post: its card and previews, open to be played and described, and one that a network does not take. */
export const videoScene: Scene = {
  names: ['video-card', 'video-open', 'video-problem', ...youtubeNames],
  play: async (camera) => {
    const home = makeHome();
    const server = await startYoutube(realClock);
    home.pointTo({ youtube: { url: server.url } });
    const { launched, linnet, brandId } = await startWithAccounts(home, accounts);
    try {
      const { window: page } = launched;
      const ids = (await linnet.accounts.list({ brandId })).filter(({ network }) => network !== 'practice').map(({ id }) => id);
      const make = async (name: 'h264-aac.mp4' | 'hevc.mp4'): Promise<string> => {
        const post = good(await linnet.posts.create({ brandId, text: 'The kiln is opened: a shelf of bowls, in four seconds.', accountIds: ids }));
        await goTo(`/compose/${post.id}`)(page);
        await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), [videoPath(name)]);
        await page.getByRole('button', { name: /^Video 1/ }).locator(name === 'hevc.mp4' ? '.video-none' : 'img').waitFor({ timeout: 60_000 });
        return `/compose/${post.id}`;
      };
      const fine = await make('h264-aac.mp4');
      const opened = async (): Promise<void> => { await page.getByRole('button', { name: /^Video 1/ }).click(); await page.locator('.film-player').waitFor(); };
      await camera.shoot(launched, 'video-card', async () => { await goTo(fine)(page); await page.getByRole('button', { name: /^Video 1/ }).waitFor(); });
      await camera.shoot(launched, 'video-open', async () => { await goTo('/calendar?view=month')(page); await goTo(fine)(page); await opened(); });
      const wrong = await make('hevc.mp4');
      await camera.shoot(launched, 'video-problem', async () => { await goTo(wrong)(page); await page.locator('.problems').scrollIntoViewIfNeeded(); });
      if (youtubeNames.some(camera.wants)) await youtube(camera, launched, home, server, linnet, brandId);
    } finally {
      await launched.stop();
      await server.close();
      home.remove();
    }
  },
};
