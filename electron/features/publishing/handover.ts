import type { Millis } from '#core/clock';
import type { Id } from '#core/ids';
import { PREPARE_LEAD_MS } from '#core/posts/lead';
import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import type { NativeSchedulePort } from '#electron/connectors/ports/native-schedule';
import type { CommitOutcome } from '#electron/connectors/ports/publish';
import { adoptWrite, ASK_AFTER, askHeld } from './held';
import { entry } from './journal';
import { limited } from './limited';
import { fingerprint, notesOf, withNotes } from './notes';
import { deadline, failWrite, publishedWrite } from './outcome';
import type { Attempt } from './publishing-store';
import { contextOf, newAttempt, open } from './ready';
import { askPerson, doubtSince } from './restored';
import { wentOut } from './sought';
import { lookInterval } from './timing';
import { allStates, ending, say, type Tools, type Work } from './work';

/** Minutes, as the scheduler sleeps, before something is tried again that could not be begun. */
const REST = 10;

/** A defect must not be met again at once, and for ever. */
export const orLater = (tools: Tools, task: (work: Work) => Promise<void>) => async (work: Work): Promise<void> => {
  try {
    await task(work);
  } catch (error) {
    tools.deps.onDefect(error, work.job.id);
    putOff(tools, work);
  }
};

/** Not tried again for some minutes. What may be with the network already keeps what is known of it. */
function putOff(tools: Tools, work: Work): void {
  const job = tools.deps.store.job(work.job.id);
  if (job === null) return;
  const at = tools.deps.clock.now();
  const until = at + REST * tools.timing.maxSleepMs;
  const known = notesOf(job.saved).handover;
  const free = job.nativeRef === null && job.committedAt === null;
  if (!free && known === undefined) return;
  const handover = free || known === undefined ? { dueAt: job.dueAt ?? 0, content: fingerprint(job), state: 'later' as const, until } : { ...known, until };
  tools.writer.writeNow({
    id: job.id, at, from: [job.state],
    set: { saved: withNotes(job.saved, { handover }), ...(free && job.state === 'scheduled' && job.dueAt !== null ? { wakeAt: Math.max(at, job.dueAt - PREPARE_LEAD_MS) } : {}) },
    ...(free ? ending(work, at, 'unavailable') : {}),
  });
}

export async function handOver(tools: Tools, work: Work, port: NativeSchedulePort): Promise<void> {
  const { deps, writer } = tools;
  const { id } = work.job;
  const dueAt = work.job.dueAt ?? 0;
  const at = deps.clock.now();
  const key = work.job.remoteKey ?? work.connector.publish.chooseKey(at, deps.randomBytes);
  work.attempt = newAttempt(tools, work.job, 'hand-over', key, at);
  const written = await writer.write({
    id, at, from: ['scheduled'], set: { remoteKey: key, attemptCount: work.attempt.number }, newAttempt: work.attempt,
    activity: [say(tools, work, 'attempt-written', { number: work.attempt.number })],
  });
  if (!written) return;
  const handover = { dueAt, content: fingerprint(work.job) };
  const ready = await open(tools, { ...work, lane: 'look' });
  if (ready === null) {
    putOff(tools, work);
    return;
  }
  // It may be there already: handed over before a back-up was made, or under way when the last run ended.
  const there = await askHeld(tools, work, ready, port);
  if (!there.ok) return concludeHandover(tools, work, handover, certainlyNot(there.error));
  if (there.value.match !== null) {
    await writer.write({ ...adoptWrite(tools, work, work.attempt, there.value.match), from: ['scheduled'] });
    return;
  }
  const doubt = there.value.strangers ? doubtSince(tools, work.job) : null;
  if (doubt !== null) {
    await writer.write(askPerson(tools, work, doubt));
    return;
  }
  const out = await wentOut(tools, work, ready);
  if (!out.ok) return concludeHandover(tools, work, handover, out.error);
  if (out.value) return;
  const prepared = await work.connector.publish.prepare(contextOf(tools, work, ready, work.stop.signal));
  if (!prepared.ok) return concludeHandover(tools, work, handover, certainlyNot(prepared.error));
  work.saved = withNotes(work.saved, { handover: { ...handover, state: 'unsure' } });
  const begun = deps.clock.now();
  const marked = await writer.write({
    id, at: begun, from: ['scheduled'],
    // Should the answer get lost, it is looked for once it is due.
    set: { committedAt: begun, saved: work.saved }, wake: { at: dueAt + tools.timing.settleMs, unlessMovedFrom: dueAt },
    attempt: { id: work.attempt.id, patch: { step: 'committing', committingAt: begun } },
  });
  if (!marked) {
    await writer.write({ id, at: begun, from: allStates, ...ending(work, begun, 'taken-back') });
    return;
  }
  if (work.stop.signal.aborted || !tools.maySend()) return concludeHandover(tools, work, handover, { type: 'aborted' });
  work.committedAt = begun;
  work.committing = true;
  tools.step('hand-over-marked', id);
  let outcome: CommitOutcome;
  try {
    outcome = await limited<CommitOutcome>(deps.clock, tools.timing.commitLimitMs, tools.giveUp, { type: 'unknown', detail: 'no answer in time' }, (signal) => {
      const answer = port.schedule(contextOf(tools, work, ready, signal));
      tools.step('hand-over-called', id);
      return answer;
    });
  } catch (error) {
    deps.onDefect(error, id);
    outcome = { type: 'unknown', detail: error instanceof Error ? error.message : String(error) };
  }
  work.committing = false;
  tools.memory.callEnded.set(id, deps.clock.monotonic());
  tools.step('hand-over-answered', id);
  await concludeHandover(tools, work, handover, outcome);
}

