import { APP_ORIGIN } from './app-protocol';

/** Is this address our own page? Used for navigation and for who may ask over the port. */
export function isOurs(address: string, base: string): boolean {
  try {
    const a = new URL(address);
    const b = new URL(base);
    return a.protocol === b.protocol && a.host === b.host && (a.origin === b.origin || `${a.protocol}//${a.host}` === APP_ORIGIN);
  } catch {
    return false;
  }
}

/** http or https, and nothing that hides in front of it. */
export function isWebAddress(address: string): boolean {
  if (!/^https?:\/\//i.test(address) || address.length > 10_000) return false;
  return URL.canParse(address);
}
