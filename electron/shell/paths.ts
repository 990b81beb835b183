import { app } from 'electron';
import { join } from 'node:path';

/** A file of ours that ships with the app. */
export const resource = (...parts: readonly string[]): string => join(app.getAppPath(), 'resources', ...parts);
/** A built script: `out/…`. */
export const built = (...parts: readonly string[]): string => join(app.getAppPath(), 'out', ...parts);
