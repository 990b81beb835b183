import type { Millis } from '#core/clock';
import type { Json, JsonObject } from '#core/json';
import type { OutcomeCode } from '#core/posts/outcome-codes';
import { assertNever } from '#core/result';
import { ON_TIME_GRACE } from '#core/time';
import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import type { CommitOutcome } from '#electron/connectors/ports/publish';
import { charged } from './charged';
import { notesOf, withNotes } from './notes';
import type { ActivityRow, JobPatch, Write } from './publishing-store';
import { backoff, lookInterval } from './timing';
import { allStates, ending, say, type Tools, type Work } from './work';

/** The last moment at which a publication still goes out by itself. */
export const deadline = (work: Work): Millis => (work.job.dueAt ?? work.job.stateSince) + Math.max(work.job.latenessLimitMs, ON_TIME_GRACE);

/** Not later than the moment at which it would be missed, so that this is said in time. */
const atMostDeadline = (work: Work, at: Millis, now: Millis): Millis => Math.max(now, Math.min(at, deadline(work) + 1));

/** What a commit's answer (or a later check's) means for the publication, written in one go. */
export function commitWrite(tools: Tools, work: Work, outcome: CommitOutcome): Write {
  const now = tools.deps.clock.now();
  switch (outcome.type) {
    case 'published': return publishedWrite(tools, work, outcome, 'published');
    case 'processing': {
      const saved = withNotes(work.saved, { ref: outcome.ref, looks: undefined });
      return {
        id: work.job.id, at: now, from: ['publishing', 'unconfirmed'],
        set: { saved, wakeAt: Math.max(outcome.checkAt, now), problemCode: null, problemDetail: null },
        ...(work.attempt === null ? {} : { attempt: { id: work.attempt.id, patch: { step: 'processing', outcome: 'processing' } } }),
        activity: notesOf(work.saved).ref === outcome.ref ? [] : [say(tools, work, 'processing', {}, outcome.answer)],
      };
    }
    case 'rejected': return failWrite(tools, work, outcome.reason, outcome.detail, say(tools, work, 'rejected', { reason: outcome.reason, detail: outcome.detail }, outcome.answer));
    case 'reauth': {
      // Nothing of this call is public, and only a new login helps: while the account is signed out nothing takes it up.
      const tries = (notesOf(work.saved).tries ?? 0) + 1;
      return later(tools, work, now + backoff(tries, tools.timing, tools.deps.random), 'signed-out', say(tools, work, 'signed-out', {}, outcome.answer), { tries });
    }
    case 'rate-limited':
      return later(tools, work, Math.max(outcome.retryAt, now + 1000), 'rate-limited', say(tools, work, 'rate-limited', { retryAt: outcome.retryAt }, outcome.answer));
    case 'unavailable': {
      const tries = (notesOf(work.saved).tries ?? 0) + 1;
      const wakeAt = now + backoff(tries, tools.timing, tools.deps.random);
      return later(tools, work, wakeAt, 'unavailable', say(tools, work, 'unavailable', { detail: outcome.detail, tries }, outcome.answer), { tries });
    }
    case 'aborted': return later(tools, work, now, 'aborted', say(tools, work, 'stopped-by-pause'));
    case 'unknown': return unknownWrite(tools, work, outcome);
    default: return assertNever(outcome);
  }
}

/** It is out, whoever found that: an answer, a look, or a person. */
export function publishedWrite(
  tools: Tools, work: Work, live: { readonly remoteId: string | null; readonly permalink: string | null; readonly answer?: Parameters<typeof say>[4]; readonly commentRefused?: Extract<CommitOutcome, { readonly type: 'published' }>['commentRefused'] },
  code: 'published' | 'looked-found' | 'hand-over-published' | 'person-says-there',
): Write {
  const now = tools.deps.clock.now();
  const late = work.job.dueAt === null ? 0 : now - work.job.dueAt;
  const where = live.permalink === null ? {} : { permalink: live.permalink };
  return {
    id: work.job.id, at: now, from: allStates, event: 'confirm', publishedAnyway: true,
    set: {
      remoteId: live.remoteId, permalink: live.permalink, publishedAt: now, committedAt: work.committedAt ?? now, nativeRef: work.job.nativeRef,
      wakeAt: live.remoteId === null ? null : now + tools.timing.verifyAfterMs, problemCode: null, problemDetail: null,
      saved: withNotes(work.saved, { ref: undefined, resume: undefined, looks: undefined, unsureSince: undefined, tries: undefined, waiting: undefined, unwanted: undefined }),
    },
    ...ending(work, now, 'published'),
    activity: [
      say(tools, work, code, { ...where, ...charged(work.job.network, [work.job, ...work.job.thread]) }, live.answer),
      ...(live.commentRefused === undefined ? [] : [say(tools, work, 'comment-refused', { detail: live.commentRefused.detail }, live.commentRefused.answer)]),
      ...(code === 'published' && late > ON_TIME_GRACE ? [say(tools, work, 'sent-late', { lateMs: late })] : []),
    ],
  };
}

