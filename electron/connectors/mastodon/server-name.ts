import { readAddress } from '../http/address';

/**
 * The origin of the server that a person meant: `mastodon.social`, `@ana@mastodon.social`, or an address copied from the browser.
 * Null for anything that is not plainly the name of one server on the internet. Plain http is only for this machine, and
 * only when it was typed out.
 */
export function readServer(typed: string): string | null {
  const text = typed.trim();
  if (text === '' || text.length > 500 || /[\s\p{Cc}\p{Cf}\\]/u.test(text)) return null;
  if (/^https?:\/\//i.test(text)) {
    const address = readAddress(text, false);
    if (!address.ok) return null;
    return address.value.protocol === 'http:' || isPublicName(address.value.hostname) ? address.value.origin : null;
  }
  const host = /^(?:@?[\p{L}\p{N}_.-]+@)?([^/?#@:]+(?::\d{1,5})?)(?:\/[^@]*|\/@[^@]*(?:@[^@]*)?)?$/u.exec(text)?.[1];
  const url = host === undefined ? null : URL.parse(`https://${host}`);
  return url !== null && isPublicName(url.hostname) ? url.origin : null;
}

/** Letters, digits and hyphens (a name in another script arrives as punycode), at least one dot, and not an IP address in any of its spellings. */
function isPublicName(hostname: string): boolean {
  const labels = hostname.split('.');
  const last = labels.at(-1) ?? '';
  return hostname.length <= 253 && labels.length >= 2 && labels.every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) && /^[a-z]/.test(last);
}
