export interface Bounds { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number; readonly maximised: boolean }
export interface Area { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** Where nothing else is known. */
export const usualBounds: Bounds = { width: 1280, height: 800, maximised: false };

// By hand and not by a schema: the first window is made before anything heavier is read.
const whole = (value: unknown, least: number, most: number): value is number => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
const ANYWHERE = Number.MAX_SAFE_INTEGER;

/** The window's place from last time; the usual one when what was kept makes no sense or that screen is gone. */
export function boundsFrom(kept: unknown, screens: readonly Area[]): Bounds {
  if (typeof kept !== 'object' || kept === null) return usualBounds;
  const { x, y, width, height, maximised } = kept as Partial<Record<keyof Bounds, unknown>>;
  if (!whole(x, -ANYWHERE, ANYWHERE) || !whole(y, -ANYWHERE, ANYWHERE) || !whole(width, 800, 20_000) || !whole(height, 500, 20_000) || typeof maximised !== 'boolean') return usualBounds;
  // Enough of its top edge must be on a screen to take hold of it.
  const within = screens.some((a) => x < a.x + a.width - 80 && x + width > a.x + 80 && y >= a.y - 10 && y < a.y + a.height - 80);
  return within ? { x, y, width, height, maximised } : usualBounds;
}
