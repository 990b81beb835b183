import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import type { JsonObject } from '#core/json';
import type { PublicationState } from '#core/posts/states';
import type { Connector } from '#electron/connectors/ports/connector';
import { entry } from './journal';
import type { PublishingDeps, Timing } from './ports';
import type { ActivityRow, Attempt, Job, Lane } from './publishing-store';
import type { OnStep } from './steps';
import type { Writer } from './writer';

/** What the steps of publishing share. */
export interface Tools {
  readonly deps: PublishingDeps;
  readonly timing: Timing;
  readonly writer: Writer;
  readonly step: OnStep;
  readonly memory: Memory;
  /** False only in the run that proves that the chaos run can fail. */
  readonly reconcile: boolean;
  /** Sends may begin: not paused, online, not stopped. */
  readonly maySend: () => boolean;
  /** Fires when the app quits and has waited long enough for calls under way. */
  readonly giveUp: AbortSignal;
}

/** What only this run of the app knows. Measured on the monotonic clock: nobody can set that one back. */
export interface Memory {
  /** When the last commit call of a publication ended. */
  readonly callEnded: Map<Id, Millis>;
  /** First look that found nothing after things had settled. */
  readonly absentSince: Map<Id, Millis>;
  /** Wall time until which a network wants no more from an account. */
  readonly coolUntil: Map<Id, Millis>;
  readonly startedAt: Millis;
}

/** One publication in hand. */
export interface Work {
  readonly job: Job;
  readonly lane: Lane;
  readonly connector: Connector;
  readonly stop: AbortController;
  /** The account's login when it was taken in hand. */
  readonly login: number;
  attempt: Attempt | null;
  /** The stored `saved`, kept in step with every write. */
  saved: JsonObject;
  committedAt: Millis | null;
  /** The commit call has begun: nothing may interrupt it any more. */
  committing: boolean;
  /** A line of the log that waits for the outcome it belongs to. */
  unsaid: ActivityRow | null;
}

export const allStates: readonly PublicationState[] =
  ['draft', 'scheduled', 'publishing', 'published', 'failed', 'unconfirmed', 'missed', 'hold', 'cancelled'];

export const say = (tools: Tools, work: Work, ...args: Parameters<typeof entry> extends [unknown, unknown, unknown, unknown, ...infer R] ? R : never): ActivityRow =>
  entry(tools.deps.newId, tools.deps.clock.now(), work.job, work.attempt?.id ?? null, ...args);

/** How to end the attempt in hand, if there is one. */
export const ending = (work: Work, at: Millis, outcome: string, detail: string | null = null) =>
  work.attempt === null ? {} : { attempt: { id: work.attempt.id, patch: { step: 'answered' as const, finishedAt: at, outcome, detail } } };
