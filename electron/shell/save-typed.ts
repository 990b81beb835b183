import { BrowserWindow, session } from 'electron';

/** `renderer/api/leaving.ts` answers it; a page that has nothing to save has no such thing. */
const SAVE = 'globalThis.linnetSaveTyped?.()';

/** Before Linnet ends, what was typed in the last moment is saved. A page that hangs may never answer; a stranger's, in a window for a login, is not asked. */
export async function saveTyped(): Promise<void> {
  const pages = BrowserWindow.getAllWindows().map(({ webContents }) => webContents).filter((page) => !page.isDestroyed() && page.session === session.defaultSession && !page.isCrashed());
  await Promise.all(pages.map(async (page) => page.executeJavaScript(SAVE)));
}
