import type { Id } from '#core/ids';
import { entry } from './journal';
import { notesOf, withNotes } from './notes';
import type { Attempt, Job, Write } from './publishing-store';
import type { Tools } from './work';

/**
 * Settles what the last run left without an end, before anything is sent.
 * @returns publications that may be public: nothing else is sent until each has been looked for once.
 */
export function recover(tools: Tools): ReadonlySet<Id> {
  const { deps, writer } = tools;
  const unsure = new Set<Id>();
  for (const attempt of deps.store.openAttempts()) {
    tools.step('recovery-started', attempt.publicationId);
    const job = deps.store.job(attempt.publicationId);
    if (job === null) continue;
    const write = writeFor(tools, job, attempt);
    if (write !== null) writer.writeNow(write);
    if (job.state === 'publishing' && job.committedAt !== null && job.accountHealth === 'ok' && !job.accountGone && job.deletedAt === null) unsure.add(job.id);
    tools.step('recovered', job.id);
  }
  return unsure;
}

function writeFor(tools: Tools, job: Job, attempt: Attempt): Write | null {
  const now = tools.deps.clock.now();
  const over = (outcome: string) => ({ attempt: { id: attempt.id, patch: { step: 'answered' as const, finishedAt: now, outcome } } });
  const line = (params: { readonly [key: string]: string } = {}) => [entry(tools.deps.newId, now, job, attempt.id, 'recovered-after-crash', params)];
  const base = { id: job.id, at: now, from: [job.state] };

  // Deleting what is gone already is a success, so a person may simply ask again.
  if (attempt.kind === 'remove') return { ...base, ...over('interrupted'), set: { wakeAt: now, saved: withNotes(job.saved, { verifyAgain: true }) }, activity: line({ of: 'remove' }) };
  // What was wanted is in the notes; saying it again changes nothing more, and a person is asked to.
  if (attempt.kind === 'edit') return { ...base, ...over('interrupted'), activity: line({ of: 'edit' }) };
  if (attempt.kind === 'hand-over') return recoverHandover(job, attempt, base, over, line);

  switch (job.state) {
    case 'publishing':
      if (job.committedAt === null) return { ...base, event: 'defer', set: { wakeAt: now }, ...over('interrupted'), activity: line({ sent: 'nothing' }) };
      // Half out, and the rest had not been begun again: it goes on at once, and does not wait for a lease to end.
      if (notesOf(job.saved).resume === true) return { ...base, set: { wakeAt: now } };
      if (!tools.reconcile && notesOf(job.saved).ref === undefined) {
        return { ...base, event: 'defer', set: { wakeAt: now, committedAt: null }, ...over('interrupted'), activity: line() };
      }
      return {
        ...base, set: { wakeAt: now, saved: withNotes(job.saved, { unsureSince: notesOf(job.saved).unsureSince ?? now }) },
        ...(attempt.outcome === null ? { attempt: { id: attempt.id, patch: { outcome: 'unknown' } }, activity: line({ sent: 'perhaps' }) } : {}),
      };
    case 'unconfirmed':
      return { ...base, set: { wakeAt: now } };
    case 'scheduled':
      if (attempt.step === 'prepared') return null;
      return { ...base, ...over('interrupted'), set: { wakeAt: now }, activity: line({ sent: 'nothing' }) };
    case 'draft': case 'published': case 'failed': case 'missed': case 'hold': case 'cancelled':
      return { ...base, ...over('interrupted') };
  }
}

function recoverHandover(
  job: Job, attempt: Attempt, base: Pick<Write, 'id' | 'at' | 'from'>,
  over: (outcome: string) => Pick<Write, 'attempt'>, line: (params?: { readonly [key: string]: string }) => Write['activity'],
): Write | null {
  // The network keeps it: that attempt stays open until the post is out or taken back.
  if (job.nativeRef !== null && attempt.step === 'processing') return null;
  if (job.committedAt === null || attempt.step !== 'committing') return { ...base, ...over('interrupted') };
  const handover = notesOf(job.saved).handover;
  return {
    ...base, attempt: { id: attempt.id, patch: { outcome: 'unknown' } },
    set: handover === undefined ? {} : { saved: withNotes(job.saved, { handover: { ...handover, state: 'unsure' } }) },
    activity: line({ of: 'hand-over' }) ?? [],
  };
}
