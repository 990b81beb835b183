import { randomBytes } from 'node:crypto';
import type { JsonObject } from '#core/json';
import { createBlueskyConnector } from '#electron/connectors/bluesky/bluesky';
import type { Session } from '#electron/connectors/ports/account';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Connected } from '#electron/connectors/ports/login';
import { createHttp } from '#electron/connectors/http/fetch';
import type { Http } from '#electron/connectors/http/http';
import { HttpError } from '#electron/connectors/http/http-error';
import { createLoopbackListen } from '#electron/connectors/oauth/loopback';
import { answerConsent, type Pds } from '#test/support/servers/pds/pds';
import { realClock } from './real-clock';

export type KeptSession = Session & { readonly kept: () => JsonObject };

/** A session whose secret lives in memory, with the one-at-a-time lock of the app. */
export function sessionOf(of: { readonly serverUrl: string; readonly remoteId: string; readonly handle: string; readonly secret: JsonObject }): KeptSession {
  let { secret } = of;
  let tail: Promise<unknown> = Promise.resolve();
  return {
    accountId: `a-${randomBytes(4).toString('hex')}`, serverUrl: of.serverUrl, remoteId: of.remoteId, handle: of.handle, limits: null,
    get secret() { return secret; },
    saveSecret: async (next) => { secret = next; },
    lock: async (work) => { const mine = tail.then(work, work); tail = mine.catch(() => undefined); return mine; },
    kept: () => secret,
  };
}

export const sessionOfLogin = (connected: Connected): KeptSession =>
  sessionOf({ serverUrl: connected.serverUrl, remoteId: connected.profile.remoteId, handle: connected.profile.handle, secret: connected.secret });

/** What goes wrong with one call of the OAuth library. */
export type OauthFault =
  | { readonly kind: 'refused' }
  /** The server does it, and its answer is lost. */
  | { readonly kind: 'lose' }
  | { readonly kind: 'silence' }
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: (request: Request, text: string) => string };

export interface FaultyHttp {
  readonly http: Http;
  /** The next `times` calls whose path contains this go wrong. */
  readonly fault: (path: string, fault: OauthFault, times?: number) => void;
  readonly calls: string[];
  readonly reset: () => void;
}

/** DPoP binds a call to the server's own address, so faults are put in at the http core instead of on the line. */
export function createFaultyHttp(): FaultyHttp {
  const real = createHttp({ clock: realClock, userAgent: 'Linnet/test' });
  const calls: string[] = [];
  let faults: { readonly path: string; readonly fault: OauthFault; left: number }[] = [];
  const lost = (request: Request, sent: boolean): HttpError => {
    const log = { request: `${request.method} ${new URL(request.url).pathname}`, status: null, body: '', durationMs: 1 };
    return new HttpError({ type: sent ? 'reset' : 'refused', sent, detail: 'ECONNRESET', log });
  };
  return {
    calls,
    fault: (path, fault, times = 1) => { faults.unshift({ path, fault, left: times }); },
    reset: () => { faults = []; calls.length = 0; },
    http: {
      ...real,
      fetch: async (input, init) => {
        const request = new Request(input, init);
        const { pathname } = new URL(request.url);
        calls.push(`${request.method} ${pathname}`);
        const rule = faults.find((one) => one.left > 0 && pathname.includes(one.path));
        if (rule === undefined) return real.fetch(request);
        rule.left -= 1;
        switch (rule.fault.kind) {
          case 'refused': throw lost(request, false);
          case 'lose':
            await real.fetch(request.clone());
            throw lost(request, true);
          case 'silence':
            await real.fetch(request.clone());
            return new Promise((_resolve, reject) => {
              request.signal.addEventListener('abort', () => { reject(request.signal.reason as Error); });
            });
          case 'answer':
            return new Response(rule.fault.body(request, await request.clone().text()), { status: rule.fault.status, headers: { 'content-type': 'application/json', ...rule.fault.headers } });
        }
      },
    },
  };
}

export const blueskyOn = (pds: Pds, http: Http): Connector =>
  createBlueskyConnector({ http, clock: realClock, randomBytes: (n) => randomBytes(n), bases: { plc: pds.plc, handleResolver: pds.url, app: 'http://localhost', allowHttp: true } });

/** Signs in over OAuth, with a person at the page who agrees. */
export async function signInOverOauth(connector: Connector, handle: string, password: string): Promise<KeptSession> {
  const { signal } = new AbortController();
  const connected = await connector.login[0]?.login({ handle }, {
    openBrowser: (url) => { void answerConsent(url, { username: handle, password }).then((end) => fetch(end)); },
    listen: createLoopbackListen({ clock: realClock, signal }), signal,
  });
  if (connected?.ok !== true) throw new Error(JSON.stringify(connected));
  return sessionOfLogin(connected.value);
}
