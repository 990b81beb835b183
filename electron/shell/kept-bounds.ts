import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen } from 'electron';
import { type Bounds, boundsFrom } from './bounds';

/** The name of the store in the data folder; electron-store adds its ending. */
export const BOUNDS_STORE = 'window';

/**
 * Where the last window was, read without the store that writes it: a window that is made at its place is laid out
 * once, and the store is read only after it. To be called once the app is ready.
 */
export function keptBounds(folder: string): Bounds {
  let kept: unknown = null;
  try {
    kept = (JSON.parse(readFileSync(join(folder, `${BOUNDS_STORE}.json`), 'utf8')) as { readonly bounds?: unknown } | null)?.bounds;
  } catch {
    // The first window, or a file that somebody wrote over.
  }
  return boundsFrom(kept, screen.getAllDisplays().map((display) => display.workArea));
}