/** What came before the call itself has handed nothing over. */
const certainlyNot = (error: ConnectorError): ConnectorError => (error.type === 'unknown' ? { ...error, type: 'unavailable' } : error);

async function concludeHandover(tools: Tools, work: Work, handover: { readonly dueAt: Millis; readonly content: string }, outcome: CommitOutcome): Promise<void> {
  const { deps, writer, timing } = tools;
  const { id } = work.job;
  const at = deps.clock.now();
  switch (outcome.type) {
    case 'published':
      await writer.write(publishedWrite(tools, work, outcome, 'published'));
      return;
    case 'processing':
      work.saved = withNotes(work.saved, { handover: { ...handover, state: 'kept' } });
      await writer.write({
        id, at, from: allStates, set: { nativeRef: outcome.ref, committedAt: null, saved: work.saved, problemCode: null },
        wake: { at: handover.dueAt + ASK_AFTER, unlessMovedFrom: handover.dueAt },
        ...(work.attempt === null ? {} : { attempt: { id: work.attempt.id, patch: { step: 'processing', outcome: 'processing' } } }),
        activity: [say(tools, work, 'handed-over', { dueAt: handover.dueAt }, outcome.answer)],
      });
      return;
    case 'unknown':
      await writer.write({
        id, at, from: allStates, ...(work.attempt === null ? {} : { attempt: { id: work.attempt.id, patch: { step: 'answered', outcome: 'unknown', detail: outcome.detail } } }),
        activity: [say(tools, work, 'no-answer', { detail: outcome.detail, of: 'hand-over' }, outcome.answer)],
      });
      return;
    case 'rejected': case 'reauth': case 'rate-limited': case 'unavailable': case 'aborted': {
      // Linnet publishes it itself, as if there were no hand-over.
      if (outcome.type === 'reauth') deps.sessions.markSignedOut(work.job.accountId, work.login);
      const until = outcome.type === 'rate-limited' ? outcome.retryAt : at + REST * timing.maxSleepMs;
      work.saved = withNotes(work.saved, { handover: { ...handover, state: outcome.type === 'rejected' ? 'refused' : 'later', until } });
      const code = outcome.type === 'aborted' ? 'stopped-by-pause' as const : outcome.type === 'reauth' ? 'signed-out' as const : outcome.type;
      await writer.write({
        id, at, from: allStates, set: { committedAt: null, saved: work.saved },
        wake: { at: Math.max(at, (work.job.dueAt ?? at) - PREPARE_LEAD_MS), unlessMovedFrom: work.job.dueAt },
        ...ending(work, at, outcome.type), activity: [say(tools, work, code, { of: 'hand-over' }, 'answer' in outcome ? outcome.answer : undefined)],
      });
    }
  }
}

export async function move(tools: Tools, work: Work, attempt: Attempt, port: NativeSchedulePort, ref: string): Promise<void> {
  const opened = tools.deps.sessions.open(work.job.accountId);
  const dueAt = work.job.dueAt;
  if (!opened.ok || dueAt === null) return putOff(tools, work);
  const moved = await port.reschedule(opened.value.session, ref, dueAt, work.stop.signal);
  const at = tools.deps.clock.now();
  const known = notesOf(work.saved).handover;
  if (known === undefined) return;
  work.saved = withNotes(work.saved, { handover: moved.ok ? { ...known, dueAt } : { ...known, until: at + tools.timing.maxSleepMs } });
  await tools.writer.write({
    id: work.job.id, at, from: allStates, set: { saved: work.saved },
    ...(moved.ok ? { wake: { at: dueAt + ASK_AFTER, unlessMovedFrom: dueAt } } : {}),
    activity: moved.ok ? [entry(tools.deps.newId, at, work.job, attempt.id, 'hand-over-moved', { dueAt })] : [],
  });
}

