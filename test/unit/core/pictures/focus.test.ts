import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noFitLimits } from '#core/networks';
import { focusAt, shownAround } from '#core/pictures/focus';
import { frameFor } from '#core/pictures/frame';

describe('a focal point', () => {
  it('never leaves the picture', () => {
    expect(focusAt(-0.2, 1.7)).toEqual({ x: 0, y: 1 });
    expect(focusAt(0.123_456, 0.5)).toEqual({ x: 0.123, y: 0.5 });
  });

  it('is shown beside the picture as it will be cut', () => {
    const side = fc.integer({ min: 400, max: 6_000 });
    const part = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(fc.property(side, side, fc.constantFrom(2 / 3, 4 / 5, 1, 1.91), part, part, (width, height, ratio, x, y) => {
      const focus = focusAt(x, y);
      const frame = frameFor({ width, height }, { ...noFitLimits, ratio: { min: ratio, max: ratio }, shape: 'crop', focus });
      if (frame === null) throw new Error('no frame');
      const at = shownAround(width / height, ratio, focus);
      // What object-position means: that share of the picture's rest lies before the box.
      expect(Math.abs(at.x * (width - frame.part.width) - frame.part.left)).toBeLessThanOrEqual(2 + width / 500);
      expect(Math.abs(at.y * (height - frame.part.height) - frame.part.top)).toBeLessThanOrEqual(2 + height / 500);
    }), { numRuns: 500 });
  });
});
