import type { Millis } from '#core/clock';
import type { Json } from '#core/json';
import type { MediaUse } from '#core/posts/content';
import { err } from '#core/result';
import type { CommitOutcome, ConnectorError, Outgoing, OutgoingMedia, OutgoingPart, PublishContext, Session } from '#electron/connectors/connector';
import { heldElsewhere } from './held';
import { limited } from './limited';
import { fingerprint, isPublicPart, notesOf, stepsOf, withNotes } from './notes';
import { commitWrite, failWrite, prepareFailure } from './outcome';
import type { Attempt, Job, Write } from './publishing-store';
import { allStates, ending, say, type Tools, type Work } from './work';

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
  const prepared = work.job.preparedAt !== null && notesOf(work.saved).content === fingerprint(work.job);
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
  await commit(tools, work, ready);
}

/** Commits once more under the same key: a replay the network makes safe, or the rest of a thread. */
export async function commitAgain(tools: Tools, work: Work): Promise<void> {
  const ready = await open(tools, work);
  if (ready !== null) await commit(tools, work, ready);
}

export const newAttempt = (tools: Tools, job: Job, kind: Attempt['kind'], key: string, at: Millis): Attempt => ({
  id: tools.deps.newId(), publicationId: job.id, number: job.attemptCount + 1, kind, key, step: 'written', startedAt: at,
  committingAt: null, finishedAt: null, outcome: null, detail: null,
});

export interface Ready { readonly session: Session; readonly outgoing: Outgoing; readonly key: string }

/** Session and media; null when it cannot go on now, which is written by then. */
export async function open(tools: Tools, work: Work, media: 'fitted' | 'named' = 'fitted'): Promise<Ready | null> {
  const { deps } = tools;
  const opened = deps.sessions.open(work.job.accountId);
  if (!opened.ok) {
    const { code } = opened.error;
    if (code === 'signed-out') deps.sessions.markSignedOut(work.job.accountId);
    const error: ConnectorError = code === 'signed-out' ? { type: 'reauth' } : { type: 'unavailable', detail: code };
    await settle(tools, work, work.lane === 'look' ? waitWrite(tools, work) : prepareFailure(tools, work, error));
    return null;
  }
  const parts: OutgoingPart[] = [];
  for (const part of [{ text: work.job.text, media: work.job.media }, ...work.job.thread]) {
    const fittedMedia: OutgoingMedia[] = [];
    for (const use of part.media) {
      const fitted = media === 'named' ? named(use) : await fit(tools, work, use);
      if (fitted === null) return null;
      fittedMedia.push(fitted);
    }
    parts.push({ text: part.text, media: fittedMedia });
  }
  const outgoing: Outgoing = { parts, options: work.job.options, dueAt: work.job.dueAt ?? deps.clock.now() };
  return { session: opened.value.session, outgoing, key: work.attempt?.key ?? work.job.remoteKey ?? '' };
}

/** Looking needs no picture to be readable. */
const named = (use: MediaUse): OutgoingMedia =>
  ({ assetId: use.assetId, mime: '', bytes: 0, width: 0, height: 0, alt: use.alt, read: () => Promise.reject(new Error('not read for a look')) });

/** It may be public already, so it is neither failed nor put back: later. */
const waitWrite = (tools: Tools, work: Work): Write =>
  ({ id: work.job.id, at: tools.deps.clock.now(), from: allStates, set: { wakeAt: tools.deps.clock.now() + tools.timing.maxSleepMs } });

async function fit(tools: Tools, work: Work, use: MediaUse): Promise<OutgoingMedia | null> {
  const fitted = await tools.deps.mediaFor(use, { network: work.job.network, limits: work.job.limits, brandId: work.job.brandId });
  if (fitted.ok) return fitted.value;
  const { code, detail } = fitted.error;
  await settle(tools, work, work.lane === 'look' ? waitWrite(tools, work) : failWrite(tools, work, code, detail, say(tools, work, 'preflight-stopped', { code, detail })));
  return null;
}

/** What a connector is given. `saved` is always the newest; `save` is on disk when it returns. */
export function contextOf(tools: Tools, work: Work, ready: Ready, signal: AbortSignal): PublishContext {
  return {
    session: ready.session, outgoing: ready.outgoing, key: ready.key, signal,
    get saved() { return stepsOf(work.saved); },
    get committedAt() { return work.committedAt; },
    save: (step: string, value: Json) => {
      const part = isPublicPart(step);
      // A part of a thread is out, and must never be forgotten.
      work.saved = { ...(part ? withNotes(work.saved, { partsOut: true }) : work.saved), [step]: value };
      const line = part ? say(tools, work, 'part-published', { step }) : say(tools, work, 'media-accepted', { step });
      if (part && work.committing && ready.outgoing.parts.length === 1) {
        // The only part of a post: its outcome is written in the same breath, and until then "committed" on disk says
        // that it must be looked for. A flush for each of a thousand posts would make the last ones late.
        work.unsaid = line;
      } else {
        tools.writer.writeNow({
          id: work.job.id, at: tools.deps.clock.now(), from: allStates, set: { saved: work.saved },
          // What a look finds is said when it has found everything.
          activity: part === work.committing ? [line] : [],
        });
      }
      tools.step('step-saved', work.job.id);
    },
  };
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
  const error: ConnectorError = done.ok ? { type: 'aborted' } : done.error;
  if (error.type === 'reauth') tools.deps.sessions.markSignedOut(work.job.accountId);
  if (error.type === 'rate-limited') tools.memory.coolUntil.set(work.job.accountId, error.retryAt);
  await settle(tools, work, prepareFailure(tools, work, error));
  return false;
}

async function commit(tools: Tools, work: Work, ready: Ready): Promise<void> {
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
      committedAt: first ?? begun, preparedAt: work.job.preparedAt ?? begun, saved: work.saved, wakeAt: begun + tools.timing.leaseMs,
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

/** Writes where it has got to. When a person took it back meanwhile it is theirs, and only the attempt ends. */
export async function settle(tools: Tools, work: Work, write: Write): Promise<boolean> {
  if (await tools.writer.write(write)) return true;
  // An attempt that this very write would have made is not there to be ended.
  if (write.newAttempt === undefined) await tools.writer.write({ id: work.job.id, at: write.at, from: allStates, ...ending(work, write.at, 'taken-back') });
  return false;
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
  if (outcome.type === 'reauth') deps.sessions.markSignedOut(work.job.accountId);
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
