import { expect, type Page, test } from '@playwright/test';
import { good, type Linnet } from './support/contract';
import type { TestFolder } from './support/data-folder';
import { killApp, type LaunchedApp } from './support/launch';
import { goTo } from './support/places';
import { startOn, startWithBrand } from './support/started';

let folder: TestFolder;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;
let brandId: string;

test.beforeAll(async () => {
  ({ folder, running, page, linnet, brandId } = await startWithBrand());
});

test.afterAll(async () => {
  await running.stop();
  await folder.remove();
});

const editor = () => page.getByRole('textbox', { name: 'Base text' });
const saved = async (text: string): Promise<void> => {
  await expect.poll(async () => stored(), { message: 'what is in the window is on the disk' }).toBe(text);
  await expect(page.locator('[data-status="clean"]')).toBeVisible();
};
const postId = (): string => /compose\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '';
const stored = async (): Promise<string> => good(await linnet.posts.get({ id: postId() })).text;

async function newPost(): Promise<string> {
  await goTo(page, '/calendar');
  await page.getByRole('button', { name: 'Compose' }).first().click();
  await expect(editor()).toBeFocused();
  await expect(editor()).toHaveValue('');
  return postId();
}

test('a kill while typing loses a second of it at most', async () => {
  const id = await newPost();
  await page.keyboard.type('Saved before. ');
  await saved('Saved before. ');
  // Without a pause, so that no quiet moment saves it: only the limit of a second does.
  const typed: { readonly at: number; readonly length: number }[] = [];
  let text = 'Saved before. ';
  for (let n = 0; n < 60; n += 1) {
    await page.keyboard.type('x');
    text += 'x';
    typed.push({ at: Date.now(), length: text.length });
    await page.waitForFunction((length) => document.querySelector<HTMLTextAreaElement>('[data-editor="base"]')?.value.length === length, text.length);
    await page.evaluate(async () => new Promise((done) => { setTimeout(done, 40); }));
  }
  const killedAt = Date.now();
  await killApp(running);
  ({ running, page, linnet } = await startOn(folder));
  const kept = good(await linnet.posts.get({ id })).text;
  expect(text.startsWith(kept)).toBe(true);
  const mustHave = typed.filter(({ at }) => at < killedAt - 1_000).at(-1)?.length ?? 0;
  expect(typed[0]?.at).toBeLessThan(killedAt - 1_500);
  expect(kept.length).toBeGreaterThanOrEqual(mustHave);
});

test('an earlier version is brought back, and nothing of the later one is lost', async () => {
  const id = await newPost();
  await page.keyboard.type('The first idea.');
  await saved('The first idea.');
  await editor().fill('Another idea altogether.');
  await saved('Another idea altogether.');
  await page.getByRole('button', { name: /\d versions?/ }).click();
  const versions = page.getByRole('region', { name: 'Versions' });
  await expect.poll(async () => versions.getByRole('button', { name: /characters?/ }).count()).toBeGreaterThan(1);
  await versions.getByRole('button', { name: /The first idea\./ }).first().click();
  await versions.getByRole('button', { name: 'Bring it back' }).click();
  await expect(editor()).toHaveValue('The first idea.');
  await expect.poll(stored).toBe('The first idea.');
  const titles = (await linnet.posts.revisions({ postId: id })).map(({ title }) => title);
  expect(titles).toEqual(expect.arrayContaining(['The first idea.', 'Another idea altogether.']));
});

test('a post is duplicated, deleted to the bin, and undone', async () => {
  const id = await newPost();
  await page.keyboard.type('Copy me.');
  await saved('Copy me.');
  const menu = page.getByRole('button', { name: 'More for this post' });
  await menu.click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect.poll(postId).not.toBe(id);
  await expect(editor()).toHaveValue('Copy me.');
  const copy = postId();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Delete to the bin' }).click();
  await expect(page.getByText('In the bin').first()).toBeVisible();
  expect((await linnet.posts.bin({ brandId })).map((card) => card.id)).toContain(copy);
  await page.getByRole('status').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => good(await linnet.posts.get({ id: copy })).deletedAt).toBeNull();
  expect(good(await linnet.posts.get({ id })).text).toBe('Copy me.');
});

const paste = async (text: string): Promise<void> => {
  await running.app.evaluate(({ clipboard }, words) => { void clipboard.writeText(words); }, text);
  await editor().focus();
  await page.keyboard.press('Control+V');
};

test('emoji and right-to-left text are kept to the byte', async () => {
  await newPost();
  const text = 'Family 👨‍👩‍👧‍👦, flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿, thumbs 👍🏽.\nשלום עולם, مرحبا بالعالم, ‏(אבג)‏ é vs é.\n𝕋𝕖𝕤𝕥';
  await paste(text);
  await saved(text);
  await expect(editor()).toHaveValue(text);
  const copy = good(await linnet.posts.get({ id: postId() })).text;
  expect(Buffer.from(copy)).toEqual(Buffer.from(text));
});

test('a paste of 100,000 characters is taken whole, and a longer one is cut and said', async () => {
  await newPost();
  const long = 'Long words go on. '.repeat(6_000).slice(0, 100_000);
  await paste(long);
  await expect.poll(async () => (await stored()).length, { timeout: 30_000 }).toBe(100_000);
  expect(await stored()).toBe(long);
  await newPost();
  await paste(`${long}and more`);
  await expect(page.getByText(/kept the first 100,000 characters/)).toBeVisible();
  await expect.poll(async () => (await stored()).length, { timeout: 30_000 }).toBe(100_000);
});
