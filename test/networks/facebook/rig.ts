import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/clock';
import type { Result } from '#core/result';
import { createFacebookConnector } from '#electron/connectors/facebook/facebook';
import { createHttp } from '#electron/connectors/http/fetch';
import { openLoopback } from '#electron/connectors/oauth/loopback';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Connected, LoginContext, LoginError } from '#electron/connectors/ports/login';
import type { Rig } from '#test/connectors/support/rig';
import { type Fault, type SeenRequest, startFaultProxy } from '#test/connectors/support/fault-proxy';
import { must, sessionOf } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import { createFakeClock } from '#test/support/fake-clock';
import { type FacebookServer, startFacebook } from './server';

const { signal } = new AbortController();

export const facebookOn = (clock: Clock, api: string, web: string): Connector =>
  createFacebookConnector({ http: createHttp({ clock, userAgent: 'Linnet/test' }), clock, randomBytes: (length) => randomBytes(length), bases: { api, video: api, upload: api, web } });

type Choose = NonNullable<LoginContext['choose']>;
type Fields = Readonly<Record<string, string>>;
/** @param browser what the person's browser does with the address it is given */
export async function tryLogin(connector: Connector, id: 'oauth' | 'app-password', fields: Fields, { browser = () => undefined, choose }: { readonly browser?: (url: string) => unknown; readonly choose?: Choose } = {}): Promise<Result<Connected, LoginError>> {
  const method = connector.login.find((one) => one.id === id);
  if (method === undefined) throw new Error('no login');
  return method.login(fields, {
    openBrowser: (url) => void browser(url), listen: (options) => openLoopback({ clock: realClock, signal }, options), signal, ...(choose === undefined ? {} : { choose }),
  });
}

/** A browser whose user has already agreed: it only follows the redirects. `localhost` is 127.0.0.1. */
export const agreeing = async (url: string): Promise<void> => {
  const page = await fetch(url, { redirect: 'manual' });
  const back = page.headers.get('location');
  if (back !== null) await fetch(back);
};

export const firstPage: Choose = (choices) => Promise.resolve(choices.slice(0, 1).map(({ id }) => id));

/** As Graph says it. */
export const deadAtFacebook: Fault = { kind: 'answer', status: 400, body: '{"error":{"message":"Error validating access token","type":"OAuthException","code":190,"error_subcode":460,"fbtrace_id":"A"}}' };

/** What makes something public: a post, the end of an upload, a Story. */
const isCommit = ({ method, path, body }: SeenRequest): boolean => method === 'POST' && (/\/(?:feed|photo_stories)$/.test(path) || (/\/(?:videos|video_reels|video_stories)$/.test(path) && /^upload_phase=finish\b/i.test(body.toString('latin1', 0, 40))));

export interface FacebookRig extends Rig {
  readonly server: FacebookServer;
  readonly connected: Connected;
}
export async function facebookRig(): Promise<FacebookRig> {
  const clock = createFakeClock();
  const server = await startFacebook(clock);
  const proxy = await startFaultProxy(server.url);
  const connected = must(await tryLogin(facebookOn(clock, server.url, server.url), 'oauth', server.oauth.app, { browser: agreeing, choose: firstPage }));
  const session = sessionOf(connected);
  return {
    connector: facebookOn(clock, proxy.url, server.url), session, clock, proxy, server, connected,
    newPost: (texts, media = []) => ({ parts: texts.map((text, p) => ({ text, media: p === 0 ? media : [] })), options: {}, dueAt: clock.now() }),
    isCommit,
    countPosts: (text) => Promise.resolve(server.posts.filter((post) => post.message === text).length),
    secrets: [String(connected.secret['accessToken']), server.oauth.app.clientSecret],
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}
