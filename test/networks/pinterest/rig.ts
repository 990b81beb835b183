import { randomBytes } from 'node:crypto';
import type { Result } from '#core/result';
import type { Session } from '#electron/connectors/ports/account';
import type { Connector } from '#electron/connectors/ports/connector';
import type { Connected, LoginError } from '#electron/connectors/ports/login';
import { createHttp } from '#electron/connectors/http/fetch';
import { openLoopback } from '#electron/connectors/oauth/loopback';
import { createPinterestConnector } from '#electron/connectors/pinterest/pinterest';
import type { Rig } from '#test/connectors/support/rig';
import { startFaultProxy } from '#test/connectors/support/fault-proxy';
import { realClock } from '#test/connectors/support/real-clock';
import { testPicture } from '#test/connectors/support/run';
import { createFakeClock } from '#test/support/fake-clock';
import { APP } from './answers';
import { freePort } from './free-port';
import { type PinterestServer, startPinterest } from './server';

export const pinterestOn = (server: string, clock: Parameters<typeof createHttp>[0]['clock']): Connector =>
  createPinterestConnector({ http: createHttp({ clock, userAgent: 'Linnet/test' }), clock, randomBytes: (length) => randomBytes(length), server });

/** Logs in as a person would whose browser has already agreed. */
export async function enterPinterest(connector: Connector, fields: Readonly<Record<string, string>> = {}): Promise<Result<Connected, LoginError>> {
  const method = connector.login[0];
  if (method === undefined) throw new Error('no login');
  const { signal } = new AbortController();
  const port = String(await freePort());
  return method.login({ clientId: APP.id, clientSecret: APP.secret, port, ...fields }, {
    openBrowser: (url) => void fetch(url).catch(() => undefined),
    listen: (options) => openLoopback({ clock: realClock, signal }, options),
    signal,
  });
}

export function sessionOf(connected: Connected): Session {
  let { secret } = connected;
  let tail: Promise<unknown> = Promise.resolve();
  return {
    accountId: 'account-pinterest', serverUrl: connected.serverUrl, remoteId: connected.profile.remoteId, handle: connected.profile.handle, limits: null,
    get secret() {
      return secret;
    },
    saveSecret: (next) => {
      secret = next;
      return Promise.resolve();
    },
    lock: (work) => {
      const mine = tail.then(work, work);
      tail = mine.catch(() => undefined);
      return mine;
    },
  };
}

export interface PinterestRig extends Rig {
  readonly server: PinterestServer;
}

export async function pinterestRig(): Promise<PinterestRig> {
  const clock = createFakeClock();
  const server = await startPinterest(clock);
  const proxy = await startFaultProxy(server.url);
  server.settings.uploadHost = proxy.url;
  const connector = pinterestOn(proxy.url, clock);
  const entered = await enterPinterest(connector);
  if (!entered.ok) throw new Error(JSON.stringify(entered.error));
  const session = sessionOf(entered.value);
  return {
    connector, session, clock, proxy, server,
    newPost: (texts, media = []) => ({
      parts: texts.map((text, p) => ({ text, media: p === 0 && media.length === 0 ? [testPicture()] : media })),
      options: { board: '700001', title: 'Ash glaze bowl', link: 'https://harrowandclay.example/bowls' },
      dueAt: clock.now(),
    }),
    countPosts: (text) => Promise.resolve(server.pins.filter((pin) => pin.description === text).length),
    isCommit: (request) => request.method === 'POST' && request.path === '/v5/pins',
    secrets: [APP.secret, String(session.secret['accessToken']), String(session.secret['refreshToken'])],
    close: async () => {
      await proxy.close();
      await server.close();
    },
  };
}
