import { MINUTE, type Millis } from '#core/clock';
import { err } from '#core/result';
import type { NativeSchedulePort } from '#electron/connectors/ports/native-schedule';
import { entry } from './journal';
import { adoptWrite, askHeld, type Held, type HeldList, readHeld } from './held';
import { limited } from './limited';
import { notesOf, withNotes } from './notes';
import { prepareFailure, publishedWrite } from './outcome';
import type { Attempt, Job, Write } from './publishing-store';
import { newAttempt, open, type Ready, settle, contextOf } from './ready';
import { lookInterval } from './timing';
import { ending, say, type Tools, type Work } from './work';

/*
 * A back-up that was put back may be older than a hand-over, and know the post with other words or at another time. What the
 * network keeps and nobody can name may be any of the posts that the file knew then: those are asked about, and never sent.
 */

/** When a back-up was put back that may have forgotten what the network was told of this publication; null when there is no doubt, or no more. */
export function doubtSince(tools: Tools, job: Job): Millis | null {
  const since = tools.deps.pause.distrustedAt();
  return since === null || job.createdAt >= since || notesOf(job.saved).heldAsked === since ? null : since;
}

interface Unknown {
  /** The newest restore that this publication has lived through. */
  readonly at: Millis;
  /** From then on it may have gone out without this file knowing. */
  readonly from: Millis;
}

/** Null when this file knows all about it. */
export function unknownOf(tools: Tools, job: Job): Unknown | null {
  const restores = tools.deps.pause.restores();
  const settled = restores.findIndex(({ at }) => at === notesOf(job.saved).soughtFor);
  const open = (settled === -1 ? restores : restores.slice(0, settled)).filter(({ at }) => job.createdAt < at);
  const [newest] = open;
  if (newest === undefined) return null;
  return { at: newest.at, from: Math.max(job.createdAt, Math.min(...open.map(({ since }) => since ?? job.createdAt))) };
}

/** A person decides; from then on there is no doubt about it. */
export function askPerson(tools: Tools, work: Work, since: Millis): Write {
  const at = tools.deps.clock.now();
  work.saved = withNotes(work.saved, { heldAsked: since, soughtFor: since, tries: undefined, waiting: undefined });
  return {
    id: work.job.id, at, from: ['scheduled', 'publishing'], event: 'miss', set: { wakeAt: null, committedAt: null, saved: work.saved, problemCode: 'held-unclear', problemDetail: null },
    ...ending(work, at, 'held-unclear'), activity: [say(tools, work, 'held-unclear')],
  };
}

async function adopt(tools: Tools, work: Work, ready: Ready, match: NonNullable<Held['match']>): Promise<void> {
  const at = tools.deps.clock.now();
  const before = work.attempt;
  const attempt: Attempt = { ...newAttempt(tools, work.job, 'hand-over', ready.key, at), step: 'processing', outcome: 'processing' };
  const { attempt: _made, ...adopted } = adoptWrite(tools, work, attempt, match);
  await settle(tools, work, {
    ...adopted, from: ['scheduled', 'publishing'], ...(work.job.state === 'publishing' ? { event: 'defer' as const } : {}),
    set: { ...adopted.set, attemptCount: attempt.number }, newAttempt: attempt, ...(before === null ? {} : ending(work, at, 'held')),
  });
}

/** Its time has passed since, so the network may have published it: a post with other words would not be found by looking. */
async function goneOut(tools: Tools, work: Work, ready: Ready, since: Millis): Promise<void> {
  const { deps } = tools;
  const from = Math.min(work.job.dueAt ?? deps.clock.now(), unknownOf(tools, work.job)?.from ?? since);
  const found = await limited<Awaited<ReturnType<typeof work.connector.publish.findPublished>>>(
    deps.clock, tools.timing.readLimitMs, work.stop.signal, err({ type: 'unavailable', detail: 'no answer in time' }),
    (signal) => work.connector.publish.findPublished({ ...contextOf(tools, work, ready, signal), committedAt: from, byWords: true }),
  );
  tools.step('look-answered', work.job.id);
  if (!found.ok) await settle(tools, work, prepareFailure(tools, work, found.error.type === 'unknown' ? { ...found.error, type: 'unavailable' } : found.error));
  else if (found.value.type === 'published') await settle(tools, work, publishedWrite(tools, work, found.value, 'hand-over-published'));
  else if (found.value.type === 'absent') await settle(tools, work, askPerson(tools, work, since));
  else {
    const at = deps.clock.now();
    await settle(tools, work, {
      id: work.job.id, at, from: ['publishing'], event: 'lose-track',
      set: { committedAt: from, problemCode: 'no-answer', wakeAt: at + lookInterval(3, tools.timing), saved: withNotes(work.saved, { unsureSince: at }) },
      activity: [say(tools, work, 'looked-cannot-tell'), say(tools, work, 'unconfirmed')],
    });
  }
}

