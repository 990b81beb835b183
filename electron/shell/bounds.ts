import * as z from 'zod';
import { type Bounds, usualBounds } from './usual-bounds';

const shape = z.object({ x: z.number().int().optional(), y: z.number().int().optional(), width: z.number().int().min(800).max(20_000), height: z.number().int().min(500).max(20_000), maximised: z.boolean() });
export interface Area { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** The window's place from last time; the usual one when what was kept makes no sense or that screen is gone. */
export function boundsFrom(kept: unknown, screens: readonly Area[]): Bounds {
  const read = shape.safeParse(kept);
  if (!read.success) return usualBounds;
  const { x, y, width, height, maximised } = read.data;
  if (x === undefined || y === undefined) return usualBounds;
  // Enough of its top edge must be on a screen to take hold of it.
  const within = screens.some((a) => x < a.x + a.width - 80 && x + width > a.x + 80 && y >= a.y - 10 && y < a.y + a.height - 80);
  return within ? { x, y, width, height, maximised } : usualBounds;
}
