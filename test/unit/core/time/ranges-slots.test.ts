import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '#core/clock';
import {
  dayRange, isSlotTime, latenessOf, monthGridRange, nextFreeSlot, ON_TIME_GRACE, type Slot, slotInstants, toWallDate, type Weekday, weekdayOf, weekRange,
} from '#core/time';
import { decade, judgedResolution, judgedWall, transitions, zones } from './judge';

const anyZone = fc.constantFrom(...zones);
const anyInstant = fc.integer({ min: decade.from, max: decade.to - 800 * DAY });
/** Ordinary moments, and those beside a change of the clock. */
const zoneAndInstant = fc.oneof(
  fc.record({ zone: anyZone, instant: anyInstant }),
  fc.tuple(fc.constantFrom(...transitions.filter((t) => t.at < decade.to - 800 * DAY)), fc.integer({ min: -2 * DAY, max: 2 * DAY }))
    .map(([change, away]) => ({ zone: change.zone, instant: change.at + away })),
);
const weekday = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7);
const twoDigits = (n: number): string => String(n).padStart(2, '0');
const slotTime = fc.tuple(fc.oneof(fc.nat(23), fc.nat(3)), fc.constantFrom(0, 15, 30, 59)).map(([h, m]) => `${twoDigits(h)}:${twoDigits(m)}`);
const slots = fc.array(fc.record({ weekday, time: slotTime }), { minLength: 1, maxLength: 8 });

/** The slot's own wall times near an instant, each resolved by Intl alone. */
function judgedSlots(slot: Slot, zone: string, around: number): readonly number[] {
  return [-1, 0, 1]
    .map((days) => judgedWall(around + days * DAY, zone).slice(0, 10))
    .filter((date) => weekdayOf(date) === slot.weekday)
    .map((date) => judgedResolution(`${date}T${slot.time}`, zone).instant);
}

describe('days, weeks and months', () => {
  it('begins and ends a day where the date changes on the wall', () => {
    fc.assert(fc.property(zoneAndInstant, ({ zone, instant }) => {
      const date = toWallDate(instant, zone);
      const { from, to } = dayRange(date, zone);
      expect(from).toBeLessThanOrEqual(instant);
      expect(to).toBeGreaterThan(instant);
      expect(judgedWall(from, zone).slice(0, 10)).toBe(date);
      expect(judgedWall(from - 1, zone) < date).toBe(true);
      expect(judgedWall(to - 1, zone).slice(0, 10)).toBe(date);
      expect(judgedWall(to, zone).slice(0, 10) > date).toBe(true);
    }), { numRuns: 2000 });
  });

  it('gives the long and the short day their hours', () => {
    const hours = (date: string, zone: string): number => {
      const { from, to } = dayRange(date, zone);
      return (to - from) / HOUR;
    };
    expect(hours('2026-03-29', 'Europe/Dublin')).toBe(23);
    expect(hours('2026-10-25', 'Europe/Dublin')).toBe(25);
    expect(hours('2026-04-05', 'Australia/Lord_Howe')).toBe(24.5);
    // Beirut skips midnight: its day begins at one.
    expect(judgedWall(dayRange('2026-03-29', 'Asia/Beirut').from, 'Asia/Beirut')).toBe('2026-03-29T01:00');
  });

  it('covers the month with whole weeks from the chosen first day', () => {
    fc.assert(fc.property(zoneAndInstant, weekday, ({ zone, instant }, weekStart) => {
      const month = toWallDate(instant, zone).slice(0, 7);
      const { from, to } = monthGridRange(month, zone, weekStart);
      expect(from).toBeLessThanOrEqual(instant);
      expect(to).toBeGreaterThan(instant);
      const firstDate = judgedWall(from, zone).slice(0, 10);
      expect(weekdayOf(firstDate)).toBe(weekStart);
      expect(judgedWall(from - 1, zone) < firstDate).toBe(true);
      expect(Math.round((to - from) / DAY)).toBe(42);
    }), { numRuns: 1000 });
  });

  it('finds the week around a day', () => {
    expect(weekRange('2026-11-22', 'UTC', 1)).toEqual({ from: Date.UTC(2026, 10, 16), to: Date.UTC(2026, 10, 23) });
    expect(weekRange('2026-11-22', 'UTC', 7)).toEqual({ from: Date.UTC(2026, 10, 22), to: Date.UTC(2026, 10, 29) });
  });
});

