import { shell } from 'electron';
import { isWebAddress } from './own-page';

/** Opens the system's browser, and nothing else: a login page's address comes from a server, and another scheme would start a program. */
export function openBrowser(url: string): void {
  if (isWebAddress(url)) void shell.openExternal(url);
}
