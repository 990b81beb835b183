/** Room for this many letters is in a title everywhere. */
const ROOM = 48;

/**
 * The host of an address for a window's title. A long one keeps its end, which says whose it is; its beginning may say anything.
 * Other scripts stay as the letters the network sees (xn--), so no host looks like another.
 */
export function shownHost(address: string): string {
  const host = URL.parse(address)?.host ?? '';
  return host.length <= ROOM ? host : `…${host.slice(1 - ROOM)}`;
}
