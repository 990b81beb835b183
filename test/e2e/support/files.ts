import type { Locator, Page } from '@playwright/test';

/** Files of this computer let go over the window, as the system hands them to Chromium: no event is made by hand. */
export async function dropFiles(page: Page, onto: Locator, files: readonly string[]): Promise<void> {
  const box = await onto.boundingBox();
  if (box === null) throw new Error('what files are dropped on must be in sight');
  const cdp = await page.context().newCDPSession(page);
  try {
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await cdp.send('Input.dispatchDragEvent', { type, x: box.x + box.width / 2, y: box.y + box.height / 2, data: { items: [], files: [...files], dragOperationsMask: 1 } });
    }
  } finally {
    await cdp.detach();
  }
}
