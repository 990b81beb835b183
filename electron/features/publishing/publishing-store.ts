import type { ActivityCode } from '#core/activity';
import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { JsonObject } from '#core/json';
import type { AccountLimits, NetworkId } from '#core/networks';
import type { MediaUse } from '#core/posts/content';
import type { OutcomeCode } from '#core/posts/outcome-codes';
import type { PublicationEvent, PublicationState } from '#core/posts/states';
import type { PublicationRow } from '../posts/rows';

/** A publication with everything that publishing needs to know of its post, account and brand. */
export interface Job extends Omit<PublicationRow, 'text' | 'media' | 'dueWall' | 'dueZone' | 'problemDetail' | 'updatedAt'> {
  readonly title: string;
  /** What goes out: the publication's own, or the post's. */
  readonly text: string;
  readonly media: readonly MediaUse[];
  readonly latenessLimitMs: Millis;
  /** Of the brand. */
  readonly timeZone: string;
  /** The brand and the account both allow the network to publish by itself. */
  readonly nativeAllowed: boolean;
  readonly accountHealth: 'ok' | 'signed-out' | 'disconnected';
  readonly accountPaused: boolean;
  readonly accountGone: boolean;
  readonly limits: AccountLimits | null;
}

export interface JobPatch {
  readonly wakeAt?: Millis | null;
  readonly dueAt?: Millis;
  readonly dueWall?: string | null;
  readonly dueZone?: string | null;
  readonly remoteKey?: string;
  readonly saved?: JsonObject;
  readonly committedAt?: Millis | null;
  readonly attemptCount?: number;
  readonly preparedAt?: Millis | null;
  readonly nativeRef?: string | null;
  readonly remoteId?: string | null;
  readonly permalink?: string | null;
  readonly publishedAt?: Millis;
  readonly verifiedAt?: Millis;
  readonly goneAt?: Millis;
  readonly problemCode?: OutcomeCode | null;
  readonly problemDetail?: string | null;
}

export interface Attempt {
  readonly id: Id;
  readonly publicationId: Id;
  readonly number: number;
  readonly kind: 'publish' | 'hand-over' | 'remove' | 'edit';
  readonly key: string;
  readonly step: 'written' | 'preparing' | 'prepared' | 'committing' | 'processing' | 'answered';
  readonly startedAt: Millis;
  readonly committingAt: Millis | null;
  readonly finishedAt: Millis | null;
  readonly outcome: string | null;
  readonly detail: string | null;
}
export type AttemptPatch = Partial<Pick<Attempt, 'step' | 'committingAt' | 'finishedAt' | 'outcome' | 'detail'>>;

export interface ActivityRow {
  readonly id: Id;
  readonly at: Millis;
  readonly brandId: Id | null;
  readonly accountId: Id | null;
  readonly postId: Id | null;
  readonly publicationId: Id | null;
  readonly attemptId: Id | null;
  readonly code: ActivityCode;
  readonly params: JsonObject;
  /** A network's answer, redacted by its connector. */
  readonly answer: JsonObject | null;
}

/** One thing that happened to one publication, written whole or not at all. */
export interface Write {
  readonly id: Id;
  readonly at: Millis;
  /** The states in which this may be written; in any other, nothing is. */
  readonly from: readonly PublicationState[];
  /** Moves the state by the table in `core/posts/states`. */
  readonly event?: PublicationEvent;
  /** The network's truth, over whatever state a person has put it into meanwhile. Only for a post that is certainly out. */
  readonly publishedAnyway?: true;
  readonly set?: JobPatch;
  /** Sets `wake_at` unless a person has given it another time since. */
  readonly wake?: { readonly at: Millis | null; readonly unlessMovedFrom: Millis | null };
  readonly newAttempt?: Attempt;
  readonly attempt?: { readonly id: Id; readonly patch: AttemptPatch };
  readonly activity?: readonly ActivityRow[];
}

export type Lane = 'send' | 'prepare' | 'look';

