import { toWallDate, zoneOffsetAt } from '#core/time';

/** How a person wants to read times and numbers; everything is by Intl. Instants are UTC ms. */
export interface FormatSettings {
  readonly locale: string;
  readonly hourCycle: 'system' | 'h23' | 'h12';
  /** The zone of this computer. */
  readonly userZone: string;
}

export type Format = ReturnType<typeof createFormat>;

const NBSP = '\u00a0';
const MINUTE = 60_000;
const WEEK = 7 * 24 * 60 * MINUTE;

/** @returns functions that never touch the clock: what is "now" is always handed in. */
export function createFormat({ locale, hourCycle, userZone }: FormatSettings) {
  const cache = new Map<string, Intl.DateTimeFormat>();
  const dateFormat = (zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
    const key = `${zone}${JSON.stringify(options)}`;
    const made = cache.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
    cache.set(key, made);
    return made;
  };
  const cycle: Intl.DateTimeFormatOptions = hourCycle === 'system' ? {} : { hourCycle };
  // 09:30, and 9:30 am: a leading zero belongs to the 24-hour clock only.
  const twelve = new Intl.DateTimeFormat(locale, { hour: 'numeric', ...cycle }).resolvedOptions().hour12 === true;
  const clock: Intl.DateTimeFormatOptions = { hour: twelve ? 'numeric' : '2-digit', minute: '2-digit', ...cycle };
  // Temporal takes its time: the offset at the start of each week is asked once, and between two equal ones it is that: no zone turns its clocks there and back within a week.
  const offsets = new Map<string, number>();
  const offsetAtStart = (week: number, zone: string): number => {
    const key = `${week}${zone}`;
    const known = offsets.get(key) ?? zoneOffsetAt(week * WEEK, zone);
    offsets.set(key, known);
    return known;
  };
  const offsetAt = (at: number, zone: string): number => {
    const week = Math.floor(at / WEEK);
    const before = offsetAtStart(week, zone);
    return before === offsetAtStart(week + 1, zone) ? before : zoneOffsetAt(at, zone);
  };
  const number = new Intl.NumberFormat(locale);
  const compact = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const tenths = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const decimal = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style: 'short' });
  const minus = (text: string): string => text.replace('-', '\u2212');

  // A month writes hundreds of them: its own cache, without a text for a key.
  const clocks = new Map<string, Intl.DateTimeFormat>();
  const clockOf = (zone: string): Intl.DateTimeFormat => {
    const known = clocks.get(zone) ?? dateFormat(zone, clock);
    clocks.set(zone, known);
    return known;
  };
  const time = (at: number, zone: string = userZone): string => clockOf(zone).format(at);
  const timeSeconds = (at: number, zone: string = userZone): string => dateFormat(zone, { ...clock, second: '2-digit' }).format(at);
  /** `Tue 13 Oct`, with the year when it is not this one. */
  const day = (at: number, zone: string, now: number): string => dateFormat(zone, { weekday: 'short', day: 'numeric', month: 'short', ...(sameYear(at, now, zone) ? {} : { year: 'numeric' }) }).format(at).replace(',', '');
  const dayLong = (at: number, zone: string = userZone): string => dateFormat(zone, { weekday: 'long', day: 'numeric', month: 'long' }).format(at).replace(',', '');
  const date = (at: number, zone: string = userZone): string => dateFormat(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
  const month = (at: number, zone: string = userZone): string => dateFormat(zone, { month: 'long', year: 'numeric' }).format(at);
  const dayTime = (at: number, zone: string, now: number): string => (toWallDate(at, zone) === toWallDate(now, zone) ? time(at, zone) : `${day(at, zone, now)} ${time(at, zone)}`);

  /** When a person did something here, by the clock of this computer: `13:42:07`, `Tue 13 Oct 13:42` from another day. */
  const moment = (at: number, now: number): string => (toWallDate(at, userZone) === toWallDate(now, userZone) ? timeSeconds(at) : dayTime(at, userZone, now));

  /** Whether the two zones show a different clock at that instant. */
  const differs = (at: number, zone: string): boolean => zone !== userZone && offsetAt(at, zone) !== offsetAt(at, userZone);
  /** `09:30 London · 10:30 for you`; only `09:30` where both clocks show the same. */
  const timeBoth = (at: number, zone: string): string => (differs(at, zone) ? `${time(at, zone)} ${city(zone)} · ${time(at)} for you` : time(at, zone));
  const dayTimeBoth = (at: number, zone: string, now: number): string => {
    const there = `${day(at, zone, now)}, ${time(at, zone)}`;
    if (!differs(at, zone)) return there;
    const here = toWallDate(at, zone) === toWallDate(at, userZone) ? time(at) : `${day(at, userZone, now)}, ${time(at)}`;
    return `${there} ${city(zone)} · ${here} for you`;
  };

  /** `in 48 min`, `in 4 h 3 min`, `3 days ago`. */
  const fromNow = (at: number, now: number): string => {
    const minutes = Math.round((at - now) / MINUTE);
    const size = Math.abs(minutes);
    if (size < 1) return 'now';
    if (size < 60) return relative.format(minutes, 'minute').replace('.', '');
    if (size < 24 * 60) {
      const words = `${Math.floor(size / 60)}${NBSP}h${size % 60 === 0 ? '' : `${NBSP}${size % 60}${NBSP}min`}`;
      return minutes > 0 ? `in ${words}` : `${words} ago`;
    }
    return relative.format(Math.round(minutes / (24 * 60)), 'day').replace('.', '');
  };
  const bytes = (size: number): string => {
    const units = ['B', 'KB', 'MB', 'GB', 'TB'];
    const power = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
    return `${(power === 0 ? number : decimal).format(size / 1000 ** power)}${NBSP}${units[power] ?? 'B'}`;
  };
  return {
    locale, userZone, time, timeSeconds, day, dayLong, date, month, dayTime, moment, timeBoth, dayTimeBoth, differs, fromNow, bytes,
    number: (value: number): string => minus(number.format(value)),
    compact: (value: number): string => minus(compact.format(value)),
    /** From a fraction: 0.084 is `8.4 %`, always with its tenth, so that figures under each other line up. */
    percent: (fraction: number): string => minus(`${tenths.format(fraction * 100)}${NBSP}%`),
    list: (items: readonly string[]): string => new Intl.ListFormat(locale, { type: 'conjunction' }).format(items),
  };
}

const sameYear = (a: number, b: number, zone: string): boolean => toWallDate(a, zone).slice(0, 4) === toWallDate(b, zone).slice(0, 4);

/** `Europe/London` is London, `America/Argentina/Buenos_Aires` is Buenos Aires. */
export const city = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');

/** `1 post`, `3 posts`. */
export const count = (n: number, one: string, many: string = `${one}s`): string => `${n} ${n === 1 ? one : many}`;
