import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { SlotRows } from '#electron/features/planning/planning-store';
import type { Db } from './open';
import { accounts, slots } from './schema';

/** Posting slots for planning; the accounts feature writes them. */
export function createSlotRows(db: Db): SlotRows {
  return {
    ofAccounts: (accountIds) => accountIds.length === 0 ? [] : db.select({ accountId: slots.accountId, weekday: slots.weekday, time: slots.time }).from(slots)
      .innerJoin(accounts, eq(accounts.id, slots.accountId))
      .where(and(inArray(slots.accountId, [...accountIds]), isNull(slots.deletedAt), isNull(accounts.deletedAt)))
      .orderBy(asc(slots.weekday), asc(slots.time)).all(),
  };
}
