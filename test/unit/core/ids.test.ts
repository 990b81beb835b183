import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIdSource, isId } from '#core/ids';
import { id as shape } from '#core/contract/shapes';

const zeros = (length: number): Uint8Array => new Uint8Array(length);
const random = fc.uint8Array({ minLength: 8, maxLength: 8 });

describe('ids', () => {
  it('are well-formed UUIDs of version 7 that carry their time', () => {
    fc.assert(fc.property(fc.nat(2 ** 47), random, (now, bytes) => {
      const id = createIdSource(() => now, () => bytes)();
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(now);
    }));
  });

  it('sort in the order they were made, whatever the clock does', () => {
    fc.assert(fc.property(fc.array(fc.nat(1000), { minLength: 2, maxLength: 60 }), (clock) => {
      const times = clock.values();
      const newId = createIdSource(() => 1_800_000_000_000 + (times.next().value ?? 0), zeros);
      const made = clock.map(() => newId());
      expect(made.toSorted()).toEqual(made);
      expect(new Set(made).size).toBe(made.length);
    }));
  });

  it('stay in order past the 4,096 that one millisecond holds', () => {
    const newId = createIdSource(() => 1_800_000_000_000, zeros);
    const made = Array.from({ length: 10_000 }, newId);
    expect(new Set(made).size).toBe(made.length);
    expect(made.toSorted()).toEqual(made);
  });

  it('differ between two devices in the same millisecond', () => {
    const one = createIdSource(() => 5, () => Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8));
    const other = createIdSource(() => 5, () => Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 9));
    expect(one()).not.toBe(other());
  });

  it('are told from other texts as the contract tells them', () => {
    const near = fc.tuple(fc.uuid(), fc.nat(35), fc.constantFrom('', '0', '9', 'g', '-', 'F', ' ')).map(([text, at, other]) => text.slice(0, at) + other + text.slice(at + 1));
    fc.assert(fc.property(fc.oneof(fc.uuid(), near, fc.string()), (text) => { expect(isId(text)).toBe(shape.safeParse(text).success); }), { numRuns: 2_000 });
  });
});
