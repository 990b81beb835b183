import { ipcMain, MessageChannelMain, type BrowserWindow } from 'electron';
import { onError, type AnyRouter } from '@orpc/server';
import type { ErrorCode } from '#core/errors';
import { RPCHandler } from '@orpc/server/message-port';
import { failuresAsCodes } from './failures';
import { isOurs } from './own-page';

/**
 * Gives our own page, and nobody else, one port to the API. A reload gets a new port and the old one closes.
 * `router` may take its time: the page's first questions wait for the database.
 */
export function serveApi(deps: { readonly window: () => BrowserWindow | null; readonly url: string; readonly router: () => Promise<AnyRouter>; readonly onDefect: (error: unknown) => void; readonly failureCode: (cause: unknown) => ErrorCode | null }): void {
  ipcMain.on('linnet:want-port', (event) => {
    const window = deps.window();
    const frame = event.senderFrame;
    if (window === null || event.sender !== window.webContents || frame === null || frame !== window.webContents.mainFrame || !isOurs(frame.url, deps.url)) return;
    deps.router().then((router) => {
      if (window.isDestroyed() || frame.detached) return;
      const { port1, port2 } = new MessageChannelMain();
      new RPCHandler(router as never, { interceptors: [failuresAsCodes(deps.failureCode), onError(deps.onDefect)] }).upgrade(port1);
      port1.start();
      frame.postMessage('linnet:port', null, [port2]);
    }).catch(deps.onDefect);
  });
}
