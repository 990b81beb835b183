import { ipcMain, MessageChannelMain, type BrowserWindow, type MessagePortMain } from 'electron';
import { isOurs } from './own-page';

export interface ServedPort {
  readonly serve: (port: MessagePortMain) => void;
  /** Goes to the page together with the port. */
  readonly first: string;
  /** Goes to it as soon as it is there; null when nothing more comes. */
  readonly more: Promise<string> | null;
  /** What the page was shown from the last run still holds, so nothing else is sent. */
  readonly keptStands: boolean;
}

/**
 * Gives our own page, and nobody else, one port to the API. A reload gets a new port and the old one closes.
 * `open` may take its time: the page's first questions wait for the database. The first page is shown `kept` meanwhile.
 */
export function offerPort(deps: { readonly window: () => BrowserWindow | null; readonly url: string; readonly open: () => Promise<ServedPort>; readonly kept: Promise<string | null> }): void {
  let first = true;
  ipcMain.on('linnet:want-port', (event) => {
    const window = deps.window();
    const frame = event.senderFrame;
    if (window === null || event.sender !== window.webContents || frame === null || frame !== window.webContents.mainFrame || !isOurs(frame.url, deps.url)) return;
    let served = false;
    if (first) void deps.kept.then((answers) => { if (answers !== null && !served && !window.isDestroyed() && !frame.detached) frame.postMessage('linnet:kept', answers); });
    first = false;
    // What fails here is written down with everything that nobody caught.
    void deps.open().then(async ({ serve, first, more, keptStands }) => {
      if (window.isDestroyed() || frame.detached) return;
      const { port1, port2 } = new MessageChannelMain();
      served = true;
      serve(port1);
      port1.start();
      frame.postMessage('linnet:port', { first, more: more !== null, keptStands }, [port2]);
      if (more === null) return;
      const answers = await more;
      if (!window.isDestroyed() && !frame.detached) frame.postMessage('linnet:answers', answers);
    });
  });
}
