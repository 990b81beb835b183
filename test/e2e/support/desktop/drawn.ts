import type { ElectronApplication } from '@playwright/test';

/** How many pixels of the whole screen have a colour, given as red, green, blue. What the desktop itself draws is on it too. */
export async function pixelsOf(app: ElectronApplication, colour: readonly [number, number, number]): Promise<number> {
  return app.evaluate(async ({ desktopCapturer, screen }, [red, green, blue]) => {
    const [seen] = await desktopCapturer.getSources({ types: ['screen'], thumbnailSize: screen.getPrimaryDisplay().size });
    const bitmap = seen?.thumbnail.toBitmap() ?? Buffer.alloc(0);
    let count = 0;
    for (let at = 0; at + 3 < bitmap.length; at += 4) if (bitmap[at] === blue && bitmap[at + 1] === green && bitmap[at + 2] === red) count += 1;
    return count;
  }, colour);
}
