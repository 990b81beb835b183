import { startPracticeChild } from '#test/support/practice';
import { catchBrowser } from '../support/browser';
import { contractOf, good } from '../support/contract';
import { connectPractice } from '../support/practice-account';
import { addSampleBrand } from '../support/sample';
import { makeHome } from './folder';
import type { Scene } from './scene';

/** Closing the window with posts planned, on a desktop that hosts no tray icons: a question of the system's own. */
export const closingScene: Scene = {
  names: ['close-asks'],
  play: async (camera) => {
    const practice = await startPracticeChild({ reactionSpeed: 0.001 });
    const home = makeHome();
    home.pointTo({ practice: { url: practice.url, secret: practice.secret } });
    const launched = await home.start();
    try {
      await addSampleBrand(launched.window);
      const linnet = await contractOf(launched);
      const brandId = (await linnet.brands.list())[0]?.id ?? '';
      const { id } = await connectPractice(linnet, await catchBrowser(launched.app), brandId, 'Kiln diary');
      const post = good(await linnet.posts.create({ brandId, text: 'For next spring.', accountIds: [id] }));
      good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'at', wall: '2099-05-04T10:00' } }));
      await launched.app.evaluate(({ BrowserWindow }) => { setImmediate(() => { BrowserWindow.getAllWindows()[0]?.close(); }); });
      await launched.window.waitForTimeout(2_500);
      await camera.screen(launched, 'close-asks');
    } finally {
      await launched.stop();
      await practice.stop();
      home.remove();
    }
  },
};
