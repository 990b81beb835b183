import type { Millis } from '#core/clock';
import { PREPARE_LEAD_MS } from '#core/posts/lead';
import { err } from '#core/result';
import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import type { CommitOutcome } from '#electron/connectors/ports/publish';
import { limited } from './limited';
import { fingerprint, notesOf, withNotes } from './notes';
import { commitWrite, failWrite, prepareFailure } from './outcome';
import { contextOf, newAttempt, open, type Ready, settle } from './ready';
import { heldElsewhere } from './restored';
import { wentOut } from './sought';
import { say, type Tools, type Work } from './work';

/** What was prepared ahead is used without asking the connector again: the usual lead, and some tries. */
const PREPARED_FOR: Millis = 2 * PREPARE_LEAD_MS;

/** Preparing minutes before the due time: uploads and containers, nothing public. */
export async function prepareAhead(tools: Tools, work: Work): Promise<void> {
  const ready = await open(tools, work);
  if (ready === null || (await heldElsewhere(tools, work, ready)) || !(await prepare(tools, work, ready))) return;
  const now = tools.deps.clock.now();
  await settle(tools, work, {
    id: work.job.id, at: now, from: ['scheduled'], set: { preparedAt: now, saved: work.saved, problemCode: null, problemDetail: null },
    wake: { at: work.job.dueAt, unlessMovedFrom: work.job.dueAt },
    ...(work.attempt === null ? {} : { attempt: { id: work.attempt.id, patch: { step: 'prepared' } } }),
    activity: [say(tools, work, 'prepared')],
  });
  tools.step('prepared', work.job.id);
}

/** The due instant: whatever is not prepared yet, the rules once more, and the one call. */
export async function publish(tools: Tools, work: Work): Promise<void> {
  const ready = await open(tools, work);
  if (ready === null || (await heldElsewhere(tools, work, ready))) return;
  const out = await wentOut(tools, work, ready);
  if (!out.ok) return couldNot(tools, work, out.error);
  if (out.value) return;
  const prepared = isPrepared(work, tools.deps.clock.now());
  if (!prepared && !(await prepare(tools, work, ready))) return;
  const stopped = await tools.deps.preflight(work.job);
  if (stopped?.code === 'account-reauth') {
    // The network has said so to another post meanwhile: this one waits for the new login, as that one does.
    await settle(tools, work, commitWrite(tools, work, { type: 'reauth' }));
    return;
  }
  if (stopped !== null) {
    await settle(tools, work, failWrite(tools, work, stopped.code, stopped.detail, say(tools, work, 'preflight-stopped', { code: stopped.code, detail: stopped.detail })));
    return;
  }
  await commit(tools, work, ready, !prepared);
}

/** Commits once more under the same key: a replay the network makes safe. */
export async function commitAgain(tools: Tools, work: Work): Promise<void> {
  const ready = await open(tools, work);
  if (ready !== null) await commit(tools, work, ready);
}

/** The rest of a thread of which a part is certainly public. */
export async function commitRest(tools: Tools, work: Work): Promise<void> {
  const ready = await open(tools, work);
  if (ready === null) return;
  const prepared = isPrepared(work, tools.deps.clock.now());
  if (prepared || (await prepare(tools, work, ready))) await commit(tools, work, ready, !prepared);
}

/** Networks throw uploads away that no post uses; each connector knows after how long, and brings anew what is too old. */
function isPrepared({ job, saved }: Work, now: Millis): boolean {
  const age = now - (job.preparedAt ?? -Infinity);
  return age >= 0 && age < PREPARED_FOR && notesOf(saved).content === fingerprint(job);
}

async function prepare(tools: Tools, work: Work, ready: Ready): Promise<boolean> {
  const content = fingerprint(work.job);
  const known = notesOf(work.saved);
  // What was uploaded for an older text or picture is of no use; parts of a thread that are out stay known.
  const stale = known.content !== undefined && known.content !== content && known.partsOut !== true && work.committedAt === null;
  work.saved = withNotes(stale ? {} : work.saved, { content });
  if (ready.outgoing.parts.some((p) => p.media.length > 0)) {
    await tools.writer.write({
      id: work.job.id, at: tools.deps.clock.now(), from: ['scheduled', 'publishing'], set: { saved: work.saved },
      ...(work.attempt === null ? {} : { attempt: { id: work.attempt.id, patch: { step: 'preparing' } } }),
      activity: [say(tools, work, 'prepare-started')],
    });
  }
  tools.step('prepare-started', work.job.id);
  const done = await limited<Awaited<ReturnType<typeof work.connector.publish.prepare>>>(
    tools.deps.clock, tools.timing.prepareLimitMs, work.stop.signal, err({ type: 'unavailable', detail: 'no answer in time' }),
    (signal) => work.connector.publish.prepare(contextOf(tools, work, ready, signal)),
  );
  if (done.ok && !work.stop.signal.aborted) return true;
  await couldNot(tools, work, done.ok ? { type: 'aborted' } : done.error);
  return false;
}

