import { expect, type Page } from '@playwright/test';

/** On first run: the sample brand with its posts, pictures and results. */
export async function addSampleBrand(page: Page): Promise<void> {
  await page.getByRole('button', { name: /sample/i }).first().click();
  // The welcome screen ends when the brand is there.
  await expect(page.getByRole('button', { name: /sample/i })).toHaveCount(0, { timeout: 60_000 });
  // It leads to the calendar by itself; whoever goes elsewhere at once would be taken back.
  await page.waitForFunction(() => location.hash.startsWith('#/calendar'));
}

/** As a person's system would have it. */
export async function setTheme(page: Page, theme: string): Promise<void> {
  await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light' });
}

/** On first run: a brand of one's own, in the zone of this computer, by keyboard. */
export async function makeBrand(page: Page, name: string): Promise<void> {
  await page.getByLabel('Brand').fill(name);
  await page.getByLabel('Brand').press('Enter');
  await expect(page.getByRole('heading', { name: 'Connect an account' })).toBeVisible();
}
