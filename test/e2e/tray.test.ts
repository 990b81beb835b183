import { expect, test } from '@playwright/test';
import { contractOf, good } from './support/contract';
import { launchApp } from './support/launch';
import { goTo } from './support/places';
import { makeBrand } from './support/sample';

test('every draft of a full tray is reached by arrow keys and by scrolling', async () => {
  test.setTimeout(120_000);
  const running = await launchApp();
  const { window: page } = running;
  try {
    await makeBrand(page, 'Wren & Fern');
    const linnet = await contractOf(running);
    const [brand] = await linnet.brands.list();
    const brandId = brand?.id ?? '';
    for (let n = 1; n <= 50; n += 1) {
      good(await linnet.posts.create({ brandId, text: `Draft number ${n}.` }));
    }
    await goTo(page, '/calendar');
    const cards = page.locator('[data-draft]');
    await expect(cards.first()).toContainText('Draft number 50.');
    // Only what can be seen, and a little more, is drawn.
    expect(await cards.count()).toBeLessThan(50);
    await cards.first().focus();
    for (let n = 49; n >= 1; n -= 1) {
      await page.keyboard.press('ArrowDown');
      await expect(page.locator('[data-draft]:focus')).toContainText(`Draft number ${n}.`);
    }
    await goTo(page, '/today');
    await goTo(page, '/calendar');
    await cards.first().hover();
    await expect.poll(async () => {
      await page.mouse.wheel(0, 2_000);
      return page.getByText('Draft number 1.', { exact: true }).isVisible();
    }).toBe(true);
  } finally {
    await running.stop();
  }
});
