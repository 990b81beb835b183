import { app, type BrowserWindow, ipcMain, nativeTheme, protocol, session } from 'electron';
import { offerPort, type ServedPort } from './api-port';
import { APP_ORIGIN, serveApp } from './app-protocol';
import { keptBounds } from './kept-bounds';
import { handleMedia } from './media-protocol';
import { built } from './paths';
import { createWindow, type LinnetWindow } from './window';

type Handle = (request: Request) => Promise<Response>;

export interface OwnPage {
  readonly origins: readonly string[];
  /** The page has all that its first look is made of: from here on it is busy with itself for a while. */
  readonly drawing: Promise<void>;
  readonly open: () => LinnetWindow;
  /** Who answers the page's questions and its media. What was asked before waits. */
  readonly serve: (api: () => Promise<ServedPort>, media: Handle) => void;
}

/**
 * Serves the window's page, and nothing but it, to the windows that `open` makes. Once, after the app is ready.
 * @param kept the first answers of the last run, for the first window
 */
export function servePage(kept: Promise<string | null>): OwnPage {
  const devUrl = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  const url = devUrl ?? `${APP_ORIGIN}/index.html`;
  const origin = devUrl === undefined ? APP_ORIGIN : new URL(devUrl).origin;
  let window: BrowserWindow | null = null;
  let served: (by: { readonly api: () => Promise<ServedPort>; readonly media: Handle }) => void = () => undefined;
  const serving = new Promise<{ readonly api: () => Promise<ServedPort>; readonly media: Handle }>((resolve) => { served = resolve; });

  // Chromium hands the page its files on this thread: what keeps that busy keeps the page waiting.
  const drawing = new Promise<void>((resolve) => {
    if (devUrl === undefined) ipcMain.once('linnet:drawing', () => { resolve(); });
    else resolve();
  });
  if (devUrl === undefined) serveApp(protocol, built('renderer'));
  // Before the window: a page never learns of a scheme that is served only after it was loaded.
  handleMedia(protocol, async (request) => (await serving).media(request));
  session.defaultSession.webRequest.onBeforeRequest((details, decide) => {
    const allowed = /^(linnet-app|linnet-media|devtools|blob|data):/.test(details.url) || (devUrl !== undefined && details.url.replace(/^ws/, 'http').startsWith(origin));
    // The window has no business on any network: everything goes through the main process.
    decide({ cancel: !allowed });
  });
  offerPort({ window: () => window, url, open: async () => (await serving).api(), kept });
  return {
    origins: [origin], drawing,
    open: () => {
      const made = createWindow({ preload: built('preload', 'index.cjs'), url, dark: nativeTheme.shouldUseDarkColors, bounds: keptBounds(app.getPath('userData')) });
      window = made.window;
      made.window.on('closed', () => { if (window === made.window) window = null; });
      return made;
    },
    serve: (api, media) => { served({ api, media }); },
  };
}
