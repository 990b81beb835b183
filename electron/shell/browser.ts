import { shell } from 'electron';
import { isWebAddress } from './own-page';

/**
 * Opens the system's browser, and nothing else: a login page's address comes from a server, and another scheme would start a program.
 * @returns `not-opened`: the system has nothing that opens it; `not-web`: it was not even tried
 */
export async function openBrowser(url: string): Promise<'opened' | 'not-opened' | 'not-web'> {
  if (!isWebAddress(url)) return 'not-web';
  try {
    await shell.openExternal(url);
    return 'opened';
  } catch {
    return 'not-opened';
  }
}
