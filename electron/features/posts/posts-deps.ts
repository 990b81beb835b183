import type { Changes } from '#core/changes';
import type { Clock } from '#core/clock';
import type { Id, NewId } from '#core/ids';
import type { BrandRows } from '../brands/brand-store';
import type { Journal } from '../planning/journal';
import type { LabelRows, PlanningAccount, PostRows, PublicationRows, RecordActivity, RevisionRows, Transaction } from './post-store';

export interface PostsDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly transaction: Transaction;
  readonly brands: BrandRows;
  readonly posts: PostRows;
  readonly publications: PublicationRows;
  readonly revisions: RevisionRows;
  readonly labels: LabelRows;
  /** Also removed accounts. */
  readonly account: (id: Id) => PlanningAccount | null;
  readonly journal: Journal;
  readonly activity: RecordActivity;
  readonly changes: Changes;
  readonly publisherWake: () => void;
}
