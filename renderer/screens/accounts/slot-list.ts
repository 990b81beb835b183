/** A weekly posting time. */
export interface SlotTime {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  readonly time: string;
}

const same = (a: SlotTime, b: SlotTime): boolean => a.weekday === b.weekday && a.time === b.time;

export const withoutSlot = (slots: readonly SlotTime[], gone: SlotTime): readonly SlotTime[] => slots.filter((slot) => !same(slot, gone));

/** With these as well, each once; what else was changed meanwhile stays changed. */
export const withSlots = (slots: readonly SlotTime[], added: readonly SlotTime[]): readonly SlotTime[] => [...slots, ...added.filter((slot) => !slots.some((each) => same(each, slot)))];
