import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/clock';
import type { Session } from '#electron/connectors/ports/account';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Connected, LoginError } from '#electron/connectors/ports/login';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import { createHttp } from '#electron/connectors/http/fetch';
import type { Redactor } from '#electron/connectors/http/redact';
import { createMastodonConnector } from '#electron/connectors/mastodon';
import type { AppRegistration, AppRegistrations } from '#electron/connectors/mastodon';
import { openLoopback } from '#electron/connectors/oauth/loopback';
import type { Result } from '#core/result';
import { createFakeClock } from '#test/support/fake-clock';
import { signInAtSnac, startSnac } from '#test/support/servers/mastodon/snac';
import type { Snac } from '#test/support/servers/mastodon/snac';
import type { Rig } from './rig';
import { startFaultProxy } from './fault-proxy';
import { startMastodonDouble } from './mastodon-double';
import type { MastodonDouble } from './mastodon-double';
import { realClock } from './real-clock';

export interface MemoryRegistrations extends AppRegistrations {
  readonly kept: Map<string, AppRegistration>;
}
export function memoryRegistrations(): MemoryRegistrations {
  const kept = new Map<string, AppRegistration>();
  return { kept, get: (serverUrl) => kept.get(serverUrl) ?? null, set: (serverUrl, registration) => void kept.set(serverUrl, registration) };
}

export function mastodonOn(clock: Clock, registrations: AppRegistrations = memoryRegistrations(), redactor?: Redactor): Connector {
  const http = createHttp({ clock, userAgent: 'Linnet/test', ...(redactor === undefined ? {} : { redactor }) });
  return createMastodonConnector({ http, clock, registrations, randomBytes: (length) => randomBytes(length) });
}

/** Logs in as a person would; `browser` is what the person's browser does with the address it is given. */
export async function login(connector: Connector, server: string, browser: (url: string) => unknown, signal = new AbortController().signal): Promise<Result<Connected, LoginError>> {
  const method = connector.login[0];
  if (method === undefined) throw new Error('no login');
  return method.login({ server }, {
    openBrowser: (url) => void browser(url),
    listen: (options) => openLoopback({ clock: realClock, signal }, options),
    signal,
  });
}

/** A browser whose user has already agreed: it only follows the redirects. */
export const agreeing = (url: string): Promise<Response> => fetch(url);

export function sessionOf(connected: Connected, serverUrl = connected.serverUrl): Session {
  let { secret } = connected;
  return {
    accountId: `account-${connected.profile.handle}`,
    serverUrl,
    remoteId: connected.profile.remoteId,
    handle: connected.profile.handle,
    limits: connected.profile.limits,
    get secret() {
      return secret;
    },
    saveSecret: (next) => {
      secret = next;
      return Promise.resolve();
    },
    lock: (work) => work(),
  };
}

export const must = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

const plain = createHttp({ clock: realClock, userAgent: 'Linnet/test' });

const newPost: Rig['newPost'] = (texts, media: readonly OutgoingMedia[] = []) => ({
  parts: texts.map((text, p) => ({ text, media: p === 0 ? media : [] })),
  options: { visibility: 'public' },
  dueAt: Date.now(),
});
const secretsOf = (connected: Connected): readonly string[] => [connected.secret['accessToken'], connected.secret['clientSecret']].map(String);
const isCommit: Rig['isCommit'] = (request) => request.method === 'POST' && request.path === '/api/v1/statuses';

export interface DoubleRig extends Rig {
  readonly double: MastodonDouble;
}
export async function doubleRig(): Promise<DoubleRig> {
  const clock = createFakeClock();
  const double = await startMastodonDouble(clock);
  const proxy = await startFaultProxy(double.url);
  const connected = must(await login(mastodonOn(realClock), double.url, agreeing));
  return {
    connector: mastodonOn(clock), session: sessionOf(connected, proxy.url), clock, proxy, newPost, isCommit, double, secrets: secretsOf(connected),
    countPosts: (text) => Promise.resolve(double.posts.filter((post) => post.text === text).length),
    close: async () => {
      await proxy.close();
      await double.close();
    },
  };
}

export interface SnacRig extends Rig {
  readonly snac: Snac;
  readonly bob: Session;
}
export async function snacRig(): Promise<SnacRig> {
  const snac = await startSnac();
  const proxy = await startFaultProxy(snac.url);
  const clock = createFakeClock(Date.now());
  const real = mastodonOn(realClock);
  const enter = async (user: string): Promise<Connected> => must(await login(real, snac.url, (url) => signInAtSnac(url, user, snac.passwords[user] ?? '')));
  const connected = await enter('alice').catch(async (error: unknown) => {
    await Promise.all([proxy.close(), snac.close()]);
    throw error;
  });
  const token = String(connected.secret['accessToken']);
  return {
    connector: mastodonOn(clock), session: sessionOf(connected, proxy.url), clock, realTime: true, proxy, newPost, isCommit, snac, secrets: secretsOf(connected),
    bob: sessionOf(await enter('bob')),
    countPosts: async (text) => {
      const answer = await plain.fetch(`${snac.url}/api/v1/accounts/${connected.profile.remoteId}/statuses?limit=200`, { headers: { authorization: `Bearer ${token}` } });
      const statuses: unknown = await answer.json();
      return Array.isArray(statuses) ? statuses.filter((status: { readonly text?: unknown }) => status.text === text).length : Number.NaN;
    },
    close: async () => {
      await proxy.close();
      await snac.close();
    },
  };
}
