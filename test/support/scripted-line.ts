import type { JsonObject } from '#core/json';
import { err, ok } from '#core/result';
import type { Session } from '#electron/connectors/ports/account';
import type { Http, HttpAnswer, HttpRequest, HttpRoad } from '#electron/connectors/http/http';

const log = { request: 'GET /', status: 200, body: '', durationMs: 1 };
/** @param headers as the server gave them */
export const answer = (status: number, json: unknown, headers: Record<string, string> = {}): HttpAnswer => ({ status, headers: new Headers(headers), text: JSON.stringify(json), json, log: { ...log, status }, retryAt: null, redact: (text) => text });

/** A line that answers as it is told; a request that is stopped gives no answer, as the real one. */
export function lineOf(respond: (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>): Http {
  const stopped = (signal: AbortSignal): Promise<null> => new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => { resolve(null); }, { once: true });
  });
  const road: HttpRoad = {
    fetch: () => Promise.reject(new Error('not used here')),
    request: async (request) => {
      const got = await Promise.race([...(request.signal === undefined ? [] : [stopped(request.signal)]), Promise.resolve().then(() => respond(request))]);
      return got === null ? err({ type: 'aborted', sent: true, detail: 'stopped by Linnet', log: { ...log, status: null } }) : ok(got);
    },
  };
  return { ...road, publicOnly: road, redact: (text) => text };
}

/** A session whose secret lives in memory, with the one-at-a-time lock of the app. */
export function sessionWith(secret: JsonObject): Session & { readonly kept: () => JsonObject } {
  let kept = secret;
  let tail: Promise<unknown> = Promise.resolve();
  return {
    accountId: 'a', serverUrl: 'https://example.org', remoteId: '1', handle: 'studio', limits: null, get secret() { return kept; }, kept: () => kept,
    saveSecret: async (next) => { kept = next; },
    lock: async (work) => { const mine = tail.then(work, work); tail = mine.catch(() => undefined); return mine; },
  };
}
