import type { Millis } from '#core/clock';
import { assertNever } from '#core/result';
import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import type { CommitOutcome } from '#electron/connectors/ports/publish';
import { commitAgain, commitRest, conclude } from './attempt';
import { limited } from './limited';
import { fingerprint, notesOf, withNotes } from './notes';
import { deadline, publishedWrite } from './outcome';
import type { ActivityRow, JobPatch, Write } from './publishing-store';
import { contextOf, open } from './ready';
import { unknownOf } from './restored';
import { lookInterval } from './timing';
import { ending, say, type Tools, type Work } from './work';

/**
 * A publication that may be public and of which nobody knows. Reads first; sends again only what the network makes safe
 * to replay, or what is certainly not there. Everything else waits for a person, and Linnet goes on looking.
 */
export async function reconcile(tools: Tools, work: Work): Promise<void> {
  const notes = notesOf(work.saved);
  // What a back-up calls half out may be out as a whole by now.
  if (notes.resume === true && unknownOf(tools, work.job) === null) return goOn(tools, work);
  if (notes.ref !== undefined) return ask(tools, work, notes.ref);
  if (work.committedAt === null) {
    // Claimed, and nobody came back to it: nothing was sent.
    await tools.writer.write({ id: work.job.id, at: tools.deps.clock.now(), from: ['publishing'], event: 'defer', set: { wakeAt: tools.deps.clock.now() }, ...ending(work, tools.deps.clock.now(), 'interrupted') });
    return;
  }
  await look(tools, work);
}

/** The network is at work on it: what has become of it? Only reads. */
async function ask(tools: Tools, work: Work, ref: string): Promise<void> {
  const ready = await open(tools, work, 'named');
  if (ready === null) return;
  const outcome = await readSafely(tools, work, (signal) => work.connector.publish.check(contextOf(tools, work, ready, signal), ref));
  tools.step('check-answered', work.job.id);
  // `check` never sends, so an answer that says nothing leaves everything as it was.
  if (outcome.type === 'published' || outcome.type === 'processing' || outcome.type === 'rejected') return conclude(tools, work, outcome, false);
  await notToldYet(tools, work, outcome);
}

async function look(tools: Tools, work: Work): Promise<void> {
  const ready = await open(tools, work, 'named');
  if (ready === null) return;
  tools.step('look-started', work.job.id);
  const known = JSON.stringify(work.saved);
  const found = await readSafely(tools, work, async (signal) => {
    const result = await work.connector.publish.findPublished(contextOf(tools, work, ready, signal));
    return result.ok ? result.value : result.error;
  });
  tools.step('look-answered', work.job.id);
  switch (found.type) {
    case 'published':
      await tools.writer.write(publishedWrite(tools, work, found, 'looked-found'));
      return;
    case 'partly': return partly(tools, work, JSON.stringify(work.saved) !== known);
    case 'absent': return absent(tools, work);
    case 'cannot-tell':
      if (mayReplay(tools, work)) return replay(tools, work);
      await tools.writer.write(stillUnsure(tools, work, say(tools, work, 'looked-cannot-tell', { detail: found.detail }), true));
      return;
    case 'reauth': case 'rate-limited': case 'rejected': case 'unavailable': case 'unknown': case 'aborted':
      return notToldYet(tools, work, found);
    default: assertNever(found);
  }
}

/** The network could not be read. */
async function notToldYet(tools: Tools, work: Work, error: ConnectorError): Promise<void> {
  const { deps, writer, timing, memory } = tools;
  const now = deps.clock.now();
  if (error.type === 'aborted') {
    await writer.write({ id: work.job.id, at: now, from: ['publishing', 'unconfirmed'], set: { wakeAt: now } });
    return;
  }
  if (error.type === 'reauth') deps.sessions.markSignedOut(work.job.accountId, work.login);
  if (error.type === 'rate-limited') memory.coolUntil.set(work.job.accountId, error.retryAt);
  const line = say(tools, work, 'look-failed', { reason: error.type }, error.answer);
  const write = stillUnsure(tools, work, line, error.type === 'reauth' || error.type === 'rejected');
  if (error.type !== 'rate-limited') return void (await writer.write(write));
  // Nobody may look before that, and a person is told no later for it.
  const asksAt = work.job.state === 'publishing' && write.event === undefined ? Math.min(notesOf(work.saved).unsureSince ?? now, now) + timing.unconfirmedAfterMs : Infinity;
  await writer.write({ ...write, set: { ...write.set, wakeAt: Math.max(Math.min(error.retryAt, asksAt), now + lookInterval(0, timing)) } });
}

