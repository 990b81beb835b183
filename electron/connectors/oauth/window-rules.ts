/**
 * Where a window for a login may go. `answer`: it is back at the registered redirect, which is never asked for; `refused`: it stays
 * where it is.
 */
export type Verdict = 'allowed' | 'answer' | 'refused';
/** `page`: what the window itself is about to show; `part`: a frame, a picture, a script or a call of that page. */
export type Asked = 'page' | 'part';
export type WindowRules = (address: string, asked: Asked) => Verdict;

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];
/** They ask nobody for anything. */
const INLINE = ['data:', 'blob:', 'about:'];

/**
 * https alone. Only a login that itself begins at a server on this machine, which developer settings alone can say, may go on there
 * without. What differs from the redirect in its writing only (its case, a slash at the end, a port, a name in front) is refused: a
 * request to it would reach whoever answers the redirect, and it is not what the network was told.
 * @param start the first page of the login
 */
export function createWindowRules(start: string, redirect: string): WindowRules {
  const home = URL.parse(redirect);
  const begins = URL.parse(start);
  const withoutTls = begins !== null && begins.protocol === 'http:' && LOOPBACK.includes(begins.hostname);
  return (address, asked) => {
    const at = URL.parse(address);
    if (at === null || home === null) return 'refused';
    if (isRedirect(at, home)) return asked === 'page' ? 'answer' : 'refused';
    if (placeOf(at) === placeOf(home)) return 'refused';
    if (INLINE.includes(at.protocol)) return asked === 'part' ? 'allowed' : 'refused';
    // A name in front of the host is there to look like a host.
    if (at.username !== '' || at.password !== '') return 'refused';
    if (at.protocol === 'https:') return 'allowed';
    if (at.protocol === 'wss:') return asked === 'part' ? 'allowed' : 'refused';
    return withoutTls && at.protocol === 'http:' && LOOPBACK.includes(at.hostname) ? 'allowed' : 'refused';
  };
}

/** The registered redirect, with whatever the network added to its query or behind its hash; nothing else is changed. */
export function isRedirect(at: URL, home: URL): boolean {
  return at.protocol === home.protocol && at.host === home.host && at.pathname === home.pathname && at.username === '' && at.password === '' &&
    [...home.searchParams].every(([name, value]) => at.searchParams.getAll(name).includes(value));
}

/** A redirect that can be caught: https, with nobody's name in it, and no hash, which a server never sees. */
export function isHttpsRedirect(typed: string): boolean {
  const url = URL.parse(typed);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '' && !typed.includes('#');
}

/** One name for all writings of a place on the web. */
function placeOf({ hostname, pathname }: URL): string {
  return `${hostname.replace(/\.+$/, '')} ${readable(pathname).toLowerCase().replace(/\/+/g, '/').replace(/\/$/, '')}`;
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
