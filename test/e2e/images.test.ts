import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { bomb, photo, solid } from '#test/support/pictures';
import { copyPicture } from './support/clipboard';
import { contractOf, good, type Linnet } from './support/contract';
import { dropFiles } from './support/files';
import { type LaunchedApp, launchApp } from './support/launch';
import { goTo } from './support/places';
import { makeBrand } from './support/sample';

// Pictures as they come: dropped, pasted, picked; good and bad ones together.

let folder: string;
let running: LaunchedApp;
let page: Page;
let linnet: Linnet;

test.describe.configure({ mode: 'serial' });

const file = (name: string, bytes: Uint8Array | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'linnet-pictures-'));
  running = await launchApp();
  page = running.window;
  linnet = await contractOf(running);
  await makeBrand(page, 'Wren & Fern');
  await goTo(page, '/calendar?view=month');
  await page.getByRole('button', { name: 'Compose' }).first().click();
  await expect(editor()).toBeFocused();
});

test.afterAll(async () => {
  await running.stop();
  rmSync(folder, { recursive: true, force: true });
});

const editor = (): Locator => page.getByRole('textbox', { name: 'Base text' });
const pictures = (): Locator => page.getByRole('list', { name: 'Pictures' }).getByRole('button', { name: /^Picture \d/ });
/** The file names of the pictures in the strip, in their order. */
const names = async (): Promise<readonly (string | null)[]> => Promise.all((await pictures().all()).map(async (each) => each.getAttribute('title')));
const stored = async (): Promise<readonly { readonly alt: string; readonly fileName: string | undefined }[]> => {
  const { media } = good(await linnet.posts.get({ id: /compose\/([0-9a-f-]{36})/.exec(page.url())?.[1] ?? '' }));
  const assets = await linnet.media.get({ ids: media.map(({ assetId }) => assetId) });
  return media.map(({ assetId, alt }) => ({ alt, fileName: assets.find(({ id }) => id === assetId)?.fileName }));
};
const becomes = async (wanted: readonly string[]): Promise<void> => {
  await expect.poll(names).toEqual(wanted);
  await expect.poll(async () => (await stored()).map(({ fileName }) => fileName), { message: 'and so it is stored' }).toEqual(wanted);
};
const refusals = (): Locator => page.locator('.uploads li');

test('files are dropped: the good ones come in their order, each bad one says why', async () => {
  const huge = file('huge.jpg', '');
  truncateSync(huge, 41 * 1024 * 1024);
  await dropFiles(page, editor(), [
    file('loaves.jpg', await photo(400, 300)), file('notes.jpg', 'These are only words, whatever the name says.'), file('rye.png', await solid(300, 200).png().toBuffer()),
    file('cut.jpg', (await photo(400, 300, 2)).subarray(0, 9_000)), file('bomb.png', await bomb()), file('empty.png', ''), huge, file('oats.webp', await solid(200, 200).webp().toBuffer()),
  ]);
  await becomes(['loaves.jpg', 'rye.png', 'oats.webp']);
  await expect(refusals()).toHaveText([
    /notes\.jpg is not a kind of picture or video Linnet takes/, /Linnet cannot read cut\.jpg/, /bomb\.png has too many pixels/, /empty\.png is empty/, /huge\.jpg is too big/,
  ]);
  while (await refusals().count() > 0) await refusals().first().getByRole('button', { name: /^Dismiss the note about/ }).click();
  await expect(pictures()).toHaveCount(3);
});

test('a picture is pasted from the clipboard, and the text stays as it was', async () => {
  await editor().focus();
  await page.keyboard.type('With a picture. ');
  await copyPicture(running.app, await solid(320, 200).png().toBuffer());
  await page.keyboard.press('Control+V');
  await expect(pictures()).toHaveCount(4);
  await expect.poll(async () => (await stored()).length).toBe(4);
  await expect(editor()).toHaveValue('With a picture. ');
  await page.getByRole('button', { name: 'Take picture 4 out' }).click();
  await becomes(['loaves.jpg', 'rye.png', 'oats.webp']);
});

