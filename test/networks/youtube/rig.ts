import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/clock';
import type { JsonObject } from '#core/json';
import type { Result } from '#core/result';
import { createHttp } from '#electron/connectors/http/fetch';
import { openLoopback } from '#electron/connectors/oauth/loopback';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Connected, LoginError } from '#electron/connectors/ports/login';
import type { Outgoing, OutgoingMedia } from '#electron/connectors/ports/publish';
import { basesAt } from '#electron/connectors/youtube/bases';
import { createYoutubeConnector } from '#electron/connectors/youtube/youtube';
import { type Fault, startFaultProxy } from '#test/connectors/support/fault-proxy';
import { must, sessionOf } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import type { Rig } from '#test/connectors/support/rig';
import { createFakeClock } from '#test/support/fake-clock';
import { outgoingVideo } from '#test/support/outgoing';
import { startYoutube, type YoutubeServer } from './server';

/** So that a small film takes several. */
export const CHUNK = 524_288;

/** @param api what the connector calls; @param web how the pages are called */
export const youtubeOn = (clock: Clock, api: string, web: string): Connector => createYoutubeConnector({
  http: createHttp({ clock, userAgent: 'Linnet/test' }), clock, randomBytes: (length) => randomBytes(length), chunk: CHUNK, bases: { ...basesAt(web), api, tokens: api },
});

export async function logInAtYoutube(connector: Connector, fields: Readonly<Record<string, string>>, browser: (url: string) => unknown = agreeing): Promise<Result<Connected, LoginError>> {
  const { signal } = new AbortController();
  const method = connector.login[0];
  if (method === undefined) throw new Error('no login');
  return method.login(fields, { openBrowser: (url) => void browser(url), signal, listen: (options) => openLoopback({ clock: realClock, signal }, options) });
}

/** A browser whose user has already agreed: it only follows the redirects. */
export async function agreeing(url: string): Promise<void> {
  const back = (await fetch(url, { redirect: 'manual' })).headers.get('location');
  if (back !== null) await fetch(back);
}

export const film = (bytes = 2000): OutgoingMedia => outgoingVideo(randomBytes(bytes));

/** As Google says it: every call is refused, and so is the refresh token. */
export const deadAtYoutube: Fault = {
  kind: 'answer', status: 401,
  body: ({ path }) => JSON.stringify(path.startsWith('/token') ? { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' } : { error: { code: 401, message: 'Invalid Credentials', errors: [{ reason: 'authError', message: 'Invalid Credentials' }] } }),
};

export interface YoutubeRig extends Rig {
  readonly server: YoutubeServer;
  readonly connected: Connected;
  /** One video, by default with its title in the options. */
  readonly post: (text: string, options?: JsonObject, media?: readonly OutgoingMedia[]) => Outgoing;
}

export async function youtubeRig(): Promise<YoutubeRig> {
  const clock = createFakeClock();
  const server = await startYoutube(clock);
  const proxy = await startFaultProxy(server.url);
  server.behave.outside = proxy.url;
  const { clientId, clientSecret } = server.app;
  const connected = must(await logInAtYoutube(youtubeOn(clock, server.url, server.url), { clientId, clientSecret }));
  const post: YoutubeRig['post'] = (text, options = {}, media = [film()]) => ({ parts: [{ text, media }], options: { title: 'Opening the kiln', madeForKids: 'no', ...options }, dueAt: clock.now() });
  return {
    connector: youtubeOn(clock, proxy.url, server.url), session: sessionOf(connected), clock, proxy, server, connected, post,
    // There is no post without a video; the words stand in its description.
    newPost: ([text = ''], media = []) => post(text, {}, media.some(({ kind }) => kind === 'video') ? media : [film(), ...media]),
    isCommit: (request) => request.method === 'PUT' && request.path.startsWith('/youtube/v3/videos'),
    countPosts: (text) => Promise.resolve(server.videos.filter(({ snippet, status }) => snippet['description'] === text && status['privacyStatus'] === 'public').length),
    secrets: ['accessToken', 'refreshToken', 'clientSecret'].map((name) => String(connected.secret[name])),
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}
