import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPreciseNow } from '#electron/practice-network/precise-time';

it('stays within the millisecond of the wall clock and never goes back, however the two clocks drift', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ step: fc.double({ min: 0, max: 5, noNaN: true }), drift: fc.double({ min: -0.01, max: 0.01, noNaN: true }) }), { maxLength: 300 }), (steps) => {
      let [wall, monotonic, last] = [1_700_000_000_000, 0, 0];
      const now = createPreciseNow({ now: () => Math.floor(wall), monotonic: () => monotonic, callAt: () => () => {} });
      for (const { step, drift } of steps) {
        wall += step;
        monotonic += step * (1 + drift);
        const at = now();
        expect(at).toBeGreaterThanOrEqual(last);
        expect(Math.abs(at - wall)).toBeLessThanOrEqual(1.001);
        last = at;
      }
    }),
  );
});

it('follows a wall clock that is set back', () => {
  let wall = 1_700_000_000_000;
  const now = createPreciseNow({ now: () => wall, monotonic: () => 0, callAt: () => () => {} });
  now();
  wall -= 3_600_000;
  expect(now()).toBe(wall);
});
