import { randomUUID } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import { agreeing } from '#test/connectors/support/mastodon-rigs';
import { type MastodonDouble, startMastodonDouble } from '#test/connectors/support/mastodon-double';
import { realClock } from '#test/connectors/support/real-clock';
import { catchBrowser } from './support/browser';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import type { LaunchedApp } from './support/launch';
import { goTo } from './support/places';
import { connectPractice } from './support/practice-account';
import { startWithBrand } from './support/started';

// A post that is out is changed where it is, in the real app, on a server that speaks Mastodon.

let server: MastodonDouble;
let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;
let accountId: string;

test.beforeAll(async () => {
  server = await startMastodonDouble(realClock);
  ({ folder, running, page, linnet, brandId } = await startWithBrand());
  const browser = await catchBrowser(running.app);
  const connected = linnet.accounts.connect({ loginId: randomUUID(), brandId, network: 'mastodon', method: 'oauth', fields: { server: server.url } });
  await agreeing(await browser.next());
  accountId = good(await connected).id;
});

test.afterAll(async () => {
  await running.stop();
  await server.close();
  await folder.remove();
});

async function publish(text: string, to = accountId): Promise<string> {
  const post = good(await linnet.posts.create({ brandId, text, accountIds: [to] }));
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  const id = post.publications[0]?.id ?? '';
  await expect.poll(async () => good(await linnet.publishing.publication({ id })).publication.state, { timeout: 30_000 }).toBe('published');
  return id;
}

test('new words are saved on the network, and what it said before stays among the versions', async () => {
  const id = await publish('The kiln is open on Fryday.');
  await goTo(page, `/publication/${id}`);
  const panel = page.getByRole('region', { name: 'Publication', exact: true });
  await panel.getByRole('button', { name: 'Change it on Mastodon' }).click();
  const form = panel.getByRole('region', { name: 'Change it on Mastodon' });
  const save = form.getByRole('button', { name: 'Save on Mastodon' });
  await expect(save).toBeDisabled();
  await form.getByLabel('Text').fill('x'.repeat(501));
  await expect(form.getByText('1 character too many for Mastodon')).toBeVisible();
  await expect(save).toBeDisabled();
  await form.getByLabel('Text').fill('The kiln is open on Friday.');
  await form.getByLabel('Content warning').fill('Opening hours');
  await save.click();
  await expect(page.getByText('Changed on Mastodon').first()).toBeVisible();
  await expect(form).toHaveCount(0);
  expect(server.posts.map((post) => [post.text, post.warning])).toEqual([['The kiln is open on Friday.', 'Opening hours']]);
  const { publication } = good(await linnet.publishing.publication({ id }));
  const post = good(await linnet.posts.get({ id: publication.postId }));
  expect([post.title, publication.options]).toEqual(['The kiln is open on Friday.', { contentWarning: 'Opening hours' }]);
  const versions = await linnet.posts.revisions({ postId: post.id });
  expect(versions[0]).toMatchObject({ reason: 'edited', title: 'The kiln is open on Friday.' });
  expect(versions.map((one) => one.title)).toContain('The kiln is open on Fryday.');
});

test('what a server refuses is said beside the words, which stay', async () => {
  const id = await publish('Nobody will take this away.');
  const live = server.posts.find((post) => post.text.startsWith('Nobody'));
  await goTo(page, `/publication/${id}`);
  const panel = page.getByRole('region', { name: 'Publication', exact: true });
  await panel.getByRole('button', { name: 'Change it on Mastodon' }).click();
  const form = panel.getByRole('region', { name: 'Change it on Mastodon' });
  if (live !== undefined) live.media = [{ id: '1', owner: live.author, alt: '', mime: 'image/png', bytes: 1, hash: '', looksLeft: 0, fails: false, used: true }];
  await form.getByLabel('Text').fill('Somebody put a picture to it.');
  await form.getByRole('button', { name: 'Save on Mastodon' }).click();
  await expect(form.getByRole('alert')).toContainText('this post has other pictures now');
  await expect(form.getByLabel('Text')).toHaveValue('Somebody put a picture to it.');
  expect(live?.text).toBe('Nobody will take this away.');
});

test('where a network has no way to change a post, one sentence says so', async () => {
  const practice = await connectPractice(linnet, await catchBrowser(running.app), brandId, 'Wren studio');
  const id = await publish('This stays as it is.', practice.id);
  await goTo(page, `/publication/${id}`);
  const panel = page.getByRole('region', { name: 'Publication', exact: true });
  await expect(panel.getByText('The practice network has no way to change a post that is out: remove it and post it again.')).toBeVisible();
  await expect(panel.getByRole('button', { name: /^Change it on/ })).toHaveCount(0);
});
