import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/clock';
import { ok, type Result } from '#core/result';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Connected, LoginError } from '#electron/connectors/ports/login';
import { createHttp } from '#electron/connectors/http/fetch';
import type { MediaHost } from '#electron/connectors/ports/media-host';
import { createThreadsConnector } from '#electron/connectors/threads/threads';
import type { Rig } from '#test/connectors/support/rig';
import type { Fault } from '#test/connectors/support/fault-proxy';
import { startFaultProxy } from '#test/connectors/support/fault-proxy';
import { must, sessionOf } from '#test/connectors/support/mastodon-rigs';
import { createFakeClock } from '#test/support/fake-clock';
import { startThreads, type ThreadsServer } from './server';

const signal = new AbortController().signal;

/** A place on the web for the account's pictures and videos. */
const hostAt = (server: ThreadsServer): MediaHost => ({
  offer: async (media) => {
    const url = `https://pictures.example/${media.assetId}.${media.kind === 'video' ? 'mp4' : 'png'}`;
    server.hosted.set(url, await media.readRange(0, media.bytes));
    return ok(url);
  },
  withdraw: (url) => { server.hosted.delete(url); return Promise.resolve(); },
});

export const threadsOn = (clock: Clock, api: string, web: string, host: MediaHost | null = null): Connector => createThreadsConnector({
  http: createHttp({ clock, userAgent: 'Linnet/test' }), clock, randomBytes: (length) => randomBytes(length), bases: { api, login: web, web }, mediaHost: () => host,
});

type Fields = Readonly<Record<string, string>>;
export async function tryLogin(connector: Connector, id: 'oauth' | 'app-password', fields: Fields, openBrowser: (url: string) => void = () => undefined): Promise<Result<Connected, LoginError>> {
  const method = connector.login.find((one) => one.id === id);
  if (method === undefined) throw new Error('no login');
  return method.login(fields, { openBrowser, listen: () => Promise.reject(new Error('nothing on this machine answers')), signal });
}

/** Logs in as a person would: to the browser, and back with the address that it ended on. */
export async function enterThreads(connector: Connector, server: ThreadsServer, change: (answer: URL) => void = () => undefined): Promise<Result<Connected, LoginError>> {
  let asked = '';
  const begun = await tryLogin(connector, 'oauth', { ...server.oauth.app }, (url) => { asked = url; });
  if (begun.ok || begun.error.type !== 'bad-input' || begun.error.field !== 'answer') return begun;
  const page = await fetch(asked, { redirect: 'manual' });
  const answer = new URL(page.headers.get('location') ?? 'about:blank');
  change(answer);
  return tryLogin(connector, 'oauth', { answer: answer.href });
}

/** As Graph says it. */
export const deadAtThreads: Fault = { kind: 'answer', status: 400, body: '{"error":{"message":"Error validating access token","type":"OAuthException","code":190,"error_subcode":463,"fbtrace_id":"A"}}' };

export interface ThreadsRig extends Rig {
  readonly server: ThreadsServer;
  readonly connected: Connected;
}
export async function threadsRig(): Promise<ThreadsRig> {
  const clock = createFakeClock();
  const server = await startThreads(clock);
  const proxy = await startFaultProxy(server.url);
  const connected = must(await enterThreads(threadsOn(clock, server.url, server.url), server));
  const session = sessionOf(connected);
  return {
    connector: threadsOn(clock, proxy.url, server.url, hostAt(server)), session, clock, proxy, server, connected,
    newPost: (texts, media = []) => ({ parts: texts.map((text, p) => ({ text, media: p === 0 ? media : [] })), options: {}, dueAt: clock.now() }),
    isCommit: (request) => request.method === 'POST' && request.path.startsWith('/v1.0/me/threads_publish'),
    countPosts: (text) => Promise.resolve(server.posts.filter((post) => post.text === text).length),
    secrets: [String(connected.secret['accessToken']), server.oauth.app.clientSecret],
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}
