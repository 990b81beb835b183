import { goTo, settled } from '../support/camera';
import { contractOf, good } from '../support/contract';
import { addSampleBrand, makeBrand } from '../support/sample';
import { makeHome } from './folder';
import type { Scene } from './scene';

const views = ['month', 'week', 'day', 'list'] as const;
const names = ['welcome-connect', 'welcome-write', 'empty-today', ...views.map((view) => `empty-calendar-${view}`), 'empty-accounts', 'empty-composer', 'empty-composer-account', 'empty-bin', 'empty-palette', 'empty-brands', 'empty-labels', 'gone-publication', 'gone-post'];

/** A brand that has nothing yet, and what is asked for and not there. */
export const emptyScene: Scene = {
  names,
  play: async (camera) => {
    const home = makeHome();
    const launched = await home.start();
    try {
      const { window: page } = launched;
      const shoot = async (name: string, route: string): Promise<void> => camera.shoot(launched, name, goTo(route));
      await makeBrand(page, 'Wren & Fern');
      await camera.shoot(launched, 'welcome-connect', async () => undefined);
      await page.getByRole('button', { name: /Later, write first/ }).click({ timeout: 5_000 }).catch(() => undefined);
      await camera.shoot(launched, 'welcome-write', async () => undefined);
      await shoot('empty-today', '/today');
      for (const view of views) await shoot(`empty-calendar-${view}`, `/calendar?view=${view}`);
      await shoot('empty-accounts', '/accounts');
      await shoot('empty-bin', '/bin');
      await shoot('empty-brands', '/settings/brands');
      await shoot('gone-publication', '/publication/019352aa-0000-7000-8000-000000000000');
      await shoot('gone-post', '/compose/019352aa-0000-7000-8000-000000000000');
      await camera.shoot(launched, 'empty-palette', async () => { await goTo('/today')(page); await settled(page); await page.keyboard.press('Control+K'); });
      const linnet = await contractOf(launched);
      const brandId = (await linnet.brands.list())[0]?.id ?? '';
      const post = good(await linnet.posts.create({ brandId, text: '', accountIds: [] }));
      await shoot('empty-composer', `/compose/${post.id}`);
    } finally {
      await launched.stop();
      home.remove();
    }
    if (!camera.wants('empty-composer-account')) return;
    const second = makeHome();
    const again = await second.start();
    try {
      await addSampleBrand(again.window);
      const linnet = await contractOf(again);
      const brandId = (await linnet.brands.list())[0]?.id ?? '';
      const accountIds = (await linnet.accounts.list({ brandId })).map(({ id }) => id);
      const post = good(await linnet.posts.create({ brandId, text: '', accountIds }));
      await camera.shoot(again, 'empty-composer-account', goTo(`/compose/${post.id}`));
    } finally {
      await again.stop();
      second.remove();
    }
  },
};
