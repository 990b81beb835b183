import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import type { NetworkId } from '#core/networks';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import type { LaunchedApp } from './support/launch';
import { goTo } from './support/places';
import { startOn, startWithBrand } from './support/started';

// What stands around a text: its labels, and what each network would show.

const networks: readonly (readonly [NetworkId, string, string])[] = [
  ['bluesky', '@wren.test', 'Bluesky'], ['mastodon', '@wren@ferns.example', 'Mastodon'], ['x', '@wrenfern', 'X'], ['threads', '@wrenthreads', 'Threads'],
  ['linkedin', 'Wren Fern', 'LinkedIn'], ['pinterest', '@wrenpins', 'Pinterest'], ['tiktok', '@wrentok', 'TikTok'], ['youtube', '@wrenfilms', 'YouTube'], ['practice', '@wren', 'Practice network'],
];

let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;

test.beforeAll(async () => {
  ({ folder, running, page, linnet, brandId } = await startWithBrand());
  await running.stop();
  // Rows as logins would leave them: most of these networks cannot be reached from a test machine.
  folder.within(({ sqlite }) => {
    const add = sqlite.prepare(`INSERT INTO accounts (id, brand_id, network, remote_id, server_url, handle, display_name, profile_url, login_method, health, scopes, missing_scopes, native_handover, position, created_at, updated_at, last_ok_at)
      VALUES (?, ?, ?, ?, 'https://127.0.0.1', ?, 'Wren', 'https://127.0.0.1/me', 'oauth', 'ok', '[]', '[]', 1, ?, 1, 1, 1)`);
    for (const [n, [network, handle]] of networks.entries()) add.run(randomUUID(), brandId, network, randomUUID(), handle, n);
  });
  ({ running, page, linnet } = await startOn(folder));
});

test.afterAll(async () => {
  await running.stop();
  await folder.remove();
});

test('each network has its preview, with its own text where it has one and the base text elsewhere', async () => {
  const accountIds = (await linnet.accounts.list({ brandId })).map(({ id }) => id);
  expect(accountIds).toHaveLength(networks.length);
  const { id } = good(await linnet.posts.create({ brandId, text: 'Said to all.', accountIds }));
  await goTo(page, `/compose/${id}`);
  const previews = page.getByRole('group', { name: 'Previews' });
  const preview = (name: string, handle: string) => previews.getByRole('region', { name: `${name}, ${handle}` });
  for (const [, handle, name] of networks) await expect(preview(name, handle).getByText('Said to all.')).toBeVisible();

  await page.getByRole('tab', { name: /Mastodon/ }).click();
  await page.getByRole('button', { name: 'Write its own text' }).click();
  await page.getByRole('textbox', { name: /Text for Mastodon/ }).fill('Said to the ferns alone.');
  await page.getByRole('tab', { name: /Base/ }).click();
  await page.getByRole('textbox', { name: 'Base text' }).fill('Said otherwise, https://example.com/ferns');
  for (const [network, handle, name] of networks) {
    await expect(preview(name, handle).getByText(network === 'mastodon' ? 'Said to the ferns alone.' : 'Said otherwise').first()).toBeVisible();
  }
});

test('a counter says what is left for its network, and the problem names the network it stops', async () => {
  const accountIds = (await linnet.accounts.list({ brandId })).filter(({ network }) => network === 'bluesky' || network === 'mastodon').map(({ id }) => id);
  const { id } = good(await linnet.posts.create({ brandId, text: 'Short.', accountIds }));
  await goTo(page, `/compose/${id}`);
  const editor = page.getByRole('textbox', { name: 'Base text' });
  const problems = page.getByRole('region', { name: 'Problems' });
  const previews = page.getByRole('group', { name: 'Previews' });
  await editor.fill('fern '.repeat(70));
  await expect(previews.getByRole('region', { name: /^Bluesky/ }).getByText('50 too many')).toBeVisible();
  await expect(previews.getByRole('region', { name: /^Mastodon/ }).getByText('too many')).toHaveCount(0);
  const row = problems.getByRole('listitem').filter({ hasText: /too many for Bluesky/ });
  await expect(row).toBeVisible();
  await expect(problems.getByText(/too many for Mastodon/)).toHaveCount(0);
  await row.getByRole('button').first().click();
  await expect(row).toHaveCount(0);
});

test('what a network lets a person choose is chosen on its tab, kept for it alone, and shown in its preview', async () => {
  const accountIds = (await linnet.accounts.list({ brandId })).filter(({ network }) => network === 'bluesky' || network === 'mastodon').map(({ id }) => id);
  const { id } = good(await linnet.posts.create({ brandId, text: 'The wheel, close up.', accountIds }));
  const options = async () => Object.fromEntries(good(await linnet.posts.get({ id })).publications.map((one) => [one.network, one.options]));
  const { bluesky } = await options();
  await goTo(page, `/compose/${id}`);
  await page.getByRole('tab', { name: /Mastodon/ }).click();
  const form = page.getByRole('region', { name: 'Mastodon options' });
  await form.getByRole('combobox', { name: 'Who can see it' }).click();
  await page.getByRole('option', { name: 'Followers only' }).click();
  await form.getByLabel('Content warning').fill('Clay everywhere');
  await expect.poll(options).toEqual({ bluesky, mastodon: { visibility: 'private', contentWarning: 'Clay everywhere' } });
  const previews = page.getByRole('group', { name: 'Previews' });
  await expect(previews.getByRole('region', { name: /^Mastodon/ }).getByText('Clay everywhere')).toBeVisible();
  await expect(previews.getByRole('region', { name: /^Bluesky/ }).getByText('Clay everywhere')).toHaveCount(0);
  // Back to the usual is no choice at all.
  await form.getByRole('combobox', { name: 'Who can see it' }).click();
  await page.getByRole('option', { name: 'Everyone', exact: true }).click();
  await expect.poll(options).toEqual({ bluesky, mastodon: { contentWarning: 'Clay everywhere' } });
});

test('a label is made where the post is written, renamed in Settings, and its removal is undone', async () => {
  const { id } = good(await linnet.posts.create({ brandId, text: 'About ferns.' }));
  const onPost = async (): Promise<readonly string[]> => good(await linnet.posts.get({ id })).labels.map(({ name }) => name);
  await goTo(page, `/compose/${id}`);
  await page.getByRole('button', { name: 'Labels', exact: true }).click();
  await page.getByRole('textbox', { name: 'Name of a new label' }).fill('Ferns');
  await page.keyboard.press('Enter');
  await expect.poll(onPost).toEqual(['Ferns']);
  await page.keyboard.press('Escape');

  await goTo(page, '/settings/brands');
  const name = page.getByRole('textbox', { name: 'Name of the label Ferns' });
  await name.fill('Greenhouse');
  await name.press('Enter');
  await expect.poll(onPost).toEqual(['Greenhouse']);
  await page.getByRole('button', { name: 'Remove the label Greenhouse' }).click();
  await expect.poll(onPost).toEqual([]);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(onPost).toEqual(['Greenhouse']);

  await goTo(page, `/compose/${id}`);
  await page.getByRole('button', { name: 'Labels: Greenhouse' }).click();
  const item = page.getByRole('checkbox', { name: 'Greenhouse' });
  await expect(item).toBeChecked();
  await item.click();
  await expect.poll(onPost).toEqual([]);
  await expect(item).not.toBeChecked();
});
