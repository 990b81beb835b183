import { describe, expect, it } from 'vitest';
import { type SlotTime, withoutSlot, withSlots } from '#renderer/screens/accounts/slot-list';

const monday: SlotTime = { weekday: 1, time: '09:00' };
const friday: SlotTime = { weekday: 5, time: '17:30' };

describe('posting times', () => {
  it('come back by undo without taking away what was added since', () => {
    const afterwards = withSlots(withoutSlot([monday], monday), [friday]);
    expect(withSlots(afterwards, [monday])).toEqual([friday, monday]);
  });

  it('are there once, however often they are added', () => {
    expect(withSlots([monday], [monday, friday])).toEqual([monday, friday]);
    expect(withoutSlot([monday, friday], { ...monday })).toEqual([friday]);
  });
});
