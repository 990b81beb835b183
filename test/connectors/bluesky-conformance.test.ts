import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { createBlueskyConnector } from '#electron/connectors/bluesky/bluesky';
import { valuesOf } from '#electron/connectors/bluesky/secret';
import { createHttp } from '#electron/connectors/http/fetch';
import { createFakeClock } from '#test/support/fake-clock';
import { type Pds, startPds } from '#test/support/servers/pds/pds';
import { conformance } from './conformance';
import type { Rig } from './support/rig';
import { sessionOf } from './support/bluesky-rigs';
import { startFaultProxy } from './support/fault-proxy';

let pds: Pds;
beforeAll(async () => { pds = await startPds(); }, 240_000);
afterAll(async () => { await pds.close(); });

/**
 * A real server behind the fault proxy, signed in with an app password. OAuth cannot go through the proxy: a DPoP proof names the
 * address it was made for, and the server answers for its own address only. What OAuth makes of the same faults is shown in
 * bluesky-oauth.test.ts.
 */
async function rig(): Promise<Rig> {
  const name = `conf${randomBytes(3).toString('hex')}`;
  const account = await pds.addAccount(name, 'a-password');
  const clock = createFakeClock(Date.now());
  const proxy = await startFaultProxy(pds.url);
  const http = createHttp({ clock, userAgent: 'Linnet/test' });
  const connector = createBlueskyConnector({ http, clock, randomBytes: (n) => randomBytes(n), bases: { plc: pds.plc, handleResolver: pds.url, app: 'http://localhost', allowHttp: true } });
  const { accessJwt, refreshJwt } = account;
  const secret = { kind: 'password', accessJwt, refreshJwt };
  return {
    connector, clock, realTime: true, proxy,
    session: sessionOf({ serverUrl: proxy.url, remoteId: account.did, handle: account.handle, secret }),
    newPost: (texts, media = []) => ({ parts: texts.map((text, i) => ({ text, media: i === 0 ? media : [] })), options: {}, dueAt: clock.now() }),
    countPosts: async (text) => (await pds.posts(account.did)).filter((p) => p.value.text === text).length,
    isCommit: (request) => request.method === 'POST' && /^\/xrpc\/com\.atproto\.repo\.(putRecord|createRecord|applyWrites)$/.test(request.path),
    secrets: valuesOf(secret),
    close: async () => { await proxy.close(); },
  };
}

// A PDS says 400 for a dead token (seen on 0.5.35).
conformance('Bluesky, real server', rig, { replays: true, videos: 'whole', deadLogin: { kind: 'answer', status: 400, body: '{"error":"InvalidToken","message":"Token could not be verified"}' } });
