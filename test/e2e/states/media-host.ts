import type { Page } from '@playwright/test';
import { freePort } from '#test/networks/pinterest/free-port';
import { startMediaHosts } from '#test/support/servers/media-host/media-host';
import { goTo } from '../support/camera';
import { makeBrand } from '../support/sample';
import { makeHome } from './folder';
import type { Scene } from './scene';

type Filled = Readonly<Record<string, string>>;

/** The settings of a media host: filled in, refused, and tested against real servers. None of them is public, so none passes whole. */
export const mediaHostScene: Scene = {
  names: ['media-host-filled', 'media-host-webdav', 'media-host-wrong', 'media-host-refused', 'media-host-unreachable', 'media-host-private'],
  play: async (camera) => {
    const servers = await startMediaHosts();
    const home = makeHome();
    const launched = await home.start();
    try {
      const { window: page } = launched;
      await makeBrand(page, 'Wren & Fern');
      const fill = async (kind: RegExp, fields: Filled): Promise<void> => {
        await goTo('/settings/about')(page);
        await goTo('/settings/media-host')(page);
        await page.locator('.host-form').getByText(kind).first().click();
        for (const [field, value] of Object.entries(fields)) await page.locator(`[data-host-field="${field}"]`).first().fill(value);
      };
      const tried = async (words: RegExp, view: Page = page): Promise<void> => {
        await view.getByRole('button', { name: 'Save and test' }).click();
        await view.getByText(words).first().waitFor({ timeout: 60_000 });
        await view.locator('#main, main').first().evaluate((main) => { for (const each of main.querySelectorAll('*')) each.scrollTop = 0; });
      };
      const { kind: _s3, ...s3 } = servers.s3.settings;
      const { kind: _dav, ...dav } = servers.webdav.settings;
      await camera.shoot(launched, 'media-host-filled', () => fill(/^S3 storage/, { endpoint: 'https://s3.eu-central-1.amazonaws.com', region: 'eu-central-1', bucket: 'harrow-and-clay-pictures', folder: 'linnet', keyId: 'AKIAEXAMPLE', secret: 'a-secret-of-forty-letters' }));
      await camera.shoot(launched, 'media-host-webdav', () => fill(/WebDAV/, { address: 'https://cloud.harrowandclay.example/remote.php/dav/files/linnet/public', publicAddress: 'https://harrowandclay.example/linnet', user: 'linnet', secret: 'correct horse' }));
      await camera.shoot(launched, 'media-host-wrong', async () => { await fill(/WebDAV/, { address: 'http://harrowandclay.example/linnet', publicAddress: 'https://harrowandclay.example/linnet', user: 'linnet', secret: 'x' }); await page.getByRole('button', { name: 'Save and test' }).click(); await page.getByText(/^It has to begin with https/).waitFor(); });
      await camera.shoot(launched, 'media-host-refused', async () => { await fill(/WebDAV/, { ...dav, secret: 'not the password' }); await tried(/does not accept the login/); });
      const nobody = `http://127.0.0.1:${await freePort()}`;
      await camera.shoot(launched, 'media-host-unreachable', async () => { await fill(/^S3 storage/, { ...s3, endpoint: nobody, secret: servers.s3.secret }); await tried(/cannot be reached/); });
      await camera.shoot(launched, 'media-host-private', async () => { await fill(/WebDAV/, { ...dav, secret: servers.webdav.secret }); await tried(/the public may not read it/); });
    } finally {
      await launched.stop();
      await servers.close();
      home.remove();
    }
  },
};
