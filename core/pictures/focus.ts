import { z } from 'zod';

/** A point of a picture as shares of its width and height, from the top left, as it is shown. */
export const focus = z.object({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) });
export type Focus = Readonly<z.infer<typeof focus>>;

export const middle: Focus = { x: 0.5, y: 0.5 };

const share = (value: number): number => Math.min(1, Math.max(0, Math.round(value * 1000) / 1000));

/** A point that may lie outside, brought back to the edge. Thousandths are as fine as anybody points. */
export const focusAt = (x: number, y: number): Focus => ({ x: share(x), y: share(y) });

/**
 * Where a box of the shape `ratio` shows a picture that is cut around a focus: the two percentages of CSS's
 * `object-position`, for a picture that covers the box. The same cut as `frameFor` makes.
 * @param ratio width over height, of the picture and of the box
 */
export function shownAround(picture: number, ratio: number, { x, y }: Focus): Focus {
  // The share of the picture that is kept, and how far its edge may move.
  const kept = { width: Math.min(1, ratio / picture), height: Math.min(1, picture / ratio) };
  const along = (at: number, part: number): number => (part >= 1 ? 0.5 : share((at - part / 2) / (1 - part)));
  return { x: along(x, kept.width), y: along(y, kept.height) };
}
