import { type Clock, DAY, type Millis, MINUTE, SECOND } from '#core/clock';
import type { Http } from '../http/http';
import type { PublishContext } from '../ports/publish';

/**
 * How far a time of ours may be wrong when nothing but our clock tells when a post was sent: set wrong by hours, a time zone, a day.
 * A post with the same words that is no older than this is never called another one by its time alone.
 */
export const CLOCK_DOUBT: Millis = 30 * DAY;

/** The machines of one server, and what lies before them, do not agree to the second. */
export const SERVER_MARGIN: Millis = 5 * MINUTE;

/** A machine's own count of time drifts. For longer than this it is not added to what a server has told. */
const COUNTED: Millis = DAY;

/** Every post is newer than an answer that came before it was sent, whatever our own clock says. */
export interface ServerTimes {
  /** The road that notes what time the servers' answers tell. */
  readonly http: Http;
  /**
   * The time by that server's own clock, as its last good answer in this run of the app told it, and what has certainly gone by since
   * (a machine that sleeps may not count that): never later than it is. Null: that answer told none, or there was none yet.
   */
  readonly last: (address: string) => Millis | null;
}

export function createServerTimes({ http, clock }: { readonly http: Http; readonly clock: Pick<Clock, 'monotonic'> }): ServerTimes {
  const seen = new Map<string, { readonly at: Millis; readonly since: Millis }>();
  return {
    http: {
      ...http,
      request: async (request) => {
        const answer = await http.request(request);
        const origin = URL.parse(request.url)?.origin;
        // What lies before a server answers errors in its place, by a clock of its own.
        if (!answer.ok || answer.value.status >= 300 || origin === undefined) return answer;
        const at = toldBy(answer.value.headers);
        if (at === null) seen.delete(origin);
        else seen.set(origin, { at, since: clock.monotonic() });
        return answer;
      },
    },
    last: (address) => {
      const told = seen.get(URL.parse(address)?.origin ?? '');
      return told === undefined ? null : told.at + Math.floor(Math.min(clock.monotonic() - told.since, COUNTED));
    },
  };
}

/** An answer from a cache tells when it was made, and how many seconds ago that was. */
function toldBy(headers: Headers): Millis | null {
  const at = Date.parse(headers.get('date') ?? '');
  const age = /^\d{1,9}$/.exec(headers.get('age') ?? '')?.[0] ?? '0';
  return Number.isNaN(at) ? null : at + Number(age) * SECOND;
}

const STEP = 'not-before';

/** Written down before the first call that may make a post public. The first such time holds for every later attempt, too. */
export function saveNotBefore(context: Pick<PublishContext, 'saved' | 'save'>, at: Millis | null): void {
  if (at !== null && readNotBefore(context) === null) context.save(STEP, at);
}

/** The server's time before which nothing of this publication can have been made; null: not known. */
export function readNotBefore({ saved }: Pick<PublishContext, 'saved'>): Millis | null {
  const at = saved[STEP];
  return typeof at === 'number' ? at : null;
}

/**
 * How old at the most, by the server's own clock, what was first sent for this publication was when that server answered `last`.
 * Null: not known, or that clock was set back.
 */
export function oldestAt(last: Millis | null, context: Pick<PublishContext, 'saved'>): Millis | null {
  const since = readNotBefore(context);
  return last === null || since === null || last < since - SERVER_MARGIN ? null : last - since + SERVER_MARGIN;
}
