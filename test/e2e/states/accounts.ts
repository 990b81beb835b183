import { randomUUID } from 'node:crypto';
import type { NetworkId } from '#core/networks';
import { APP } from '#test/networks/pinterest/answers';
import { freePort } from '#test/networks/pinterest/free-port';
import { startPinterest } from '#test/networks/pinterest/server';
import { realClock } from '#test/connectors/support/real-clock';
import { type PracticeChild, startPracticeChild } from '#test/support/practice';
import { catchBrowser } from '../support/browser';
import { type Camera, goTo, settled } from '../support/camera';
import { contractOf, good, type Linnet } from '../support/contract';
import type { LaunchedApp } from '../support/launch';
import { connectPractice } from '../support/practice-account';
import { addSampleBrand } from '../support/sample';
import { type AccountLine, addAccounts } from './account-rows';
import { type HomeFolder, makeHome } from './folder';
import type { Scene } from './scene';

const names = [
  'signed-out-accounts', 'signed-out-account', 'signed-out-panel', 'signed-out-today', 'signed-out-reconnect', 'options-x', 'options-linkedin', 'options-pinterest', 'options-pinterest-open', 'options-mastodon', 'options-bluesky', 'options-threads', 'options-boards-failed', 'login-ends', 'held-unclear', 'held-unclear-today', 'twelve', 'twelve-schedule', 'twelve-accounts', 'health-ends', 'health-lacks', 'health-spent', 'connect-kept',
  'long-today', 'long-calendar', 'long-list', 'long-filter', 'long-switcher', 'long-composer', 'long-tab', 'long-accounts', 'long-account', 'long-panel', 'long-brands', 'long-palette', 'long-bin', 'real-panel',
];

const more: readonly AccountLine[] = [
  ['x', '@harrowclay', 'Harrow & Clay'], ['threads', '@harrowandclay', 'Harrow & Clay'], ['linkedin', 'Ana Harrow', 'Ana Harrow'], ['bluesky', '@harrowandclay.bsky.social', 'Harrow & Clay'], ['mastodon', '@harrow@ceramics.social', 'Harrow & Clay'],
  ['bluesky', '@ana.harrowandclay.example', 'Ana from the studio'], ['mastodon', '@workshop@kolektiva.example', 'Workshop bookings'], ['x', '@harrowshop', 'Harrow shop'], ['linkedin', 'Tom Clay', 'Tom Clay'], ['mastodon', '@kiln@chaos.example', 'Kiln watch'],
];

/** A login that ends in five days, one that lacks a permission, and one that has cost something. */
function addTroubles(home: HomeFolder): void {
  const now = Date.now();
  home.within(({ sqlite }) => {
    sqlite.prepare('UPDATE accounts SET login_ends_at = ? WHERE handle = ?').run(now + 5.2 * 86_400_000, '@ana.harrowandclay.example');
    sqlite.prepare('UPDATE accounts SET scopes = ?, missing_scopes = ? WHERE handle = ?').run('["openid","profile"]', '["w_member_social"]', 'Tom Clay');
    sqlite.prepare(`INSERT INTO activity (id, at, brand_id, account_id, publication_id, code, params) SELECT ?, ?, brand_id, id, ?, 'published', '{"cost":1.245,"currency":"USD"}' FROM accounts WHERE handle = '@harrowshop'`).run(randomUUID(), now, randomUUID());
  });
}

const brandOf = async (linnet: Linnet): Promise<string> => (await linnet.brands.list())[0]?.id ?? '';
const inAWhile = (days: number, time: string): { kind: 'at'; wall: string } => ({ kind: 'at', wall: `${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}T${time}` });

