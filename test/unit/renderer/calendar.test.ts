import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Chip } from '#core/contract/planning';
import { isMovable, needsPerson, publicationStates, type PublicationState, worstState } from '#core/posts/states';
import { addDays, resolveWallTime } from '#core/time';
import { chipLine } from '#renderer/components/chip';
import { chipMoves, moved, movableIds, opens, withChip } from '#renderer/screens/calendar/chips';
import { timeOnDay } from '#renderer/screens/calendar/day-time';
import { listRows, tabStopOf } from '#renderer/screens/calendar/list-rows';
import { daysOf, shownOf } from '#renderer/screens/calendar/order';
import { addressOf, filterCount, parsePlace, type Place, rangeOf, step, titleOfPlace, views } from '#renderer/screens/calendar/place';

const zone = 'Europe/London';

function chipAt(wall: string, states: readonly PublicationState[], postId = wall): Chip {
  const at = resolveWallTime(wall, zone).instant;
  const publications = states.map((state, index) => ({ id: `${postId}/${index}`, accountId: `a${index}`, network: 'practice' as const, state, problemCode: null, nativeRef: null }));
  return { key: `${postId}@${at}`, postId, brandId: 'b', at, wall, title: postId, thumbHash: null, state: worstState(states), publications, labelIds: [] };
}

describe('the line of a chip', () => {
  test('says that a post waits for a login, which its state alone does not', () => {
    const chip = chipAt('2026-10-12T09:00', ['scheduled', 'scheduled']);
    const [first, second] = chip.publications;
    if (first === undefined || second === undefined) throw new Error('two publications were made');
    expect(chipLine(chip)).toBe('2026-10-12T09:00');
    expect(chipLine({ ...chip, publications: [first, { ...second, problemCode: 'signed-out' }] })).toBe('Waits for a login');
    // The network has it already and needs no login of ours.
    expect(chipLine({ ...chip, publications: [first, { ...second, problemCode: 'signed-out', nativeRef: 'kept' }] })).toBe('2026-10-12T09:00');
  });
});

const anyState = fc.constantFrom(...publicationStates);
const anyChips = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1439 }), fc.array(anyState, { minLength: 1, maxLength: 3 })), { maxLength: 40 })
  .map((drawn) => drawn.map(([day, minute, states], index) => chipAt(`${addDays('2026-10-12', day)}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`, states, `post${index}`)));

