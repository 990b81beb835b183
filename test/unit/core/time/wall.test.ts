import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '#core/clock';
import {
  addDays, daysBetween, fromIsoInstant, intentHasMoved, isValidZone, isWallDate, isWallTime, listZones, resolveIntent, resolveWallTime, toIsoInstant,
  toWallDate, toWallTime, weekdayOf, zoneOffsetAt,
} from '#core/time';
import { asUtc, decade, fromUtc, judgedOffset, judgedResolution, judgedWall, transitions, zones } from './judge';

const anyZone = fc.constantFrom(...zones);
const anyInstant = fc.integer({ min: decade.from, max: decade.to });
const anyWall = anyInstant.map(fromUtc);
const hardWall = fc.tuple(fc.constantFrom(...transitions), fc.integer({ min: -180, max: 180 }))
  .map(([change, minutes]) => ({ zone: change.zone, wall: fromUtc(change.at + change.before + minutes * MINUTE) }));
const anyWallSomewhere = fc.oneof(fc.record({ zone: anyZone, wall: anyWall }), hardWall);

describe('wall time in a zone', () => {
  it('agrees with Intl for all zones over ten years', () => {
    fc.assert(fc.property(anyWallSomewhere, ({ zone, wall }) => {
      const { instant, adjusted } = resolveWallTime(wall, zone);
      expect({ instant, adjusted }).toEqual(judgedResolution(wall, zone));
    }), { numRuns: 4000 });
  });

  it('has enough changes of the clock to look at', () => {
    expect(transitions.length).toBeGreaterThan(1000);
    expect(new Set(transitions.map((change) => change.zone)).size).toBeGreaterThan(80);
  });

  it('moves every skipped time forward by the skip, in every zone that skips', () => {
    let looked = 0;
    for (const { zone, at, before, after } of transitions) {
      const skip = after - before;
      if (skip <= 0) continue;
      for (const into of [0, skip / 2, skip - MINUTE]) {
        const asked = fromUtc(at + before + into);
        expect(resolveWallTime(asked, zone)).toEqual({ instant: at + into, adjusted: 'gap', wall: fromUtc(at + after + into) });
        looked += 1;
      }
    }
    expect(looked).toBeGreaterThan(1000);
  });

  it('takes the first of every time that comes twice, in every zone that turns back', () => {
    let looked = 0;
    for (const { zone, at, before, after } of transitions) {
      const repeated = before - after;
      if (repeated <= 0) continue;
      for (const into of [0, repeated / 2, repeated - MINUTE]) {
        const asked = fromUtc(at + after + into);
        expect(resolveWallTime(asked, zone)).toEqual({ instant: at - repeated + into, adjusted: 'overlap', wall: asked });
        expect(toWallTime(at + into, zone)).toBe(asked);
        looked += 1;
      }
    }
    expect(looked).toBeGreaterThan(1000);
  });

  it('shows an instant as Intl shows it, and comes back to it', () => {
    fc.assert(fc.property(anyZone, anyInstant, (zone, instant) => {
      const wall = toWallTime(instant, zone);
      expect(wall).toBe(judgedWall(instant, zone));
      expect(toWallDate(instant, zone)).toBe(wall.slice(0, 10));
      expect(zoneOffsetAt(instant, zone)).toBe(judgedOffset(instant, zone));
      const back = resolveWallTime(wall, zone);
      expect(back.wall).toBe(wall);
      // Only the second round of a repeated hour comes back as its first.
      if (back.adjusted === 'none') expect(back.instant).toBe(Math.floor(instant / MINUTE) * MINUTE);
      else expect(back.instant).toBeLessThanOrEqual(instant);
    }), { numRuns: 3000 });
  });

  it('never reverses two times that exist', () => {
    fc.assert(fc.property(hardWall, fc.integer({ min: 1, max: 600 }), ({ zone, wall }, later) => {
      const one = resolveWallTime(wall, zone);
      const other = resolveWallTime(fromUtc(asUtc(wall) + later * MINUTE), zone);
      fc.pre(one.adjusted !== 'gap' && other.adjusted !== 'gap');
      expect(other.instant).toBeGreaterThan(one.instant);
    }), { numRuns: 2000 });
  });

  it('resolves an intent again and notices when the rules have moved it', () => {
    const intent = { wall: '2026-11-22T09:30', zone: 'Europe/Dublin' };
    const { instant } = resolveIntent(intent);
    expect(instant).toBe(Date.UTC(2026, 10, 22, 9, 30));
    expect(intentHasMoved(intent, instant)).toBe(false);
    expect(intentHasMoved(intent, instant - 60 * MINUTE)).toBe(true);
  });
});

describe('text that names a time', () => {
  it.each(['2026-11-22T09:30', '2028-02-29T00:00', '2026-12-31T23:59'])('takes %s', (text) => {
    expect(isWallTime(text)).toBe(true);
    expect(isWallDate(text.slice(0, 10))).toBe(true);
  });

  it.each([
    '', '2026-11-22', '2026-11-22T09:30:00', '2026-11-22T09:30Z', '2026-11-22T24:00', '2026-02-29T10:00', '2026-13-01T10:00',
    ' 2026-11-22T09:30', '2026-11-22T09:60', '٢٠٢٦-11-22T09:30',
  ])('refuses %j', (text) => {
    expect(isWallTime(text)).toBe(false);
  });

  it.each(['2026-02-30', '2026-1-1', '2026-00-10', 'today'])('refuses the date %j', (text) => {
    expect(isWallDate(text)).toBe(false);
  });

  it('throws for what the check refuses, so that no guess is stored', () => {
    expect(() => resolveWallTime('2026-02-30T10:00', 'UTC')).toThrow(RangeError);
    expect(() => resolveWallTime('2026-02-03T10:00', 'Mars/Base')).toThrow(RangeError);
  });

  it('writes and reads instants for files', () => {
    fc.assert(fc.property(anyInstant, (instant) => {
      expect(toIsoInstant(instant)).toBe(new Date(instant).toISOString());
      expect(fromIsoInstant(toIsoInstant(instant))).toBe(instant);
    }));
    expect(fromIsoInstant('2026-11-22T10:30:00+01:00')).toBe(Date.UTC(2026, 10, 22, 9, 30));
    expect(fromIsoInstant('2026-11-22T10:30:00')).toBeNull();
    expect(fromIsoInstant('soon')).toBeNull();
  });

  it('counts days and weekdays', () => {
    expect(daysBetween('2026-02-27', '2026-03-01')).toBe(2);
    expect(daysBetween('2026-03-01', '2025-03-01')).toBe(-365);
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect([weekdayOf('2026-11-22'), weekdayOf('2026-11-23')]).toEqual([7, 1]);
  });
});

describe('zones', () => {
  it('knows every zone it lists', () => {
    const listed = listZones();
    expect(listed).toContain('UTC');
    expect(listed).toContain('America/New_York');
    expect(listed.filter((zone) => !isValidZone(zone))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });

  it.each(['', 'Mars/Base', '+01:00', '-0500', '1', 'Europe/Dublin; DROP'])('refuses %j', (zone) => {
    expect(isValidZone(zone)).toBe(false);
  });
});
