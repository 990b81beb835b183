import { accessSync, constants } from 'node:fs';
import { app } from 'electron';
import { linkInArguments, routeOfLink } from './links';
import { IN_TRAY } from './login-item';

/**
 * One copy of Linnet at a time for one data folder: two would publish twice. A second start hands its link over and leaves.
 * Returns false when this is the second copy.
 */
export function claimSingleInstance(onSecond: (route: string | null) => void): boolean {
  // The lock is a file in the data folder. Where nothing may be written there is no other copy either, and the window says why it cannot go on.
  if (!app.requestSingleInstanceLock() && mayWrite(app.getPath('userData'))) return false;
  const routeOf = (link: string | null): string | null => (link === null ? null : routeOfLink(link));
  app.on('second-instance', (_event, argv) => { onSecond(routeOf(linkInArguments(argv))); });
  // macOS hands links over by an event of its own.
  app.on('open-url', (event, url) => { event.preventDefault(); onSecond(routeOfLink(url)); });
  // On Linux it would be known to no desktop before a package has installed it: see composition/own-links.ts.
  if (app.isPackaged && process.platform !== 'linux') app.setAsDefaultProtocolClient('linnet');
  return true;
}

/** For a copy that began in a folder that could not be written: the lock, now that it can. */
export const claimAgain = (): void => { if (!app.hasSingleInstanceLock()) app.requestSingleInstanceLock(); };

function mayWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The route of a link this copy was started with. */
export const startRoute = (): string | null => {
  const link = linkInArguments(process.argv);
  return link === null ? null : routeOfLink(link);
};

/** Whether the system started Linnet because somebody logged in. */
export const startedInTray = (): boolean => process.argv.includes(IN_TRAY) || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);
