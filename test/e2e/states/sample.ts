import type { Page } from '@playwright/test';
import { DAY } from '#core/clock';
import type { PublicationState } from '#core/posts/states';
import { goTo, settled } from '../support/camera';
import { contractOf, good } from '../support/contract';
import { addSampleBrand } from '../support/sample';
import { makeHome, setOffline } from './folder';
import type { Scene } from './scene';

const names = [
  'panel-failed', 'panel-missed', 'panel-unconfirmed', 'panel-scheduled', 'week-worst', 'filter', 'filter-nothing', 'palette-nothing', 'chip-menu', 'move', 'more', 'switcher', 'new-brand', 'versions', 'notes', 'confirm', 'toast',
  'read-failure-calendar', 'read-failure-today', 'offline-calendar', 'offline-today', 'offline-composer', 'offline-accounts', 'offline-panel', 'offline-bluesky', 'paused-today', 'paused-panel', 'today-older', 'sample-removed', 'tray-scrolled',
] as const;

/** The sample brand: what went wrong, what was looked for and is not there, and what cannot be read or reached. */
export const sampleScene: Scene = {
  names,
  play: async (camera) => {
    const home = makeHome();
    const launched = await home.start();
    try {
      const { window: page } = launched;
      await addSampleBrand(page);
      const linnet = await contractOf(launched);
      const brandId = (await linnet.brands.list())[0]?.id ?? '';
      const chips = await linnet.planning.calendar({ brandId, from: Date.now() - 40 * DAY, to: Date.now() + 40 * DAY, filter: {} });
      const publications = chips.flatMap((chip) => chip.publications.map((publication) => ({ ...publication, postId: chip.postId, at: chip.at })));
      const panel = (state: PublicationState) => goTo(`/publication/${publications.find((one) => one.state === state)?.id ?? ''}`);
      const shoot = async (name: (typeof names)[number], go: (page: Page) => Promise<void>): Promise<void> => camera.shoot(launched, name, go);
      const words = async (): Promise<void> => {
        await page.locator('.disclosure > summary').first().waitFor();
        for (const each of await page.locator('.disclosure:not([open]) > summary').all()) await each.click();
      };

      await shoot('panel-failed', async () => { await panel('failed')(page); await words(); });
      await shoot('panel-missed', panel('missed'));
      await shoot('panel-unconfirmed', async () => { await panel('unconfirmed')(page); await words(); });
      await shoot('panel-scheduled', panel('scheduled'));
      const worst = publications.find(({ state }) => state === 'failed')?.at ?? Date.now();
      await shoot('week-worst', goTo(`/calendar?view=week&date=${new Date(worst).toISOString().slice(0, 10)}`));
      await shoot('filter', async () => { await goTo('/calendar?view=month')(page); await page.getByRole('button', { name: /^Filter/ }).click(); });
      await shoot('filter-nothing', async () => {
        await goTo('/calendar?view=month')(page);
        await page.getByRole('button', { name: /^Filter/ }).click();
        await page.getByRole('checkbox', { name: 'Cancelled' }).setChecked(true);
        await page.keyboard.press('Escape');
      });
      await page.getByRole('button', { name: /^Filter/ }).click().catch(() => undefined);
      await page.getByRole('button', { name: 'Show everything' }).click({ timeout: 3_000 }).catch(() => undefined);
      await page.keyboard.press('Escape');
      await shoot('palette-nothing', async () => { await goTo('/today')(page); await settled(page); await page.keyboard.press('Control+K'); await page.keyboard.type('zeppelin'); });
      const chip = page.locator('.cal-grid .chip-button').first();
      const month = async (): Promise<void> => { await goTo('/calendar?view=month')(page); await chip.waitFor(); await settled(page); };
      await shoot('chip-menu', async () => { await month(); await page.locator('.chip-button[data-s="scheduled"]').first().click({ button: 'right' }); });
      await shoot('move', async () => { await month(); await page.locator('.chip-button[data-s="scheduled"]').first().click({ button: 'right' }); await page.getByRole('menuitem', { name: /Move/ }).first().click(); });
      await shoot('more', async () => { await month(); await page.locator('.cal-more').first().click(); });
      await shoot('switcher', async () => { await goTo('/today')(page); await page.getByRole('button', { name: /Switch brand/ }).click(); });
      await shoot('new-brand', async () => { await goTo('/today')(page); await page.getByRole('button', { name: /Switch brand/ }).click(); await page.getByRole('menuitem', { name: /New brand/ }).click(); });
      const post = publications.find(({ state }) => state === 'scheduled')?.postId ?? '';
      await shoot('versions', async () => { await goTo(`/compose/${post}`)(page); await page.getByRole('button', { name: /versions?$/ }).first().click(); });
      await goTo('/today')(page);
      await shoot('notes', async () => { await goTo(`/compose/${post}`)(page); await page.locator('.brand-voice').first().click(); });
      await goTo('/today')(page);
      await shoot('confirm', async () => { await goTo('/settings/data')(page); await page.getByRole('button', { name: /^Back up now/ }).first().click(); await page.getByRole('button', { name: /^Restore/ }).first().click(); });
      await shoot('toast', async () => { await month(); await page.locator('.chip-button[data-s="scheduled"]').first().click({ button: 'right' }); await page.getByRole('menuitem', { name: /hold/i }).first().click(); });

      // A table that is not where it was: the real answer of the database, over the real contract.
      const broken: readonly [(typeof names)[number], string, string][] = [['read-failure-calendar', '/calendar?view=month', 'labels'], ['read-failure-today', '/today', 'publications']];
      for (const [name, route, table] of broken) {
        if (!camera.wants(name)) continue;
        home.within(({ sqlite }) => sqlite.exec(`PRAGMA legacy_alter_table = ON; ALTER TABLE ${table} RENAME TO ${table}_away`));
        await page.reload();
        await page.locator('#main').waitFor();
        await shoot(name, async () => { await goTo(route)(page); await page.locator('.read-failure').waitFor(); });
        home.within(({ sqlite }) => sqlite.exec(`PRAGMA legacy_alter_table = ON; ALTER TABLE ${table}_away RENAME TO ${table}`));
        await page.reload();
      }

      if (names.some((name) => name.startsWith('offline') && camera.wants(name))) {
        await setOffline(launched, true);
        await shoot('offline-calendar', goTo('/calendar?view=week'));
        await shoot('offline-today', goTo('/today'));
        await shoot('offline-composer', goTo(`/compose/${post}`));
        await shoot('offline-accounts', async () => { await goTo('/accounts')(page); await page.locator('a.account-name').first().click(); await page.getByRole('button', { name: 'Test connection' }).click(); });
        await shoot('offline-panel', async () => { await panel('unconfirmed')(page); await page.getByRole('button', { name: /^Look/ }).first().click(); });
        await shoot('offline-bluesky', async () => { await goTo('/accounts')(page); await page.getByRole('button', { name: 'Connect an account' }).first().click(); await page.getByRole('button', { name: /^Bluesky/ }).click(); });
        await setOffline(launched, false);
      }
      await shoot('today-older', async () => { await goTo('/today')(page); const more = page.getByRole('button', { name: 'Show older' }); if (await more.count() > 0) await more.click(); });
      if (camera.wants('tray-scrolled')) {
        const { posts } = await contractOf(launched);
        for (let n = 1; n <= 60; n += 1) good(await posts.create({ brandId, text: `Shelf ${n}: what came out of the kiln, and what we would do again` }));
        await shoot('tray-scrolled', async () => { await goTo('/calendar?view=month')(page); await page.locator('.tray ul').evaluate((list) => { list.scrollTop = 1_500; }); });
      }
      await (await contractOf(launched)).publishing.pauseAll();
      await shoot('paused-today', goTo('/today'));
      await shoot('paused-panel', panel('scheduled'));
      await shoot('sample-removed', async () => {
        await page.getByRole('button', { name: 'Undo' }).click({ timeout: 1_000 }).catch(() => undefined);
        await page.getByRole('button', { name: /Switch brand/ }).click();
        await page.getByRole('menuitem', { name: 'Remove the sample brand' }).click();
        await page.locator('.toast').waitFor();
      });
    } finally {
      await launched.stop();
      home.remove();
    }
  },
};
