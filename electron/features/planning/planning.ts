import { appError, type AppResult } from '#core/errors';
import type { Label } from '#core/contract/shapes';
import type { Id } from '#core/ids';
import { err, ok } from '#core/result';
import { createCalendar } from './calendar';
import { createHold } from './hold';
import { createJournal } from './journal';
import { createMove } from './move';
import type { PlanningDeps } from './planning-deps';
import { createSchedule } from './schedule';
import { createSlotFinder } from './slots';
import { createZoneKeeper, type MovedTime } from './zones';

export type { MovedTime, ZoneChange } from './zones';
export type { PlanningDeps } from './planning-deps';

export type Planning = ReturnType<typeof createPlanning>;

export function createPlanning(deps: PlanningDeps) {
  const journal = createJournal(deps);
  const parts = { ...deps, journal };
  const zoneKeeper = createZoneKeeper(deps);

  return {
    journal,
    calendar: createCalendar({ calendar: deps.calendar, zones: () => new Map(deps.brands.list().map(({ id, timeZone }) => [id, timeZone])) }),
    schedule: createSchedule(parts),
    ...createMove(parts),
    ...createHold(parts),
    ...createSlotFinder(deps),
    changeBrandZone: zoneKeeper.changeBrandZone,

    undo: (undoId: Id): AppResult<null> => {
      const result = deps.transaction(() => journal.undo(undoId));
      if (result.ok) {
        deps.changes.changed('calendar', 'posts', 'publishing', 'activity');
        deps.publisherWake();
      }
      return result;
    },

    setLabels: (postId: Id, labelIds: readonly Id[]): AppResult<readonly Label[]> => {
      const result = deps.transaction((): AppResult<readonly Label[]> => {
        const post = deps.posts.byId(postId);
        if (post === null || post.deletedAt !== null) return err(appError('not-found'));
        const own = new Set(deps.labels.list(post.brandId).map(({ id }) => id));
        if (!labelIds.every((id) => own.has(id))) return err(appError('not-found'));
        deps.labels.setForPost(postId, [...new Set(labelIds)]);
        return ok(deps.labels.ofPosts([postId]).get(postId) ?? []);
      });
      if (result.ok) deps.changes.changed('posts', 'calendar');
      return result;
    },

    /**
     * At start: works future instants out again when the rules of the time zones are others than last time.
     * @param rules version of the zone rules, such as `process.versions.tz`.
     */
    recomputeZones: (rules: string): readonly MovedTime[] => {
      const moved = deps.transaction(() => zoneKeeper.recomputeZones(rules));
      if (moved.length > 0) {
        deps.changes.changed('calendar', 'posts', 'publishing');
        deps.publisherWake();
      }
      return moved;
    },
  };
}
