import { app } from 'electron';
import { linkInArguments, routeOfLink } from './links';

/**
 * One copy of Linnet at a time for one data folder: two would publish twice. A second start hands its link over and leaves.
 * Returns false when this is the second copy.
 */
export function claimSingleInstance(onSecond: (route: string | null) => void): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  const routeOf = (link: string | null): string | null => (link === null ? null : routeOfLink(link));
  app.on('second-instance', (_event, argv) => { onSecond(routeOf(linkInArguments(argv))); });
  // macOS hands links over by an event of its own.
  app.on('open-url', (event, url) => { event.preventDefault(); onSecond(routeOfLink(url)); });
  if (app.isPackaged) app.setAsDefaultProtocolClient('linnet');
  return true;
}

/** The route of a link this copy was started with. */
export const startRoute = (): string | null => {
  const link = linkInArguments(process.argv);
  return link === null ? null : routeOfLink(link);
};
