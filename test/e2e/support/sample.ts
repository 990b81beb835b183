import { expect, type Page } from '@playwright/test';

/** On first run: the sample brand with its posts, pictures and results. */
export async function addSampleBrand(page: Page): Promise<void> {
  await page.getByRole('button', { name: /sample/i }).first().click();
  await expect(page.getByRole('navigation').getByRole('link', { name: /calendar/i }).or(page.getByRole('link', { name: /calendar/i })).first()).toBeVisible({ timeout: 30_000 });
}

/** As a person's system would have it. */
export async function setTheme(page: Page, theme: string): Promise<void> {
  await page.emulateMedia({ colorScheme: theme === 'dark' ? 'dark' : 'light' });
}
