import type { ActivityCode } from '#core/activity';
import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { JsonObject } from '#core/json';
import type { AccountLimits, NetworkId } from '#core/networks';
import type { PublicationEvent } from '#core/posts/states';
import type { Match } from '../search/match';
import type { AssetRow, LabelRow, PostRow, PublicationPatch, PublicationRow, RevisionRow } from './rows';

/** All or nothing. The work must not wait for anything. */
export type Transaction = <T>(work: () => T) => T;

/** A post as a card of the tray or the bin. */
export interface CardRow {
  readonly id: Id;
  readonly brandId: Id;
  readonly title: string;
  readonly excerpt: string;
  readonly media: PostRow['media'];
  readonly updatedAt: Millis;
  readonly deletedAt: Millis | null;
}

export interface PostRows {
  /** Also those in the bin. */
  readonly byId: (id: Id) => PostRow | null;
  readonly byIds: (ids: readonly Id[]) => readonly PostRow[];
  readonly insert: (row: PostRow) => void;
  readonly update: (id: Id, patch: Partial<Omit<PostRow, 'id' | 'brandId' | 'createdAt'>>) => void;
  /** Posts without any time, newest first. `contains` is a plain piece of text. */
  readonly unplanned: (query: { readonly brandId: Id; readonly limit: number; readonly match: Match | null; readonly contains: string | null }) => readonly CardRow[];
  /** Last deleted first, of every live brand when `brandId` is null. `contains` is a piece of text, in any case. */
  readonly inBin: (query: { readonly brandId: Id | null; readonly contains: string | null; readonly limit: number }) => readonly CardRow[];
  /** Deletes the posts and all that belongs to them alone; the activity log stays. Call inside a transaction. */
  readonly deleteForGood: (ids: readonly Id[]) => void;
  /** As if it had never been made: the log forgets it, too. Call inside a transaction. */
  readonly forget: (id: Id) => void;
  readonly assets: (ids: readonly Id[]) => readonly AssetRow[];
  /** Drafts with a wished time after `after`; of every brand when `brandId` is null. */
  readonly plannedAfter: (brandId: Id | null, after: Millis) => readonly PostRow[];
}

export interface PublicationRows {
  /** Also those taken away, in the order they were made. */
  readonly ofPost: (postId: Id) => readonly PublicationRow[];
  readonly ofPosts: (postIds: readonly Id[]) => readonly PublicationRow[];
  readonly byIds: (ids: readonly Id[]) => readonly PublicationRow[];
  readonly insert: (row: PublicationRow) => void;
  readonly patch: (id: Id, patch: PublicationPatch, now: Millis) => void;
  /** Compare and set by the transition table; whether the row moved. */
  readonly apply: (id: Id, event: PublicationEvent, patch: PublicationPatch, now: Millis) => boolean;
  /** Puts planning fields back as they were, if the state is still `state`. */
  readonly putBack: (id: Id, state: PublicationRow['state'], fields: Partial<PublicationRow>) => boolean;
  /** Due instants after `after` that these accounts' publications hold, those of one post left out. */
  readonly takenTimes: (accountIds: readonly Id[], after: Millis, exceptPostId: Id | null) => ReadonlySet<Millis>;
  /** Not sent and due after `after`; of every brand when `brandId` is null. */
  readonly unsentAfter: (brandId: Id | null, after: Millis) => readonly PublicationRow[];
  /** What would still go out: scheduled, or being prepared and not sent yet. */
  readonly scheduledOfBrand: (brandId: Id) => readonly Id[];
}

export interface RevisionRows {
  readonly add: (row: RevisionRow) => void;
  readonly latest: (postId: Id) => RevisionRow | null;
  readonly byId: (id: Id) => RevisionRow | null;
  /** Newest first, without their whole text. */
  readonly list: (postId: Id, limit: number) => readonly { readonly id: Id; readonly at: Millis; readonly reason: RevisionRow['reason']; readonly opening: string; readonly characters: number }[];
  readonly count: (postId: Id) => number;
}

export interface LabelRows {
  readonly list: (brandId: Id) => readonly LabelRow[];
  readonly byId: (id: Id) => LabelRow | null;
  readonly insert: (row: LabelRow, now: Millis) => void;
  readonly update: (row: LabelRow, now: Millis) => void;
  readonly remove: (id: Id, now: Millis) => void;
  /** Only what was removed. */
  readonly removed: (id: Id) => LabelRow | null;
  readonly restore: (id: Id, now: Millis) => void;
  readonly ofPosts: (postIds: readonly Id[]) => ReadonlyMap<Id, readonly LabelRow[]>;
  readonly setForPost: (postId: Id, labelIds: readonly Id[]) => void;
}

/** As much of an account as planning needs. */
export interface PlanningAccount {
  readonly id: Id;
  readonly brandId: Id;
  readonly network: NetworkId;
  readonly handle: string;
  readonly health: 'ok' | 'signed-out' | 'disconnected';
  /** When the login ends for a person; null: never, or nobody knows. */
  readonly expiresAt: Millis | null;
  readonly limits: AccountLimits | null;
  readonly deletedAt: Millis | null;
  /** Whether its pictures have a media host, for networks that fetch them. Absent: none. */
  readonly mediaHost?: boolean;
}

export interface ActivityEntryInput {
  readonly code: ActivityCode;
  readonly brandId: Id;
  readonly postId: Id;
  readonly publicationId?: Id;
  readonly accountId?: Id;
  readonly params?: JsonObject;
}
/** Writes one line of the activity log at the present time, within the transaction that is open. */
export type RecordActivity = (entry: ActivityEntryInput) => void;
