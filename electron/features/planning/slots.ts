import type { Millis } from '#core/clock';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { err, ok } from '#core/result';
import { nextFreeSlot, type Slot, toWallTime, type WallTime } from '#core/time';
import type { PlanningDeps } from './planning-deps';

export interface SlotTime { readonly at: Millis; readonly wall: WallTime; readonly zone: string }

/**
 * The first slot of any of these accounts at which none of them has something waiting. Accounts without slots go along
 * with the others. `exceptPostId` may keep the slot that it holds itself.
 */
export function nextSlotOf(deps: PlanningDeps, accountIds: readonly Id[], zone: string, after: Millis, exceptPostId: Id | null): SlotTime | null {
  const slots = deps.slots.ofAccounts(accountIds).map(({ weekday, time }) => ({ weekday, time }) as Slot);
  if (slots.length === 0) return null;
  const at = nextFreeSlot(slots, zone, after, deps.publications.takenTimes(accountIds, after, exceptPostId));
  return at === null ? null : { at, wall: toWallTime(at, zone), zone };
}

export function createSlotFinder(deps: PlanningDeps) {
  const zoneOf = (accountId: Id): string | null => {
    const account = deps.account(accountId);
    if (account === null || account.deletedAt !== null) return null;
    return deps.brands.byId(account.brandId)?.timeZone ?? null;
  };
  return {
    nextSlot: ({ accountIds, after }: { readonly accountIds: readonly Id[]; readonly after?: Millis | undefined }): AppResult<{ readonly at: Millis; readonly wall: WallTime }> => {
      const zones = accountIds.map(zoneOf);
      const zone = zones[0] ?? null;
      if (zone === null || zones.includes(null)) return err(appError('not-found'));
      const found = nextSlotOf(deps, accountIds, zone, Math.max(after ?? 0, deps.clock.now()), null);
      return found === null ? err(appError('no-slots')) : ok({ at: found.at, wall: found.wall });
    },
    /** For the publisher, when a person answers "next free slot" to a missed post. */
    slotFor: (accountId: Id, after: Millis): SlotTime | null => {
      const zone = zoneOf(accountId);
      return zone === null ? null : nextSlotOf(deps, [accountId], zone, after, null);
    },
    wallOf: (brandId: Id, at: Millis): { readonly wall: WallTime; readonly zone: string } => {
      const zone = deps.brands.byId(brandId)?.timeZone ?? 'UTC';
      return { wall: toWallTime(at, zone), zone };
    },
  };
}