test('pictures are picked; a bad one among them is told, and closing the picker changes nothing', async () => {
  const picks = async (filePaths: readonly string[]): Promise<void> => {
    await running.app.evaluate(({ dialog }, paths) => { dialog.showOpenDialog = async () => Promise.resolve({ canceled: paths.length === 0, filePaths: [...paths] }); }, filePaths);
    await page.getByRole('button', { name: /Drop or\s*choose/ }).click();
  };
  await picks([]);
  await picks([file('bad.gif', 'GIF89a and then nothing of the kind'), file('spelt.png', await solid(120, 90).png().toBuffer())]);
  await becomes(['loaves.jpg', 'rye.png', 'oats.webp', 'spelt.png']);
  await expect(refusals()).toHaveText([/bad\.gif/]);
  await refusals().getByRole('button', { name: 'Dismiss the note about bad.gif' }).click();
});

test('their order is changed by mouse and by keys, and one is taken out by Delete', async () => {
  await pictures().nth(3).dragTo(pictures().nth(0));
  await becomes(['spelt.png', 'loaves.jpg', 'rye.png', 'oats.webp']);
  await pictures().nth(0).focus();
  await page.keyboard.press('Alt+ArrowRight');
  await becomes(['loaves.jpg', 'spelt.png', 'rye.png', 'oats.webp']);
  // The focus goes with the picture.
  await expect(pictures().nth(1)).toBeFocused();
  await page.keyboard.press('Alt+ArrowRight');
  await becomes(['loaves.jpg', 'rye.png', 'spelt.png', 'oats.webp']);
  await page.keyboard.press('Delete');
  await becomes(['loaves.jpg', 'rye.png', 'oats.webp']);
  await expect(pictures().nth(2)).toBeFocused();
});

test('alt text is written by keyboard alone, goes with its picture, and a new use of the picture knows it', async () => {
  await pictures().nth(0).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Alt text of picture 1' })).toBeFocused();
  await page.keyboard.type('Two loaves');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Next without alt text' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Alt text of picture 2' })).toBeFocused();
  await page.keyboard.type('Rye');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Picture 2: Rye' })).toBeFocused();
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(page.getByRole('button', { name: 'Picture 1: Rye' })).toBeFocused();
  await expect.poll(stored).toEqual([{ alt: 'Rye', fileName: 'rye.png' }, { alt: 'Two loaves', fileName: 'loaves.jpg' }, { alt: '', fileName: 'oats.webp' }]);

  await goTo(page, '/calendar?view=month');
  await page.getByRole('button', { name: 'Compose' }).first().click();
  await expect(editor()).toHaveValue('');
  await dropFiles(page, editor(), [join(folder, 'loaves.jpg')]);
  await expect(page.getByRole('button', { name: 'Picture 1: Two loaves' })).toBeVisible();
});

test('a focal point is set by keys or by dragging, kept with the picture, and taken back by undo', async () => {
  const point = async () => (await linnet.media.list({ brandId: (await linnet.brands.list())[0]?.id ?? '', limit: 500 })).find(({ fileName }) => fileName === 'loaves.jpg')?.focus ?? null;
  const open = async (): Promise<Locator> => {
    await page.getByRole('button', { name: 'Focal point', exact: true }).click();
    return page.getByRole('dialog', { name: 'Focal point of picture 1' });
  };
  await page.getByRole('button', { name: 'Picture 1: Two loaves' }).click();
  const dialog = await open();
  const ring = dialog.getByRole('button', { name: /^Focal point, / });
  await expect(ring).toBeFocused();
  await expect(ring).toHaveAccessibleName('Focal point, 50 % from the left, 50 % from the top');
  await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('ArrowUp');
  await expect(ring).toHaveAccessibleName('Focal point, 60 % from the left, 49 % from the top');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect.poll(point).toEqual({ x: 0.6, y: 0.49 });

  await open();
  const box = await dialog.locator('.focal-picture').boundingBox();
  if (box === null) throw new Error('no picture to drag on');
  await page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.49);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.75, { steps: 4 });
  await page.mouse.up();
  await expect(ring).toHaveAccessibleName('Focal point, 25 % from the left, 75 % from the top');
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect.poll(async () => Math.round(((await point())?.x ?? 0) * 100)).toBe(25);
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect.poll(point).toEqual({ x: 0.6, y: 0.49 });

  // Escape leaves everything as it was, and the composer open.
  await open();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Alt text of picture 1' })).toBeVisible();
  expect(await point()).toEqual({ x: 0.6, y: 0.49 });

  await open();
  await dialog.getByRole('button', { name: 'Let Linnet look' }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect.poll(point).toBeNull();
});
