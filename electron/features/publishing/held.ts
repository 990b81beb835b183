import { MINUTE, type Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { ConnectorError, HeldPost, NativeSchedulePort } from '#electron/connectors/connector';
import { limited } from './limited';
import { fingerprint, notesOf, withNotes } from './notes';
import { prepareFailure, publishedWrite } from './outcome';
import type { Attempt, Job, Write } from './publishing-store';
import { contextOf, newAttempt, type Ready, settle } from './ready';
import { lookInterval } from './timing';
import { ending, say, type Tools, type Work } from './work';

/** The network publishes on the second; asking a little later saves an answer that says "not yet". */
export const ASK_AFTER: Millis = 3000;
/** Networks round the time they were given. */
const SAME_TIME: Millis = MINUTE;

/** What the network keeps of this very publication, if anything. `same`: it would say what is planned here. */
export interface Match { readonly post: HeldPost; readonly same: boolean }

/** Networks tidy a text as they take it: line ends, spaces at both ends, composed letters. */
const plain = (text: string): string => text.replaceAll('\r\n', '\n').normalize('NFC').trim();

/** @param taken what other publications have at the network already */
export function matchHeld(job: Pick<Job, 'text' | 'media' | 'thread' | 'dueAt'>, posts: readonly HeldPost[], taken: ReadonlySet<string>): Match | null {
  const free = posts.filter((post) => !taken.has(post.ref));
  const says = (post: HeldPost): boolean => job.thread.length === 0 && plain(post.text) === plain(job.text) && post.mediaCount === job.media.length;
  const mine = free.find((post) => post.mine);
  const post = mine ?? free.find((one) => says(one) && Math.abs(one.dueAt - (job.dueAt ?? Number.NaN)) < SAME_TIME);
  return post === undefined ? null : { post, same: says(post) };
}

/** Asks the network what it keeps and finds this publication in it. A list that may lack something is no answer. */
export async function askHeld(tools: Tools, work: Work, ready: Ready, port: NativeSchedulePort): Promise<Result<Match | null, ConnectorError>> {
  const { deps, timing } = tools;
  const listed = await limited<Awaited<ReturnType<NativeSchedulePort['held']>>>(
    deps.clock, timing.readLimitMs, work.stop.signal, err({ type: 'unavailable', detail: 'no answer in time' }), (signal) => port.held(contextOf(tools, work, ready, signal)),
  );
  tools.step('look-answered', work.job.id);
  if (!listed.ok) {
    if (listed.error.type === 'reauth') deps.sessions.markSignedOut(work.job.accountId);
    return listed;
  }
  const match = matchHeld(work.job, listed.value.posts, new Set(deps.store.heldRefs(work.job.accountId, work.job.id)));
  return match === null && !listed.value.complete ? err({ type: 'unavailable', detail: 'the network does not list everything it keeps' }) : ok(match);
}

/** The network has it: from here on it is followed like one that was handed over just now. */
export function adoptWrite(tools: Tools, work: Work, attempt: Attempt, { post, same }: Match): Pick<Write, 'id' | 'at' | 'set' | 'attempt' | 'activity'> {
  const at = tools.deps.clock.now();
  work.saved = withNotes(work.saved, {
    // With other words or pictures it is taken back like one that was edited since.
    handover: { dueAt: post.dueAt, content: same ? fingerprint(work.job) : 'something else', state: 'kept' }, looks: undefined, unsureSince: undefined,
  });
  return {
    id: work.job.id, at,
    set: { nativeRef: post.ref, committedAt: null, preparedAt: null, saved: work.saved, problemCode: null, wakeAt: post.dueAt + ASK_AFTER },
    attempt: { id: attempt.id, patch: { step: 'processing', outcome: 'processing' } },
    activity: [say(tools, work, 'hand-over-found', { dueAt: post.dueAt })],
  };
}

/** @param since from when on the network may have published it by itself */
async function goneOut(tools: Tools, work: Work, ready: Ready, since: Millis): Promise<boolean> {
  const { deps, timing } = tools;
  const found = await limited<Awaited<ReturnType<typeof work.connector.publish.findPublished>>>(
    deps.clock, timing.readLimitMs, work.stop.signal, err({ type: 'unavailable', detail: 'no answer in time' }),
    (signal) => work.connector.publish.findPublished({ ...contextOf(tools, work, ready, signal), committedAt: since }),
  );
  tools.step('look-answered', work.job.id);
  if (!found.ok) {
    await settle(tools, work, prepareFailure(tools, work, found.error.type === 'unknown' ? { ...found.error, type: 'unavailable' } : found.error));
    return true;
  }
  if (found.value.type === 'published') {
    await settle(tools, work, publishedWrite(tools, work, found.value, 'hand-over-published'));
    return true;
  }
  if (found.value.type === 'absent') {
    work.saved = withNotes(work.saved, { heldAsked: true });
    return false;
  }
  const at = deps.clock.now();
  await settle(tools, work, {
    id: work.job.id, at, from: ['publishing'], event: 'lose-track',
    set: { committedAt: since, problemCode: 'no-answer', wakeAt: at + lookInterval(3, timing), saved: withNotes(work.saved, { unsureSince: at }) },
    activity: [say(tools, work, 'looked-cannot-tell'), say(tools, work, 'unconfirmed')],
  });
  return true;
}

/**
 * A back-up that was put back may be older than a hand-over. Before Linnet sends a post that the file knew then, it asks
 * the network once whether it keeps that post already.
 * @returns true when there is nothing more to do here now, which is written by then
 */
export async function heldElsewhere(tools: Tools, work: Work, ready: Ready): Promise<boolean> {
  const port = work.connector.nativeSchedule;
  const since = tools.deps.pause.distrustedAt();
  if (port === undefined || since === null || work.job.createdAt >= since || work.committedAt !== null || notesOf(work.saved).heldAsked === true) return false;
  const found = await askHeld(tools, work, ready, port);
  if (!found.ok) {
    await settle(tools, work, prepareFailure(tools, work, found.error.type === 'unknown' ? { ...found.error, type: 'unavailable' } : found.error));
    return true;
  }
  const at = tools.deps.clock.now();
  if (found.value === null) {
    // What it kept is out by now, if it kept it.
    if (at >= (work.job.dueAt ?? at)) return goneOut(tools, work, ready, Math.min(work.job.dueAt ?? at, since));
    work.saved = withNotes(work.saved, { heldAsked: true });
    return false;
  }
  const before = work.attempt;
  const attempt: Attempt = { ...newAttempt(tools, work.job, 'hand-over', ready.key, at), step: 'processing', outcome: 'processing' };
  const { attempt: _made, ...adopted } = adoptWrite(tools, work, attempt, found.value);
  await settle(tools, work, {
    ...adopted, from: ['scheduled', 'publishing'], ...(work.job.state === 'publishing' ? { event: 'defer' as const } : {}),
    set: { ...adopted.set, attemptCount: attempt.number }, newAttempt: attempt, ...(before === null ? {} : ending(work, at, 'held')),
  });
  return true;
}
