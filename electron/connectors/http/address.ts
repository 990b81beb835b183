import type { Result } from '#core/result';
import { err, ok } from '#core/result';

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

export function isLoopback(url: URL): boolean {
  return LOOPBACK.has(url.hostname);
}

/** Which addresses we may call at all: https anywhere, plain http only on this machine unless a server was allowed by hand. */
export function readAddress(raw: string, allowInsecure: boolean): Result<URL, string> {
  const url = URL.parse(raw);
  if (url === null) return err('not a web address');
  if (url.username !== '' || url.password !== '') return err('an address must not carry a name or a password');
  if (url.protocol === 'https:') return ok(url);
  if (url.protocol !== 'http:') return err(`${url.protocol} is not a web address`);
  if (isLoopback(url) || allowInsecure) return ok(url);
  return err('plain http is only used on this machine');
}

export interface Hop {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
}

const PRIVATE_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'dpop', 'x-api-key'] as const;

/**
 * Where a redirect leads, or null when we do not go there and hand the 3xx answer back.
 * A write is only repeated elsewhere for 307 and 308 on the same origin: its body is meant for that server alone.
 * What carries private headers stays on its origin: another server answers without them, so its 401 is no dead login and its 404
 * no lost post. Nothing leads from https to http or from the outside onto this machine.
 */
export function nextHop(from: Hop, status: number, location: string | null, allowInsecure: boolean): Hop | null {
  if (location === null || ![301, 302, 303, 307, 308].includes(status)) return null;
  const target = URL.parse(location, from.url);
  if (target === null || !readAddress(target.href, allowInsecure).ok) return null;
  if (from.url.protocol === 'https:' && target.protocol === 'http:') return null;
  if (isLoopback(target) && !isLoopback(from.url)) return null;
  const sameOrigin = target.origin === from.url.origin;
  const reads = from.method === 'GET' || from.method === 'HEAD';
  if (!reads && (!sameOrigin || (status !== 307 && status !== 308))) return null;
  if (!sameOrigin && PRIVATE_HEADERS.some((name) => from.headers.has(name))) return null;
  return { method: from.method, url: target, headers: from.headers };
}
