import { expect, test } from '@playwright/test';
import { contractOf, good } from './support/contract';
import { launchApp } from './support/launch';
import { goTo } from './support/places';
import { makeBrand } from './support/sample';

test('how a brand speaks is saved while it is typed, and helps where the post is written', async () => {
  const running = await launchApp();
  try {
    const page = running.window;
    const linnet = await contractOf(running);
    await makeBrand(page, 'Wren & Fern');
    const brandId = (await linnet.brands.list())[0]?.id ?? '';
    await goTo(page, '/settings/brands');
    await page.getByRole('textbox', { name: 'Words to avoid' }).pressSequentially('cheap');
    await page.getByRole('textbox', { name: 'Voice' }).fill('Dry and brief.');
    await page.getByRole('textbox', { name: 'Links' }).fill('Shop https://example.com/shop');
    await expect.poll(async () => (await linnet.brands.list()).map(({ voice, wordsToAvoid, links }) => [voice, wordsToAvoid, links])).toEqual([['Dry and brief.', 'cheap', 'Shop https://example.com/shop']]);

    const { id } = good(await linnet.posts.create({ brandId, text: 'Ferns for all.' }));
    await goTo(page, `/compose/${id}`);
    const editor = page.getByRole('textbox', { name: 'Base text' });
    await expect(page.getByRole('button', { name: 'Voice', exact: true })).toBeVisible();
    await editor.fill('Ferns, and not cheap ones: ');
    await page.getByRole('button', { name: 'Voice: avoid “cheap”' }).click();
    const notes = page.getByRole('dialog');
    await expect(notes.getByText('Dry and brief.')).toBeVisible();
    await notes.getByRole('button', { name: /Shop/ }).click();
    await expect(editor).toHaveValue('Ferns, and not cheap ones: https://example.com/shop');
  } finally {
    await running.stop();
  }
});
