import { BrowserWindow, screen, type Session } from 'electron';
import Store from 'electron-store';
import { resource } from './paths';
import { APP_ORIGIN } from './app-protocol';

interface Bounds { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number; readonly maximised: boolean }
const usual: Bounds = { width: 1280, height: 800, maximised: false };

/** Bounds kept from last time, unless that screen is gone. */
function restore(store: Store<{ bounds: Bounds }>): Bounds {
  const kept = store.get('bounds', usual);
  if (kept.x === undefined || kept.y === undefined) return usual;
  const { x, y, width, height } = kept;
  const visible = screen.getAllDisplays().some(({ workArea: a }) => x < a.x + a.width - 80 && x + width > a.x + 80 && y >= a.y - 10 && y < a.y + a.height - 80);
  return visible && width >= 800 && height >= 500 ? kept : usual;
}

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
  const store = new Store<{ bounds: Bounds }>({ cwd: options.folder, name: 'window' });
  const { maximised, ...bounds } = restore(store);
  const window = new BrowserWindow({
    ...bounds, minWidth: 800, minHeight: 560, show: false, title: 'Linnet', backgroundColor: options.dark ? '#131719' : '#ffffff', autoHideMenuBar: process.platform !== 'darwin',
    icon: resource('icons', 'linnet-256.png'),
    webPreferences: { preload: options.preload, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, spellcheck: false, backgroundThrottling: false },
  });
  harden(window.webContents.session);
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (event: { readonly preventDefault: () => void; readonly url: string }): void => { if (!isOurs(event.url, options.url)) event.preventDefault(); };
  window.webContents.on('will-navigate', stay);
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

/** Is this address our own page? Used for navigation and for who may ask over the port. */
export function isOurs(address: string, base: string): boolean {
  try {
    const a = new URL(address);
    const b = new URL(base);
    return a.protocol === b.protocol && a.host === b.host && (a.origin === b.origin || `${a.protocol}//${a.host}` === APP_ORIGIN);
  } catch {
    return false;
  }
}
