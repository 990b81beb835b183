import { randomBytes } from 'node:crypto';
import type { Clock } from '#core/clock';
import type { JsonObject } from '#core/json';
import { tiktokAgreement } from '#core/networks';
import type { Result } from '#core/result';
import { createHttp } from '#electron/connectors/http/fetch';
import { openLoopback } from '#electron/connectors/oauth/loopback';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Connected, LoginError } from '#electron/connectors/ports/login';
import type { Outgoing, OutgoingMedia } from '#electron/connectors/ports/publish';
import { createTiktokConnector } from '#electron/connectors/tiktok/tiktok';
import { type Fault, type SeenRequest, startFaultProxy } from '#test/connectors/support/fault-proxy';
import { must, sessionOf } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import type { Rig } from '#test/connectors/support/rig';
import { createFakeClock } from '#test/support/fake-clock';
import { outgoingVideo } from '#test/support/outgoing';
import { startTiktok, type TiktokServer } from './server';

/** So that a small film takes several. */
export const CHUNK = 524_288;
const CALLBACK = 'http://127.0.0.1:8752/callback';

/** @param api what the connector calls; @param web how the pages are called; @param chunk null: as for TikTok itself */
export const tiktokOn = (clock: Clock, api: string, web: string, chunk: number | null = CHUNK): Connector => createTiktokConnector({
  http: createHttp({ clock, userAgent: 'Linnet/test' }), clock, randomBytes: (length) => randomBytes(length), bases: { api, web }, ...(chunk === null ? {} : { chunk }),
});

const listeners = new Map<string, string>();

/** Logs in as a person would. The port is the app's; here any free one stands for it, so that test files can run side by side. */
export async function logInAtTiktok(connector: Connector, fields: Readonly<Record<string, string>>, browser: (url: string) => unknown = agreeing): Promise<Result<Connected, LoginError>> {
  const { signal } = new AbortController();
  const method = connector.login[0];
  if (method === undefined) throw new Error('no login');
  return method.login(fields, {
    openBrowser: (url) => void browser(url), signal,
    listen: async (options) => {
      const real = await openLoopback({ clock: realClock, signal }, { port: 0 });
      return { ...real, url: CALLBACK.replace('8752', String(options?.port)), answer: (state) => { listeners.set(state, real.url); return real.answer(state); } };
    },
  });
}

/** A browser whose user has already agreed. It follows the redirect to where the listener of this test really is. */
export async function agreeing(url: string): Promise<void> {
  const answer = await fetch(url, { redirect: 'manual' });
  const to = new URL(answer.headers.get('location') ?? 'about:blank');
  const real = listeners.get(to.searchParams.get('state') ?? '');
  if (real !== undefined) await fetch(real + to.search);
}

export const film = (bytes = 2000, more: Partial<OutgoingMedia> = {}): OutgoingMedia => outgoingVideo(randomBytes(bytes), more);

/** As TikTok says it: every call is refused, and so is the refresh token. */
export const deadAtTiktok: Fault = {
  kind: 'answer', status: 401,
  body: ({ path }) => JSON.stringify(path.startsWith('/v2/oauth/') ? { error: 'invalid_grant', error_description: 'Refresh token is invalid or expired.', log_id: '1' } : { data: {}, error: { code: 'access_token_invalid', message: 'The access token is invalid', log_id: '1' } }),
};

/** The chunk behind which there is nothing more. */
export function isLastChunk({ method, headers }: SeenRequest): boolean {
  const [, end = '', total = ''] = /^bytes \d+-(\d+)\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  return method === 'PUT' && total !== '' && Number(end) + 1 === Number(total);
}

export interface TiktokRig extends Rig {
  readonly server: TiktokServer;
  readonly connected: Connected;
  /** One video that everybody may see, agreed to as the options are. */
  readonly post: (text: string, options?: JsonObject, media?: readonly OutgoingMedia[]) => Outgoing;
}

export async function tiktokRig(chunk: number | null = CHUNK): Promise<TiktokRig> {
  const clock = createFakeClock();
  const server = await startTiktok(clock);
  if (chunk !== null) server.uploads.least = chunk;
  const proxy = await startFaultProxy(server.url);
  server.behave.outside = proxy.url;
  const connected = must(await logInAtTiktok(tiktokOn(clock, server.url, server.url), server.oauth.app));
  const post: TiktokRig['post'] = (text, options = {}, media = [film()]) => {
    const chosen = { privacyLevel: 'PUBLIC_TO_EVERYONE', ...options };
    const agreed = tiktokAgreement(chosen, media.map(({ assetId }) => assetId));
    return { parts: [{ text, media }], options: { ...(agreed === null ? {} : { agreed, agreedAt: '2026-11-22T17:00:00.000Z' }), ...chosen }, dueAt: clock.now() };
  };
  return {
    connector: tiktokOn(clock, proxy.url, server.url, chunk), session: sessionOf(connected), clock, proxy, server, connected, post,
    // There is no post without a video, and none with anything beside it.
    newPost: ([text = ''], media = []) => post(text, {}, media.some(({ kind }) => kind === 'video') ? media : [film()]),
    isCommit: isLastChunk,
    // TikTok's questions are POSTs.
    isRead: ({ method, path }) => method === 'POST' && /^\/v2\/(video\/(list|query)|post\/publish\/(creator_info\/query|status\/fetch))\//.test(path),
    countPosts: (text) => Promise.resolve(server.posts.filter(({ info }) => info.title === text).length),
    secrets: ['accessToken', 'refreshToken', 'clientSecret'].map((name) => String(connected.secret[name])),
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}
