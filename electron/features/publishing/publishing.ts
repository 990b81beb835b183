import type { Millis } from '#core/clock';
import type { AppResult } from '#core/errors';
import { appError } from '#core/errors';
import type { Id } from '#core/ids';
import { err, ok } from '#core/result';
import { afterwards, readMetrics } from './after';
import { publish, prepareAhead } from './attempt';
import { createDecisions, type Decisions } from './decisions';
import { createEditing, type Editing } from './edit';
import { followUp } from './handover';
import { keepInStep } from './keep-in-step';
import type { PublishingDeps, PublishingOptions } from './ports';
import { reconcile } from './reconcile';
import type { Job } from './publishing-store';
import { createRestoredCheck } from './restored';
import { createScheduler } from './scheduler';
import { usualTiming } from './timing';
import type { Memory, Tools, Work } from './work';
import { createWriter } from './writer';

export interface Publishing extends Decisions, Editing {
  /** Settles what the last run left, then begins. */
  readonly start: () => void;
  /** Something was planned, edited, connected, or the machine woke: look now. */
  readonly wake: () => void;
  /** Resolves when everything not committed has stopped. */
  readonly pauseAll: () => Promise<void>;
  readonly resumeAll: () => void;
  readonly state: () => { readonly paused: boolean; readonly pausedAt: Millis | null; readonly offline: boolean; readonly running: number };
  readonly readMetrics: (brandId: Id) => Promise<AppResult<{ readonly read: number }>>;
  /** Lets calls that may already be public end, as long as that is bearable; leaves the truth in the database. */
  readonly stop: () => Promise<void>;
}

const METRICS_BACK: Millis = 30 * 24 * 60 * 60_000;

/** The publishing engine: at most once, and never silently not at all. */
export function createPublishing(deps: PublishingDeps, options: PublishingOptions = {}): Publishing {
  const timing = { ...usualTiming, ...options.timing };
  const giveUp = new AbortController();
  const memory: Memory = { callEnded: new Map(), absentSince: new Map(), coolUntil: new Map(), startedAt: deps.clock.monotonic() };
  let pausedAt = deps.pause.pausedAt();
  let stopping = false;
  let unlisten = (): void => undefined;

  const tools: Tools = {
    deps, timing, memory, giveUp: giveUp.signal,
    writer: createWriter(deps.store, deps.soon, deps.changes),
    step: deps.onStep ?? (() => undefined),
    reconcile: options.reconciliation !== 'off',
    maySend: () => !stopping && pausedAt === null && deps.online.isOnline(),
  };

  async function perform(work: Work): Promise<void> {
    if (work.lane === 'prepare') return prepareAhead(tools, work);
    if (work.lane === 'send') return publish(tools, work);
    if (work.job.state === 'published') return afterwards(tools, work);
    if (work.job.nativeRef !== null) return followUp(tools, work, work.job.nativeRef);
    return reconcile(tools, work);
  }

  const checkRestored = createRestoredCheck(tools);
  const scheduler = createScheduler(
    tools, { paused: () => pausedAt !== null, online: deps.online.isOnline }, perform,
    (now, allowed) => {
      const take = (job: Job, task: (work: Work) => Promise<void>): void => { void scheduler.runNow(job, 'look', task); };
      checkRestored(now, take);
      keepInStep(tools, now, allowed, take);
    },
  );

  const log = (code: 'paused-all' | 'resumed-all'): void => {
    deps.store.log([{ id: deps.newId(), at: deps.clock.now(), brandId: null, accountId: null, postId: null, publicationId: null, attemptId: null, code, params: {}, answer: null }]);
    deps.changes.changed('publishing', 'activity');
  };

  return {
    ...createDecisions(tools, scheduler),
    ...createEditing(tools),
    start: () => {
      unlisten = deps.online.onChange(() => {
        deps.changes.changed('publishing');
        scheduler.wake();
      });
      scheduler.start();
    },
    wake: scheduler.wake,
    pauseAll: async () => {
      if (pausedAt !== null) return;
      pausedAt = deps.clock.now();
      // In memory first: from this line on nothing is committed, whatever the disk does.
      const stopped = scheduler.interrupt();
      deps.pause.setPausedAt(pausedAt, pausedAt);
      log('paused-all');
      // What networks keep is to be taken back.
      scheduler.wake();
      await stopped;
    },
    resumeAll: () => {
      if (pausedAt === null) return;
      deps.pause.setPausedAt(null, deps.clock.now());
      pausedAt = null;
      log('resumed-all');
      scheduler.wake();
    },
    state: () => ({ paused: pausedAt !== null, pausedAt, offline: !deps.online.isOnline(), running: scheduler.running() }),
    readMetrics: async (brandId) => {
      if (!deps.online.isOnline()) return err(appError('offline'));
      const read = await readMetrics(tools, deps.store.publishedSince(brandId, deps.clock.now() - METRICS_BACK, 500));
      return read.ok ? ok({ read: read.value }) : read;
    },
    stop: async () => {
      stopping = true;
      unlisten();
      await scheduler.stop();
      giveUp.abort();
      tools.writer.flush();
    },
  };
}
