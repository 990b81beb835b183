import type { Publication } from '#core/contract/posts';
import type { Id } from '#core/ids';
import { next } from '#core/posts/states';
import type { AccountCheck } from './check';

/** What the schedule bar offers, from the states of the publications and what was found wrong with them. */
export interface PlanView {
  /** Drafts, and what failed or was missed: to be given a time. What a person cancelled only when there is nothing else. */
  readonly fresh: readonly Publication[];
  readonly scheduled: readonly Publication[];
  readonly held: readonly Publication[];
  /** Out, on its way, or nobody knows. */
  readonly locked: readonly Publication[];
  /** Of `fresh`: nothing stops them. */
  readonly ready: number;
  /** What the primary button does. `none`: all is arranged. */
  readonly act: 'schedule' | 'move' | 'none';
  readonly label: string;
}

const waiting = (state: Publication['state']): boolean => state === 'scheduled' || state === 'hold';

/** @param moved the chosen time is not the one that is planned */
export function planView(publications: readonly Publication[], checks: readonly Pick<AccountCheck, 'publication' | 'stopped'>[], moved: boolean): PlanView {
  const stopped = new Set(checks.filter((check) => check.stopped).map(({ publication }) => publication.accountId));
  const movable = publications.filter(({ state }) => next(state, 'schedule') !== null);
  const loose = movable.filter(({ state }) => !waiting(state));
  const open = loose.filter(({ state }) => state !== 'cancelled');
  const fresh = open.length > 0 ? open : loose;
  const scheduled = publications.filter(({ state }) => state === 'scheduled');
  const held = publications.filter(({ state }) => state === 'hold');
  const ready = fresh.filter(({ accountId }) => !stopped.has(accountId)).length;
  const act = fresh.length > 0 ? 'schedule' : moved && scheduled.length + held.length > 0 ? 'move' : 'none';
  return {
    fresh, scheduled, held, ready, act,
    locked: publications.filter(({ state }) => next(state, 'schedule') === null),
    label: act === 'move' ? 'Reschedule' : fresh.length > 0 && open.length === 0 ? 'Schedule after all' : ready === fresh.length ? 'Schedule' : `Schedule ${ready} of ${fresh.length}`,
  };
}

/** What is asked for: that time, the next free slot, or to go out at once. */
export type Ask = 'at' | 'slot' | 'now';

/**
 * Which publications it is done to. `at`: those without a time, and the planned ones as well when it is another time.
 * `slot`: those without a time. `now`: those and the planned ones. What is held only when there is nothing else.
 */
export function targetsOf(view: PlanView, ask: Ask, moved: boolean): readonly Id[] {
  const { fresh, scheduled, held } = view;
  const wanted = ask === 'slot' ? (fresh.length > 0 ? fresh : scheduled) : [...fresh, ...(ask === 'now' || moved ? scheduled : [])];
  return (wanted.length > 0 || ask === 'at' ? wanted : held).map(({ id }) => id);
}

/** The time that stands: of what waits, else what was wished for the draft. */
export function plannedWall(publications: readonly Publication[], wish: string | null): string | null {
  const due = publications.filter(({ state, dueWall }) => dueWall !== null && state !== 'published' && state !== 'publishing').toSorted((a, b) => (a.dueAt ?? 0) - (b.dueAt ?? 0));
  return due[0]?.dueWall ?? wish;
}
