import { randomUUID } from 'node:crypto';
import { BrowserWindow, Menu, type MenuItemConstructorOptions, type Session, session, type WebContents } from 'electron';
import { resource } from './paths';
import { shownHost } from './shown-host';
import { words } from './words';

type Verdict = 'allowed' | 'answer' | 'refused';
type Rules = (address: string, asked: 'page' | 'part') => Verdict;

interface Events {
  readonly onAnswer: (address: string) => void;
  readonly onClosed: () => void;
  readonly onFailed: (why: string) => void;
  readonly onBrowser: () => void;
}

/** The page went elsewhere, or we stopped it ourselves: nothing has failed. */
const NO_FAILURE = [-3, -20];

/**
 * A stranger's page in a window of its own: no preload, no rights, and a session in memory that is emptied when the window is gone.
 * Whatever the page or a server asks for goes past `rules` before it leaves; the redirect never does.
 */
export function openLoginWindow({ url, rules }: { readonly url: string; readonly rules: Rules }, events: Events, parent: BrowserWindow | null): { readonly close: () => void; readonly show: () => void } {
  // Without "persist:" nothing of it is ever written to the disk.
  const own = session.fromPartition(`login-${randomUUID()}`, { cache: false });
  let gone = false;
  shut(own, (address, asked) => (gone ? 'refused' : rules(address, asked)), events.onAnswer);
  const window = new BrowserWindow({
    width: 560, height: 780, minWidth: 360, minHeight: 420, title: words.loginWindow.opening, icon: resource('icons', 'linnet-256.png'), fullscreenable: false, ...(parent === null ? {} : { parent }),
    webPreferences: { session: own, sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true, webviewTag: false, disableDialogs: true, navigateOnDragDrop: false, spellcheck: false },
  });
  const { webContents } = window;
  keepWithin(webContents, rules, events);
  if (process.platform !== 'darwin') window.setMenu(Menu.buildFromTemplate(menuOf(window, events.onBrowser)));

  // The title says whose page it is, never what the page calls itself.
  window.on('page-title-updated', (event) => { event.preventDefault(); });
  webContents.on('did-navigate', (_event, address) => { window.setTitle(words.loginWindow.title(shownHost(address))); });
  let closing = false;
  window.on('close', () => { closing = true; });
  window.on('unresponsive', () => { if (closing) window.destroy(); });
  window.on('closed', () => {
    gone = true;
    void empty(own);
    events.onClosed();
  });
  void own.setProxy({ mode: 'system' }).then(async () => { if (!window.isDestroyed()) await webContents.loadURL(url); }).catch(() => undefined);
  return {
    close: () => { if (!window.isDestroyed()) window.destroy(); },
    show: () => {
      if (window.isDestroyed()) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
  };
}

/** Every request of the session, whoever asks: pages, frames, scripts, sockets, beacons, workers. */
function shut(own: Session, rules: Rules, onAnswer: (address: string) => void): void {
  own.webRequest.onBeforeRequest((details, decide) => {
    const verdict = rules(details.url, details.resourceType === 'mainFrame' ? 'page' : 'part');
    decide({ cancel: verdict !== 'allowed' });
    if (verdict === 'answer') onAnswer(details.url);
  });
  own.setPermissionRequestHandler((_contents, _permission, decide) => { decide(false); });
  own.setPermissionCheckHandler(() => false);
  own.setDevicePermissionHandler(() => false);
  own.on('will-download', (event) => { event.preventDefault(); });
}

function keepWithin(contents: WebContents, rules: Rules, { onAnswer, onFailed }: Events): void {
  const guard = (event: { readonly preventDefault: () => void; readonly url: string; readonly isMainFrame: boolean }): void => {
    const verdict = rules(event.url, event.isMainFrame ? 'page' : 'part');
    if (verdict === 'allowed') return;
    event.preventDefault();
    if (verdict === 'answer') onAnswer(event.url);
  };
  contents.on('will-navigate', guard);
  contents.on('will-frame-navigate', guard);
  contents.on('will-redirect', guard);
  // One window, whose title always says whose page it is: what would open a further one is shown in this.
  contents.setWindowOpenHandler(({ url }) => {
    const verdict = rules(url, 'page');
    if (verdict === 'answer') onAnswer(url);
    if (verdict === 'allowed') setImmediate(() => { if (!contents.isDestroyed()) void contents.loadURL(url).catch(() => undefined); });
    return { action: 'deny' };
  });
  contents.on('will-attach-webview', (event) => { event.preventDefault(); });
  contents.on('will-prevent-unload', (event) => { event.preventDefault(); });
  contents.on('content-bounds-updated', (event) => { event.preventDefault(); });
  contents.on('certificate-error', (event, _url, _error, _certificate, trust) => { event.preventDefault(); trust(false); });
  // No certificate of this person's is shown to anybody.
  contents.on('select-client-certificate', (event, _url, _certificates, choose) => { event.preventDefault(); (choose as () => void)(); });
  contents.on('did-fail-load', (_event, code, description, _url, isMainFrame) => { if (isMainFrame && !NO_FAILURE.includes(code)) onFailed(description); });
  contents.on('render-process-gone', (_event, { reason }) => { onFailed(`the page ended: ${reason}`); });
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** The keys of a menu work in a window without one, so this window has its own. */
function menuOf(window: BrowserWindow, onBrowser: () => void): MenuItemConstructorOptions[] {
  const { browser, page, back, reload, close } = words.loginWindow;
  return [
    { label: browser, click: onBrowser },
    {
      label: page,
      submenu: [
        { label: back, accelerator: 'Alt+Left', click: () => { window.webContents.navigationHistory.goBack(); } },
        { label: reload, accelerator: 'CmdOrCtrl+R', click: () => { window.webContents.reload(); } },
        { label: browser, accelerator: 'CmdOrCtrl+B', click: onBrowser },
        { type: 'separator' },
        { label: close, accelerator: 'CmdOrCtrl+W', click: () => { window.close(); } },
      ],
    },
  ];
}

/** Cookies, stores, caches, passwords of servers and open lines. */
async function empty(own: Session): Promise<void> {
  await Promise.allSettled([own.closeAllConnections(), own.clearStorageData(), own.clearCache(), own.clearAuthCache(), own.clearHostResolverCache()]);
}
