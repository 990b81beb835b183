import { expect, type Page, test } from '@playwright/test';
import { startPracticeChild } from '#test/support/practice';
import { catchBrowser } from './support/browser';
import { contractOf, good, type Linnet } from './support/contract';
import { makeDataFolder } from './support/data-folder';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { connectPractice } from './support/practice-account';
import { makeBrand } from './support/sample';

const FAR = '2099-05-04T10:00';

/** The restore of a back-up ends the app and starts it again; that second one would be out of the test's hands, so the test starts it. */
async function restoreInSettings({ app, window: page }: LaunchedApp): Promise<void> {
  await app.evaluate(({ app: electron }) => { electron.relaunch = () => undefined; });
  const ended = new Promise<void>((resolve) => { app.process().once('exit', () => { resolve(); }); });
  await goTo(page, '/settings/data');
  await page.getByRole('row').filter({ hasText: 'made by you' }).getByRole('button', { name: /^Restore/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText(/what went out since is not sent again/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await ended;
}

test('a back-up is put back: each post is on the network once, and the screen says what is so', async () => {
  test.setTimeout(180_000);
  const practice = await startPracticeChild({ reactionSpeed: 0.001 });
  // Without keys only what Linnet knows keeps a post from going out twice.
  const folder = await makeDataFolder({ practice: { url: practice.url, secret: practice.secret, honourKeys: false } });
  let running = await launchApp({ dataDir: folder.path });
  try {
    let linnet = await contractOf(running);
    let page: Page = running.window;
    await makeBrand(page, 'Wren & Fern');
    const brandId = (await linnet.brands.list())[0]?.id ?? '';
    const { id: accountId } = await connectPractice(linnet, await catchBrowser(running.app), brandId, 'Wren studio');
    const write = async (text: string) => good(await linnet.posts.create({ brandId, text, accountIds: [accountId] }));
    const idOf = (post: Awaited<ReturnType<typeof write>>): string => post.publications[0]?.id ?? '';
    const plan = async (postId: string, wall: string | null): Promise<unknown> => good(await linnet.planning.schedule({ postId, when: wall === null ? { kind: 'now' } : { kind: 'at', wall } }));
    const becomes = async (by: Linnet, id: string, state: string): Promise<void> =>
      expect.poll(async () => good(await by.publishing.publication({ id })).publication.state, { timeout: 40_000 }).toBe(state);
    const onServer = async (): Promise<readonly string[]> => (await practice.admin.posts()).map(({ text }) => text).toSorted();

    const first = await write('Out before the back-up');
    await plan(first.id, null);
    await becomes(linnet, idOf(first), 'published');
    const reworded = await write('Reworded, old words');
    const waiting = await write('Waits in the back-up');
    for (const post of [reworded, waiting]) await plan(post.id, FAR);
    await goTo(page, '/settings/data');
    await page.getByRole('button', { name: 'Back up now' }).click();
    await expect(page.getByText(/^Backed up, .* and checked/)).toBeVisible();

    const { version } = good(await linnet.posts.get({ id: reworded.id }));
    good(await linnet.posts.save({ id: reworded.id, version, text: 'Reworded, new words', media: [], publications: reworded.publications.map(({ text, media, thread, options }) => ({ accountId, text, media, thread, options })) }));
    await plan(reworded.id, null);
    const later = await write('Written after the back-up');
    await plan(later.id, null);
    for (const post of [reworded, later]) await becomes(linnet, idOf(post), 'published');
    const sent = ['Out before the back-up', 'Reworded, new words', 'Written after the back-up'];
    expect(await onServer()).toEqual(sent);

    await restoreInSettings(running);
    await running.stop();
    running = await launchApp({ dataDir: folder.path });
    await expect(running.window.getByText(/^The back-up is in place/)).toBeVisible();
    // At the first glance the window shows the back-up, not the file that it replaces.
    await expect(running.window.getByText('Written after the back-up')).toHaveCount(0);
    await running.stop();
    // Years pass: whatever the file believes to be ahead is due.
    folder.within(({ sqlite }) => { sqlite.prepare("UPDATE publications SET due_at = @at, wake_at = @at WHERE state = 'scheduled'").run({ at: Date.now() - 1000 }); });
    running = await launchApp({ dataDir: folder.path });
    page = running.window;
    linnet = await contractOf(running);
    await goTo(page, '/today');
    expect(await onServer()).toEqual(sent);
    const row = page.getByRole('listitem').filter({ hasText: 'Waits in the back-up' });
    await expect(row.getByText('waits: paused')).toBeVisible();
    await expect(page.getByText('Reworded, new words').first()).toBeVisible();
    await expect(page.getByText('Reworded, old words')).toHaveCount(0);
    await page.getByRole('button', { name: /^Publishing is paused/ }).click();
    await expect(page.getByText('Publishing is paused')).toBeVisible();
    await page.getByRole('button', { name: 'Resume publishing' }).click();
    await becomes(linnet, idOf(waiting), 'published');
    await expect.poll(onServer).toEqual([...sent, 'Waits in the back-up'].toSorted());

    await goTo(page, `/publication/${idOf(reworded)}`);
    const shown = page.getByRole('region', { name: 'Publication', exact: true });
    await expect(shown.getByText('Reworded, new words').first()).toBeVisible();
    await expect(shown.getByText('Taken over from the file that was replaced')).toBeVisible();
    await expect(shown.getByText(/missed/i)).toHaveCount(0);
    expect(await onServer()).toHaveLength(4);
  } finally {
    await running.stop();
    await practice.stop();
    await folder.remove();
  }
});
