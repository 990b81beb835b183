import { MINUTE, type Millis } from '#core/clock';
import type { When } from '#core/contract/planning';
import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { err, ok } from '#core/result';
import { isWallTime, resolveWallTime, type ResolvedTime, toWallTime, type WallTime } from '#core/time';
import { snapshotOf } from '../posts/snapshot';
import type { PublicationPatch, PublicationRow } from '../posts/rows';
import { applyOrThrow, choose, mayApply, type Plan, type PlanningParts, readPlan, record, wakeFor, withoutPreparation } from './planning-deps';
import { type LoginEnd, loginEndsBefore } from './login-ends';
import { assetIdsOf, stoppingProblems } from './problems';
import { nextSlotOf } from './slots';

/** A time this far back still counts as now: the minute in which a person pressed the button. */
const PAST_GRACE: Millis = MINUTE;

export interface ScheduledAt {
  readonly postId: Id;
  readonly at: Millis;
  readonly wall: WallTime;
  readonly adjusted: ResolvedTime['adjusted'];
  readonly loginEnds: LoginEnd[];
  readonly undoId: Id;
}

/** The intent as asked, and what it comes to. */
export interface Chosen {
  readonly asked: WallTime;
  readonly shown: WallTime;
  readonly zone: string;
  readonly at: Millis;
  readonly adjusted: ResolvedTime['adjusted'];
}

export function chooseWall(wall: string, zone: string, now: Millis): AppResult<Chosen> {
  if (!isWallTime(wall)) return err(appError('time-malformed'));
  const { instant, adjusted, wall: shown } = resolveWallTime(wall, zone);
  if (instant < now - PAST_GRACE) return err(appError('time-past'));
  return ok({ asked: wall, shown, zone, at: instant, adjusted });
}

export const dueFields = (time: Chosen): PublicationPatch => ({ dueWall: time.asked, dueZone: time.zone, dueAt: time.at });
export const plannedFields = (time: Chosen | null) =>
  (time === null ? { plannedWall: null, plannedZone: null, plannedAt: null } : { plannedWall: time.asked, plannedZone: time.zone, plannedAt: time.at });

/** Which of the targets may go out at that time, and the first thing that stands in the way of the others. */
export function sift(deps: Pick<PlanningParts, 'posts' | 'account'>, { post, brand, publications }: Plan, targets: readonly PublicationRow[], time: Chosen, now: Millis) {
  const assets = new Map(deps.posts.assets(assetIdsOf(post, publications)).map((asset) => [asset.id, asset]));
  const judged = targets.map((publication) => {
    const account = deps.account(publication.accountId);
    if (account === null) throw new Error('A publication without its account');
    return { publication, problems: stoppingProblems({ post, brand }, publication, account, assets, { dueAt: time.at, now }) };
  });
  const problems = judged.flatMap((one) => one.problems);
  return {
    ready: judged.filter((one) => one.problems.length === 0).map(({ publication }) => publication),
    stopped: judged.filter((one) => one.problems.length > 0).map(({ publication }) => publication),
    error: appError('has-problems', { count: problems.length, code: problems[0]?.code ?? '' }),
  };
}

export function createSchedule(deps: PlanningParts) {
  function chooseTime(when: When, plan: Plan, targets: readonly PublicationRow[], now: Millis): AppResult<Chosen> {
    const zone = plan.brand.timeZone;
    if (when.kind === 'at') return chooseWall(when.wall, zone, now);
    if (when.kind === 'now') {
      const wall = toWallTime(now, zone);
      return ok({ asked: wall, shown: wall, zone, at: now, adjusted: 'none' });
    }
    const slot = nextSlotOf(deps, targets.map(({ accountId }) => accountId), zone, now, plan.post.id);
    return slot === null ? err(appError('no-slots')) : ok({ asked: slot.wall, shown: slot.wall, zone, at: slot.at, adjusted: 'none' });
  }

  return (input: { readonly postId: Id; readonly when: When; readonly publicationIds?: readonly Id[] | undefined; readonly skipProblems: boolean }): AppResult<ScheduledAt> => {
    const now = deps.clock.now();
    const result = deps.transaction((): AppResult<ScheduledAt> => {
      const read = readPlan(deps, input.postId);
      if (!read.ok) return read;
      const plan = read.value;
      if (plan.publications.length === 0) return err(appError('no-accounts'));
      const chosen = choose(plan.publications, input.publicationIds, mayApply('schedule'));
      if (!chosen.ok) return chosen;
      if (chosen.value.length === 0) return err(appError('not-allowed-now'));
      const time = chooseTime(input.when, plan, chosen.value, now);
      if (!time.ok) return time;
      const { ready, stopped, error } = sift(deps, plan, chosen.value, time.value, now);
      if (ready.length === 0 || (stopped.length > 0 && !input.skipProblems)) return err(error);

      const undoId = deps.journal.record('schedule', [plan.post.id], () => {
        for (const publication of ready) {
          applyOrThrow(deps, publication, 'schedule', {
            ...dueFields(time.value), ...withoutPreparation(publication), wakeAt: wakeFor(publication, time.value.at, now), problemCode: null, problemDetail: null,
          }, now);
          record(deps, 'scheduled', publication, { at: time.value.at, wall: time.value.shown });
        }
        for (const publication of stopped) leaveAsDraft(publication, time.value, now);
        deps.posts.update(plan.post.id, { ...plannedFields(time.value), updatedAt: now });
      });
      const latest = deps.revisions.latest(plan.post.id);
      if (latest?.reason !== 'schedule') deps.revisions.add({ id: deps.newId(), postId: plan.post.id, at: now, reason: 'schedule', snapshot: snapshotOf(plan.post, plan.publications) });
      return ok({ postId: plan.post.id, at: time.value.at, wall: time.value.shown, adjusted: time.value.adjusted, loginEnds: loginEndsBefore(deps, ready, time.value.at), undoId });
    });
    if (result.ok) {
      deps.changes.changed('calendar', 'posts', 'publishing', 'activity');
      deps.publisherWake();
    }
    return result;
  };

  /** It keeps the time without being sent then, so that it stays in sight beside the others. */
  function leaveAsDraft(publication: PublicationRow, time: Chosen, now: Millis): void {
    const patch: PublicationPatch = { ...dueFields(time), wakeAt: wakeFor(publication, null, now) };
    if (publication.state === 'draft') deps.publications.patch(publication.id, patch, now);
    else applyOrThrow(deps, publication, 'unschedule', patch, now);
  }
}
