import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { realClock } from '#test/connectors/support/real-clock';
import { startTiktok, type TiktokServer } from '#test/networks/tiktok/server';
import { saidToBe, video } from '#test/support/videos';
import { catchBrowser } from './support/browser';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import { dropFiles } from './support/files';
import type { LaunchedApp } from './support/launch';
import { goTo } from './support/places';
import { startWithBrand } from './support/started';

// A TikTok account in the real app: what TikTok wants asked is asked in the window, and the local server keeps what came of it.

test.describe.configure({ mode: 'serial' });

let server: TiktokServer;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;
let film: string;
const tall = saidToBe(video('h264-aac.mp4'), 720, 1280);

test.beforeAll(async () => {
  server = await startTiktok(realClock);
  ({ folder, running, page, linnet, brandId } = await startWithBrand({ tiktok: { url: server.url } }));
  film = join(folder.path, 'kiln.mp4');
  await writeFile(film, tall);
});

test.afterAll(async () => {
  await running.stop();
  await server.close();
  await folder.remove();
});

const account = async () => (await linnet.accounts.list({ brandId }))[0];
const stateOf = async (postId: string) => good(await linnet.posts.get({ id: postId })).publications[0]?.state;
const consent = (): Locator => page.getByRole('region', { name: 'Posting on TikTok' });
const problems = (): Locator => page.getByRole('region', { name: 'Problems' });

test('one login at TikTok connects the account', async () => {
  const browser = await catchBrowser(running.app);
  const dialog = page.getByRole('dialog');
  await goTo(page, '/accounts');
  await page.getByRole('button', { name: 'Connect an account' }).first().click();
  await dialog.getByRole('list', { name: 'Networks' }).getByRole('button', { name: /^TikTok/ }).click();
  await dialog.getByLabel('Client key').fill(server.oauth.app.clientId);
  await dialog.getByLabel('Client secret').first().fill(server.oauth.app.clientSecret);
  await dialog.getByRole('button', { name: 'Log in with the browser' }).click();
  const back = (await fetch(await browser.next(), { redirect: 'manual' })).headers.get('location');
  await fetch(back ?? '');
  await expect.poll(async () => (await linnet.accounts.list({ brandId })).map(({ handle, status }) => [handle, status])).toEqual([['harrowandclay', 'ok']]);
});

test('nothing goes out before a person has chosen and agreed, and then it goes out once, as it was said', async () => {
  test.setTimeout(120_000);
  server.behave.creator.duet_disabled = true;
  const id = (await account())?.id ?? '';
  const post = good(await linnet.posts.create({ brandId, text: 'Opening the kiln.', accountIds: [id] }));
  await goTo(page, `/compose/${post.id}`);
  await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), [film]);
  await expect.poll(async () => good(await linnet.posts.get({ id: post.id })).media.length, { timeout: 60_000 }).toBe(1);
  await page.locator(`#tab-${id}`).click();

  // Whose account it is, nothing chosen, nothing switched on, and what the account forbids cannot be.
  await expect(consent().getByText('Harrow & Clay')).toBeVisible();
  await expect(consent().getByText('@harrowandclay')).toBeVisible();
  await expect(consent().getByRole('combobox', { name: 'Who can see it' })).toHaveValue('');
  for (const name of ['Comment', 'Duet', 'Stitch']) await expect(consent().getByRole('checkbox', { name, exact: true })).not.toBeChecked();
  await expect(consent().getByRole('checkbox', { name: 'Duet' })).toBeDisabled();
  await expect(problems().getByText('Choose who can see it on TikTok')).toBeVisible();
  await expect(problems().getByText('Agree to the conditions of TikTok for this post')).toBeVisible();
  expect((await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } })).ok).toBe(false);

  await consent().getByRole('combobox', { name: 'Who can see it' }).click();
  await expect(page.getByRole('option')).toHaveText(['Everyone', 'Friends', 'Only you']);
  await page.getByRole('option', { name: 'Everyone', exact: true }).click();
  await consent().getByRole('checkbox', { name: 'Comment' }).check();
  const agree = consent().getByRole('checkbox', { name: /^I agree/ });
  await problems().getByRole('button', { name: 'Go there' }).click();
  await expect(agree).toBeFocused();
  await agree.check();
  await expect(problems().getByText('Agree to the conditions of TikTok for this post')).toHaveCount(0);

  // Another answer is another thing to agree to.
  await consent().getByRole('switch', { name: /promotes yourself/ }).press('Space');
  await expect(agree).not.toBeChecked();
  await expect(agree).toBeDisabled();
  await consent().getByRole('checkbox', { name: 'Branded content' }).check();
  await expect(consent().getByText(/Paid partnership/)).toBeVisible();
  await expect(consent().getByRole('button', { name: 'Branded Content Policy' })).toBeVisible();
  await consent().getByRole('combobox', { name: 'Who can see it' }).click();
  await expect(page.getByRole('option', { name: /^Only you/ })).toHaveAttribute('data-combobox-disabled', 'true');
  await page.keyboard.press('Escape');
  await agree.check();

  await page.getByRole('button', { name: 'Other ways to plan it' }).click();
  await page.getByRole('menuitem', { name: 'Publish now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish now' }).click();
  await expect.poll(() => stateOf(post.id), { timeout: 60_000 }).toBe('published');
  expect(server.posts).toHaveLength(1);
  expect(server.posts[0]?.info).toEqual({
    title: 'Opening the kiln.', privacy_level: 'PUBLIC_TO_EVERYONE', disable_comment: false, disable_duet: true, disable_stitch: true, brand_content_toggle: true, brand_organic_toggle: false, is_aigc: false,
  });
  expect(server.posts[0]?.bytes.equals(tall)).toBe(true);
  expect(server.wrong).toEqual([]);

  // A copy has nothing of it: each post is agreed to by itself.
  const copy = good(await linnet.posts.duplicate({ id: post.id }));
  expect(copy.publications[0]?.options).toEqual({});
});
