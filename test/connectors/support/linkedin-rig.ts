import { randomBytes } from 'node:crypto';
import net from 'node:net';
import type { Clock } from '#core/clock';
import { MINUTE } from '#core/clock';
import type { Result } from '#core/result';
import type { Session } from '#electron/connectors/ports/account';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Connected, LoginContext, LoginError } from '#electron/connectors/ports/login';
import { createHttp } from '#electron/connectors/http/fetch';
import { createLinkedinConnector } from '#electron/connectors/linkedin/linkedin';
import { openLoopback } from '#electron/connectors/oauth/loopback';
import { type Linkedin, startLinkedin } from '#test/networks/linkedin/server';
import { createFakeClock } from '#test/support/fake-clock';
import type { Rig } from './rig';
import { startFaultProxy } from './fault-proxy';
import { listenOnLoopback } from './listen';
import { must, sessionOf } from './mastodon-rigs';
import { realClock } from './real-clock';

export const linkedinOn = (clock: Clock, url: string): Connector => createLinkedinConnector({
  http: createHttp({ clock, userAgent: 'Linnet/test' }), clock, randomBytes: (length) => randomBytes(length), bases: { api: url, web: url, allowHttp: true },
});

/** A browser that opens a line for each page: one kept open would be cut between two cases. */
const plain = createHttp({ clock: realClock, userAgent: 'Linnet/test' });
export const browse = async (url: string): Promise<number | null> => {
  const page = await plain.request({ method: 'GET', url });
  return page.ok ? page.value.status : null;
};

/** Logs in as a person would; `browser` is what the person's browser does with the address it is given. */
export async function logIn(connector: Connector, server: Linkedin, fields: Readonly<Record<string, string>> = {}, browser: (url: string) => unknown = browse, signal = new AbortController().signal): Promise<Result<Connected, LoginError>> {
  return enter('oauth', connector, server, fields, browser, signal);
}

/** The same for company pages. */
export const logInToPages = (connector: Connector, server: Linkedin, choose?: LoginContext['choose']): Promise<Result<Connected, LoginError>> =>
  enter('oauth-page', connector, server, {}, browse, new AbortController().signal, choose);

async function enter(way: 'oauth' | 'oauth-page', connector: Connector, server: Linkedin, fields: Readonly<Record<string, string>>, browser: (url: string) => unknown, signal: AbortSignal, choose?: LoginContext['choose']): Promise<Result<Connected, LoginError>> {
  const method = connector.login.find(({ id }) => id === way);
  if (method === undefined) throw new Error('no login');
  const port = await freePort();
  server.login.redirects.push(`http://localhost:${port}/callback`);
  return method.login({ clientId: server.app.clientId, clientSecret: server.app.clientSecret, port: String(port), ...fields }, {
    openBrowser: (url) => void browser(url),
    listen: (options) => openLoopback({ clock: realClock, signal }, options),
    ...(choose === undefined ? {} : { choose }), signal,
  });
}

export async function pasteToken(connector: Connector, token: string): Promise<Result<Connected, LoginError>> {
  const method = connector.login.find(({ id }) => id === 'app-password');
  if (method === undefined) throw new Error('no login');
  return method.login({ token }, { openBrowser: () => undefined, listen: () => Promise.reject(new Error('no browser')), signal: new AbortController().signal });
}

export interface LinkedinRig extends Rig {
  readonly server: Linkedin;
  /** A session of its own, for a case that spoils its login. */
  readonly newSession: () => Promise<Session>;
}

export async function linkedinRig(options: { readonly partner?: boolean; readonly page?: boolean } = {}): Promise<LinkedinRig> {
  const clock = createFakeClock();
  const server = await startLinkedin(clock);
  server.app.partner = options.partner ?? false;
  server.app.community = options.page ?? false;
  const enterAs = options.page === true ? logInToPages : logIn;
  const proxy = await startFaultProxy(server.url);
  server.settings.uploadHost = proxy.url;
  server.settings.partBytes = 1_048_576;
  const newSession = async (): Promise<Session> => sessionOf(must(await enterAs(linkedinOn(clock, server.url), server)), proxy.url);
  const connected = must(await enterAs(linkedinOn(clock, server.url), server));
  return {
    connector: linkedinOn(clock, proxy.url), session: sessionOf(connected, proxy.url), clock, proxy, server, newSession,
    newPost: (texts, media = []) => ({ parts: texts.map((text, p) => ({ text, media: p === 0 ? media : [] })), options: {}, dueAt: clock.now() }),
    countPosts: (text) => Promise.resolve(server.posts.filter((post) => post.text === text).length),
    isCommit: (request) => request.method === 'POST' && request.path === '/rest/posts',
    secrets: [String(connected.secret['accessToken']), server.app.clientSecret],
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}

/** The same connector, for those who can wait until a lost call is certainly over. */
export function patient(rig: LinkedinRig): LinkedinRig {
  const { publish } = rig.connector;
  return {
    ...rig,
    connector: { ...rig.connector, publish: { ...publish, findPublished: async (context) => {
      await rig.clock.advance(2 * MINUTE);
      return publish.findPublished(context);
    } } },
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  const port = await listenOnLoopback(server);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}
