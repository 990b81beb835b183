import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/clock';
import { ok, type Result } from '#core/result';
import { createHttp } from '#electron/connectors/http/fetch';
import { createInstagramConnector } from '#electron/connectors/instagram/instagram';
import { openLoopback } from '#electron/connectors/oauth/loopback';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Connected, LoginContext, LoginError } from '#electron/connectors/ports/login';
import type { MediaHost } from '#electron/connectors/ports/media-host';
import type { OutgoingMedia } from '#electron/connectors/ports/publish';
import type { Rig } from '#test/connectors/support/rig';
import { type Fault, startFaultProxy } from '#test/connectors/support/fault-proxy';
import { must, sessionOf } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import { testPicture } from '#test/connectors/support/run';
import { createFakeClock } from '#test/support/fake-clock';
import { type InstagramServer, startInstagram } from './server';

const { signal } = new AbortController();
type Way = 'instagram' | 'page';
type Method = Connector['login'][number]['id'];
type Fields = Readonly<Record<string, string>>;
type Choose = NonNullable<LoginContext['choose']>;

/** A place on the web for the account's pictures. */
export const hostAt = (server: InstagramServer): MediaHost => ({
  offer: async (media) => {
    const url = `https://pictures.example/${media.assetId}.jpg`;
    server.hosted.set(url, await media.read());
    return ok(url);
  },
  withdraw: (url) => { server.hosted.delete(url); return Promise.resolve(); },
});

export const instagramOn = (clock: Clock, api: string, web: string, host: MediaHost | null = null): Connector => createInstagramConnector({
  http: createHttp({ clock, userAgent: 'Linnet/test' }), clock, randomBytes: (length) => randomBytes(length), mediaHost: () => host,
  bases: { instagram: api, facebook: api, upload: api, codes: api, dialog: web, web },
});

/** @param browser what the person's browser does with the address it is given */
export async function tryLogin(connector: Connector, id: Method, fields: Fields, { browser = () => undefined, choose }: { readonly browser?: (url: string) => unknown; readonly choose?: Choose } = {}): Promise<Result<Connected, LoginError>> {
  const method = connector.login.find((one) => one.id === id);
  if (method === undefined) throw new Error('no login');
  return method.login(fields, {
    openBrowser: (url) => void browser(url), listen: (options) => openLoopback({ clock: realClock, signal }, options), signal, ...(choose === undefined ? {} : { choose }),
  });
}

/** A browser whose user has already agreed: it only follows the redirects. */
export const agreeing = async (url: string): Promise<void> => {
  const back = (await fetch(url, { redirect: 'manual' })).headers.get('location');
  if (back !== null) await fetch(back);
};
export const firstOne: Choose = (choices) => Promise.resolve(choices.slice(0, 1).map(({ id }) => id));

/** In two halves, as a person would: to the browser, and back with the address that it ended on. */
export async function enter(connector: Connector, id: 'oauth' | 'oauth-page', fields: Fields, change: (answer: URL) => void = () => undefined): Promise<Result<Connected, LoginError>> {
  let asked = '';
  const begun = await tryLogin(connector, id, fields, { browser: (url) => { asked = url; } });
  if (begun.ok || begun.error.type !== 'bad-input' || begun.error.field !== 'answer') return begun;
  const page = await fetch(asked, { redirect: 'manual' });
  const answer = new URL(page.headers.get('location') ?? 'about:blank');
  change(answer);
  return tryLogin(connector, id, { answer: answer.href }, { choose: firstOne });
}

/** Pictures reach Instagram as JPEG. */
export const jpeg = (alt?: string): OutgoingMedia => ({ ...testPicture(alt), mime: 'image/jpeg' });

/** As Graph says it. */
export const deadAtInstagram: Fault = { kind: 'answer', status: 400, body: '{"error":{"message":"Error validating access token","type":"OAuthException","code":190,"error_subcode":460,"fbtrace_id":"A"}}' };

export interface InstagramRig extends Rig {
  readonly server: InstagramServer;
  readonly connected: Connected;
}
/** Logged in at Instagram, with a media host, or by the account's Page, without one. */
export async function instagramRig(way: Way = 'instagram'): Promise<InstagramRig> {
  const clock = createFakeClock();
  const server = await startInstagram(clock);
  const proxy = await startFaultProxy(server.url);
  const { app } = server.oauth;
  const direct = instagramOn(clock, server.url, server.url);
  const connected = must(way === 'instagram'
    ? await enter(direct, 'oauth', app)
    : await tryLogin(direct, 'oauth-page', { clientId: app.clientId, clientSecret: app.clientSecret }, { browser: agreeing, choose: firstOne }));
  const session = sessionOf(connected);
  return {
    connector: instagramOn(clock, proxy.url, server.url, way === 'instagram' ? hostAt(server) : null), session, clock, proxy, server, connected,
    // There is no post without a picture.
    newPost: (texts, media = []) => ({ parts: texts.map((text) => ({ text, media: media.length === 0 ? [jpeg()] : media.map((one) => ({ ...one, mime: 'image/jpeg' })) })), options: {}, dueAt: clock.now() }),
    isCommit: (request) => request.method === 'POST' && request.path.endsWith('/media_publish'),
    countPosts: (text) => Promise.resolve(server.posts.filter((post) => post.caption === text).length),
    secrets: [String(connected.secret['accessToken']), app.clientSecret],
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}
