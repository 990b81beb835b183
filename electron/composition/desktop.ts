import { app, type BrowserWindow, dialog, Menu } from 'electron';
import type { Millis } from '#core/clock';
import type { AppEvent } from '#core/contract/app';
import type { PublisherStatus } from '#core/contract/publishing';
import { buildMenu } from '../shell/menu';
import type { OwnPage } from '../shell/page';
import { saveTyped } from '../shell/save-typed';
import { createTray, type LinnetTray } from '../shell/tray';
import type { LinnetWindow } from '../shell/window';
import { hasTrayHost } from '../shell/tray-host';
import { trayTime } from '../shell/tray-text';
import { watchWindow } from '../shell/watch-window';
import { placeWindow } from '../shell/window-place';
import { words } from '../shell/words';
import type { Foundation } from './start-up';
import { within } from './within';

export interface Desktop {
  readonly show: (route: string | null) => void;
  readonly reload: () => void;
  readonly showStatus: (status: PublisherStatus, brand: BrandOfNext | null) => void;
  /** Another hour cycle was chosen. */
  readonly refresh: () => void;
  readonly pickImages: () => Promise<readonly string[]>;
  /** null while there is none. */
  readonly window: () => BrowserWindow | null;
}

const LONGEST_SAVE_MS: Millis = 2_000;
/** By then the window is painted. */
const MENU_AFTER_MS: Millis = 250;
/** Between the questions for a panel, in ms, before a start at log-in shows its window after all. */
const PANEL_WAITS: readonly Millis[] = [250, 500, 1_000, 2_000, 4_000];

/** The brand whose post is next. */
export interface BrandOfNext {
  readonly zone: string;
  /** null where there is no other brand to mistake it for */
  readonly name: string | null;
}

interface DesktopDeps {
  /** The window that a start opens before anything else. */
  readonly first: LinnetWindow;
  readonly page: OwnPage;
  /** Started at log-in: no window until somebody asks for it, where there is a tray to ask from. */
  readonly inTray: boolean;
  readonly togglePause: () => void;
  /** null as long as the file is not open. */
  readonly status: () => PublisherStatus | null;
}

/** The window, its menu and its tray icon. */
export function createDesktop(foundation: Foundation, { first, page, inTray, togglePause, status }: DesktopDeps): Desktop {
  const { clock, ending, events, log, preferences } = foundation;
  let window: BrowserWindow | null = null;
  let tray: LinnetTray | null = null;
  // From then on closing the window closes it for good.
  let leaving = false;
  let quiet = inTray;
  let asking = false;
  let paused: boolean | null = null;
  let told: { readonly status: PublisherStatus; readonly brand: BrandOfNext | null } | null = null;
  const send = (event: AppEvent): void => { events.send(event); };

  function show(route: string | null): void {
    quiet = false;
    if (window === null) place(page.open());
    else {
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    }
    if (route !== null) send({ type: 'open', route });
  }

  function place(made: LinnetWindow): void {
    window = made.window;
    placeWindow(made, {
      folder: foundation.folder,
      mayShow: async () => !quiet || tray === null || !(await iconComes()) || !quiet,
      onClose: (event, closing) => {
        // With a tray icon the window hides and publishing goes on; without one, closing it ends Linnet.
        if (leaving || tray === null || !preferences.get().keepRunningInTray) return;
        event.preventDefault();
        void seeIcon().then(async (seen) => {
          if (leaving || closing.isDestroyed()) return;
          if (seen) closing.hide();
          else await endOrMinimise(closing);
        });
      },
    });
    window.on('closed', () => { window = null; });
    watchWindow(made.window, { clock, log: log.error, leaving: () => leaving });
  }

  // Electron says nothing where a Linux desktop hosts no icons. Elsewhere there is always a place for one.
  let iconSeen = process.platform !== 'linux';
  let iconAsked = false;
  async function seeIcon(): Promise<boolean> {
    if (process.platform !== 'linux') return true;
    const hosted = await hasTrayHost(process.env);
    // An icon that was made before there was a host never reaches it.
    if (hosted && iconAsked && !iconSeen && !leaving && tray !== null) {
      tray.destroy();
      makeTray();
      showTray();
    }
    iconSeen = hosted;
    iconAsked = true;
    return hosted;
  }

  /** At log-in the panel may begin after Linnet, and a busy desktop answers late: one no is not the last word. */
  async function iconComes(): Promise<boolean> {
    for (const wait of PANEL_WAITS) {
      if (await seeIcon()) return true;
      if (leaving || !quiet) return false;
      await new Promise<void>((resolve) => { clock.callAt(clock.now() + wait, resolve); });
    }
    return seeIcon();
  }

  /** Nothing would bring a hidden window back. What waits is said before it stops waiting in the open. */
  async function endOrMinimise(closing: BrowserWindow): Promise<void> {
    const now = status();
    if (now === null || (now.next === null && now.running === 0)) return app.quit();
    if (asking) return;
    asking = true;
    const { message, detail, minimise, quit, cancel } = words.dialog.noTray;
    const { response } = await dialog.showMessageBox(closing, { type: 'question', message, detail, buttons: [minimise, quit, cancel], defaultId: 0, cancelId: 2, noLink: true });
    asking = false;
    if (response === 1) app.quit();
    else if (response === 0 && !closing.isDestroyed()) closing.minimize();
  }

  place(first);
  // A page that does not answer must not keep Linnet open.
  ending.at('save what was typed', () => within(clock, LONGEST_SAVE_MS, saveTyped()));
  ending.at('leave the desktop', () => { leaving = true; tray?.destroy(); });
  const rebuildMenu = (): void => { Menu.setApplicationMenu(buildMenu({ send, dataFolder: foundation.folder, paused: paused ?? false, dev: !app.isPackaged })); };
  // The window comes first; its menu takes as long as opening the database.
  void first.drawn.then(() => { clock.callAt(clock.now() + MENU_AFTER_MS, rebuildMenu); });
  app.on('activate', () => { show(null); });
  app.on('window-all-closed', () => { if (process.platform !== 'darwin') app.quit(); });
  makeTray();
  void seeIcon();

  function makeTray(): void {
    try {
      tray = createTray({
        open: show, compose: () => { show(null); send({ type: 'command', command: 'compose' }); }, togglePause, quit: () => { app.quit(); },
      });
    } catch (error) {
      tray = null;
      log.info('this desktop has no tray', error);
    }
  }

  function showTray(): void {
    // What changed in the last moments is told a little later, when there may be no icon any more.
    if (told === null || leaving) return;
    const userZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const settings = { locale: app.getLocale(), hourCycle: preferences.get().hourCycle, zone: told.brand?.zone ?? userZone, userZone };
    tray?.show(told.status, (at) => trayTime(at, settings), told.brand?.name ?? null);
  }

  return {
    show,
    window: () => window,
    reload: () => { window?.webContents.reload(); },
    refresh: showTray,
    showStatus: (status, brand) => {
      told = { status, brand };
      showTray();
      if (paused === status.paused) return;
      paused = status.paused;
      rebuildMenu();
    },
    pickImages: async () => {
      const options = { title: words.dialog.pickImages, properties: ['openFile' as const, 'multiSelections' as const], filters: [{ name: words.dialog.images, extensions: ['jpg', 'jpeg', 'png', 'webp', 'gif', 'avif', 'tif', 'tiff', 'mp4', 'm4v', 'mov', 'webm', 'mkv', 'ts'] }] };
      const picked = window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
      return picked.canceled ? [] : picked.filePaths;
    },
  };
}
