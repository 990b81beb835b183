import { ipcMain, MessageChannelMain, type BrowserWindow, type MessagePortMain } from 'electron';
import { isOurs } from './own-page';

export interface ServedPort {
  readonly serve: (port: MessagePortMain) => void;
  /** Goes to the page together with the port. */
  readonly first: string;
}

/**
 * Gives our own page, and nobody else, one port to the API. A reload gets a new port and the old one closes.
 * `open` may take its time: the page's first questions wait for the database.
 */
export function offerPort(deps: { readonly window: () => BrowserWindow | null; readonly url: string; readonly open: () => Promise<ServedPort> }): void {
  ipcMain.on('linnet:want-port', (event) => {
    const window = deps.window();
    const frame = event.senderFrame;
    if (window === null || event.sender !== window.webContents || frame === null || frame !== window.webContents.mainFrame || !isOurs(frame.url, deps.url)) return;
    // What fails here is written down with everything that nobody caught.
    void deps.open().then(({ serve, first }) => {
      if (window.isDestroyed() || frame.detached) return;
      const { port1, port2 } = new MessageChannelMain();
      serve(port1);
      port1.start();
      frame.postMessage('linnet:port', first, [port2]);
    });
  });
}
