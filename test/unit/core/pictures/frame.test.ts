import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frameFor, isMisshapen } from '#core/pictures/frame';

const none = { maxPixels: null, maxWidth: null, minWidth: null, ratio: null, shape: 'keep', focus: null } as const;

describe('frameFor', () => {
  it('keeps a picture that fits whole and at its size', () => {
    expect(frameFor({ width: 800, height: 600 }, none)).toEqual({ part: { left: 0, top: 0, width: 800, height: 600 }, drawn: { width: 800, height: 600 }, canvas: { width: 800, height: 600 } });
  });

  it('cuts around the focus, as near as the edges let it', () => {
    const limits = { ...none, ratio: { min: 0.8, max: 1 }, shape: 'crop' } as const;
    const part = (x: number) => frameFor({ width: 1000, height: 500 }, { ...limits, focus: { x, y: 0.5 } })?.part;
    expect(part(0.5)).toEqual({ left: 250, top: 0, width: 500, height: 500 });
    expect(part(0.7)).toEqual({ left: 450, top: 0, width: 500, height: 500 });
    expect([part(0)?.left, part(1)?.left]).toEqual([0, 500]);
  });

  it('puts a border around what may not be cut', () => {
    expect(frameFor({ width: 1000, height: 200 }, { ...none, ratio: { min: 0.8, max: 2 }, shape: 'pad' })).toMatchObject({ drawn: { width: 1000, height: 200 }, canvas: { width: 1000, height: 500 } });
    expect(frameFor({ width: 200, height: 1000 }, { ...none, ratio: { min: 0.8, max: 2 }, shape: 'pad' })).toMatchObject({ drawn: { width: 200, height: 1000 }, canvas: { width: 800, height: 1000 } });
  });

  it('enlarges what is a little too small, and not what would be a blur', () => {
    expect(frameFor({ width: 160, height: 100 }, { ...none, minWidth: 320 })?.canvas).toEqual({ width: 320, height: 200 });
    expect(frameFor({ width: 79, height: 100 }, { ...none, minWidth: 320 })).toBeNull();
  });

  it('keeps every limit, stays within the picture, and draws what it shows in its own shape', () => {
    const side = fc.integer({ min: 1, max: 12_000 });
    let made = 0;
    fc.assert(fc.property(
      side, side, fc.option(fc.integer({ min: 5_000, max: 40_000_000 })), fc.option(fc.integer({ min: 400, max: 3_000 })), fc.option(fc.integer({ min: 1, max: 320 })),
      fc.constantFrom({ min: 0.8, max: 1.91 }, { min: 0.1, max: 10 }, { min: 1, max: 1 }), fc.constantFrom('crop', 'pad'), fc.option(fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.double({ min: 0, max: 1, noNaN: true }) })),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      (width, height, maxPixels, maxWidth, minWidth, ratio, shape, focus, shrink) => {
        const frame = frameFor({ width, height }, { maxPixels, maxWidth, minWidth, ratio, shape, focus }, shrink);
        if (frame === null) return;
        made += 1;
        const { part, drawn, canvas } = frame;
        expect(canvas.width * canvas.height).toBeLessThanOrEqual(maxPixels ?? Infinity);
        expect(canvas.width).toBeLessThanOrEqual(maxWidth ?? Infinity);
        expect(canvas.width).toBeGreaterThanOrEqual(minWidth ?? 1);
        expect(isMisshapen(canvas, ratio) && Math.min(canvas.width, canvas.height) > 1 && shape === 'crop').toBe(false);
        expect(part.left >= 0 && part.top >= 0 && part.left + part.width <= width && part.top + part.height <= height).toBe(true);
        expect(drawn.width <= canvas.width && drawn.height <= canvas.height).toBe(true);
        expect([part, drawn, canvas].flatMap((one) => Object.values(one)).every(Number.isInteger)).toBe(true);
        if (drawn.width > 200 && drawn.height > 200) expect(Math.abs(drawn.width / drawn.height / (part.width / part.height) - 1)).toBeLessThan(0.02);
      },
    ), { numRuns: 3_000 });
    expect(made).toBeGreaterThan(1_500);
  });
});
