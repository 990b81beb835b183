import { BrowserWindow, screen, type Session } from 'electron';
import Store from 'electron-store';
import { boundsFrom } from './bounds';
import { isOurs } from './own-page';
import { resource } from './paths';

/** Nothing but our own page is ever shown; links go out by `app.openExternal`, which checks them. */
function harden(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => { decide(false); });
  session.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => { event.preventDefault(); });
}

export function openWindow(options: {
  readonly folder: string;
  readonly preload: string;
  /** A dev server in development, our own scheme otherwise. */
  readonly url: string;
  readonly dark: boolean;
  readonly onClose: (event: { readonly preventDefault: () => void }, window: BrowserWindow) => void;
}): BrowserWindow {
  const store = new Store<Record<string, unknown>>({ cwd: options.folder, name: 'window', clearInvalidConfig: true });
  const { maximised, ...bounds } = boundsFrom(store.get('bounds'), screen.getAllDisplays().map((display) => display.workArea));
  const window = new BrowserWindow({
    ...bounds, minWidth: 800, minHeight: 560, show: false, title: 'Linnet', backgroundColor: options.dark ? '#131719' : '#ffffff', autoHideMenuBar: process.platform !== 'darwin',
    icon: resource('icons', 'linnet-256.png'),
    webPreferences: { preload: options.preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, spellcheck: false, backgroundThrottling: false },
  });
  harden(window.webContents.session);
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (event: { readonly preventDefault: () => void; readonly url: string }): void => { if (!isOurs(event.url, options.url)) event.preventDefault(); };
  window.webContents.on('will-navigate', stay);
  window.webContents.on('will-frame-navigate', stay);
  window.webContents.on('will-redirect', stay);
  window.webContents.on('will-attach-webview', (event) => { event.preventDefault(); });
  window.once('ready-to-show', () => { if (maximised) window.maximize(); window.show(); });
  window.on('close', (event) => {
    store.set('bounds', { ...window.getNormalBounds(), maximised: window.isMaximized() });
    options.onClose(event, window);
  });
  void window.loadURL(options.url);
  return window;
}
