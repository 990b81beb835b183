import dns from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** What an address of the local network is refused with. */
export const NOT_PUBLIC = 'ERR_NOT_PUBLIC';

/** IANA's special-purpose registries of IPv4 and IPv6 addresses, multicast included. Checked 2026-11-22. */
const CLOSED_V4 = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16',
  '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
] as const;
/** Within 2000::/3; everything outside of that is no public address anyway. 2002::/16 and Teredo wrap IPv4 addresses of any kind. */
const CLOSED_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const;

function listOf(ranges: readonly string[], family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', bits = ''] = range.split('/');
    list.addSubnet(net, Number(bits), family);
  }
  return list;
}
const closedV4 = listOf(CLOSED_V4, 'ipv4');
const closedV6 = listOf(CLOSED_V6, 'ipv6');
const openV6 = listOf(['2000::/3'], 'ipv6');

/** The eight groups of an IPv6 address, however it is written. */
function groupsOf(address: string): readonly number[] {
  const plain = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [head = '', tail] = plain.split('::');
  const parts = (text: string): number[] => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [before, after] = [parts(head), parts(tail ?? '')];
  return [...before, ...Array.from({ length: 8 - before.length - after.length }, () => 0), ...after];
}

/** The IPv4 address that an IPv6 one stands for: mapped (::ffff:0:0/96), or by way of NAT64 (64:ff9b::/96, RFC 6052). */
function wrappedV4(groups: readonly number[]): string | null {
  const [a, b, c, d, e, f, high = 0, low = 0] = groups;
  const middle = c === 0 && d === 0 && e === 0;
  const wraps = middle && ((a === 0 && b === 0 && f === 0xffff) || (a === 0x64 && b === 0xff9b && f === 0));
  return wraps ? [high >> 8, high & 255, low >> 8, low & 255].join('.') : null;
}

/** Whether an IP address is one of the public internet: not of this machine, the house, a carrier's network, and no group of machines. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !closedV4.check(address, 'ipv4');
  // A zone ("%eth0") names a link of this machine.
  if (isIP(address) !== 6 || address.includes('%')) return false;
  const wrapped = wrappedV4(groupsOf(address));
  if (wrapped !== null) return isPublicAddress(wrapped);
  return openV6.check(address, 'ipv6') && !closedV6.check(address, 'ipv6');
}

const refusal = (host: string): NodeJS.ErrnoException =>
  Object.assign(new Error(`${host} is an address of the local network`), { code: NOT_PUBLIC });

/**
 * A name look-up whose answer is the one that is connected to, so that a name cannot answer otherwise a moment later.
 * A name with one local address among its others is refused whole.
 */
export function publicLookup(isPublic: (address: string) => boolean, resolve: LookupFunction = dns.lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, options, (error, address, family) => {
      const all = typeof address === 'string' ? [address] : (address ?? []).map((one) => one.address);
      if (error === null && !all.every(isPublic)) callback(refusal(hostname), '', 0);
      else callback(error, address, family);
    });
  };
}

/** Node looks no name up for a host that is written as an IP address; null when such a host may be called. */
export function refusedHost(url: URL, isPublic: (address: string) => boolean): NodeJS.ErrnoException | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return isIP(host) === 0 || isPublic(host) ? null : refusal(host);
}
