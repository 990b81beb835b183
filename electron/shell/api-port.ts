import { ipcMain, MessageChannelMain, type BrowserWindow } from 'electron';
import type { AnyRouter, Context } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { onError } from '@orpc/server';
import { isOurs } from './window';

/** Gives our own page, and nobody else, one port to the API. A reload gets a new port and the old one closes. */
export function serveApi(deps: { readonly window: () => BrowserWindow | null; readonly url: string; readonly router: AnyRouter; readonly onDefect: (error: unknown) => void }): void {
  const handler = new RPCHandler(deps.router as never, { interceptors: [onError(deps.onDefect)] });
  ipcMain.on('linnet:want-port', (event) => {
    const window = deps.window();
    const frame = event.senderFrame;
    if (window === null || event.sender !== window.webContents || frame === null || frame !== window.webContents.mainFrame || !isOurs(frame.url, deps.url)) return;
    const { port1, port2 } = new MessageChannelMain();
    handler.upgrade(port1, { context: {} as Context });
    port1.start();
    window.webContents.postMessage('linnet:port', null, [port2]);
  });
}
