import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { NetworkId } from '#core/networks';
import type { PublicationState } from '#core/posts/states';
import type { PostRow, PublicationRow } from '../posts/rows';

export interface SlotRows {
  readonly ofAccounts: (accountIds: readonly Id[]) => readonly { readonly accountId: Id; readonly weekday: number; readonly time: string }[];
}

// ---- calendar -----------------------------------------------------------------------------------------------------

export interface CalendarPublication {
  readonly id: Id;
  readonly postId: Id;
  readonly brandId: Id;
  readonly accountId: Id;
  readonly network: NetworkId;
  readonly state: PublicationState;
  readonly problemCode: string | null;
  readonly nativeRef: string | null;
  /** null only for the publications of a draft. */
  readonly dueAt: Millis | null;
}
export interface CalendarPost {
  readonly postId: Id;
  readonly title: string;
  readonly thumbAssetId: Id | null;
}
export interface CalendarPlanned extends CalendarPost {
  readonly brandId: Id;
  readonly plannedAt: Millis;
}
export interface CalendarRead {
  readonly brandId: Id | null;
  /** UTC ms, from included, to not. */
  readonly from: Millis;
  readonly to: Millis;
}

/** A fixed number of queries, however many chips there are. */
export interface CalendarRows {
  /** By time. */
  readonly publications: (read: CalendarRead) => readonly CalendarPublication[];
  /** Posts with a wished or given time in the range, by that time. */
  readonly planned: (read: CalendarRead) => readonly CalendarPlanned[];
  readonly publicationsOf: (postIds: readonly Id[]) => readonly CalendarPublication[];
  readonly posts: (postIds: readonly Id[]) => readonly CalendarPost[];
  /** Of pictures that can be shown. */
  readonly hashes: (assetIds: readonly Id[]) => ReadonlyMap<Id, string>;
  readonly labels: (postIds: readonly Id[]) => ReadonlyMap<Id, readonly Id[]>;
}

// ---- undo ---------------------------------------------------------------------------------------------------------

export const publicationPlanFields = [
  'state', 'stateSince', 'dueWall', 'dueZone', 'dueAt', 'wakeAt', 'committedAt', 'problemCode', 'problemDetail', 'deletedAt',
] as const satisfies readonly (keyof PublicationRow)[];
export type PublicationPlan = Pick<PublicationRow, (typeof publicationPlanFields)[number]>;

export const postPlanFields = ['plannedWall', 'plannedZone', 'plannedAt', 'deletedAt'] as const satisfies readonly (keyof PostRow)[];
export type PostPlan = Pick<PostRow, (typeof postPlanFields)[number]>;

interface Changed<T> { readonly id: Id; readonly before: T; readonly after: T }
export interface UndoEntry {
  readonly posts: readonly Changed<PostPlan>[];
  readonly publications: readonly Changed<PublicationPlan>[];
}
export interface UndoRow {
  readonly id: Id;
  readonly at: Millis;
  readonly kind: string;
  readonly entry: UndoEntry;
  readonly usedAt: Millis | null;
}
export interface UndoRows {
  /** Keeps the newest hundred. */
  readonly add: (row: Omit<UndoRow, 'usedAt'>) => void;
  readonly byId: (id: Id) => UndoRow | null;
  readonly markUsed: (id: Id, now: Millis) => void;
}