/** The network will never take it as it is. Parts of a thread that are out are not forgotten. */
export function failWrite(tools: Tools, work: Work, code: OutcomeCode, detail: string | null, line: ActivityRow): Write {
  const now = tools.deps.clock.now();
  return {
    id: work.job.id, at: now, from: ['scheduled', 'publishing', 'unconfirmed'], event: 'fail',
    set: { wakeAt: null, problemCode: code, problemDetail: detail, ...cleared(work, { ref: undefined, tries: undefined }) },
    ...ending(work, now, 'rejected', detail),
    activity: [line],
  };
}

/** Nothing of this call is public: back to the plan, or, when parts of a thread are out, to be gone on with. */
function later(tools: Tools, work: Work, wakeAt: Millis, code: 'rate-limited' | 'unavailable' | 'signed-out' | 'aborted', line: ActivityRow, notes: { readonly tries?: number } = {}): Write {
  const now = tools.deps.clock.now();
  const problem: JobPatch = { problemCode: code === 'aborted' ? null : code, problemDetail: null };
  if (notesOf(work.saved).partsOut === true) {
    return {
      id: work.job.id, at: now, from: ['publishing', 'unconfirmed'],
      set: { ...problem, wakeAt: Math.max(wakeAt, now + 1000), saved: withNotes(work.saved, { ...notes, resume: true }) },
      // Half out is not over: an open attempt is what the next start looks for.
      ...(work.attempt === null ? {} : { attempt: { id: work.attempt.id, patch: { step: 'answered', outcome: code } } }), activity: [line],
    };
  }
  // A handed-back unconfirmed one was looked for and is certainly not there.
  return {
    id: work.job.id, at: now, from: ['publishing'], event: 'defer',
    set: { ...problem, wakeAt: atMostDeadline(work, wakeAt, now), ...cleared(work, notes) },
    ...ending(work, now, code), activity: [line],
  };
}

function unknownWrite(tools: Tools, work: Work, outcome: Extract<ConnectorError, { readonly type: 'unknown' }>): Write {
  const now = tools.deps.clock.now();
  const line = say(tools, work, 'no-answer', { detail: outcome.detail }, outcome.answer);
  if (!tools.reconcile) {
    return { id: work.job.id, at: now, from: ['publishing'], event: 'defer', set: { wakeAt: now, committedAt: null }, ...ending(work, now, 'unknown'), activity: [line] };
  }
  const notes = notesOf(work.saved);
  const looks = notes.unsureSince === undefined ? 0 : (notes.looks ?? 0) + 1;
  const since = Math.min(notes.unsureSince ?? now, now);
  const asks = work.job.state === 'unconfirmed' || now - since < tools.timing.unconfirmedAfterMs ? {} : { event: 'lose-track' as const };
  return {
    id: work.job.id, at: now, from: ['publishing', 'unconfirmed'], ...asks,
    set: {
      wakeAt: now + lookInterval(looks, tools.timing), problemCode: 'no-answer', problemDetail: outcome.detail,
      saved: withNotes(work.saved, { looks, unsureSince: since, resume: undefined }),
    },
    ...(work.attempt === null ? {} : { attempt: { id: work.attempt.id, patch: { step: 'answered', outcome: 'unknown', detail: outcome.detail } } }),
    activity: [line],
  };
}

/** Forgets the commit, unless a part of it is public. */
function cleared(work: Work, notes: { readonly [key: string]: Json | undefined }): Pick<JobPatch, 'committedAt'> & { readonly saved: JsonObject } {
  const parts = notesOf(work.saved).partsOut === true;
  const saved = withNotes(work.saved, { looks: undefined, unsureSince: undefined, resume: undefined, ...notes });
  return parts ? { saved } : { committedAt: null, saved };
}

/** Before anything could be public: try again later, at the latest when it is due; at once when that has come. */
export function prepareFailure(tools: Tools, work: Work, error: ConnectorError): Write {
  const now = tools.deps.clock.now();
  const due = work.job.dueAt ?? now;
  if (work.lane !== 'prepare' || now >= due) {
    // Preparing makes nothing public, so an answer that got lost is as good as none.
    if (work.lane !== 'prepare') return commitWrite(tools, work, error.type === 'unknown' ? { ...error, type: 'unavailable' } : error);
  }
  if (error.type === 'rejected') {
    return failWrite(tools, work, error.reason, error.detail, say(tools, work, 'rejected', { reason: error.reason, detail: error.detail }, error.answer));
  }
  const tries = (notesOf(work.saved).tries ?? 0) + 1;
  const wakeAt = error.type === 'rate-limited' ? error.retryAt : now + backoff(tries, tools.timing, tools.deps.random);
  const line: ActivityRow = error.type === 'aborted' ? say(tools, work, 'stopped-by-pause')
    : error.type === 'reauth' ? say(tools, work, 'signed-out', {}, error.answer)
      : error.type === 'rate-limited' ? say(tools, work, 'rate-limited', { retryAt: error.retryAt }, error.answer)
        : say(tools, work, 'unavailable', { detail: error.detail, tries }, error.answer);
  return {
    id: work.job.id, at: now, from: ['scheduled'],
    wake: { at: error.type === 'aborted' ? now : Math.max(now, Math.min(wakeAt, due)), unlessMovedFrom: work.job.dueAt },
    set: { saved: withNotes(work.saved, { tries }), ...(error.type === 'reauth' ? { problemCode: 'signed-out' as const, problemDetail: null } : {}) },
    ...ending(work, now, error.type), activity: [line],
  };
}