/** Nothing decided: look again later, and after a while ask a person too. */
function stillUnsure(tools: Tools, work: Work, line: ActivityRow, askNow: boolean, wakeAt?: Millis): Write {
  const now = tools.deps.clock.now();
  const notes = notesOf(work.saved);
  const looks = (notes.looks ?? 0) + 1;
  const since = Math.min(notes.unsureSince ?? now, now);
  const asks = work.job.state === 'publishing' && (askNow || now - since >= tools.timing.unconfirmedAfterMs);
  // Runs that end early have looked often already: a person is told no later for the long wait that follows many looks.
  const asksAt = work.job.state === 'publishing' && !asks ? since + tools.timing.unconfirmedAfterMs : Infinity;
  const set: JobPatch = {
    wakeAt: wakeAt ?? Math.min(now + lookInterval(looks, tools.timing), asksAt), problemCode: 'no-answer',
    saved: withNotes(work.saved, { looks, unsureSince: since }),
  };
  return {
    id: work.job.id, at: now, from: [work.job.state], set, ...(asks ? { event: 'lose-track' as const } : {}),
    activity: asks ? [line, say(tools, work, 'unconfirmed')] : [line],
  };
}

/**
 * Some parts of a thread are out. The next one may still be on its way, from a call that was cut off: that it is not there
 * is believed as slowly as that a whole post is not.
 * @param more a part that was not known to be out has just been found: what comes behind it has been looked for once
 */
async function partly(tools: Tools, work: Work, more: boolean): Promise<void> {
  const { deps, writer, memory } = tools;
  const already = notesOf(work.saved).partsOut === true;
  work.saved = withNotes(work.saved, { partsOut: true });
  if (more) memory.absentSince.delete(work.job.id);
  const settles = mayReplay(tools, work) ? 0 : settlesIn(tools, work);
  if (settles > 0) {
    const line = already && !more ? say(tools, work, 'looked-absent', { certain: false, of: 'part' }) : say(tools, work, 'part-published');
    await writer.write(stillUnsure(tools, work, line, false, deps.clock.now() + settles));
    return;
  }
  memory.absentSince.delete(work.job.id);
  work.saved = withNotes(work.saved, { unsureSince: undefined, resume: true });
  await writer.write({ id: work.job.id, at: deps.clock.now(), from: ['publishing', 'unconfirmed'], set: { saved: work.saved }, activity: [say(tools, work, already ? 'looked-absent' : 'part-published', already ? { certain: true, of: 'part' } : {})] });
  return goOn(tools, work);
}

async function absent(tools: Tools, work: Work): Promise<void> {
  const { deps, writer } = tools;
  const inTime = deps.clock.now() <= deadline(work);
  if (mayReplay(tools, work)) return replay(tools, work);
  // The network may keep it for later although its answer got lost: until its time has passed there, nobody knows.
  const kept = notesOf(work.saved).handover;
  const keptUntil = kept?.state === 'unsure' ? kept.dueAt + tools.timing.settleMs : 0;
  if (keptUntil > deps.clock.now()) {
    await writer.write(stillUnsure(tools, work, say(tools, work, 'looked-absent', { certain: false, of: 'hand-over' }), true, keptUntil));
    return;
  }
  if (kept?.state === 'unsure' && kept.content !== fingerprint(work.job)) {
    // It says something else by now, so it cannot be told by its words.
    await writer.write(stillUnsure(tools, work, say(tools, work, 'looked-cannot-tell', { of: 'hand-over' }), true));
    return;
  }
  const settles = settlesIn(tools, work);
  if (settles > 0) {
    await writer.write(stillUnsure(tools, work, say(tools, work, 'looked-absent', { certain: false }), false, deps.clock.now() + settles));
    return;
  }
  tools.memory.absentSince.delete(work.job.id);
  const now = deps.clock.now();
  const line = say(tools, work, 'looked-absent', { certain: true });
  const base = { id: work.job.id, at: now, from: [work.job.state], ...ending(work, now, 'absent') };
  const set: JobPatch = { committedAt: null, saved: withNotes(work.saved, { looks: undefined, unsureSince: undefined, partsOut: undefined, handover: undefined, unwanted: undefined }), problemDetail: null };
  if (notesOf(work.saved).unwanted === true && work.job.state === 'unconfirmed') {
    await writer.write({ ...base, event: 'cancel', set: { ...set, wakeAt: null, problemCode: null }, activity: [line] });
  } else if (inTime) {
    await writer.write({ ...base, event: work.job.state === 'unconfirmed' ? 'send-again' : 'defer', set: { ...set, wakeAt: now, problemCode: null }, activity: [line] });
  } else if (work.job.state === 'unconfirmed') {
    // Certain at last, and too late to send without asking.
    await writer.write({ ...base, event: 'fail', set: { ...set, wakeAt: null, problemCode: 'not-arrived' }, activity: [line] });
  } else {
    await writer.write({ ...base, event: 'miss', set: { ...set, wakeAt: null, problemCode: 'not-arrived' }, activity: [line, say(tools, work, 'missed', { dueAt: work.job.dueAt, why: 'not-arrived' })] });
  }
}