/** The network gives it up; only then may Linnet send it, or hand it over anew. */
export async function takeBack(tools: Tools, work: Work, attempt: Attempt, port: NativeSchedulePort, ref: string): Promise<void> {
  const done = await cancelAtNetwork(tools, work.job.accountId, port, ref, work.stop.signal);
  const at = tools.deps.clock.now();
  const known = notesOf(work.saved).handover;
  if (!done) {
    work.saved = withNotes(work.saved, known === undefined ? {} : { handover: { ...known, until: at + tools.timing.maxSleepMs } });
    await tools.writer.write({ id: work.job.id, at, from: allStates, set: { saved: work.saved } });
    return;
  }
  work.saved = {};
  // A person may have planned it anew while the network answered.
  const planned = tools.deps.store.job(work.job.id) ?? work.job;
  tools.writer.writeNow({
    id: work.job.id, at, from: allStates,
    // What was uploaded went with the post that the network has given up.
    set: { nativeRef: null, saved: work.saved, preparedAt: null, wakeAt: planned.state === 'scheduled' && planned.dueAt !== null ? Math.max(at, planned.dueAt - PREPARE_LEAD_MS) : null },
    attempt: { id: attempt.id, patch: { step: 'answered', finishedAt: at, outcome: 'taken-back' } },
    activity: [entry(tools.deps.newId, at, work.job, attempt.id, 'hand-over-taken-back')],
  });
}

/** Whether the network no longer keeps it. */
export async function cancelAtNetwork(tools: Tools, accountId: Id, port: NativeSchedulePort, ref: string, signal: AbortSignal): Promise<boolean> {
  const opened = tools.deps.sessions.open(accountId);
  if (!opened.ok) return false;
  const cancelled = await port.cancel(opened.value.session, ref, signal);
  return cancelled.ok;
}

/** Its time has come and the network has it: what became of it? Nothing is sent from here. */
export async function followUp(tools: Tools, work: Work, ref: string): Promise<void> {
  const { deps, writer, timing, memory } = tools;
  const now = deps.clock.now();
  const known = notesOf(work.saved).handover;
  const port = work.connector.nativeSchedule;
  if (port === undefined) return;
  // Moved or edited meanwhile: `keepInStep` tells the network first, and this waits for the time the network knows.
  const due = Math.max(known?.dueAt ?? 0, Math.min(work.job.dueAt ?? 0, known?.dueAt ?? Infinity));
  if (now < due) {
    await writer.write({ id: work.job.id, at: now, from: allStates, wake: { at: due + ASK_AFTER, unlessMovedFrom: work.job.dueAt } });
    return;
  }
  const ready = await open(tools, { ...work, lane: 'look' }, 'named');
  if (ready === null) return;
  const answer = await port.status(contextOf(tools, work, ready, work.stop.signal), ref);
  tools.step('look-answered', work.job.id);
  const at = deps.clock.now();
  const looks = (notesOf(work.saved).looks ?? 0) + 1;
  const said = answer.ok ? answer.value.type : 'failed';
  if (answer.ok && answer.value.type === 'published') {
    await writer.write(publishedWrite(tools, work, answer.value, 'hand-over-published'));
    return;
  }
  if (!answer.ok && answer.error.type === 'reauth') deps.sessions.markSignedOut(work.job.accountId, work.login);
  if (said === 'absent') {
    const first = memory.absentSince.get(work.job.id);
    if (first !== undefined && deps.clock.monotonic() - first >= timing.settleMs) {
      const write = failWrite(tools, work, 'hand-over-gone', null, say(tools, work, 'looked-absent', { certain: true, of: 'hand-over' }));
      const gone = { ...write, set: { ...write.set, nativeRef: null, committedAt: null } };
      if (await writer.write(gone)) return;
      // A person wanted it gone: then that is no failure.
      await writer.write({ id: gone.id, at: gone.at, from: allStates, set: { nativeRef: null, wakeAt: null, saved: withNotes(work.saved, { handover: undefined }) }, ...ending(work, gone.at, 'taken-back'), ...(gone.activity === undefined ? {} : { activity: gone.activity }) });
      return;
    }
    if (first === undefined) memory.absentSince.set(work.job.id, deps.clock.monotonic());
  } else memory.absentSince.delete(work.job.id);
  work.saved = withNotes(work.saved, { looks });
  const wakeAt = at + (said === 'absent' ? timing.settleMs : lookInterval(looks, timing));
  const overdue = at > deadline(work) && (work.job.state === 'scheduled' || work.job.state === 'publishing');
  const line = answer.ok ? say(tools, work, 'looked-cannot-tell', { detail: said }) : say(tools, work, 'look-failed', { reason: answer.error.type }, 'answer' in answer.error ? answer.error.answer : undefined);
  if (overdue && work.job.state === 'scheduled') await writer.write({ id: work.job.id, at, from: ['scheduled'], event: 'claim' });
  await writer.write({
    id: work.job.id, at, from: allStates, ...(overdue ? { event: 'lose-track' as const } : {}),
    set: { saved: work.saved, wakeAt, ...(overdue ? { problemCode: 'no-answer' } : {}) },
    activity: overdue ? [line, say(tools, work, 'unconfirmed')] : [line],
  });
}
