import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { photo } from '#test/support/pictures';
import { goTo } from '../support/camera';
import { good } from '../support/contract';
import { dropFiles } from '../support/files';
import { type AccountLine, startWithAccounts } from './account-rows';
import { makeHome } from './folder';
import type { Scene } from './scene';

const accounts: readonly AccountLine[] = [['x', '@harrowclay', 'Harrow & Clay'], ['bluesky', '@harrowandclay.bsky.social', 'Harrow & Clay'], ['threads', '@harrowandclay', 'Harrow & Clay']];

/** A picture that does not fit: what is offered, the copy while it is made, and what is said of it afterwards. */
export const mendsScene: Scene = {
  names: ['mend-picture', 'mend-stop', 'mend-stopped', 'mend-done'],
  play: async (camera) => {
    const folder = mkdtempSync(join(tmpdir(), 'linnet-mends-'));
    const home = makeHome();
    const { launched, linnet, brandId } = await startWithAccounts(home, accounts);
    try {
      const { window: page } = launched;
      const ids = (await linnet.accounts.list({ brandId })).filter(({ network }) => network !== 'practice').map(({ id }) => id);
      const post = good(await linnet.posts.create({ brandId, text: 'The whole shelf from Tuesday’s firing, in one picture.', accountIds: ids }));
      const large = join(folder, 'shelf.jpg');
      writeFileSync(large, await photo(4_000, 3_000));
      await goTo(`/compose/${post.id}`)(page);
      await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), [large]);
      const act = page.getByRole('button', { name: 'Use a copy that fits' }).first();
      await act.waitFor({ timeout: 60_000 });
      await camera.shoot(launched, 'mend-picture', async () => { await goTo(`/compose/${post.id}`)(page); await act.waitFor(); await page.locator('.problems').scrollIntoViewIfNeeded(); });
      await goTo(`/compose/${post.id}`)(page);
      await act.click();
      await camera.quick(launched, 'mend-stop', '.toast');
      await page.getByRole('button', { name: 'Stop', exact: true }).click({ timeout: 2_000 }).catch(() => undefined);
      await camera.quick(launched, 'mend-stopped', '.toast');
      // What was stopped may have been done already.
      if (await act.count() > 0) await act.click();
      await page.locator('.toast').getByText(/copy that fits is used/).waitFor({ timeout: 60_000 });
      await camera.quick(launched, 'mend-done', '.toast');
    } finally {
      await launched.stop();
      home.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
