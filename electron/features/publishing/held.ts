import { MINUTE, type Millis } from '#core/clock';
import { err, ok, type Result } from '#core/result';
import type { ConnectorError } from '#electron/connectors/ports/connector-error';
import type { HeldPost, NativeSchedulePort } from '#electron/connectors/ports/native-schedule';
import { limited } from './limited';
import { fingerprint, withNotes } from './notes';
import type { Attempt, Job, Write } from './publishing-store';
import { contextOf, type Ready } from './ready';
import { say, type Tools, type Work } from './work';

/** The network publishes on the second; asking a little later saves an answer that says "not yet". */
export const ASK_AFTER: Millis = 3000;
/** Networks round the time they were given. */
const SAME_TIME: Millis = MINUTE;

/** What the network keeps of this very publication, if anything. `same`: it would say what is planned here. */
export interface Match { readonly post: HeldPost; readonly same: boolean }

/** Networks tidy a text as they take it: line ends, spaces at both ends, composed letters. */
const plain = (text: string): string => text.replaceAll('\r\n', '\n').normalize('NFC').trim();

const isAt = (post: HeldPost, dueAt: Millis | null): boolean => Math.abs(post.dueAt - (dueAt ?? Number.NaN)) < SAME_TIME;

/** @param taken what other publications have at the network already */
export function matchHeld(job: Pick<Job, 'id' | 'text' | 'media' | 'thread' | 'dueAt'>, posts: readonly HeldPost[], taken: ReadonlySet<string>): Match | null {
  const free = posts.filter((post) => !taken.has(post.ref));
  const says = (post: HeldPost): boolean => job.thread.length === 0 && plain(post.text) === plain(job.text) && post.mediaCount === job.media.length;
  const mine = free.find((post) => post.publicationId === job.id);
  const post = mine ?? free.find((one) => one.publicationId === null && says(one) && isAt(one, job.dueAt));
  return post === undefined ? null : { post, same: says(post) };
}

export interface Held {
  readonly match: Match | null;
  /** It keeps others of which nobody can say what they are. */
  readonly strangers: boolean;
  /** One of those goes out at this very time: other words, or pictures that nobody can count, do not say that it is not this one. */
  readonly near: boolean;
}
export type HeldList = Awaited<ReturnType<NativeSchedulePort['held']>>;

export async function readHeld(tools: Tools, work: Work, ready: Ready, port: NativeSchedulePort): Promise<HeldList> {
  const { deps, timing } = tools;
  const listed = await limited<HeldList>(
    deps.clock, timing.readLimitMs, work.stop.signal, err({ type: 'unavailable', detail: 'no answer in time' }), (signal) => port.held(contextOf(tools, work, ready, signal)),
  );
  tools.step('look-answered', work.job.id);
  if (!listed.ok && listed.error.type === 'reauth') deps.sessions.markSignedOut(work.job.accountId, work.login);
  return listed;
}

/** Asks the network what it keeps and finds this publication in it. A list that may lack something is no answer. */
export async function askHeld(tools: Tools, work: Work, ready: Ready, port: NativeSchedulePort, list?: HeldList): Promise<Result<Held, ConnectorError>> {
  const listed = list ?? await readHeld(tools, work, ready, port);
  if (!listed.ok) return listed;
  const taken = new Set(tools.deps.store.heldRefs(work.job.accountId, work.job.id));
  const match = matchHeld(work.job, listed.value.posts, taken);
  if (match === null && !listed.value.complete) return err({ type: 'unavailable', detail: 'the network does not list everything it keeps' });
  const strangers = listed.value.posts.filter((post) => post.publicationId === null && !taken.has(post.ref));
  return ok({ match, strangers: strangers.length > 0, near: strangers.some((post) => isAt(post, work.job.dueAt)) });
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
