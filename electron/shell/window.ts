import { BrowserWindow, type Session } from 'electron';
import type { Bounds } from './bounds';
import { isOurs } from './own-page';
import { resource } from './paths';

export interface LinnetWindow {
  readonly window: BrowserWindow;
  /** It was, the last time: to be done again when it is shown. */
  readonly maximised: boolean;
  /** The page's first turn is over: it has drawn all that it will at once. The window stays hidden until somebody gives it its place. */
  readonly drawn: Promise<void>;
}

/** Nothing but our own page is ever shown; links go out by `app.openExternal`, which checks them. */
function harden(session: Session): void {
  // The page may put text on the clipboard after a click, and never read it.
  session.setPermissionRequestHandler((_contents, permission, decide) => { decide(permission === 'clipboard-sanitized-write'); });
  session.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => { event.preventDefault(); });
}

/**
 * A hidden window that is loading our page: it is the first thing a start does, so it needs nothing else of ours. It paints nothing
 * until it is shown: a page that may paint waits for Chromium's process for graphics before it so much as reads its script.
 */
export function createWindow(options: { readonly preload: string; readonly url: string; readonly dark: boolean; readonly bounds: Bounds }): LinnetWindow {
  const { maximised, ...bounds } = options.bounds;
  const window = new BrowserWindow({
    ...bounds, width: bounds.width + 1, minWidth: 800, minHeight: 560, show: false, paintWhenInitiallyHidden: false, title: 'Linnet', backgroundColor: options.dark ? '#131719' : '#ffffff', autoHideMenuBar: process.platform !== 'darwin',
    icon: resource('icons', 'linnet-256.png'),
    webPreferences: { preload: options.preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, spellcheck: false },
  });
  // A hidden window tells its page its size only when that changes: otherwise the first look is laid out for no width at all, and again.
  window.setSize(bounds.width, bounds.height);
  harden(window.webContents.session);
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (event: { readonly preventDefault: () => void; readonly url: string }): void => { if (!isOurs(event.url, options.url)) event.preventDefault(); };
  window.webContents.on('will-navigate', stay);
  window.webContents.on('will-frame-navigate', stay);
  window.webContents.on('will-redirect', stay);
  window.webContents.on('will-attach-webview', (event) => { event.preventDefault(); });
  const drawn = new Promise<void>((resolve) => {
    window.webContents.ipc.once('linnet:drawn', () => { resolve(); });
    window.webContents.once('dom-ready', () => { resolve(); });
    window.webContents.once('did-fail-load', () => { resolve(); });
  });
  // Not from the beginning: such a page paints before it is shown. From here on a window in the tray keeps its timers.
  window.webContents.once('dom-ready', () => { window.webContents.setBackgroundThrottling(false); });
  void window.loadURL(options.url);
  return { window, maximised, drawn };
}
