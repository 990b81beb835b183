import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { DAY } from '#core/clock';
import type { NetworkId } from '#core/networks';
import { photo } from '#test/support/pictures';
import { videoPath } from '#test/support/videos';
import { type Camera, goTo, settled } from '../support/camera';
import { good, type Linnet } from '../support/contract';
import { dropFiles } from '../support/files';
import type { LaunchedApp } from '../support/launch';
import { type AccountLine, startWithAccounts } from './account-rows';
import { type HomeFolder, makeHome } from './folder';
import type { Scene } from './scene';

const names = [
  'poll-mastodon', 'poll-threads', 'poll-x', 'poll-linkedin', 'poll-panel', 'gates-bluesky', 'gates-panel', 'options-instagram', 'story-instagram', 'document-linkedin', 'shape-pinterest', 'film-pinterest', 'film-facebook', 'film-threads', 'reel-facebook', 'previews-meta', 'labels-popover', 'alt-needed', 'media-host-needed', 'linkedin-unclear', 'linkedin-own-word', 'linkedin-it-is-there',
];

const accounts: readonly AccountLine[] = [
  ['mastodon', '@harrow@ceramics.social', 'Harrow & Clay'], ['threads', '@harrowandclay', 'Harrow & Clay'], ['x', '@harrowclay', 'Harrow & Clay'], ['bluesky', '@harrowandclay.bsky.social', 'Harrow & Clay'], ['linkedin', 'Ana Harrow', 'Ana Harrow'], ['pinterest', 'harrowandclay', 'Harrow & Clay'], ['instagram', 'harrowandclay', 'Harrow & Clay'], ['facebook', 'harrowandclay', 'Harrow & Clay'],
];
const question = { pollChoice1: 'Ash glaze over red clay', pollChoice2: 'Celadon', pollChoice3: 'Raku, and the smoke' };
const poll: Partial<Readonly<Record<NetworkId, Record<string, string | boolean>>>> = {
  mastodon: { ...question, pollLength: '3 days', pollMultiple: true, pollHideTotals: true, quotes: 'followers' }, threads: { ...question, replyControl: 'followers_only' }, x: { ...question, pollLength: '3 days' }, linkedin: { ...question, pollQuestion: 'Which of these would you put on your own table?', pollLength: '7 days' },
};
const gates = { replyControl: 'followers_mentioned', allowQuotes: false, adultContent: 'nudity', graphicMedia: true };

interface Written { readonly id: string; readonly publications: readonly { readonly id: string; readonly network: NetworkId }[] }

/** A post with what each account was given beside the words. */
async function write(linnet: Linnet, brandId: string, text: string, options: Partial<Readonly<Record<NetworkId, Record<string, string | boolean>>>>, media: readonly { readonly assetId: string; readonly altText: string }[] = []): Promise<Written> {
  const chosen = (await linnet.accounts.list({ brandId })).filter(({ network }) => options[network] !== undefined);
  const made = good(await linnet.posts.create({ brandId, text, accountIds: chosen.map(({ id }) => id), media: media as never }));
  const publications = chosen.map(({ id: accountId, network }) => ({ accountId, text: null, media: null, thread: [], options: options[network] ?? {} }));
  good(await linnet.posts.save({ id: made.id, version: made.version, text, media: made.media, publications }));
  return made;
}
const of = (post: Written, network: NetworkId): string => post.publications.find((one) => one.network === network)?.id ?? '';

async function tab(page: Page, post: Written, accountId: string): Promise<void> {
  await goTo(`/compose/${post.id}`)(page);
  await page.locator(`#tab-${accountId}`).click();
  await settled(page);
  await page.locator('.options').last().evaluate((section) => { section.scrollIntoView({ block: 'end' }); });
}

/** LinkedIn gave no answer, and no app may look there. */
async function unclear(camera: Camera, launched: LaunchedApp, home: HomeFolder, post: Written): Promise<void> {
  const { window: page } = launched;
  const sent = Date.now() - 3 * 3_600_000;
  home.within(({ sqlite }) => sqlite.prepare("UPDATE publications SET state = 'unconfirmed', state_since = ?, due_at = ?, wake_at = NULL WHERE post_id = ?").run(sent, sent, post.id));
  await page.reload();
  await page.locator('#main').waitFor();
  const panel = goTo(`/publication/${of(post, 'linkedin')}`);
  await camera.shoot(launched, 'linkedin-unclear', panel);
  await camera.shoot(launched, 'linkedin-own-word', async () => { await panel(page); await page.locator('.pub-own').scrollIntoViewIfNeeded(); });
  await camera.shoot(launched, 'linkedin-it-is-there', async () => {
    await goTo('/today')(page);
    await page.locator('.need', { hasText: 'LinkedIn' }).or(page.getByRole('listitem').filter({ hasText: 'LinkedIn gave no answer' })).first().getByRole('button', { name: 'It is there' }).click();
    await page.getByRole('dialog').waitFor();
  });
}

