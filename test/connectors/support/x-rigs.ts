import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/clock';
import type { Result } from '#core/result';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Connected, LoginError } from '#electron/connectors/ports/login';
import { createHttp } from '#electron/connectors/http/fetch';
import { openLoopback } from '#electron/connectors/oauth/loopback';
import { createXConnector } from '#electron/connectors/x/x';
import { startX, type XServer } from '#test/networks/x/server';
import { createFakeClock } from '#test/support/fake-clock';
import type { Fault } from './fault-proxy';
import type { Rig } from './rig';
import { startFaultProxy } from './fault-proxy';
import { must, sessionOf } from './mastodon-rigs';
import { realClock } from './real-clock';

export const CALLBACK = 'http://127.0.0.1:8765/callback';

export const xOn = (clock: Clock, api: string, web: string): Connector =>
  createXConnector({ http: createHttp({ clock, userAgent: 'Linnet/test' }), clock, randomBytes: (length) => randomBytes(length), bases: { api, web } });

export interface XLogin {
  readonly fields?: Readonly<Record<string, string>>;
  readonly browser?: (url: string) => unknown;
  readonly asked?: (port: number | undefined) => void;
}
/** Logs in as a person would. The port is the app's; here any free one stands for it, so that test files can run side by side. */
export async function logInAtX(connector: Connector, server: XServer, { fields = { clientId: server.native.clientId }, browser = (url) => fetch(url), asked }: XLogin = {}): Promise<Result<Connected, LoginError>> {
  const signal = new AbortController().signal;
  const method = connector.login[0];
  if (method === undefined) throw new Error('no login');
  return method.login(fields, {
    openBrowser: (url) => void browser(url), signal,
    listen: async (options) => {
      asked?.(options?.port);
      const real = await openLoopback({ clock: realClock, signal }, { port: 0 });
      return { ...real, url: CALLBACK, answer: (state) => { answers.set(state, real.url); return real.answer(state); } };
    },
  });
}
const answers = new Map<string, string>();

/** A browser whose user agrees. It follows the redirect to where the listener of this test really is. */
export async function agreeing(url: string): Promise<void> {
  const answer = await fetch(url, { redirect: 'manual' });
  const to = new URL(answer.headers.get('location') ?? 'about:blank');
  const real = answers.get(to.searchParams.get('state') ?? '');
  if (real !== undefined) await fetch(real + to.search);
}

/** A dead login: every call is refused, and so is the refresh token. */
export const deadAtX: Fault = {
  kind: 'answer', status: 401,
  body: ({ path }) => JSON.stringify(path.startsWith('/2/oauth2/token') ? { error: 'invalid_grant', error_description: 'The refresh token is not valid' } : { title: 'Unauthorized', detail: 'Unauthorized', type: 'about:blank', status: 401 }),
};

export interface XRig extends Rig {
  readonly server: XServer;
  readonly connected: Connected;
}
export async function xRig(): Promise<XRig> {
  const clock = createFakeClock();
  const server = await startX(clock, [CALLBACK]);
  const proxy = await startFaultProxy(server.url);
  const connected = must(await logInAtX(xOn(clock, server.url, server.url), server, { fields: { clientId: server.confidential.clientId, clientSecret: server.confidential.clientSecret }, browser: agreeing }));
  const connector = xOn(clock, proxy.url, server.url);
  return {
    connector, session: sessionOf(connected), clock, proxy, server, connected,
    newPost: (texts, media = []) => ({ parts: texts.map((text, p) => ({ text, media: p === 0 ? media : [] })), options: {}, dueAt: clock.now() }),
    isCommit: (request) => request.method === 'POST' && request.path === '/2/tweets',
    countPosts: (text) => Promise.resolve(server.posts.filter((post) => post.text === text).length),
    secrets: ['accessToken', 'refreshToken', 'clientSecret'].map((name) => String(connected.secret[name])),
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}
