import { MINUTE, type Millis } from '#core/clock';

/** Uploads and containers begin this long before the due time, so that the due instant costs one small call. */
export const PREPARE_LEAD_MS: Millis = 5 * MINUTE;

/** When the scheduler looks at a publication that is due at `dueAt`. */
export const wakeAtFor = (dueAt: Millis): Millis => dueAt - PREPARE_LEAD_MS;
