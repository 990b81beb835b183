import { appError, type AppResult } from '#core/errors';
import type { Id } from '#core/ids';
import { wakeAtFor } from '#core/posts/lead';
import { next } from '#core/posts/states';
import { err, ok } from '#core/result';
import { toWallTime } from '#core/time';
import { cancelAtNetwork, followUp } from './handover';
import { entry } from './journal';
import { stepsOf, withNotes } from './notes';
import { linked, lookWhere } from './own-word';
import type { Attempt, Job, JobPatch, Write } from './publishing-store';
import { newAttempt } from './ready';
import { reconcile } from './reconcile';
import type { Scheduler } from './scheduler';
import type { Tools } from './work';

/** What a person may say about a publication that needs one. */
export interface Decisions {
  /** Looks on the network for one whose fate is not known, now. */
  readonly lookNow: (id: Id) => Promise<AppResult<null>>;
  readonly decide: (id: Id, decision: 'it-is-there' | 'send-it' | 'do-not-send', permalink: string | null) => Promise<AppResult<null>>;
  readonly missed: (id: Id, decision: 'now' | 'slot' | 'skip') => Promise<AppResult<null>>;
  readonly retry: (id: Id) => Promise<AppResult<null>>;
  /** Deletes the live post on its network. */
  readonly removeFromNetwork: (id: Id) => Promise<AppResult<null>>;
}

