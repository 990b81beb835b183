import type { ElectronApplication } from '@playwright/test';
import type { Menu, MenuItem, Notification, Tray } from 'electron';

interface Told { readonly title: string; readonly body: string }

/** What the system was given to show: the tray with its menu, and notifications. */
export interface Desk {
  readonly tip: () => Promise<string>;
  /** The labels of the tray's menu, top down. */
  readonly items: () => Promise<readonly string[]>;
  /** A click on an item of the tray's menu. */
  readonly choose: (label: string) => Promise<void>;
  readonly clickTray: () => Promise<void>;
  readonly told: () => Promise<readonly Told[]>;
  /** A click on the last notification with that title. */
  readonly open: (title: string) => Promise<void>;
}

interface Seen {
  linnetTestDesk: { tip: string; tray: Tray | null; items: readonly MenuItem[]; told: Notification[] };
}

/** Looks over the app's shoulder at Electron itself: it still makes its own tray, menus and notifications. */
export async function watchDesk(app: ElectronApplication): Promise<Desk> {
  await app.evaluate((electron) => {
    const seen: Seen['linnetTestDesk'] = { tip: '', tray: null, items: [], told: [] };
    (globalThis as unknown as Seen).linnetTestDesk = seen;
    const tray = electron.Tray.prototype;
    const own = { tip: Reflect.get(tray, 'setToolTip') as (this: Tray, tip: string) => void, menu: Reflect.get(tray, 'setContextMenu') as (this: Tray, menu: Menu | null) => void };
    tray.setToolTip = function keepTip(this: Tray, tip: string) { seen.tip = tip; seen.tray = this; own.tip.call(this, tip); };
    tray.setContextMenu = function keepMenu(this: Tray, menu: Menu | null) { seen.items = menu?.items ?? []; own.menu.call(this, menu); };
    // A test machine has nobody who shows notifications.
    electron.Notification.isSupported = () => true;
    electron.Notification.prototype.show = function keep(this: Notification) { seen.told.push(this); };
  });
  return {
    tip: async () => app.evaluate(() => (globalThis as unknown as Seen).linnetTestDesk.tip),
    items: async () => app.evaluate(() => (globalThis as unknown as Seen).linnetTestDesk.items.map(({ label }) => label)),
    choose: async (wanted) => app.evaluate((_electron, label) => {
      const item = (globalThis as unknown as Seen).linnetTestDesk.items.find((each) => each.label === label);
      if (item === undefined) throw new Error(`The tray has no “${label}”`);
      item.click();
    }, wanted),
    clickTray: async () => app.evaluate(() => { (globalThis as unknown as Seen).linnetTestDesk.tray?.emit('click'); }),
    told: async () => app.evaluate(() => (globalThis as unknown as Seen).linnetTestDesk.told.map(({ title, body }) => ({ title, body }))),
    open: async (wanted) => app.evaluate((_electron, title) => {
      const found = (globalThis as unknown as Seen).linnetTestDesk.told.findLast((each) => each.title === title);
      if (found === undefined) throw new Error(`Nothing says “${title}”`);
      found.emit('click');
    }, wanted),
  };
}
