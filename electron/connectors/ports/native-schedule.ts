import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { JsonObject } from '#core/json';
import type { Result } from '#core/result';
import type { Session } from './account';
import type { ConnectorError } from './connector-error';
import type { CommitOutcome, Found, PublishContext } from './publish';

/** A post that the network keeps and has not published yet. */
export interface HeldPost {
  readonly ref: string;
  readonly dueAt: Millis;
  /** As it was sent. */
  readonly text: string;
  /** -1 where nobody can count them. */
  readonly mediaCount: number;
  /** The publication that was handed over as this post; null where the network does not say. */
  readonly publicationId: Id | null;
}

/** The network keeps the post and publishes it by itself. */
export interface NativeSchedulePort {
  /** Whether it keeps posts with these options at all. Absent: it keeps every one. */
  readonly keeps?: (options: JsonObject) => boolean;
  /** The due time must be at least this far ahead. */
  readonly minLeadMs: Millis;
  readonly maxLeadMs: Millis;
  /**
   * Same rules as `commit`: one call, outcome known or unknown. `processing.ref` is the scheduled id.
   * `committedAt` is of this hand-over: one that was taken back and is handed over anew is another call to the network.
   */
  readonly schedule: (context: PublishContext) => Promise<CommitOutcome>;
  readonly reschedule: (session: Session, ref: string, dueAt: Millis, signal: AbortSignal) => Promise<Result<null, ConnectorError>>;
  readonly cancel: (session: Session, ref: string, signal: AbortSignal) => Promise<Result<null, ConnectorError>>;
  /** Everything that the network keeps of this account; only reads. `complete`: nothing was left out. */
  readonly held: (context: PublishContext) => Promise<Result<{ readonly posts: readonly HeldPost[]; readonly complete: boolean }, ConnectorError>>;
  /** What became of it: still waiting, gone out, or gone. */
  readonly status: (context: PublishContext, ref: string) => Promise<Result<{ readonly type: 'waiting' } | Found, ConnectorError>>;
}
