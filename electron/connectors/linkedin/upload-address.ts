import { isLoopback } from '../http/address';
import type { LinkedinBases } from './bases';

/** The token goes along with an upload, so it goes to LinkedIn alone. */
export function isLinkedin(address: string, bases: LinkedinBases): boolean {
  const url = new URL(address);
  if (bases.allowHttp) return isLoopback(url);
  return url.protocol === 'https:' && (url.hostname === 'linkedin.com' || url.hostname.endsWith('.linkedin.com'));
}
