import { describe, expect, it } from 'vitest';
import { addressOf, type Place } from '#renderer/screens/calendar/place';
import { createPlaceMemory } from '#renderer/screens/calendar/place-memory';

const home: Place = { view: 'month', date: '2026-10-13', filter: {}, open: null };
const account = '01890000-0000-7000-8000-000000000001';
const publication = '01890000-0000-7000-8000-000000000002';
const filtered: Place = { view: 'week', date: '2026-12-01', filter: { accountIds: [account] }, open: publication };

describe('where the calendar is after another brand was chosen', () => {
  it('takes the view and the day along, and neither the filter nor the publication of the brand that was left', () => {
    const memory = createPlaceMemory();
    const address = addressOf(filtered);
    memory.keep(address, 'clay', memory.read(address, 'clay', home));
    expect(memory.read(address, 'fern', home)).toEqual({ ...filtered, filter: {}, open: null });
  });

  it('gives each brand its own filter back', () => {
    const memory = createPlaceMemory();
    const address = addressOf({ ...filtered, open: null });
    memory.keep(address, 'clay', memory.read(address, 'clay', home));
    const plain = addressOf(memory.read(address, 'fern', home));
    memory.keep(plain, 'fern', memory.read(plain, 'fern', home));
    expect(memory.read(plain, 'clay', home).filter).toEqual(filtered.filter);
  });

  it('still takes an address at its word within one brand, a cleared filter included', () => {
    const memory = createPlaceMemory();
    const plain = addressOf({ ...home, date: filtered.date, view: 'week' });
    memory.keep(plain, 'clay', home);
    const address = addressOf(filtered);
    memory.keep(address, 'fern', memory.read(address, 'fern', home));
    expect(memory.read(plain, 'fern', home).filter).toEqual({});
    expect(memory.read(address, 'fern', home)).toEqual(filtered);
    expect(memory.read('/calendar', 'fern', home)).toEqual({ ...filtered, open: null });
  });
});
