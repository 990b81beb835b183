import { app } from 'electron';

/** A chaos run, which has no window and may be killed at a named step. Never in a package. */
export const isChaos = (): boolean => !app.isPackaged && process.env['LINNET_CHAOS'] === '1';
