import type { Millis } from '#core/clock';
import { latenessOf } from '#core/time';
import { entry } from './journal';
import { notesOf, withNotes } from './notes';
import type { Job, Lane, Write } from './publishing-store';
import { newAttempt } from './ready';
import type { Tools, Work } from './work';

/** What is written before anything else happens to a due row, and the work that follows when it was written. */
export interface Claim {
  readonly write: Write;
  readonly work: Work | null;
}

/** @param onlyLook taken in hand outside its time: its state is not its time's to change */
export function claim(tools: Tools, job: Job, lane: Lane, now: Millis, onlyLook = false): Claim | null {
  const connector = tools.deps.connectors.get(job.network);
  if (connector === undefined) return null;
  const lease = now + tools.timing.leaseMs;
  const open = tools.deps.store.openAttempt(job.id);
  const work: Work = {
    job, lane, connector, stop: new AbortController(), login: tools.deps.sessions.loginOf(job.accountId), attempt: open, saved: job.saved, committedAt: job.committedAt, committing: false, unsaid: null,
  };
  if (lane === 'look') {
    // A hand-over whose answer got lost, now due: it may be out.
    const lost = !onlyLook && job.state === 'scheduled' && job.nativeRef === null && job.committedAt !== null;
    return {
      write: { id: job.id, at: now, from: [job.state], ...(lost ? { event: 'claim' } : {}), set: { wakeAt: lease } },
      work: lost ? { ...work, job: { ...job, state: 'publishing' } } : work,
    };
  }
  if (lane === 'send' && latenessOf(job.dueAt ?? now, now, job.latenessLimitMs) === 'missed') return { write: missedWrite(tools, job, now), work: null };

  const key = job.remoteKey ?? connector.publish.chooseKey(now, tools.deps.randomBytes);
  const fresh = open === null || open.kind !== 'publish' ? newAttempt(tools, job, 'publish', key, now) : null;
  const attempt = fresh ?? open;
  return {
    write: {
      id: job.id, at: now, from: ['scheduled'], ...(lane === 'send' ? { event: 'claim' } : {}),
      set: { wakeAt: lease, remoteKey: key, saved: withNotes(job.saved, { waiting: undefined }), ...(fresh === null ? {} : { attemptCount: fresh.number }) },
      ...(fresh === null ? {} : { newAttempt: fresh }),
      activity: [
        ...(lane === 'send' ? [entry(tools.deps.newId, now, job, attempt?.id ?? null, 'due')] : []),
        ...(fresh === null ? [] : [entry(tools.deps.newId, now, job, fresh.id, 'attempt-written', { number: fresh.number })]),
      ],
    },
    work: {
      ...work, attempt, saved: withNotes(job.saved, { waiting: undefined }),
      job: { ...job, remoteKey: key, state: lane === 'send' ? 'publishing' : job.state, attemptCount: fresh?.number ?? job.attemptCount },
    },
  };
}

/**
 * Too late to go out by itself: a person is asked.
 * @param waiting the network wants no more from this account for now
 */
export function missedWrite(tools: Tools, job: Job, now: Millis, waiting = false): Write {
  const open = tools.deps.store.openAttempt(job.id);
  const why = job.accountHealth !== 'ok' ? job.accountHealth : job.problemCode ?? (waiting ? 'rate-limited' : notesOf(job.saved).waiting ?? 'not-running');
  return {
    id: job.id, at: now, from: ['scheduled'], event: 'miss',
    set: { wakeAt: null, saved: withNotes(job.saved, { waiting: undefined, tries: undefined }), ...(why === 'rate-limited' ? { problemCode: 'rate-limited' as const } : {}) },
    ...(open === null ? {} : { attempt: { id: open.id, patch: { step: 'answered', finishedAt: now, outcome: 'missed' } } }),
    activity: [entry(tools.deps.newId, now, job, null, 'missed', { dueAt: job.dueAt, lateMs: now - (job.dueAt ?? now), why })],
  };
}

/** It may be public, and nobody can look for it while its account cannot work: after a while a person is told. */
export function unsureWrites(tools: Tools, job: Job, now: Millis): readonly Write[] {
  const base = { id: job.id, at: now };
  // Claimed, and nobody came back to it: nothing was sent.
  if (job.committedAt === null && job.nativeRef === null) return [{ ...base, from: ['publishing'], event: 'defer', set: { wakeAt: now } }];
  const since = Math.min(notesOf(job.saved).unsureSince ?? job.stateSince, now);
  const tooLong = job.state === 'publishing' ? now - since >= tools.timing.unconfirmedAfterMs : latenessOf(job.dueAt ?? now, now, job.latenessLimitMs) === 'missed';
  if (!tooLong) return [];
  return [
    ...(job.state === 'scheduled' ? [{ ...base, from: ['scheduled'] as const, event: 'claim' as const }] : []),
    {
      ...base, from: ['publishing'], event: 'lose-track', set: { problemCode: 'no-answer' },
      activity: [entry(tools.deps.newId, now, job, null, 'unconfirmed', { why: job.accountHealth })],
    },
  ];
}

/** Due and offline: said once, nothing is tried. */
export const offlineWrite = (tools: Tools, job: Job, now: Millis): Write => ({
  id: job.id, at: now, from: ['scheduled'], set: { saved: withNotes(job.saved, { waiting: 'offline' }) },
  activity: [entry(tools.deps.newId, now, job, null, 'offline-waiting')],
});
