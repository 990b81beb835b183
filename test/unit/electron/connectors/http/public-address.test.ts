import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from '#electron/connectors/http/public-address';

const number = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
const dotted = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
/** Any address of a range, by its own arithmetic. */
const within = (first: string, bits: number) => fc.integer({ min: 0, max: 2 ** (32 - bits) - 1 }).map((host) => dotted(number(first) + host));

const closed = {
  'this network': ['0.0.0.0', 8], 'private 10': ['10.0.0.0', 8], 'private 172': ['172.16.0.0', 12], 'private 192': ['192.168.0.0', 16], 'a carrier’s own': ['100.64.0.0', 10],
  loopback: ['127.0.0.0', 8], 'link-local': ['169.254.0.0', 16], multicast: ['224.0.0.0', 4], 'reserved and broadcast': ['240.0.0.0', 4], benchmarks: ['198.18.0.0', 15],
} as const;
const group = fc.integer({ min: 0, max: 0xffff });
const groups = (length: number) => fc.array(group, { minLength: length, maxLength: length });
const text = (of: readonly number[]): string => of.map((one) => one.toString(16)).join(':');
const asGroups = (v4: string): readonly number[] => [Math.floor(number(v4) / 65_536), number(v4) % 65_536];
/** The same address in the ways it may be written. */
const written = (v4: string): readonly string[] => [`::ffff:${v4}`, `::FFFF:${text(asGroups(v4))}`, `0:0:0:0:0:ffff:${v4}`, `64:ff9b::${v4}`, `64:ff9b:0:0:0:0:${text(asGroups(v4))}`];

describe('an address that is not of the public internet', () => {
  for (const [name, [first, bits]] of Object.entries(closed)) {
    it(`${name} is refused, also inside an IPv6 address`, () => {
      fc.assert(fc.property(within(first, bits), (address) => [address, ...written(address)].every((one) => !isPublicAddress(one))), { numRuns: 300 });
      for (const edge of [first, dotted(number(first) + 2 ** (32 - bits) - 1)]) expect(isPublicAddress(edge)).toBe(false);
    });
  }

  it('any IPv6 address outside the public range is refused', () => {
    fc.assert(fc.property(groups(8), (all) => {
      const [a = 0, b = 0] = all;
      fc.pre(a < 0x2000 || a > 0x3fff);
      fc.pre(!(a === 0x64 && b === 0xff9b));
      return !isPublicAddress(text(all));
    }), { numRuns: 500 });
  });

  for (const [name, from, to] of [['unique-local', 0xfc00, 0xfdff], ['link-local', 0xfe80, 0xfebf], ['multicast', 0xff00, 0xffff], ['6to4', 0x2002, 0x2002]] as const) {
    it(`IPv6 ${name} is refused`, () => {
      fc.assert(fc.property(fc.integer({ min: from, max: to }), groups(7), (head, rest) => !isPublicAddress(text([head, ...rest]))), { numRuns: 300 });
    });
  }

  it('so are the unspecified and the loopback one, zones, Teredo, examples and what is no address', () => {
    for (const address of ['::', '::1', '0:0:0:0:0:0:0:1', '::127.0.0.1', 'fe80::1%eth0', '2606:4700::1%1', '2001:0:1::1', '2001:db8::1', '64:ff9b:1::1', 'localhost', '', '10.1', '0x7f000001', '127.1']) {
      expect([address, isPublicAddress(address)]).toEqual([address, false]);
    }
  });
});

describe('an address of the public internet', () => {
  it('is let through, in each way of writing it', () => {
    const anywhere = fc.oneof(within('1.0.0.0', 8), within('8.0.0.0', 8), within('93.184.0.0', 16), within('172.32.0.0', 11), within('100.128.0.0', 9), within('192.169.0.0', 16), within('223.255.255.0', 24));
    fc.assert(fc.property(anywhere, (address) => [address, ...written(address)].every(isPublicAddress)), { numRuns: 500 });
    fc.assert(fc.property(fc.constantFrom(0x2606, 0x2a00, 0x2a02, 0x2400, 0x2800, 0x2c0f), groups(7), (head, rest) => isPublicAddress(text([head, ...rest]))), { numRuns: 300 });
    expect(isPublicAddress('2001:4860:4860::8888')).toBe(true);
  });
});
