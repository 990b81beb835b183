import { goTo } from '../support/camera';
import { good } from '../support/contract';
import { dropFiles } from '../support/files';
import { videoPath } from '#test/support/videos';
import { type AccountLine, startWithAccounts } from './account-rows';
import { makeHome } from './folder';
import type { Scene } from './scene';

const accounts: readonly AccountLine[] = [['x', '@harrowclay', 'Harrow & Clay'], ['bluesky', '@harrowandclay.bsky.social', 'Harrow & Clay'], ['threads', '@harrowandclay', 'Harrow & Clay']];

/** A video in a post: its card and previews, open to be played and described, and one that a network does not take. */
export const videoScene: Scene = {
  names: ['video-card', 'video-open', 'video-problem'],
  play: async (camera) => {
    const home = makeHome();
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
    } finally {
      await launched.stop();
      home.remove();
    }
  },
};