describe('slots', () => {
  it('stay at their time on the wall, summer and winter', () => {
    fc.assert(fc.property(zoneAndInstant, slots, ({ zone, instant }, weekly) => {
      const found = slotInstants(weekly, zone, { from: instant - 20 * DAY, to: instant + 20 * DAY });
      for (const at of found) expect(weekly.flatMap((slot) => judgedSlots(slot, zone, at))).toContain(at);
    }), { numRuns: 200 });
  });

  it('are all found, once, in order and inside the window', () => {
    fc.assert(fc.property(zoneAndInstant, slots, fc.integer({ min: 0, max: 5 * DAY }), ({ zone, instant }, weekly, length) => {
      const window = { from: instant, to: instant + length };
      const found = slotInstants(weekly, zone, window);
      const expected = new Set<number>();
      for (let around = instant - DAY; around <= instant + length + DAY; around += 12 * HOUR) {
        for (const slot of weekly) {
          for (const at of judgedSlots(slot, zone, around)) if (at >= window.from && at < window.to) expected.add(at);
        }
      }
      expect(found).toEqual([...expected].toSorted((a, b) => a - b));
    }), { numRuns: 600 });
  });

  it('come out the same whether the window is cut or whole', () => {
    fc.assert(fc.property(zoneAndInstant, slots, fc.nat(10 * DAY), ({ zone, instant }, weekly, cut) => {
      const to = instant + 10 * DAY;
      const whole = slotInstants(weekly, zone, { from: instant, to });
      const pieces = [
        ...slotInstants(weekly, zone, { from: instant, to: instant + cut }),
        ...slotInstants(weekly, zone, { from: instant + cut, to }),
      ];
      expect(pieces).toEqual(whole);
    }), { numRuns: 200 });
  });

  it('count once where the clocks push two onto one instant', () => {
    const weekly: Slot[] = [{ weekday: 7, time: '01:30' }, { weekday: 7, time: '02:30' }];
    const window = dayRange('2026-03-29', 'Europe/Dublin');
    expect(slotInstants(weekly, 'Europe/Dublin', window)).toEqual([Date.UTC(2026, 2, 29, 1, 30)]);
  });

  it('are none without slots or without a window', () => {
    expect(slotInstants([], 'UTC', { from: 0, to: DAY })).toEqual([]);
    expect(slotInstants([{ weekday: 4, time: '00:00' }], 'UTC', { from: 5, to: 5 })).toEqual([]);
  });

  it('takes only times of the day', () => {
    expect(['00:00', '09:30', '23:59'].every(isSlotTime)).toBe(true);
    expect(['24:00', '9:30', '09:60', '', '09:30:00'].some(isSlotTime)).toBe(false);
  });
});

describe('the next free slot', () => {
  it('lies after the moment, is a slot, is free, and none before it is', () => {
    fc.assert(fc.property(zoneAndInstant, slots, fc.nat(12), ({ zone, instant }, weekly, held) => {
      const ahead = slotInstants(weekly, zone, { from: instant + 1, to: instant + 120 * DAY });
      const taken = new Set(ahead.slice(0, held));
      const free = nextFreeSlot(weekly, zone, instant, taken);
      expect(free).toBe(ahead[held]);
      expect(free).toBeGreaterThan(instant);
      expect(nextFreeSlot(weekly, zone, instant, (at) => taken.has(at))).toBe(free);
    }), { numRuns: 150 });
  });

  it('is not the slot one stands on', () => {
    const monday = Date.UTC(2026, 10, 23, 9);
    expect(nextFreeSlot([{ weekday: 1, time: '09:00' }], 'UTC', monday, new Set())).toBe(monday + 7 * DAY);
    expect(nextFreeSlot([{ weekday: 1, time: '09:00' }], 'UTC', monday - 1, new Set())).toBe(monday);
  });

  it('is none without slots, and none in a queue that is full for two years', () => {
    expect(nextFreeSlot([], 'UTC', 0, new Set())).toBeNull();
    expect(nextFreeSlot([{ weekday: 1, time: '09:00' }], 'UTC', 0, () => true)).toBeNull();
  });
});

describe('lateness', () => {
  const due = Date.UTC(2026, 10, 22, 9, 30);
  it.each([
    [-DAY, HOUR, 'ontime'], [0, HOUR, 'ontime'], [ON_TIME_GRACE, HOUR, 'ontime'], [ON_TIME_GRACE + 1, HOUR, 'late'],
    [HOUR, HOUR, 'late'], [HOUR + 1, HOUR, 'missed'], [ON_TIME_GRACE, 0, 'ontime'], [2 * MINUTE, 0, 'missed'],
  ] as const)('%i ms behind with a limit of %i ms is %s', (behind, limit, expected) => {
    expect(latenessOf(due, due + behind, limit)).toBe(expected);
  });
});