export interface DueQuery {
  readonly lane: Lane;
  readonly now: Millis;
  readonly limit: number;
  /** Rows passed over; 0 unless told. */
  readonly offset?: number;
  /** Full accounts and networks, left out. */
  readonly withoutAccounts: readonly Id[];
  readonly withoutNetworks: readonly NetworkId[];
}

export interface HandoverQuery {
  readonly from: Millis;
  readonly to: Millis;
  readonly networks: readonly NetworkId[];
  readonly limit: number;
  readonly offset: number;
}

export interface DoubtQuery {
  readonly since: Millis;
  readonly now: Millis;
  readonly networks: readonly NetworkId[];
  readonly withoutAccounts: readonly Id[];
  readonly limit: number;
}

/** What publishing needs from storage; `db/publishing.ts` fits it. Every call is synchronous and durable when it returns. */
export interface PublishingStore {
  /** Due rows whose account can work, by `wake_at`. */
  readonly due: (query: DueQuery) => readonly Job[];
  /** The first `wake_at` after `after`. */
  readonly nextWake: (after: Millis) => Millis | null;
  readonly job: (id: Id) => Job | null;
  /** All in one transaction; tells for each whether it was written. */
  readonly write: (writes: readonly Write[]) => readonly boolean[];
  /** Lines of the log that belong to no publication. */
  readonly log: (rows: readonly ActivityRow[]) => void;
  /** Attempts without an end, oldest first. */
  readonly openAttempts: () => readonly Attempt[];
  /** Open attempts to hand over, each with its publication, oldest first, in as many queries for one as for many. */
  readonly openHandovers: () => readonly { readonly attempt: Attempt; readonly job: Job }[];
  /** What other publications of the account have at the network. */
  readonly heldRefs: (accountId: Id, except: Id) => readonly string[];
  readonly openAttempt: (publicationId: Id) => Attempt | null;
  /** Rows whose account cannot work, or has to wait (`waiting`): scheduled ones past their time, and those that may be public and cannot be looked for. */
  readonly overdueBlocked: (now: Millis, waiting: readonly Id[], limit: number, offset: number) => readonly Job[];
  /** Scheduled rows that these networks could keep by themselves, due within the window, not handed over yet; due first, first. */
  readonly handoverCandidates: (query: HandoverQuery) => readonly Job[];
  /** Scheduled rows still ahead, written before a back-up was put back, whose network could keep them and has not been asked since. */
  readonly doubted: (query: DoubtQuery) => readonly Job[];
  /** Whether a post found by its words may be another publication of that account: one has this id, or the same words and no id. */
  readonly mayBeAnother: (id: Id, remoteId: string) => boolean;
  /** Wakes what was put off by a clock that has been set back since. */
  readonly pullLooks: (now: Millis) => void;
  /** Published publications of a brand since `since`, newest first: their metrics may be read. */
  readonly publishedSince: (brandId: Id, since: Millis, limit: number) => readonly Job[];
}

export interface MetricsRow {
  readonly publicationId: Id;
  readonly at: Millis;
  readonly likes: number | null;
  readonly reposts: number | null;
  readonly replies: number | null;
  readonly quotes: number | null;
  readonly views: number | null;
}
export interface MetricsStore {
  /** Adds a row where the counts differ from the newest one. */
  readonly add: (rows: readonly MetricsRow[]) => void;
  /** Oldest first. */
  readonly of: (publicationId: Id) => readonly MetricsRow[];
}

/** State of the app that must survive a restart: `settings` in the database. */
export interface PauseStore {
  readonly pausedAt: () => Millis | null;
  /** What the file knew before this moment may be old: a back-up was put back, or the file had lost its last writes. */
  readonly distrustedAt: () => Millis | null;
  /** All those moments, the newest first, and what the file surely knew at each; null where nobody can say. */
  readonly restores: () => readonly { readonly at: Millis; readonly since: Millis | null }[];
  readonly setPausedAt: (at: Millis | null, now: Millis) => void;
}
