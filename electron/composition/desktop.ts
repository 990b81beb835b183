import { app, type BrowserWindow, dialog, Menu, nativeTheme, protocol, session } from 'electron';
import type { AnyRouter } from '@orpc/server';
import type { AppEvent } from '#core/contract/app';
import type { PublisherStatus } from '#core/contract/publishing';
import { serveApi } from '../shell/api-port';
import { APP_ORIGIN, serveApp } from '../shell/app-protocol';
import { buildMenu } from '../shell/menu';
import { built } from '../shell/paths';
import { createTray, type LinnetTray } from '../shell/tray';
import { openWindow } from '../shell/window';
import { words } from '../shell/words';
import { createFailureCode } from './failure-code';
import type { Foundation } from './start-up';

export interface Desktop {
  readonly show: (route: string | null) => void;
  readonly reload: () => void;
  readonly showStatus: (status: PublisherStatus) => void;
  readonly pickImages: () => Promise<readonly string[]>;
  readonly origins: readonly string[];
  /** From here on closing the window closes it for good. */
  readonly leave: () => void;
}

/** The window, its menu and its tray icon. */
export function createDesktop(foundation: Foundation, deps: { readonly router: () => Promise<AnyRouter>; readonly togglePause: () => void }): Desktop {
  const { events, log, preferences } = foundation;
  const devUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  const url = devUrl ?? `${APP_ORIGIN}/index.html`;
  let window: BrowserWindow | null = null;
  let tray: LinnetTray | null = null;
  let leaving = false;
  let paused: boolean | null = null;
  const send = (event: AppEvent): void => { events.send(event); };

  function show(route: string | null): void {
    if (window === null) open();
    else {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    }
    if (route !== null) send({ type: 'open', route });
  }

  function open(): void {
    window = openWindow({
      folder: foundation.folder, preload: built('preload', 'index.cjs'), url, dark: nativeTheme.shouldUseDarkColors,
      onClose: (event, closing) => {
        // With a tray icon the window hides and publishing goes on; without one, closing it ends Linnet.
        if (leaving || tray === null || !preferences.get().keepRunningInTray) return;
        event.preventDefault();
        closing.hide();
      },
    });
    window.on('closed', () => { window = null; });
  }

  if (devUrl === undefined) serveApp(protocol, built('renderer'));
  session.defaultSession.webRequest.onBeforeRequest((details, decide) => {
    const allowed = /^(linnet-app|linnet-media|devtools|blob|data):/.test(details.url) || (devUrl !== undefined && details.url.replace(/^ws/, 'http').startsWith(new URL(devUrl).origin));
    // The window has no business on any network: everything goes through the main process.
    decide({ cancel: !allowed });
  });
  serveApi({ window: () => window, url, router: deps.router, onDefect: (error) => { log.error('api', error); }, failureCode: createFailureCode(foundation.database.name) });
  const rebuildMenu = (): void => { Menu.setApplicationMenu(buildMenu({ send, dataFolder: foundation.folder, paused: paused ?? false, dev: !app.isPackaged })); };
  rebuildMenu();
  app.on('activate', () => { show(null); });
  app.on('window-all-closed', () => { if (process.platform !== 'darwin') app.quit(); });
  open();
  try {
    tray = createTray({
      open: show, compose: () => { show(null); send({ type: 'command', command: 'compose' }); }, togglePause: deps.togglePause, quit: () => { app.quit(); },
      timeText: (at) => new Intl.DateTimeFormat(app.getLocale(), { weekday: 'short', hour: '2-digit', minute: '2-digit' }).format(at),
    });
  } catch (error) {
    log.info('this desktop has no tray', error);
  }

  return {
    show,
    reload: () => { window?.webContents.reload(); },
    showStatus: (status) => {
      tray?.show(status);
      if (paused === status.paused) return;
      paused = status.paused;
      rebuildMenu();
    },
    pickImages: async () => {
      const options = { title: words.dialog.pickImages, properties: ['openFile' as const, 'multiSelections' as const], filters: [{ name: words.dialog.images, extensions: ['jpg', 'jpeg', 'png', 'webp', 'gif', 'avif'] }] };
      const picked = window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
      return picked.canceled ? [] : picked.filePaths;
    },
    origins: [devUrl === undefined ? APP_ORIGIN : new URL(devUrl).origin],
    leave: () => { leaving = true; tray?.destroy(); },
  };
}
