import type { Changes } from '#core/changes';
import type { Clock, Millis } from '#core/clock';
import type { AppResult, ErrorCode } from '#core/errors';
import type { Id, NewId } from '#core/ids';
import type { AccountLimits, NetworkId } from '#core/networks';
import type { MediaUse } from '#core/posts/content';
import type { ProblemCode } from '#core/posts/preflight-types';
import type { Result } from '#core/result';
import type { Session } from '#electron/connectors/ports/account';
import type { ConnectorRegistry } from '#electron/connectors/ports/connector';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import type { EditKeeper } from './edit';
import type { Job, MetricsStore, PauseStore, PublishingStore } from './publishing-store';
import type { OnStep } from './steps';

/** The accounts feature, as far as publishing needs it. */
export interface SessionPort {
  readonly open: (accountId: Id) => AppResult<{ readonly session: Session }>;
  /** Which login an account has: another number after each new one. */
  readonly loginOf: (accountId: Id) => number;
  /** Only after the network itself said so of that login; news of an older one are ignored. */
  readonly markSignedOut: (accountId: Id, login: number) => void;
  readonly markOk: (accountId: Id) => void;
}

/** Fits one picture to a network. */
export type MediaPort = (
  use: MediaUse, target: { readonly network: NetworkId; readonly limits: AccountLimits | null; readonly brandId: Id },
) => Promise<Result<OutgoingMedia, { readonly code: ErrorCode | ProblemCode; readonly detail: string }>>;

/** The same rules as in the composer, once more before sending. Null: nothing stands in the way. */
export type PreflightPort = (job: Job) => Promise<{ readonly code: ProblemCode; readonly detail: string } | null>;

export interface OnlinePort {
  readonly isOnline: () => boolean;
  readonly onChange: (listener: () => void) => () => void;
}

/** Planning's next free slot of an account. */
export type SlotPort = (accountId: Id, after: Millis) => { readonly at: Millis; readonly wall: string; readonly zone: string } | null;

export interface PublishingDeps {
  readonly clock: Clock;
  readonly newId: NewId;
  readonly randomBytes: (length: number) => Uint8Array;
  /** 0 <= x < 1, for jitter. */
  readonly random: () => number;
  /** Runs `fn` after the events that are ready now: several writes then share one flush to disk. Node's `setImmediate`. */
  readonly soon: (fn: () => void) => void;
  readonly store: PublishingStore;
  readonly metrics: MetricsStore;
  readonly pause: PauseStore;
  readonly connectors: ConnectorRegistry;
  readonly sessions: SessionPort;
  readonly mediaFor: MediaPort;
  /** What it is, without reading it. Absent: pictures only. */
  readonly mediaKind?: (use: MediaUse) => OutgoingMedia['kind'];
  readonly preflight: PreflightPort;
  readonly online: OnlinePort;
  readonly nextSlot: SlotPort;
  readonly edits: EditKeeper;
  readonly changes: Changes;
  /** A defect: told to the log, never swallowed. */
  readonly onDefect: (error: unknown, publicationId: Id | null) => void;
  readonly onStep?: OnStep;
}

export interface PublishingOptions {
  /** `off` sends again blindly. It exists to prove that the chaos run can fail, and nothing in the window reaches it. */
  readonly reconciliation?: 'on' | 'off';
  readonly timing?: Partial<Timing>;
}

export interface Timing {
  /** Two looks at least this far apart, the first this long after the call ended, before "absent" is believed. */
  readonly settleMs: Millis;
  /** Looks after an unknown outcome; the last interval repeats. */
  readonly lookIntervals: readonly Millis[];
  /** How long Linnet looks before it asks a person as well. */
  readonly unconfirmedAfterMs: Millis;
  readonly backoffFirstMs: Millis;
  readonly backoffMaxMs: Millis;
  readonly verifyAfterMs: Millis;
  /** After publishing. */
  readonly metricsAt: readonly Millis[];
  /** The scheduler never sleeps longer. */
  readonly maxSleepMs: Millis;
  /** A claimed row that nobody came back to is looked at again. */
  readonly leaseMs: Millis;
  /** Connectors have time-outs of their own; these are the last word, so that nothing hangs without a word. */
  readonly commitLimitMs: Millis;
  readonly readLimitMs: Millis;
  readonly prepareLimitMs: Millis;
  /** How long `stop` waits for calls that may already be public. */
  readonly stopWaitMs: Millis;
}
