import type { Millis } from '#core/clock';
import { PREPARE_LEAD_MS } from '#core/posts/lead';
import { next } from '#core/posts/states';
import type { NativeSchedulePort } from '#electron/connectors/ports/native-schedule';
import type { Found } from '#electron/connectors/ports/publish';
import { adoptWrite, askHeld } from './held';
import { limited } from './limited';
import { fingerprint, notesOf, withNotes } from './notes';
import { publishedWrite } from './outcome';
import type { Attempt, Job, Write } from './publishing-store';
import { contextOf, open } from './ready';
import { settlesIn } from './reconcile';
import { lookInterval } from './timing';
import { allStates, ending, say, type Tools, type Work } from './work';

type Handover = NonNullable<ReturnType<typeof notesOf>['handover']>;

/** A hand-over whose answer got lost, whatever a person has decided about the post since. */
export const isLost = (job: Job): boolean => job.nativeRef === null && job.committedAt !== null && notesOf(job.saved).handover?.state === 'unsure';

/** What is scheduled, publishing or unconfirmed is looked for by the scheduler once its time at the network has come. */
const lookedForAnyway = (job: Job): boolean => job.state === 'scheduled' || job.state === 'publishing' || job.state === 'unconfirmed' || job.state === 'published';

/**
 * The answer to a hand-over got lost: does the network keep the post? What it keeps is adopted, and then moved, edited or taken
 * back like any other. What is certainly not there is forgotten. Only reads.
 */
export async function seek(tools: Tools, work: Work, attempt: Attempt, port: NativeSchedulePort): Promise<void> {
  const { deps, writer, timing } = tools;
  const known = notesOf(work.saved).handover;
  if (known === undefined) return;
  work.attempt = attempt;
  const now = deps.clock.now();
  if (!deps.sessions.open(work.job.accountId).ok) return later(tools, work, known, timing.maxSleepMs);
  if (now >= known.dueAt) return lookedForAnyway(work.job) ? later(tools, work, known, timing.maxSleepMs) : lookAfter(tools, work, known);
  const ready = await open(tools, { ...work, lane: 'look' }, 'named');
  if (ready === null) return;
  // By the time that the network was told, wherever the post has been moved since.
  const found = await askHeld(tools, { ...work, job: { ...work.job, dueAt: known.dueAt } }, ready, port);
  if (!found.ok) return later(tools, work, known, lookInterval((notesOf(work.saved).looks ?? 0) + 1, timing));
  if (found.value.match !== null) {
    await writer.write({ ...adoptWrite(tools, work, attempt, found.value.match), from: allStates });
    return;
  }
  // It may say something else by now. Its time tells what it was.
  if (found.value.near) return later(tools, work, known, lookInterval((notesOf(work.saved).looks ?? 0) + 1, timing));
  const settles = settlesIn(tools, work);
  if (settles > 0) return later(tools, work, known, settles);
  await forget(tools, work);
}

/** Its time at the network has passed: it is out, or it never was there. */
async function lookAfter(tools: Tools, work: Work, known: Handover): Promise<void> {
  const { deps, timing } = tools;
  const settled = known.dueAt + timing.settleMs - deps.clock.now();
  if (settled > 0) return later(tools, work, known, settled);
  const ready = await open(tools, { ...work, lane: 'look' }, 'named');
  if (ready === null) return;
  const found = await limited<Found | { readonly type: 'failed' }>(deps.clock, timing.readLimitMs, work.stop.signal, { type: 'failed' }, async (signal) => {
    const context = contextOf(tools, work, ready, signal);
    const answer = await work.connector.publish.findPublished({ ...context, committedAt: known.dueAt });
    return answer.ok ? answer.value : { type: 'failed' };
  });
  tools.step('look-answered', work.job.id);
  if (found.type === 'published') {
    await tools.writer.write(publishedWrite(tools, work, found, 'hand-over-published'));
    return;
  }
  // A post that says something else by now cannot be told by its words.
  if (found.type === 'absent' && known.content === fingerprint(work.job)) {
    const settles = settlesIn(tools, work);
    return settles > 0 ? later(tools, work, known, settles) : forget(tools, work);
  }
  if (found.type === 'failed' && deps.clock.now() < known.dueAt + timing.settleMs + timing.unconfirmedAfterMs) return later(tools, work, known, lookInterval(2, timing));
  await tools.writer.write(unconfirmedWrite(tools, work.job, work, found.type === 'failed' ? 'look-failed' : 'looked-cannot-tell'));
}

/** Nobody can tell whether a post that is not wanted any more went out: a person is asked, and Linnet goes on looking. */
function unconfirmedWrite(tools: Tools, job: Job, work: Pick<Work, 'job' | 'attempt'> & { readonly saved: Work['saved'] }, line: 'look-failed' | 'looked-cannot-tell'): Write {
  const at = tools.deps.clock.now();
  const asks = next(job.state, 'lose-track') !== null;
  const known = notesOf(work.saved).handover;
  const saved = withNotes(work.saved, { unwanted: true, unsureSince: at, looks: 0, ...(known === undefined ? {} : { handover: { ...known, until: at + tools.timing.maxSleepMs } }) });
  return {
    id: job.id, at, from: [job.state], ...(asks ? { event: 'lose-track' as const } : {}),
    set: { saved, ...(asks ? { problemCode: 'no-answer' as const, wakeAt: at + lookInterval(3, tools.timing) } : {}) },
    activity: asks ? [say(tools, work as Work, line, { of: 'hand-over' }), say(tools, work as Work, 'unconfirmed')] : [],
  };
}

/** While its account cannot be asked, a post that is not wanted any more and may be out is told of once its time has passed. */
export function tellLost(tools: Tools, job: Job, attempt: Attempt, now: Millis): void {
  const known = notesOf(job.saved).handover;
  if (known === undefined || lookedForAnyway(job) || job.deletedAt !== null || now < known.dueAt + tools.timing.settleMs + tools.timing.unconfirmedAfterMs) return;
  tools.writer.writeNow(unconfirmedWrite(tools, job, { job, attempt, saved: job.saved }, 'look-failed'));
}

/** Not before `ms` from now; the row keeps the time it had. */
async function later(tools: Tools, work: Work, known: Handover, ms: Millis): Promise<void> {
  const at = tools.deps.clock.now();
  const looks = (notesOf(work.saved).looks ?? 0) + 1;
  work.saved = withNotes(work.saved, { handover: { ...known, until: at + Math.max(ms, 1000) }, looks });
  await tools.writer.write({ id: work.job.id, at, from: allStates, set: { saved: work.saved, wakeAt: work.job.wakeAt } });
}

/** It never arrived, so nothing holds it any more. */
async function forget(tools: Tools, work: Work): Promise<void> {
  const at = tools.deps.clock.now();
  tools.memory.absentSince.delete(work.job.id);
  const { state, dueAt } = tools.deps.store.job(work.job.id) ?? work.job;
  work.saved = withNotes(work.saved, { handover: undefined, looks: undefined, unsureSince: undefined, unwanted: undefined });
  tools.writer.writeNow({
    id: work.job.id, at, from: allStates, ...ending(work, at, 'absent'),
    set: { committedAt: null, saved: work.saved, wakeAt: state === 'scheduled' && dueAt !== null ? Math.max(at, dueAt - PREPARE_LEAD_MS) : null },
    activity: [say(tools, work, 'looked-absent', { certain: true, of: 'hand-over' })],
  });
}