/**
 * Before Linnet sends a post that the file knew when it was put back, it asks the network once whether it keeps that post already.
 * @returns true when there is nothing more to do here now, which is written by then
 */
export async function heldElsewhere(tools: Tools, work: Work, ready: Ready): Promise<boolean> {
  const port = work.connector.nativeSchedule;
  const since = port === undefined || work.committedAt !== null ? null : doubtSince(tools, work.job);
  if (port === undefined || since === null) return false;
  const found = await askHeld(tools, work, ready, port);
  if (!found.ok) {
    await settle(tools, work, prepareFailure(tools, work, found.error.type === 'unknown' ? { ...found.error, type: 'unavailable' } : found.error));
    return true;
  }
  const { match, strangers } = found.value;
  if (match !== null) await adopt(tools, work, ready, match);
  else if (strangers) await settle(tools, work, askPerson(tools, work, since));
  else if (tools.deps.clock.now() >= (work.job.dueAt ?? Infinity)) await goneOut(tools, work, ready, since);
  else {
    work.saved = withNotes(work.saved, { heldAsked: since });
    return false;
  }
  return true;
}

/** Of posts that Linnet handed over and this file has never heard of: they go out there, and nobody here would know. */
function tellUnknown(tools: Tools, work: Work, list: HeldList | null): void {
  if (list === null || !list.ok) return;
  const lost = list.value.posts.filter((post) => post.publicationId !== null && tools.deps.store.job(post.publicationId) === null).toSorted((a, b) => a.dueAt - b.dueAt);
  const [first] = lost;
  if (first === undefined) return;
  const line = entry(tools.deps.newId, tools.deps.clock.now(), work.job, null, 'held-unknown', { count: lost.length, dueAt: first.dueAt, text: first.text.slice(0, 200) });
  tools.deps.store.log([{ ...line, postId: null, publicationId: null }]);
  tools.deps.changes.changed('activity');
}

/** One list for all posts of an account that are asked about together. */
const SAME_LIST: Millis = MINUTE;

/**
 * Settles the doubt about everything that is still ahead as soon as its network can be asked, also while publishing is paused: later
 * the network might have published what it keeps, and no list would show it any more. Sends nothing.
 */
export function createRestoredCheck(tools: Tools) {
  const { deps, timing } = tools;
  const lists = new Map<string, { readonly at: Millis; readonly list: Promise<HeldList> }>();
  const restUntil = new Map<string, Millis>();
  let doneFor: Millis | null = null;

  async function settleOne(work: Work, port: NativeSchedulePort, since: Millis): Promise<void> {
    const back: Write = { id: work.job.id, at: deps.clock.now(), from: ['scheduled'], set: { wakeAt: work.job.wakeAt } };
    const ready = deps.sessions.open(work.job.accountId).ok ? await open(tools, { ...work, lane: 'look' }, 'named') : null;
    const known = lists.get(work.job.accountId);
    const list = known !== undefined && deps.clock.monotonic() - known.at < SAME_LIST ? known.list : ready === null ? null : readHeld(tools, work, ready, port);
    if (list !== null && list !== known?.list) lists.set(work.job.accountId, { at: deps.clock.monotonic(), list });
    const found = ready === null || list === null ? null : await askHeld(tools, work, ready, port, await list);
    if (ready === null || found === null || !found.ok) {
      lists.delete(work.job.accountId);
      restUntil.set(work.job.accountId, deps.clock.monotonic() + timing.maxSleepMs);
      await tools.writer.write(back);
      return;
    }
    if (list !== known?.list) tellUnknown(tools, work, await list);
    const { match, strangers } = found.value;
    if (match !== null) return adopt(tools, work, ready, match);
    if (strangers) return void await tools.writer.write(askPerson(tools, work, since));
    work.saved = withNotes(work.saved, { heldAsked: since });
    await tools.writer.write({ ...back, set: { ...back.set, saved: work.saved } });
  }

  /** What is due is looked at as it is sent. */
  return (now: Millis, take: (job: Job, task: (work: Work) => Promise<void>) => void): void => {
    const since = deps.pause.distrustedAt();
    if (since === null || since === doneFor) return;
    const networks = [...deps.connectors.values()].flatMap((c) => (c.nativeSchedule === undefined ? [] : [c.id]));
    const resting = [...restUntil].filter(([, until]) => until > deps.clock.monotonic()).map(([id]) => id);
    const jobs = deps.store.doubted({ since, now, networks, withoutAccounts: resting, limit: 50 });
    if (jobs.length === 0 && resting.length === 0) doneFor = since;
    for (const job of jobs) {
      const port = deps.connectors.get(job.network)?.nativeSchedule;
      if (port !== undefined) take(job, (work) => settleOne(work, port, since));
    }
  };
}