/**
 * How long until an absence may be believed; 0 when it may be now. One look is not enough: the call may still be on its way,
 * and a network's list may lag behind. Two looks must find nothing, the first a settle time after the call ended,
 * the second a settle time after the first, both in this run and by a clock that nobody can set.
 */
export function settlesIn(tools: Tools, work: Work): Millis {
  const { memory, timing, deps } = tools;
  const mono = deps.clock.monotonic();
  const settledAt = (memory.callEnded.get(work.job.id) ?? memory.startedAt) + timing.settleMs;
  // The monotonic clock has parts of a millisecond; wake times have none.
  if (mono < settledAt) return Math.ceil(settledAt - mono);
  const first = memory.absentSince.get(work.job.id);
  if (first === undefined) {
    memory.absentSince.set(work.job.id, mono);
    return timing.settleMs;
  }
  return Math.max(0, Math.ceil(first + timing.settleMs - mono));
}

/** The same call under the same key cannot make a second post, and it is not too late for it. */
function mayReplay(tools: Tools, work: Work): boolean {
  const now = tools.deps.clock.now();
  const { committedAt } = work;
  if (committedAt === null || !tools.maySend() || now > deadline(work)) return false;
  // What was committed is a hand-over: sending it ourselves would be another call, under another key.
  if (notesOf(work.saved).handover?.state === 'unsure') return false;
  const opened = tools.deps.sessions.open(work.job.accountId);
  const until = work.connector.publish.replaySafeUntil(committedAt, opened.ok ? opened.value.session : undefined, work.saved);
  // A commit in the future: the clock was set back, and nobody knows how old the key is.
  return until !== null && (until === Infinity || (now >= committedAt && now < until));
}

async function replay(tools: Tools, work: Work): Promise<void> {
  await tools.writer.write({ id: work.job.id, at: tools.deps.clock.now(), from: [work.job.state], activity: [say(tools, work, 'replayed')] });
  await commitAgain(tools, work);
}

/** A thread of which a part is public: the rest, unless it has become too late to go on without asking. */
async function goOn(tools: Tools, work: Work): Promise<void> {
  const now = tools.deps.clock.now();
  if (!tools.maySend()) {
    await tools.writer.write({ id: work.job.id, at: now, from: ['publishing', 'unconfirmed'], set: { wakeAt: now + tools.timing.maxSleepMs } });
    return;
  }
  if (now > deadline(work)) {
    await tools.writer.write({
      id: work.job.id, at: now, from: [work.job.state], ...(work.job.state === 'publishing' ? { event: 'lose-track' as const } : {}),
      set: { wakeAt: null, problemCode: 'partly' }, activity: work.job.state === 'publishing' ? [say(tools, work, 'unconfirmed', { partly: true })] : [],
    });
    return;
  }
  await commitRest(tools, work);
}

type NotRead = Extract<CommitOutcome, { readonly type: 'unavailable' }>;

async function readSafely<T extends { readonly type: string }>(tools: Tools, work: Work, read: (signal: AbortSignal) => Promise<T>): Promise<T | NotRead> {
  try {
    return await limited<T | NotRead>(tools.deps.clock, tools.timing.readLimitMs, work.stop.signal, { type: 'unavailable', detail: 'no answer in time' }, read);
  } catch (error) {
    tools.deps.onDefect(error, work.job.id);
    return { type: 'unavailable', detail: error instanceof Error ? error.message : String(error) };
  }
}