/** An account whose login died on the practice network itself. */
async function signedOut(camera: Camera, launched: LaunchedApp, practice: PracticeChild): Promise<void> {
  const { window: page } = launched;
  const linnet = await contractOf(launched);
  const brandId = await brandOf(linnet);
  const account = await connectPractice(linnet, await catchBrowser(launched.app), brandId, 'Kiln diary');
  const sent = good(await linnet.posts.create({ brandId, text: 'Kiln diary: cone 6 reached at 04:12, cooling until Thursday.', accountIds: [account.id] }));
  good(await linnet.planning.schedule({ postId: sent.id, when: { kind: 'now' } }));
  await goTo(`/publication/${sent.publications[0]?.id ?? ''}`)(page);
  await page.getByText(/^Published on/).first().waitFor({ timeout: 30_000 });
  await camera.shoot(launched, 'real-panel', async () => { for (const each of await page.locator('.disclosure:not([open]) > summary').all()) await each.click(); });
  for (const [days, text] of [[1, 'What we learnt from the last firing'], [2, 'Shelf three, before and after']] as const) {
    const later = good(await linnet.posts.create({ brandId, text, accountIds: [account.id] }));
    good(await linnet.planning.schedule({ postId: later.id, when: inAWhile(days, '10:30') }));
  }
  // Due before the login dies, and held back until then: with a dead login nothing can be scheduled.
  await linnet.publishing.pauseAll();
  const post = good(await linnet.posts.create({ brandId, text: 'The kiln is open. Come and see what survived.', accountIds: [account.id] }));
  good(await linnet.planning.schedule({ postId: post.id, when: { kind: 'now' } }));
  await practice.admin.expireTokens({ handle: account.handle.replace(/^@/, ''), kind: 'all' });
  await linnet.publishing.resumeAll();
  await goTo('/accounts')(page);
  await page.getByText('Signed out').first().waitFor({ timeout: 30_000 });
  await camera.shoot(launched, 'signed-out-accounts', goTo('/accounts'));
  await camera.shoot(launched, 'signed-out-account', goTo(`/accounts/${account.id}`));
  await camera.shoot(launched, 'signed-out-today', goTo('/today'));
  await camera.shoot(launched, 'signed-out-panel', async () => { await goTo(`/publication/${post.publications[0]?.id ?? ''}`)(page); await settled(page); for (const each of await page.locator('.disclosure:not([open]) > summary').all()) await each.click(); });
  await camera.shoot(launched, 'signed-out-reconnect', async () => { await goTo('/accounts')(page); await page.getByRole('button', { name: /^Reconnect/ }).first().click(); });
}

/** What each network lets a person choose, with all of twelve accounts in one post. */
async function twelve(camera: Camera, launched: LaunchedApp): Promise<void> {
  const { window: page } = launched;
  const linnet = await contractOf(launched);
  const brandId = await brandOf(linnet);
  const accounts = await linnet.accounts.list({ brandId });
  const ready = accounts.filter(({ status }) => status === 'ok' || status === 'expiring');
  const scheduled = (await linnet.planning.calendar({ brandId, from: Date.now(), to: Date.now() + 40 * 86_400_000, filter: {} })).find((chip) => chip.thumbHash !== null && chip.state === 'scheduled');
  const copy = good(await linnet.posts.duplicate({ id: scheduled?.postId ?? '' }));
  const post = await linnet.posts.get({ id: copy.id }).then((found) => ('ok' in found ? good(found) : found));
  const wide = good(await linnet.posts.create({ brandId, text: 'New in the shop: twelve bowls from Tuesday’s firing, ash glaze over red clay. https://harrowandclay.example/bowls #pottery', media: post.media, accountIds: ready.slice(0, 12).map(({ id }) => id) } as Parameters<Linnet['posts']['create']>[0]));
  const tab = (network: NetworkId) => async (): Promise<void> => {
    await goTo(`/compose/${wide.id}`)(page);
    const account = ready.find((one) => one.network === network);
    await page.locator(`#tab-${account?.id ?? ''}`).click();
    await settled(page);
    await page.locator('.options').last().scrollIntoViewIfNeeded();
  };
  await camera.shoot(launched, 'twelve', goTo(`/compose/${wide.id}`));
  await camera.shoot(launched, 'twelve-accounts', goTo('/accounts'));
  for (const [name, handle] of [['health-ends', '@ana.harrowandclay.example'], ['health-lacks', 'Tom Clay'], ['health-spent', '@harrowshop']] as const) {
    await camera.shoot(launched, name, goTo(`/accounts/${accounts.find((one) => one.handle === handle)?.id ?? ''}`));
  }
  await camera.shoot(launched, 'connect-kept', async () => {
    await goTo('/accounts')(page);
    await page.getByRole('button', { name: 'Connect an account' }).first().click();
    await page.getByRole('list', { name: 'Networks' }).getByRole('button', { name: /^Pinterest/ }).click();
    await page.getByRole('dialog').getByLabel('App keys').first().waitFor();
  });
  await page.keyboard.press('Escape');
  for (const network of ['x', 'linkedin', 'pinterest', 'threads', 'mastodon', 'bluesky'] as const) await camera.shoot(launched, `options-${network}`, tab(network));
  await camera.shoot(launched, 'options-pinterest-open', async () => { await tab('pinterest')(); await page.getByLabel('Board', { exact: true }).first().click(); await page.keyboard.type('Wood firing'); });
}

