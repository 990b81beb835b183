import { DAY, HOUR, MINUTE, type Millis } from '#core/clock';

/** A second opinion on zones, by Intl.DateTimeFormat alone: nothing here uses Temporal or the machine's own zone. */

export const zones: readonly string[] = Intl.supportedValuesOf('timeZone');
export const decade = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2036, 0, 1) };

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-GB-u-ca-iso8601-nu-latn', {
      timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    });
    formats.set(zone, format);
  }
  return format;
}

/** `2026-11-22T09:30` as Intl would show it. */
export function judgedWall(instant: Millis, zone: string): string {
  const parts = new Map(formatOf(zone).formatToParts(instant).map((part) => [part.type, part.value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}T${parts.get('hour')}:${parts.get('minute')}`;
}

export const asUtc = (wall: string): Millis => Date.parse(`${wall}:00Z`);
export const fromUtc = (instant: Millis): string => new Date(instant).toISOString().slice(0, 16);

export const judgedOffset = (instant: Millis, zone: string): Millis =>
  asUtc(judgedWall(instant, zone)) - Math.floor(instant / MINUTE) * MINUTE;

/** The written rule, worked out by trying the offsets in force the day before and the day after. */
export function judgedResolution(wall: string, zone: string): { readonly instant: Millis; readonly adjusted: string } {
  const utc = asUtc(wall);
  const before = judgedOffset(utc - 26 * HOUR, zone);
  const after = judgedOffset(utc + 26 * HOUR, zone);
  const matches = [...new Set([utc - before, utc - after])].filter((instant) => judgedWall(instant, zone) === wall);
  if (matches.length === 0) return { instant: utc - before, adjusted: 'gap' };
  return { instant: Math.min(...matches), adjusted: matches.length > 1 ? 'overlap' : 'none' };
}

export interface Transition {
  readonly zone: string;
  /** The first instant with the new offset. */
  readonly at: Millis;
  readonly before: Millis;
  readonly after: Millis;
}

/** Every change of offset of every zone in the decade: weekly looks, then halving. */
export const transitions: readonly Transition[] = zones.flatMap((zone) => {
  const found: Transition[] = [];
  let from = decade.from;
  let before = judgedOffset(from, zone);
  for (let to = from + 7 * DAY; to < decade.to; to += 7 * DAY) {
    const after = judgedOffset(to, zone);
    if (after !== before) {
      let low = from;
      let high = to;
      while (high - low > MINUTE) {
        const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
        if (judgedOffset(middle, zone) === before) low = middle;
        else high = middle;
      }
      found.push({ zone, at: high, before, after });
    }
    from = to;
    before = after;
  }
  return found;
});