/** Something before the call that makes it public did not work. */
async function couldNot(tools: Tools, work: Work, error: ConnectorError): Promise<void> {
  if (error.type === 'reauth') tools.deps.sessions.markSignedOut(work.job.accountId, work.login);
  if (error.type === 'rate-limited') tools.memory.coolUntil.set(work.job.accountId, error.retryAt);
  await settle(tools, work, prepareFailure(tools, work, error));
}

async function commit(tools: Tools, work: Work, ready: Ready, justPrepared = false): Promise<void> {
  const { deps, writer, memory } = tools;
  const { id } = work.job;
  const begun = deps.clock.now();
  const first = work.committedAt;
  // From here on a crash must look before it goes on.
  work.saved = withNotes(work.saved, { resume: undefined });
  const known = work.attempt;
  work.attempt ??= newAttempt(tools, work.job, 'publish', ready.key, begun);
  const marked = await settle(tools, work, {
    id, at: begun, from: work.lane === 'look' ? ['publishing', 'unconfirmed'] : ['publishing'],
    set: {
      committedAt: first ?? begun, preparedAt: justPrepared ? begun : work.job.preparedAt ?? begun, saved: work.saved, wakeAt: begun + tools.timing.leaseMs,
      ...(known === null ? { attemptCount: work.attempt.number } : {}),
    },
    ...(known === null
      ? { newAttempt: { ...work.attempt, step: 'committing', committingAt: begun } }
      : { attempt: { id: known.id, patch: { step: 'committing', committingAt: begun, outcome: null } } }),
    activity: [say(tools, work, 'commit-started')],
  });
  if (!marked) return;
  if (work.stop.signal.aborted || !tools.maySend()) {
    if (first === null) await writer.write(commitWrite(tools, work, { type: 'aborted' }));
    else await writer.write({ id, at: begun, from: ['publishing', 'unconfirmed'], set: { wakeAt: begun + 1000 } });
    return;
  }
  work.committedAt = first ?? begun;
  work.committing = true;
  tools.step('commit-marked', id);
  const outcome = await call(tools, work, (run) => work.connector.publish.commit(contextOf(tools, work, ready, run)));
  work.committing = false;
  memory.callEnded.set(id, deps.clock.monotonic());
  memory.absentSince.delete(id);
  tools.step('commit-answered', id);
  const notes = notesOf(work.saved);
  await conclude(tools, work, outcome, first !== null && (notes.unsureSince !== undefined || notes.partsOut !== true));
}

/** Makes the call; a defect inside a connector says nothing about what the network did. */
async function call(tools: Tools, work: Work, run: (signal: AbortSignal) => Promise<CommitOutcome>): Promise<CommitOutcome> {
  const { clock } = tools.deps;
  try {
    return await limited<CommitOutcome>(clock, tools.timing.commitLimitMs, tools.giveUp, { type: 'unknown', detail: 'no answer in time' }, (signal) => {
      const answer = run(signal);
      tools.step('commit-called', work.job.id);
      return answer;
    });
  } catch (error) {
    tools.deps.onDefect(error, work.job.id);
    return { type: 'unknown', detail: error instanceof Error ? error.message : String(error) };
  }
}

/**
 * Writes what an answer means.
 * @param replay an earlier call may have arrived: an answer that says nothing about it does not undo that.
 */
export async function conclude(tools: Tools, work: Work, outcome: CommitOutcome, replay: boolean): Promise<void> {
  const { deps, memory, writer } = tools;
  if (outcome.type === 'reauth') deps.sessions.markSignedOut(work.job.accountId, work.login);
  if (outcome.type === 'rate-limited') memory.coolUntil.set(work.job.accountId, outcome.retryAt);
  if (outcome.type === 'published') deps.sessions.markOk(work.job.accountId);
  const tells = outcome.type === 'published' || outcome.type === 'processing';
  const write = commitWrite(tools, work, replay && !tells ? { type: 'unknown', detail: outcome.type, ...('answer' in outcome && outcome.answer !== undefined ? { answer: outcome.answer } : {}) } : outcome);
  // "Published" says it all; any other answer after a part has gone out would hide that it has.
  const unsaid = work.unsaid === null || outcome.type === 'published' ? [] : [work.unsaid];
  work.unsaid = null;
  await writer.write({ ...write, activity: [...unsaid, ...(write.activity ?? [])] });
  tools.step('outcome-written', work.job.id);
}
