import { extname } from 'node:path';
import { app, type BrowserWindow, nativeTheme, protocol, session } from 'electron';
import { offerPort, type ServedPort } from './api-port';
import { APP_ORIGIN, serveApp } from './app-protocol';
import { keptBounds } from './kept-bounds';
import { handleMedia } from './media-protocol';
import { built } from './paths';
import { createWindow, type LinnetWindow } from './window';

type Handle = (request: Request) => Promise<Response>;

export interface OwnPage {
  readonly origins: readonly string[];
  /** The page has asked for all that its first look is made of: from here on it is busy with itself for a while. */
  readonly lookAsked: Promise<void>;
  readonly open: () => LinnetWindow;
  /** Who answers the page's questions and its media. What was asked before waits. */
  readonly serve: (api: () => Promise<ServedPort>, media: Handle) => void;
}

/** Script, style and typeface: text that is drawn before its typeface is there is laid out a second time. */
const FIRST_LOOK: readonly string[] = ['.js', '.css', '.woff2'];

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

  let allAsked = (): void => undefined;
  const lookAsked = new Promise<void>((resolve) => { allAsked = resolve; });
  const missing = new Set(FIRST_LOOK);
  if (devUrl === undefined) serveApp(protocol, built('renderer'), (path) => {
    missing.delete(extname(path));
    if (missing.size === 0) allAsked();
  });
  else allAsked();
  // Before the window: a page never learns of a scheme that is served only after it was loaded.
  handleMedia(protocol, async (request) => (await serving).media(request));
  session.defaultSession.webRequest.onBeforeRequest((details, decide) => {
    const allowed = /^(linnet-app|linnet-media|devtools|blob|data):/.test(details.url) || (devUrl !== undefined && details.url.replace(/^ws/, 'http').startsWith(origin));
    // The window has no business on any network: everything goes through the main process.
    decide({ cancel: !allowed });
  });
  offerPort({ window: () => window, url, open: async () => (await serving).api(), kept });
  return {
    origins: [origin], lookAsked,
    open: () => {
      const made = createWindow({ preload: built('preload', 'index.cjs'), url, dark: nativeTheme.shouldUseDarkColors, bounds: keptBounds(app.getPath('userData')) });
      window = made.window;
      made.window.on('closed', () => { if (window === made.window) window = null; });
      return made;
    },
    serve: (api, media) => { served({ api, media }); },
  };
}