export function createDecisions(tools: Tools, scheduler: Scheduler): Decisions {
  const { deps, writer } = tools;
  const { store, clock, newId } = deps;

  const line = (job: Job, code: Parameters<typeof entry>[4], params: Parameters<typeof entry>[5] = {}) => entry(newId, clock.now(), job, null, code, params);
  const closed = (job: Job, outcome: string): Pick<Write, 'attempt'> => {
    const open = store.openAttempt(job.id);
    return open === null ? {} : { attempt: { id: open.id, patch: { step: 'answered', finishedAt: clock.now(), outcome } } };
  };
  const write = (of: Write): AppResult<null> => {
    if (!writer.writeNow(of)) return err(appError('not-allowed-now'));
    scheduler.wake();
    return ok(null);
  };
  /** Due now: a person said so, so the lateness limit counts from here. */
  const dueNow = (job: Job): JobPatch => {
    const now = clock.now();
    return { dueAt: now, dueWall: toWallTime(now, job.timeZone), dueZone: job.timeZone, wakeAt: now, problemCode: null, problemDetail: null };
  };
  const found = async (id: Id): Promise<Job | null> => {
    await scheduler.release(id);
    const job = store.job(id);
    return job === null || job.deletedAt !== null ? null : job;
  };
  const usable = (job: Job): AppResult<null> =>
    job.accountGone ? err(appError('not-found')) : job.accountHealth !== 'ok' ? err(appError('signed-out')) : ok(null);

  /** A post the network keeps by itself must be taken back before anything else is decided about it. */
  async function takenBack(job: Job): Promise<boolean> {
    const port = deps.connectors.get(job.network)?.nativeSchedule;
    if (job.nativeRef === null || port === undefined) return true;
    return cancelAtNetwork(tools, job.accountId, port, job.nativeRef, tools.giveUp);
  }

  return {
    lookNow: async (id) => {
      const job = await found(id);
      if (job === null) return err(appError('not-found'));
      if (job.state !== 'unconfirmed' && job.state !== 'publishing') return err(appError('not-allowed-now'));
      if (!deps.online.isOnline()) return err(appError('offline'));
      const can = usable(job);
      if (!can.ok) return can;
      const done = scheduler.runNow(job, 'look', (work) => (work.job.nativeRef === null ? reconcile(tools, work) : followUp(tools, work, work.job.nativeRef)));
      if (done === null) return err(appError('busy'));
      await done;
      return ok(null);
    },

    decide: async (id, decision, permalink) => {
      const job = await found(id);
      if (job === null) return err(appError('not-found'));
      // After a restore nobody but a person may know that a post is out which the back-up calls planned.
      const unclear = job.state === 'missed' && job.problemCode === 'held-unclear' && decision === 'it-is-there';
      if (job.state !== 'unconfirmed' && !unclear) return err(appError('not-allowed-now'));
      const at = clock.now();
      const base = { id, at, from: [job.state] };
      if (decision === 'it-is-there') {
        const given = permalink === null ? null : linked(tools, job, permalink);
        if (given !== null && !given.ok) return given;
        // What was not found by its words after a restore is not found by them now, and another one with the same words might be.
        const seen = given !== null ? given.value : unclear ? { remoteId: null, permalink: null } : await lookWhere(tools, scheduler, job);
        const now = clock.now();
        const saved = withNotes((store.job(id) ?? job).saved, { ref: undefined, resume: undefined, looks: undefined, unsureSince: undefined, tries: undefined, unwanted: undefined });
        return write({
          ...base, at: now, event: 'confirm', ...closed(job, 'person-says-there'),
          // Fetched once, like every post that is out, where Linnet knows which it is.
          set: { ...seen, publishedAt: now, committedAt: job.committedAt ?? now, wakeAt: seen.remoteId === null ? null : now + tools.timing.verifyAfterMs, nativeRef: null, problemCode: null, problemDetail: null, saved },
          activity: [line(job, 'person-says-there', seen.permalink === null ? {} : { permalink: seen.permalink })],
        });
      }
      if (!(await takenBack(job))) return err(appError('network-unavailable'));
      if (decision === 'do-not-send') {
        return write({ ...base, event: 'cancel', ...closed(job, 'person-says-drop'), set: { wakeAt: null, nativeRef: null }, activity: [line(job, 'person-says-drop')] });
      }
      const saved = withNotes(job.saved, { unsureSince: undefined, looks: undefined, handover: undefined, tries: undefined, unwanted: undefined });
      return write({ ...base, event: 'send-again', ...closed(job, 'person-says-send'), set: { ...dueNow(job), committedAt: null, nativeRef: null, saved }, activity: [line(job, 'person-says-send')] });
    },

    missed: async (id, decision) => {
      const job = await found(id);
      if (job === null) return err(appError('not-found'));
      if (job.state !== 'missed') return err(appError('not-allowed-now'));
      const base = { id, at: clock.now(), from: ['missed'] as const };
      if (decision === 'skip') return write({ ...base, event: 'cancel', set: { wakeAt: null }, activity: [line(job, 'cancelled')] });
      if (decision === 'now') return write({ ...base, event: 'schedule', set: dueNow(job), activity: [line(job, 'retry-asked')] });
      const slot = deps.nextSlot(job.accountId, clock.now());
      if (slot === null) return err(appError('no-slots'));
      return write({
        ...base, event: 'schedule', activity: [line(job, 'scheduled', { wall: slot.wall })],
        set: { dueAt: slot.at, dueWall: slot.wall, dueZone: slot.zone, wakeAt: Math.max(clock.now(), wakeAtFor(slot.at)), preparedAt: null, problemCode: null, problemDetail: null },
      });
    },

    retry: async (id) => {
      const job = await found(id);
      if (job === null) return err(appError('not-found'));
      if (job.state !== 'failed') return err(appError(job.state === 'published' ? 'already-published' : 'not-allowed-now'));
      const can = usable(job);
      if (!can.ok) return can;
      return write({
        id, at: clock.now(), from: ['failed'], event: 'schedule',
        set: { ...dueNow(job), preparedAt: null, saved: withNotes(job.saved, { tries: undefined }) }, activity: [line(job, 'retry-asked')],
      });
    },

    removeFromNetwork: async (id) => {
      const job = await found(id);
      if (job === null) return err(appError('not-found'));
      if (job.state !== 'published' || job.remoteId === null || next(job.state, 'schedule') !== null) return err(appError('not-allowed-now'));
      if (job.goneAt !== null) return ok(null);
      if (!deps.online.isOnline()) return err(appError('offline'));
      const connector = deps.connectors.get(job.network);
      const opened = deps.sessions.open(job.accountId);
      if (!opened.ok) return opened;
      if (connector === undefined) return err(appError('not-found'));
      const attempt: Attempt = newAttempt(tools, job, 'remove', job.remoteId, clock.now());
      writer.writeNow({ id, at: clock.now(), from: ['published'], newAttempt: { ...attempt, step: 'committing', committingAt: clock.now() }, set: { attemptCount: attempt.number } });
      const login = deps.sessions.loginOf(job.accountId);
      const removed = await connector.publish.remove(opened.value.session, job.remoteId, tools.giveUp, stepsOf(job.saved));
      const at = clock.now();
      const end = (outcome: string): Pick<Write, 'attempt'> => ({ attempt: { id: attempt.id, patch: { step: 'answered', finishedAt: at, outcome } } });
      if (removed.ok) {
        writer.writeNow({ id, at, from: ['published'], set: { goneAt: at, wakeAt: null }, ...end('removed'), activity: [line(job, 'removed-from-network')] });
        return ok(null);
      }
      const { error } = removed;
      if (error.type === 'reauth') deps.sessions.markSignedOut(job.accountId, login);
      writer.writeNow({ id, at, from: ['published'], ...end(error.type), activity: [entry(newId, at, job, attempt.id, 'remove-failed', { reason: error.type }, 'answer' in error ? error.answer : undefined)] });
      return err(error.type === 'reauth' ? appError('signed-out') : error.type === 'rate-limited' ? appError('rate-limited', { retryAt: error.retryAt })
        : error.type === 'rejected' ? appError('network-refused', { reason: error.reason }, error.detail) : appError('network-unavailable'));
    },
  };
}