/** What a person chooses beside the words, and what the composer asks for before a post can go. */
export const optionsScene: Scene = {
  names,
  play: async (camera) => {
    const folder = mkdtempSync(join(tmpdir(), 'linnet-options-'));
    const home = makeHome();
    const { launched, linnet, brandId } = await startWithAccounts(home, accounts);
    try {
      const { window: page } = launched;
      const listed = await linnet.accounts.list({ brandId });
      const account = (network: NetworkId): string => listed.find((one) => one.network === network)?.id ?? '';
      const plan = async (post: Written): Promise<void> => { good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'at', wall: `${new Date(Date.now() + 3 * DAY).toISOString().slice(0, 10)}T10:00` } })); };
      const shoot = (name: string, go: () => Promise<void>): Promise<void> => camera.shoot(launched, name, go);
      const chosen = async (publication: string): Promise<void> => { await goTo(`/publication/${publication}`)(page); await page.locator('.pub-chosen').scrollIntoViewIfNeeded(); };

      const asked = await write(linnet, brandId, 'Which of the three should go into kiln 215?', poll);
      for (const network of ['mastodon', 'threads', 'x', 'linkedin'] as const) await shoot(`poll-${network}`, () => tab(page, asked, account(network)));
      await plan(asked);
      await shoot('poll-panel', () => chosen(of(asked, 'mastodon')));

      const gated = await write(linnet, brandId, 'Life drawing on tiles: what came out of the kiln on Tuesday.', { bluesky: gates });
      await shoot('gates-bluesky', () => tab(page, gated, account('bluesky')));
      await plan(gated);
      await shoot('gates-panel', () => chosen(of(gated, 'bluesky')));
      await shoot('labels-popover', async () => { await goTo(`/compose/${gated.id}`)(page); await page.getByRole('button', { name: /^Labels/ }).click(); });

      const beside = { collaborators: 'kilncafe', userTags: 'potter_one potter_two', firstComment: 'Fired at 1,280 °C, ash glaze over red clay. #ceramics' };
      const shown = await write(linnet, brandId, 'The whole shelf from Tuesday’s firing.', { instagram: beside });
      await shoot('options-instagram', () => tab(page, shown, account('instagram')));
      const story = await write(linnet, brandId, 'The kiln is open.', { instagram: { postAs: 'story' } });
      await shoot('story-instagram', () => tab(page, story, account('instagram')));

      const paged = await write(linnet, brandId, 'Glazing a bowl, in three steps, with @[Kiln Street Studios](urn:li:organization:5515715).', { linkedin: { sendAs: 'document', documentTitle: 'From slip to shelf' }, pinterest: {} });
      const steps = await Promise.all([1, 2, 3].map(async (n) => { const file = join(folder, `step-${n}.jpg`); writeFileSync(file, await photo(1_200, 900, n)); return file; }));
      await goTo(`/compose/${paged.id}`)(page);
      await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), steps);
      await page.getByRole('list', { name: 'Pictures' }).getByRole('button', { name: /^Picture 3/ }).waitFor({ timeout: 30_000 });
      await shoot('document-linkedin', () => tab(page, paged, account('linkedin')));
      await shoot('shape-pinterest', () => tab(page, paged, account('pinterest')));
      const film = await write(linnet, brandId, 'The kiln is opened.', { pinterest: { title: 'Opening the kiln', coverAt: '2' }, facebook: { videoTitle: 'Raku night' }, threads: {} });
      await goTo(`/compose/${film.id}`)(page);
      await dropFiles(page, page.getByRole('textbox', { name: 'Base text' }), [videoPath('h264-aac.mp4')]);
      await page.getByRole('list', { name: 'Pictures' }).getByRole('button', { name: /^Video 1/ }).waitFor({ timeout: 30_000 });
      await shoot('film-pinterest', () => tab(page, film, account('pinterest')));
      await shoot('film-facebook', () => tab(page, film, account('facebook')));
      await shoot('film-threads', () => tab(page, film, account('threads')));
      const reel = await write(linnet, brandId, 'The kiln is opened.', { facebook: { kind: 'reel' } });
      await shoot('reel-facebook', () => tab(page, reel, account('facebook')));

      good(await linnet.brands.update({ id: brandId, patch: { altRequired: true } }));
      const bare = await write(linnet, brandId, 'The whole shelf from Tuesday’s firing, in one picture.', { mastodon: {}, threads: {} });
      const shelf = join(folder, 'shelf.jpg');
      writeFileSync(shelf, await photo(1_200, 900));
      const editor: Locator = page.getByRole('textbox', { name: 'Base text' });
      await goTo(`/compose/${bare.id}`)(page);
      await dropFiles(page, editor, [shelf]);
      await page.getByRole('button', { name: 'Set one up' }).waitFor({ timeout: 30_000 });
      await shoot('alt-needed', async () => { await goTo(`/compose/${bare.id}`)(page); await page.locator('.problems').scrollIntoViewIfNeeded(); });
      await shoot('media-host-needed', () => tab(page, bare, account('threads')));
      good(await linnet.brands.update({ id: brandId, patch: { altRequired: false } }));

      const framed = await write(linnet, brandId, 'Twelve bowls from Tuesday’s firing, ash glaze over red clay. #pottery', { instagram: {}, facebook: {} });
      await goTo(`/compose/${framed.id}`)(page);
      await dropFiles(page, editor, [shelf]);
      await page.getByRole('button', { name: 'Set one up' }).waitFor({ timeout: 30_000 });
      await shoot('previews-meta', () => tab(page, framed, account('facebook')));

      const lost = await write(linnet, brandId, 'Twelve places for the winter workshop, and a kettle that is always on.', { linkedin: {} });
      await plan(lost);
      await unclear(camera, launched, home, lost);
    } finally {
      await launched.stop();
      home.remove();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
