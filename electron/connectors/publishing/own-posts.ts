import type { Clock, Millis } from '#core/clock';
import { SECOND } from '#core/clock';
import { ok, type Result } from '#core/result';
import type { HttpAnswer } from '../http/http';
import type { ConnectorError } from '../ports/connector-error';
import { CLOCK_DOUBT, SERVER_MARGIN } from './server-time';

/** Networks give whole seconds, and so does the Date header. */
const CLOCK_MARGIN: Millis = 5 * SECOND;
/** A machine and a server that does not send its time: both may be a little off. */
const UNKNOWN_CLOCK_MARGIN: Millis = 60 * SECOND;

export interface Page<T> {
  /** The newest first. */
  readonly posts: readonly T[];
  /** False where one of them could not be read: then nothing is known to be absent. */
  readonly whole: boolean;
  /** Leads to the page of the older ones; null: there is none. */
  readonly next: string | null;
  /** Its Date header says how the two clocks differ. */
  readonly answer: Pick<HttpAnswer, 'headers'>;
}

export interface OwnPosts<T> {
  readonly posts: readonly T[];
  /** Everything since the beginning, whatever our clock has told since, was listed and could be read: what is not among them is not there. */
  readonly complete: boolean;
  /** What is added to a time of ours to get the network's own, less a margin. */
  readonly shift: Millis;
}

export interface OwnPostsQuery<T> {
  readonly clock: Clock;
  /** Our time from which on the post may exist. */
  readonly since: Millis;
  /** The server's own time before which the post cannot exist (`readNotBefore`); null: only our clock tells. */
  readonly notBefore: Millis | null;
  readonly maxPages: number;
  /** By the network's clock. */
  readonly timeOf: (post: T) => Millis;
  /** Lists that are asked from a moment on begin at `start`. Others are read until they are older than that. */
  readonly asksFrom: boolean;
  /** @param start with the doubt taken off */
  readonly page: (next: string | null, start: Millis) => Promise<Result<Page<T>, ConnectorError>>;
}

/**
 * Pages back through an account's own posts, to look for what an attempt without an answer may have made. Only reads.
 * Our clock may have been set since the commit, or before it: it never decides alone how far back is far enough.
 */
export async function readOwnPosts<T>({ clock, since, notBefore, maxPages, timeOf, asksFrom, page }: OwnPostsQuery<T>): Promise<Result<OwnPosts<T>, ConnectorError>> {
  // A commit "in the future" was stamped by a clock that has been set back since.
  const guess = Math.min(since, clock.now()) - CLOCK_DOUBT;
  const start = notBefore === null ? guess : notBefore - SERVER_MARGIN;
  const posts: T[] = [];
  let shift = -UNKNOWN_CLOCK_MARGIN;
  let floor = -Infinity;
  let complete = true;
  let next: string | null = null;
  for (let n = 0; n < maxPages; n += 1) {
    const read: Result<Page<T>, ConnectorError> = await page(next, start);
    if (!read.ok) return read;
    if (n === 0) {
      const now = clock.now();
      const serverNow = Date.parse(read.value.answer.headers.get('date') ?? '');
      const ahead = serverNow - now;
      if (!Number.isNaN(ahead)) shift = ahead - CLOCK_MARGIN;
      // A time that has not come yet was no time of this server's, and the question may have been asked from there.
      const isFuture = notBefore !== null && start > serverNow;
      if (isFuture) complete = false;
      if (notBefore !== null) floor = isFuture ? -Infinity : start;
      else if (!asksFrom) floor = Math.min(since + shift, Number.isNaN(serverNow) ? now : serverNow) - CLOCK_DOUBT;
      // The question was asked by our clock: if that is too far ahead, the list began behind the post.
      else if (ahead < -CLOCK_DOUBT / 2) complete = false;
    }
    if (!read.value.whole) complete = false;
    posts.push(...read.value.posts);
    next = read.value.next;
    const oldest = posts.at(-1);
    // A post whose time cannot be read stays: it is never a reason to call the one that is looked for absent.
    if (next === null || (oldest !== undefined && timeOf(oldest) < floor)) return ok({ posts: posts.filter((post) => !(timeOf(post) < floor)), complete, shift });
  }
  return ok({ posts, complete: false, shift });
}