/** A time after the end of its login, and a post of which nobody knows whether its network keeps it. */
async function planned(camera: Camera, launched: LaunchedApp, home: HomeFolder): Promise<void> {
  const { window: page } = launched;
  const linnet = await contractOf(launched);
  const brandId = await brandOf(linnet);
  const accounts = await linnet.accounts.list({ brandId });
  const of = (handle: string): string[] => accounts.filter((one) => one.handle === handle).map(({ id }) => id);
  await camera.shoot(launched, 'login-ends', async () => {
    const { id } = good(await linnet.posts.create({ brandId, text: 'The winter workshop is open for booking.', accountIds: of('@ana.harrowandclay.example') }));
    await goTo('/calendar?view=month')(page);
    await page.locator(`[data-draft="${id}"]`).press('m');
    await page.getByRole('dialog').getByLabel('Day').fill(new Date(Date.now() + 8 * 86_400_000).toISOString().slice(0, 10));
    await page.getByRole('dialog').getByRole('button', { name: 'Plan' }).or(page.getByRole('dialog').locator('button[type="submit"]')).first().click();
    await page.locator('.toast').getByRole('button', { name: 'Schedule it' }).click();
    await page.locator('.toast').getByText(/ends before that/).waitFor();
  });
  if (!camera.wants('held-unclear')) return;
  const kept = good(await linnet.posts.create({ brandId, text: 'Last places for Saturday: two wheels are free.', accountIds: of('@harrow@ceramics.social') }));
  good(await linnet.planning.schedule({ postId: kept.id, when: inAWhile(1, '10:00') }));
  home.within(({ sqlite }) => sqlite.prepare("UPDATE publications SET state = 'missed', problem_code = 'held-unclear', due_at = due_at - 93600000, wake_at = NULL WHERE post_id = ?").run(kept.id));
  await page.reload();
  await page.locator('#main').waitFor();
  await camera.shoot(launched, 'held-unclear', goTo(`/publication/${kept.publications[0]?.id ?? ''}`));
  await camera.shoot(launched, 'held-unclear-today', goTo('/today'));
}

