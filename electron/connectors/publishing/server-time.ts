import { DAY, type Millis } from '#core/clock';
import type { Http } from '../http/http';
import type { PublishContext } from '../ports/publish';

/**
 * How far a time of ours may be wrong when nothing but our clock tells when a post was sent: set wrong by hours, a time zone, a day.
 * A post with the same words that is no older than this is never called another one by its time alone.
 */
export const CLOCK_DOUBT: Millis = 30 * DAY;

/** Every post is newer than an answer that came before it was sent, whatever our own clock says. */
export interface ServerTimes {
  /** The road that notes what time the servers' answers tell. */
  readonly http: Http;
  /** The time of that server's last good answer in this run of the app, by its own clock; null: none yet. */
  readonly last: (address: string) => Millis | null;
}

export function createServerTimes(http: Http): ServerTimes {
  const seen = new Map<string, Millis>();
  return {
    http: {
      ...http,
      request: async (request) => {
        const answer = await http.request(request);
        // What lies before a server answers errors in its place, by a clock of its own.
        const at = answer.ok && answer.value.status < 300 ? Date.parse(answer.value.headers.get('date') ?? '') : Number.NaN;
        const origin = URL.parse(request.url)?.origin;
        if (!Number.isNaN(at) && origin !== undefined) seen.set(origin, at);
        return answer;
      },
    },
    last: (address) => seen.get(URL.parse(address)?.origin ?? '') ?? null,
  };
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
