import { DAY, type Millis, MINUTE } from '#core/clock';

/** Facebook asks for ten minutes; as many again are for uploading ten pictures on a slow line. */
export const LEAST_LEAD: Millis = 20 * MINUTE;
/** Meta's guide says 30 days, its reference 75: the shorter, less a day for clocks. */
export const MOST_LEAD: Millis = 29 * DAY;
