import type { Millis } from '#core/clock';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { isMovable } from '#core/posts/states';
import { err, ok } from '#core/result';
import type { PublicationRow } from '../posts/rows';
import { loginEndsBefore } from './login-ends';
import { applyOrThrow, choose, mayApply, type PlanningParts, readPlan, record, wakeFor, withoutPreparation } from './planning-deps';
import { chooseWall, dueFields, plannedFields, type ScheduledAt, sift } from './schedule';

/** These keep their state at the new time. Taking a hold or a cancellation off is a decision of its own, not a side effect of dragging. */
const keepsState = (publication: PublicationRow): boolean =>
  publication.state === 'draft' || publication.state === 'hold' || publication.state === 'cancelled';

const mayMove = (publication: PublicationRow): boolean => isMovable(publication.state) && mayApply('schedule')(publication);

/** What is on no plan: making it a draft at another time takes nothing away. */
const mayBeDraft = (publication: PublicationRow): boolean =>
  publication.state === 'draft' || (publication.state !== 'scheduled' && publication.state !== 'hold' && mayApply('unschedule')(publication));

interface MoveInput {
  readonly postId: Id;
  readonly publicationIds?: readonly Id[] | undefined;
  readonly wall: string;
  /** What failed, was missed or was cancelled becomes a draft at that time instead of going out then. */
  readonly asDraft?: boolean | undefined;
}

export function createMove(deps: PlanningParts) {
  const move = (input: MoveInput): AppResult<ScheduledAt> => {
    const asDraft = input.asDraft === true;
    const now = deps.clock.now();
    const result = deps.transaction((): AppResult<ScheduledAt> => {
      const read = readPlan(deps, input.postId);
      if (!read.ok) return read;
      const { post, brand, publications } = read.value;
      const chosen = choose(publications, input.publicationIds, asDraft ? mayBeDraft : mayMove);
      if (!chosen.ok) return chosen;
      if (publications.length > 0 && chosen.value.length === 0) return err(appError('not-allowed-now'));
      const time = chooseWall(input.wall, brand.timeZone, now);
      if (!time.ok) return time;
      const again = asDraft ? [] : chosen.value.filter(({ state }) => state === 'failed' || state === 'missed');
      const { stopped, error } = sift(deps, read.value, again, time.value, now);
      if (stopped.length > 0) return err(error);
      const undoId = deps.journal.record('move', [post.id], () => {
        for (const publication of chosen.value) {
          // A draft that nobody has given a time of its own follows its post.
          if (publication.state === 'draft' && publication.dueAt === null) continue;
          const patch = { ...dueFields(time.value), ...withoutPreparation(publication) };
          if (asDraft && publication.state !== 'draft') applyOrThrow(deps, publication, 'unschedule', { ...patch, wakeAt: wakeFor(publication, null, now), problemCode: null, problemDetail: null }, now);
          else if (keepsState(publication)) deps.publications.patch(publication.id, { ...patch, wakeAt: wakeFor(publication, null, now) }, now);
          else applyOrThrow(deps, publication, 'schedule', { ...patch, wakeAt: wakeFor(publication, time.value.at, now), problemCode: null, problemDetail: null }, now);
          record(deps, 'moved', publication, { from: publication.dueAt, at: time.value.at, wall: time.value.shown });
        }
        deps.posts.update(post.id, { ...plannedFields(time.value), updatedAt: now });
      });
      return ok({ postId: post.id, at: time.value.at, wall: time.value.shown, adjusted: time.value.adjusted, loginEnds: loginEndsBefore(deps, chosen.value, time.value.at), undoId });
    });
    return told(result);
  };

  const unschedule = (input: { readonly postId: Id; readonly publicationIds?: readonly Id[] | undefined }): AppResult<{ readonly undoId: Id }> => {
    const now = deps.clock.now();
    const may = (publication: PublicationRow): boolean => publication.state === 'draft' || mayApply('unschedule')(publication);
    const result = deps.transaction((): AppResult<{ readonly undoId: Id }> => {
      const read = readPlan(deps, input.postId);
      if (!read.ok) return read;
      const { post, publications } = read.value;
      const chosen = choose(publications, input.publicationIds, may);
      if (!chosen.ok) return chosen;
      if (publications.length > 0 && chosen.value.length === 0) return err(appError('not-allowed-now'));
      const ids = new Set(chosen.value.map(({ id }) => id));
      const undoId = deps.journal.record('unschedule', [post.id], () => {
        for (const publication of chosen.value) takeOffPlan(deps, publication, now);
        const stillDue = publications.some(({ id, dueAt }) => dueAt !== null && !ids.has(id));
        deps.posts.update(post.id, { ...(stillDue ? {} : plannedFields(null)), updatedAt: now });
      });
      return ok({ undoId });
    });
    return told(result);
  };

  function told<T>(result: AppResult<T>): AppResult<T> {
    if (result.ok) {
      deps.changes.changed('calendar', 'posts', 'publishing', 'activity');
      deps.publisherWake();
    }
    return result;
  }

  return { move, unschedule };
}

/** To a draft without a time. The caller has checked that the state allows it. */
export function takeOffPlan(deps: Pick<PlanningParts, 'publications' | 'activity'>, publication: PublicationRow, now: Millis): void {
  const patch = {
    dueWall: null, dueZone: null, dueAt: null, wakeAt: wakeFor(publication, null, now), problemCode: null, problemDetail: null, ...withoutPreparation(publication),
  };
  if (publication.state === 'draft') {
    if (publication.dueAt !== null) deps.publications.patch(publication.id, patch, now);
    return;
  }
  applyOrThrow(deps, publication, 'unschedule', patch, now);
  record(deps, 'unscheduled', publication, { from: publication.dueAt });
}
