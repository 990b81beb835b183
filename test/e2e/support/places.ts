import { expect, type Locator, type Page } from '@playwright/test';

/** Goes where a link inside the window would lead. */
export async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate((to) => { location.hash = `#${to}`; }, route);
}

/** Moves the focus with Tab until it is on what is wanted, as a person without a mouse would. */
export async function tabTo(page: Page, name: RegExp, limit = 60): Promise<void> {
  const seen: string[] = [];
  for (let n = 0; n < limit; n += 1) {
    const here = await focusedName(page);
    if (name.test(here)) return;
    seen.push(here);
    await page.keyboard.press('Tab');
  }
  expect(seen, `Tab reaches ${String(name)}`).toContain(String(name));
}

/** The words of the element that has the focus: its label, its text or its placeholder. */
export const focusedName = async (page: Page): Promise<string> => page.evaluate(() => {
  const here = document.activeElement;
  if (!(here instanceof HTMLElement) || here === document.body) return '';
  const labels = here instanceof HTMLInputElement || here instanceof HTMLTextAreaElement ? [...(here.labels ?? [])].map((label) => label.textContent) : [];
  return [here.getAttribute('aria-label') ?? '', ...labels, here.textContent].join(' ').trim();
});

/** Drags with the mouse as a hand does: a little at first, then over, with a moment on the way for the page to follow. */
export async function dragTo(page: Page, from: Locator, to: Locator): Promise<void> {
  await from.scrollIntoViewIfNeeded();
  const b = await to.boundingBox();
  if (b === null) throw new Error('both ends of a drag must be in sight');
  await dragToPoint(page, from, { x: b.x + b.width / 2, y: b.y + b.height / 2 });
}

/** The same, to a point of the window. */
export async function dragToPoint(page: Page, from: Locator, to: { readonly x: number; readonly y: number }): Promise<void> {
  const a = await from.boundingBox();
  if (a === null) throw new Error('both ends of a drag must be in sight');
  await page.mouse.move(a.x + a.width / 2, a.y + a.height / 2);
  await page.mouse.down();
  await page.mouse.move(a.x + a.width / 2 + 8, a.y + a.height / 2 + 8, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 20 });
  await page.mouse.move(to.x + 1, to.y + 1);
  await page.mouse.up();
}
