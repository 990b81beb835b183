import { goTo } from '../support/camera';
import { catchBrowser } from '../support/browser';
import { contractOf, good } from '../support/contract';
import { connectPractice } from '../support/practice-account';
import { makeBrand } from '../support/sample';
import { startPracticeChild } from '#test/support/practice';
import { makeHome } from './folder';
import type { Scene } from './scene';

const passphrase = 'four unusual words work';

/** A computer without a keyring: no vault yet, a locked one, and what waits for it. */
export const vaultScene: Scene = {
  names: ['keyring-none', 'keyring-none-connect', 'vault-locked', 'vault-wrong', 'vault-locked-today', 'vault-locked-accounts', 'vault-locked-security', 'vault-locked-disconnect'],
  play: async (camera) => {
    const practice = await startPracticeChild({ reactionSpeed: 0.001 });
    const home = makeHome();
    home.pointTo({ practice: { url: practice.url, secret: practice.secret } });
    try {
      const first = await home.start({ keyring: 'none' });
      try {
        const { window: page } = first;
        await makeBrand(page, 'Wren & Fern');
        await camera.shoot(first, 'keyring-none', goTo('/settings/security'));
        await camera.shoot(first, 'keyring-none-connect', async () => {
          await goTo('/accounts')(page);
          await page.getByRole('button', { name: 'Connect an account' }).first().click();
          await page.getByRole('button', { name: /^Practice network/ }).click();
          await page.getByRole('button', { name: 'Log in to the practice network' }).click();
        });
        const linnet = await contractOf(first);
        good(await linnet.app.security.createVault({ passphrase }));
        const brandId = (await linnet.brands.list())[0]?.id ?? '';
        const account = await connectPractice(linnet, await catchBrowser(first.app), brandId, 'Wren studio');
        const post = good(await linnet.posts.create({ brandId, text: 'The autumn glaze list is out.', accountIds: [account.id] }));
        const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
        good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'at', wall: `${day}T10:00` } }));
      } finally {
        await first.stop();
      }
      const second = await home.start({ keyring: 'none' });
      try {
        const { window: page } = second;
        const dialog = page.getByRole('dialog', { name: 'Unlock the vault' });
        const open = async (): Promise<void> => {
          await page.keyboard.press('Escape');
          await dialog.waitFor({ state: 'hidden' });
          await goTo('/today')(page);
          await page.getByRole('main').getByRole('button', { name: 'Unlock' }).click();
          await dialog.waitFor();
        };
        await dialog.waitFor();
        await camera.shoot(second, 'vault-locked', open);
        await camera.shoot(second, 'vault-wrong', async () => { await open(); await dialog.getByLabel('Passphrase').fill('not the right words'); await dialog.getByRole('button', { name: 'Unlock' }).click(); await page.getByText('That is not the passphrase').waitFor(); });
        await camera.shoot(second, 'vault-locked-today', goTo('/today'));
        await camera.shoot(second, 'vault-locked-accounts', goTo('/accounts'));
        await camera.shoot(second, 'vault-locked-security', goTo('/settings/security'));
        await camera.shoot(second, 'vault-locked-disconnect', async () => {
          await page.keyboard.press('Escape');
          await dialog.waitFor({ state: 'hidden' });
          await goTo('/accounts')(page);
          await page.locator('a.account-name').first().click();
          await page.getByRole('button', { name: 'Disconnect', exact: true }).click();
          await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
          await dialog.waitFor();
        });
      } finally {
        await second.stop();
      }
    } finally {
      await practice.stop();
      home.remove();
    }
  },
};