describe('the chips of a full day', () => {
  test('what needs a person is never hidden while there is room for it', () => {
    fc.assert(fc.property(anyChips, fc.integer({ min: 1, max: 6 }), (chips, limit) => {
      const days = daysOf(chips, limit);
      for (const date of new Set(chips.map(({ wall }) => wall.slice(0, 10)))) {
        const day = chips.filter(({ wall }) => wall.startsWith(date));
        const { shown = [], all = [] } = days.get(date) ?? {};
        expect([...all].toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual(day.toSorted((a, b) => (a.key < b.key ? -1 : 1)));
        expect(all.map(({ at }) => at)).toEqual(day.map(({ at }) => at).toSorted((a, b) => a - b));
        expect(new Set(shown).size).toBe(shown.length);
        expect(shown.every((chip) => all.includes(chip))).toBe(true);
        expect(shown).toHaveLength(Math.min(limit, day.length));
        const troubled = day.filter(({ state }) => needsPerson(state)).length;
        expect(shown.filter(({ state }) => needsPerson(state))).toHaveLength(Math.min(limit, troubled));
      }
    }));
  });

  test('those shown go by time', () => {
    const chips = [chipAt('2026-10-13T08:00', ['published']), chipAt('2026-10-13T12:00', ['scheduled']), chipAt('2026-10-13T20:00', ['failed'])];
    expect(shownOf(chips, 2).map(({ wall }) => wall.slice(11))).toEqual(['08:00', '20:00']);
    expect(shownOf(chips, 3)).toEqual(chips);
  });

  test('a chip keeps its place in the page as long as it stays on its day, and no two share one', () => {
    fc.assert(fc.property(anyChips, anyChips, fc.integer({ min: 1, max: 6 }), (first, second, limit) => {
      const before = daysOf(first, limit);
      // The database answers each chip once.
      const others = second.filter(({ key }) => first.every((chip) => chip.key !== key));
      const after = daysOf([...others, ...first.filter((_, index) => index % 2 === 0)], limit, before);
      for (const [date, { shown, slots }] of after) {
        expect(new Set(slots).size).toBe(shown.length);
        expect(slots).toHaveLength(shown.length);
        const was = before.get(date);
        shown.forEach(({ key }, index) => {
          const at = was?.shown.findIndex((chip) => chip.key === key) ?? -1;
          if (at >= 0) expect(slots[index]).toBe(was?.slots[at]);
        });
      }
    }));
  });

  test('chips of one moment lie in the same order, whatever order they came in', () => {
    const [a, b, c] = [chipAt('2026-10-07T10:00', ['scheduled'], 'a'), chipAt('2026-10-07T10:00', ['scheduled'], 'b'), chipAt('2026-10-07T09:00', ['scheduled'], 'c')];
    for (const chips of [[a, b, c], [b, a, c], [c, b, a]]) expect(daysOf(chips, 3).get('2026-10-07')?.all).toEqual([c, a, b]);
  });

  test('a day that did not change is the same as before', () => {
    fc.assert(fc.property(anyChips, fc.integer({ min: 1, max: 6 }), (chips, limit) => {
      const before = daysOf(chips, limit);
      const after = daysOf([...chips], limit, before);
      for (const [date, day] of before) expect(after.get(date)).toBe(day);
    }));
  });
});

describe('moving a chip', () => {
  test('loses and doubles no publication, and leaves what may not move', () => {
    fc.assert(fc.property(anyChips, fc.nat(), (chips, pick) => {
      const chip = chips[pick % Math.max(1, chips.length)];
      if (chip === undefined) return;
      const after = moved(chips, chip.key, { at: resolveWallTime('2026-11-20T10:00', zone).instant, wall: '2026-11-20T10:00' });
      const ids = (all: readonly Chip[]): string[] => all.flatMap(({ publications }) => publications.map(({ id }) => id)).toSorted();
      expect(ids(after)).toEqual(ids(chips));
      for (const { wall, publications } of after.filter((each) => each.postId === chip.postId)) {
        const was = chip.publications.filter(({ id }) => publications.some((publication) => publication.id === id));
        expect(was.every(({ state }) => isMovable(state) === (wall === '2026-11-20T10:00'))).toBe(true);
      }
    }));
  });

  test('what failed is scheduled again; a hold stays one', () => {
    const chip = chipAt('2026-10-13T12:00', ['failed', 'hold', 'published'], 'p');
    const [stays, goes] = moved([chip], chip.key, { at: resolveWallTime('2026-10-14T12:00', zone).instant, wall: '2026-10-14T12:00' });
    expect(stays?.publications.map(({ state }) => state)).toEqual(['published']);
    expect(goes?.publications.map(({ state }) => state)).toEqual(['scheduled', 'hold']);
    expect(goes?.wall).toBe('2026-10-14T12:00');
  });

  test('onto itself it stays one chip', () => {
    const chip = chipAt('2026-10-13T12:00', ['scheduled', 'scheduled'], 'p');
    expect(moved([chip], chip.key, { at: chip.at, wall: chip.wall })).toEqual([chip]);
    const other = chipAt('2026-10-13T12:00', ['failed'], 'p');
    expect(withChip([chip], other)).toHaveLength(1);
    expect(withChip([chip], other)[0]?.state).toBe('failed');
  });

  test('what is out, on its way or unsure does not lift', () => {
    expect(chipMoves(chipAt('2026-10-13T12:00', ['published', 'publishing', 'unconfirmed']))).toBe(false);
    const mixed = chipAt('2026-10-13T12:00', ['published', 'scheduled'], 'p');
    expect(chipMoves(mixed)).toBe(true);
    expect(movableIds(mixed)).toEqual(['p/1']);
    expect(chipMoves({ ...mixed, publications: [] })).toBe(true);
  });
});

describe('the time of a draft dropped on a day', () => {
  const slots = [{ network: 'practice', weekday: 4, time: '18:30' }, { network: 'practice', weekday: 4, time: '12:00' }, { network: 'bluesky', weekday: 4, time: '08:00' }];
  const now = resolveWallTime('2026-10-13T13:42', zone).instant;
  const on = (date: string, chips: readonly Chip[] = [], at = now) => timeOnDay(date, { networks: ['practice'], slots, chips, now: at, zone });

  test('is the first free posting time of its accounts', () => {
    expect(on('2026-10-15')).toEqual({ wall: '2026-10-15T12:00', slot: true });
    expect(on('2026-10-15', [chipAt('2026-10-15T12:00', ['scheduled'])])).toEqual({ wall: '2026-10-15T18:30', slot: true });
  });
  test('is nine where there is none, and the next quarter when that is past', () => {
    expect(on('2026-10-14')).toEqual({ wall: '2026-10-14T09:00', slot: false });
    expect(on('2026-10-13')).toEqual({ wall: '2026-10-13T13:45', slot: false });
  });
  test('is never past on a day that still has time', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 23 * 60 + 58 }), (minute) => {
      const wall = `2026-10-15T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
      const found = on('2026-10-15', [], resolveWallTime(wall, zone).instant).wall;
      expect(found > wall).toBe(true);
      expect(found.slice(0, 10)).toBe('2026-10-15');
    }));
  });
});

describe('the address of a place', () => {
  const home: Place = { view: 'month', date: '2026-10-13', filter: {}, open: null };
  test('reads what it wrote', () => {
    const id = '01890000-0000-7000-8000-000000000001';
    const some = fc.uniqueArray(fc.constantFrom(id, '01890000-0000-7000-8000-000000000002', '01890000-0000-7000-8000-000000000003'));
    fc.assert(fc.property(fc.constantFrom(...views), fc.boolean(), some, fc.uniqueArray(anyState), some, (view, open, accountIds, states, labelIds) => {
      const filter = { ...(accountIds.length > 0 ? { accountIds } : {}), ...(states.length > 0 ? { states } : {}), ...(labelIds.length > 0 ? { labelIds } : {}) };
      const place: Place = { view, date: '2026-02-28', filter, open: open ? id : null };
      expect(parsePlace(addressOf(place), home)).toEqual(place);
      expect(filterCount(filter)).toBe(accountIds.length + states.length + labelIds.length);
    }));
  });
  test('says its filters itself; without an address the last ones hold', () => {
    const last: Place = { ...home, filter: { states: ['failed'] } };
    expect(parsePlace('/calendar', last).filter).toEqual({ states: ['failed'] });
    expect(parsePlace('/calendar?view=month', last).filter).toEqual({});
    expect(parsePlace('/calendar?view=month&labels=notalabel&states=scheduled', last).filter).toEqual({});
  });
  test('takes nothing that is not one', () => {
    expect(parsePlace('/calendar?view=year&date=2026-02-30&states=sad&open=../../x', home)).toEqual(home);
    expect(parsePlace('/calendar?view=week&accounts=notanid', home)).toEqual({ ...home, view: 'week' });
  });
  test('steps to every period and back', () => {
    expect(step('month', '2026-12-31', 1, '2026-10-13')).toBe('2027-01-01');
    expect(step('month', '2026-11-20', -1, '2026-10-13')).toBe('2026-10-13');
    expect(step('week', '2026-10-13', -1, '2026-10-13')).toBe('2026-10-06');
    for (const view of views) {
      const here = rangeOf(view, '2026-10-13', zone, 1);
      const next = rangeOf(view, step(view, '2026-10-13', 1, '2026-10-13'), zone, 1);
      expect(next.from).toBeGreaterThan(here.from);
      if (view !== 'month') expect(next.from).toBe(here.to);
    }
  });
  test('is said as people say it', () => {
    expect(titleOfPlace('week', '2026-10-13', 1, 'en-GB')).toBe('12–18 Oct 2026');
    expect(titleOfPlace('month', '2026-10-13', 1, 'en-GB')).toBe('October 2026');
    expect(titleOfPlace('day', '2026-10-13', 1, 'en-GB')).toBe('Tuesday 13 October 2026');
  });
});

describe('the list', () => {
  test('splits a post by state, worst first, under its day', () => {
    const rows = listRows([chipAt('2026-10-12T09:00', ['published'], 'a'), chipAt('2026-10-13T12:00', ['published', 'unconfirmed', 'published'], 'b')]);
    expect(rows.map((row) => (row.kind === 'day' ? row.date : `${row.state} ${row.publications.length}`))).toEqual(['2026-10-12', 'published 1', '2026-10-13', 'unconfirmed 1', 'published 2']);
  });
  test('can be tabbed to wherever it was scrolled', () => {
    const rows = listRows(Array.from({ length: 60 }, (_, index) => chipAt(`2026-10-${String(1 + (index % 30)).padStart(2, '0')}T09:00`, ['scheduled'], `p${index}`)).toSorted((a, b) => a.at - b.at));
    expect(tabStopOf(rows, [0, 1, 2, 3], 1)).toBe(1);
    for (let first = 0; first + 10 < rows.length; first += 1) {
      const drawn = Array.from({ length: 10 }, (_, index) => first + index);
      const stop = tabStopOf(rows, drawn, 1);
      expect([drawn.includes(stop), rows[stop]?.kind]).toEqual([true, 'post']);
    }
  });
  test('leads to what happened, or to the composer', () => {
    expect(opens(chipAt('2026-10-13T12:00', ['published', 'failed'], 'p'))).toEqual({ publicationId: 'p/1' });
    expect(opens(chipAt('2026-10-13T12:00', ['scheduled'], 'p'))).toEqual({ postId: 'p' });
  });
});