async function long(camera: Camera, launched: LaunchedApp): Promise<void> {
  const { window: page } = launched;
  const linnet = await contractOf(launched);
  const brandId = await brandOf(linnet);
  good(await linnet.brands.update({ id: brandId, patch: { name: 'The Worshipful Company of Potters, Glaziers and Allied Ceramic Artisans of Lower Harrow' } }));
  const accounts = await linnet.accounts.list({ brandId });
  const wordy = accounts.find(({ handle }) => handle.includes('allied'));
  const label = good(await linnet.brands.labels.save({ brandId, name: 'Collaborations with other studios and galleries', colour: 'plum' }));
  const post = good(await linnet.posts.create({ brandId, text: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsfestbrotbackworkshop am Samstag', accountIds: [wordy?.id ?? ''] }));
  good(await linnet.planning.schedule({ postId: post.id, when: inAWhile(1, '10:00') }));
  const draft = good(await linnet.posts.create({ brandId, text: 'افتتاح المعرض الجديد يوم الجمعة الساعة 18:00 في الاستوديو. الدخول مجاني! #خزف https://harrowandclay.example/open', accountIds: [wordy?.id ?? ''] }));
  for (const each of [post, draft]) {
    const { id, version, text, media } = good(await linnet.posts.get({ id: each.id }));
    good(await linnet.posts.save({ id, version, text, media, publications: [{ accountId: wordy?.id ?? '', text: null, media: null, options: {}, thread: [] }], labelIds: [label.id] } as unknown as Parameters<Linnet['posts']['save']>[0]));
  }
  const shoot = async (name: string, go: () => Promise<void>): Promise<void> => camera.shoot(launched, name, go);
  await shoot('long-today', async () => goTo('/today')(page));
  await shoot('long-calendar', async () => goTo('/calendar?view=week')(page));
  await shoot('long-list', async () => goTo('/calendar?view=list')(page));
  await shoot('long-filter', async () => { await goTo('/calendar?view=month')(page); await page.getByRole('button', { name: /^Filter/ }).click(); });
  await shoot('long-switcher', async () => { await goTo('/today')(page); await page.getByRole('button', { name: /Switch brand/ }).click(); });
  await shoot('long-composer', async () => goTo(`/compose/${draft.id}`)(page));
  await shoot('long-tab', async () => { await goTo(`/compose/${post.id}`)(page); await page.locator(`#tab-${wordy?.id ?? ''}`).click(); });
  await shoot('long-accounts', async () => goTo('/accounts')(page));
  await shoot('long-account', async () => goTo(`/accounts/${wordy?.id ?? ''}`)(page));
  await shoot('long-panel', async () => goTo(`/publication/${post.publications[0]?.id ?? ''}`)(page));
  await shoot('long-brands', async () => goTo('/settings/brands')(page));
  await shoot('long-palette', async () => { await goTo('/today')(page); await settled(page); await page.keyboard.press('Control+K'); await page.keyboard.type('Donau'); });
  good(await linnet.posts.remove({ ids: [draft.id] }));
  await shoot('long-bin', async () => goTo('/bin')(page));
}

/** Accounts of every network, dead logins, and names as long as real ones. */
export const accountsScene: Scene = {
  names,
  play: async (camera) => {
    const practice = await startPracticeChild({ reactionSpeed: 0.001 });
    const pinterest = await startPinterest(realClock);
    const home = makeHome();
    home.pointTo({ practice: { url: practice.url, secret: practice.secret }, pinterest: { url: pinterest.url } });
    let launched = await home.start();
    try {
      await addSampleBrand(launched.window);
      await signedOut(camera, launched, practice);
      let linnet = await contractOf(launched);
      const brandId = await brandOf(linnet);
      const browser = await catchBrowser(launched.app);
      const connected = linnet.accounts.connect({ loginId: randomUUID(), brandId, network: 'pinterest', method: 'oauth', fields: { clientId: APP.id, clientSecret: APP.secret, port: String(await freePort()) } });
      await fetch(await browser.next());
      good(await connected);
      await launched.stop();
      addAccounts(home, brandId, more, 10);
      addTroubles(home);
      launched = await home.start();
      await twelve(camera, launched);
      await planned(camera, launched, home);
      await launched.stop();
      addAccounts(home, brandId, [['mastodon', '@guild.of.allied.ceramic.artisans.and.glaziers@social.worshipful-company-of-potters.example', 'Guild of Allied Ceramic Artisans, Glaziers and Potters of Lower Harrow']], 30);
      await pinterest.close();
      launched = await home.start();
      linnet = await contractOf(launched);
      const boards = (await linnet.accounts.list({ brandId })).find(({ network }) => network === 'pinterest');
      const pin = good(await linnet.posts.create({ brandId, text: 'Ash glaze bowl', accountIds: [boards?.id ?? ''] }));
      await camera.shoot(launched, 'options-boards-failed', async (page) => { await goTo(`/compose/${pin.id}`)(page); await page.locator(`#tab-${boards?.id ?? ''}`).click(); await page.waitForTimeout(2_000); });
      await long(camera, launched);
    } finally {
      await launched.stop();
      await practice.stop();
      await pinterest.close().catch(() => undefined);
      home.remove();
    }
  },
};
