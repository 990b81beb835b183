import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listZones, toWallTime } from '#core/time';
import { city, count, createFormat } from '#renderer/format';

const HOUR = 3_600_000;
const at = Date.UTC(2026, 9, 13, 8, 30);
const format = createFormat({ locale: 'en-GB', hourCycle: 'h23', userZone: 'Europe/Stockholm' });

describe('times', () => {
  it('says both clocks only where they differ', () => {
    expect(format.timeBoth(at, 'Europe/London')).toBe('09:30 London · 10:30 for you');
    expect(format.timeBoth(at, 'Europe/Paris')).toBe('10:30');
  });

  it('knows of every zone and minute whether the clocks differ, also in the weeks in which they are turned', () => {
    const zones = listZones();
    const formats = new Map<string, ReturnType<typeof createFormat>>();
    fc.assert(fc.property(fc.constantFrom(...zones), fc.constantFrom(...zones), fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2037, 11, 31) }), (userZone, zone, instant) => {
      const here = formats.get(userZone) ?? createFormat({ locale: 'en-GB', hourCycle: 'h23', userZone });
      formats.set(userZone, here);
      expect(here.differs(instant, zone)).toBe(toWallTime(instant, zone) !== toWallTime(instant, userZone));
    }), { numRuns: 400 });
    // London and New York turn their clocks weeks apart; Casablanca there and back around Ramadan; Lord Howe by half an hour.
    for (const [zone, userZone] of [['Europe/London', 'America/New_York'], ['Africa/Casablanca', 'Europe/Lisbon'], ['Australia/Lord_Howe', 'Australia/Sydney']] as const) {
      const here = createFormat({ locale: 'en-GB', hourCycle: 'h23', userZone });
      for (let instant = Date.UTC(2026, 0, 1); instant < Date.UTC(2027, 0, 1); instant += 6 * HOUR) expect(here.differs(instant, zone)).toBe(toWallTime(instant, zone) !== toWallTime(instant, userZone));
    }
  });

  it('names the other day where the person is on another one', () => {
    expect(format.dayTimeBoth(Date.UTC(2026, 9, 13, 22, 30), 'Europe/London', at)).toBe('Tue 13 Oct, 23:30 London · Wed 14 Oct, 00:30 for you');
  });

  it('writes the year only where it is another one', () => {
    expect(format.day(at, 'UTC', at)).toBe('Tue 13 Oct');
    expect(format.day(at, 'UTC', at + 365 * 24 * HOUR)).toBe('Tue 13 Oct 2026');
  });

  it('shows midnight as 00:00 and not 24:00', () => {
    expect(format.time(Date.UTC(2026, 9, 13), 'UTC')).toBe('00:00');
  });

  it.each([
    [48 * 60_000, 'in 48 min'], [4 * HOUR + 180_000, 'in 4\u00a0h\u00a03\u00a0min'], [-2 * HOUR, '2\u00a0h ago'], [20_000, 'now'], [3 * 24 * HOUR, 'in 3 days'],
  ])('says %d ms from now as %s', (ms, words) => {
    expect(format.fromNow(at + ms, at)).toBe(words);
  });
});

describe('numbers', () => {
  it('puts a no-break space before units and writes a real minus', () => {
    expect(format.percent(0.084)).toBe('8.4\u00a0%');
    expect(format.percent(-0.38)).toBe('\u221238.0\u00a0%');
    expect(format.number(-12907)).toBe('\u221212,907');
  });

  it.each([[0, '0\u00a0B'], [999, '999\u00a0B'], [1000, '1\u00a0KB'], [8_400_000, '8.4\u00a0MB'], [2e15, '2,000\u00a0TB']])('says %d bytes as %s', (size, words) => {
    expect(format.bytes(size)).toBe(words);
  });

  it('says when something was done by the clock of this computer, whatever zone its brand is in', () => {
    const format = createFormat({ locale: 'en-GB', hourCycle: 'h23', userZone: 'America/New_York' });
    const now = Date.parse('2026-11-22T14:00:00Z');
    expect(format.moment(Date.parse('2026-11-22T13:42:07Z'), now)).toBe('08:42:07');
    // The evening before, less than a day ago; in Tokyo it was the next day already.
    expect(format.moment(Date.parse('2026-11-21T20:00:00Z'), now)).toBe('Sat 21 Nov 15:00');
  });
});

describe('words', () => {
  it('names a zone by its city', () => {
    expect(city('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
    expect(city('UTC')).toBe('UTC');
  });

  it('counts', () => {
    expect([count(1, 'post'), count(0, 'post'), count(2, 'post waits', 'posts wait')]).toEqual(['1 post', '0 posts', '2 posts wait']);
  });
});
