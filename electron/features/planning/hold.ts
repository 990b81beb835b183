import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { err, ok } from '#core/result';
import type { PublicationRow } from '../posts/rows';
import { applyOrThrow, mayApply, type PlanningParts, record, wakeFor } from './planning-deps';

/** Hold, resume and cancel: for several publications at once, all or none of them. */
export function createHold(deps: PlanningParts) {
  function forAll(kind: 'hold' | 'resume' | 'cancel', ids: readonly Id[], step: (publication: PublicationRow, now: number) => void): AppResult<{ readonly undoId: Id }> {
    const result = deps.transaction((): AppResult<{ readonly undoId: Id }> => {
      const wanted = new Set(ids);
      const rows = deps.publications.byIds([...wanted]).filter(({ deletedAt }) => deletedAt === null);
      if (rows.length < wanted.size) return err(appError('not-found'));
      const refused = rows.filter((row) => !mayApply(kind)(row)).length;
      if (refused > 0) return err(appError('not-allowed-now', { count: refused }));
      const now = deps.clock.now();
      return ok({ undoId: deps.journal.record(kind, rows.map(({ postId }) => postId), () => { for (const row of rows) step(row, now); }) });
    });
    if (result.ok) {
      deps.changes.changed('calendar', 'posts', 'publishing', 'activity');
      deps.publisherWake();
    }
    return result;
  }

  return {
    hold: (ids: readonly Id[]) => forAll('hold', ids, (row, now) => {
      applyOrThrow(deps, row, 'hold', { wakeAt: wakeFor(row, null, now) }, now);
      record(deps, 'held', row);
    }),
    resume: (ids: readonly Id[]) => forAll('resume', ids, (row, now) => {
      // What was held as a draft without a time goes back to being one; the lateness limit judges a time that has passed.
      if (row.dueAt === null) applyOrThrow(deps, row, 'unschedule', {}, now);
      else applyOrThrow(deps, row, 'resume', { wakeAt: wakeFor(row, row.dueAt, now) }, now);
      record(deps, 'resumed', row);
    }),
    cancel: (ids: readonly Id[]) => forAll('cancel', ids, (row, now) => {
      applyOrThrow(deps, row, 'cancel', { wakeAt: wakeFor(row, null, now) }, now);
      record(deps, 'cancelled', row);
    }),
  };
}
