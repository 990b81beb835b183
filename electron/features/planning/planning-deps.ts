import type { ActivityCode } from '#core/activity';
import type { Changes } from '#core/changes';
import type { Clock, Millis } from '#core/clock';
import { appError, type AppResult } from '#core/errors';
import type { Id, NewId } from '#core/ids';
import type { JsonObject } from '#core/json';
import { wakeAtFor } from '#core/posts/lead';
import { next, type PublicationEvent } from '#core/posts/states';
import { err, ok } from '#core/result';
import type { BrandRow, BrandRows } from '../brands/brand-store';
import type { LabelRows, PlanningAccount, PostRows, PublicationRows, RecordActivity, RevisionRows, Transaction } from '../posts/post-store';
import type { PostRow, PublicationPatch, PublicationRow } from '../posts/rows';
import { keptWhenReplanned } from '../publishing/notes';
import type { Journal } from './journal';
import type { CalendarRows, SlotRows, UndoRows } from './planning-store';

export interface PlanningDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly transaction: Transaction;
  readonly brands: BrandRows;
  readonly posts: PostRows;
  readonly publications: PublicationRows;
  readonly revisions: RevisionRows;
  readonly labels: LabelRows;
  readonly slots: SlotRows;
  readonly calendar: CalendarRows;
  readonly undo: UndoRows;
  /** Also removed accounts. */
  readonly account: (id: Id) => PlanningAccount | null;
  readonly activity: RecordActivity;
  readonly changes: Changes;
  /** Tells the scheduler that a time or a state changed. */
  readonly publisherWake: () => void;
}
export interface PlanningParts extends PlanningDeps {
  readonly journal: Journal;
}

export interface Plan {
  readonly post: PostRow;
  readonly brand: BrandRow;
  /** Not those taken away. */
  readonly publications: readonly PublicationRow[];
}

export function readPlan(deps: PlanningDeps, postId: Id): AppResult<Plan> {
  const post = deps.posts.byId(postId);
  if (post === null || post.deletedAt !== null) return err(appError('not-found'));
  const brand = deps.brands.byId(post.brandId);
  if (brand === null || brand.deletedAt !== null) return err(appError('not-found'));
  return ok({ post, brand, publications: deps.publications.ofPost(postId).filter(({ deletedAt }) => deletedAt === null) });
}

/** The named publications, all of which must be the post's and `may`; or those of all that `may`, cancelled ones only when there is nothing else. */
export function choose(
  publications: readonly PublicationRow[], ids: readonly Id[] | undefined, may: (publication: PublicationRow) => boolean,
): AppResult<readonly PublicationRow[]> {
  if (ids !== undefined) {
    const named = publications.filter(({ id }) => ids.includes(id));
    if (named.length < new Set(ids).size) return err(appError('not-found'));
    return named.every(may) ? ok(named) : err(appError('not-allowed-now'));
  }
  const able = publications.filter(may);
  const wanted = able.filter(({ state }) => state !== 'cancelled');
  return ok(wanted.length > 0 ? wanted : able);
}

/** By the table, and never once the commit call of a running attempt was begun: then only the network knows. */
export const mayApply = (event: PublicationEvent) => (publication: PublicationRow): boolean =>
  next(publication.state, event) !== null && !(publication.state === 'publishing' && publication.committedAt !== null);

/** When the scheduler is to look. What a network keeps by itself is looked at now, so that it is kept in step. */
export const wakeFor = (publication: PublicationRow, dueAt: Millis | null, now: Millis): Millis | null => {
  if (publication.nativeRef !== null) return now;
  return dueAt === null ? null : wakeAtFor(dueAt);
};

/**
 * A new time makes old preparations worthless, except what belongs to a post that may be half out, and what says what a
 * network was told that keeps the post by itself: without it nobody could tell that network about the change.
 */
export const withoutPreparation = (publication: PublicationRow): PublicationPatch => {
  if (publication.committedAt !== null) return {};
  return publication.nativeRef === null ? { preparedAt: null, saved: keptWhenReplanned(publication.saved) } : { preparedAt: null };
};

/** For moves that were checked beforehand: main is one thread, so a refusal here is a defect. */
export function applyOrThrow(deps: Pick<PlanningDeps, 'publications'>, publication: PublicationRow, event: PublicationEvent, patch: PublicationPatch, now: Millis): void {
  if (!deps.publications.apply(publication.id, event, patch, now)) throw new Error(`A ${publication.state} publication refused ${event}`);
}

export function record(deps: Pick<PlanningDeps, 'activity'>, code: ActivityCode, publication: PublicationRow, params: JsonObject = {}): void {
  deps.activity({ code, brandId: publication.brandId, postId: publication.postId, publicationId: publication.id, accountId: publication.accountId, params });
}
