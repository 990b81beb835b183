import type { ElectronApplication } from '@playwright/test';
import type { NativeImage } from 'electron';

/** Puts a picture on the clipboard of the system. Older Electrons, the registry runtime among them, have a function of their own for it. */
export async function copyPicture(app: ElectronApplication, png: Uint8Array): Promise<void> {
  await app.evaluate(async ({ clipboard, ClipboardItem, nativeImage }, base64) => {
    const bytes = Buffer.from(base64, 'base64');
    if ('writeImage' in clipboard) (clipboard as unknown as { readonly writeImage: (image: NativeImage) => void }).writeImage(nativeImage.createFromBuffer(bytes));
    else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes], { type: 'image/png' }) })]);
  }, Buffer.from(png).toString('base64'));
}
