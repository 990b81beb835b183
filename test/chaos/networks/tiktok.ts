import { tiktokAgreement } from '#core/networks';
import { startFaultProxy } from '#test/connectors/support/fault-proxy';
import { must } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import { isLastChunk, logInAtTiktok, tiktokOn } from '#test/networks/tiktok/rig';
import { startTiktok } from '#test/networks/tiktok/server';
import { type ChaosNetwork, limitedUntil } from './network';

const privacyLevel = 'PUBLIC_TO_EVERYONE';

/** The last piece of an upload publishes it. */
export const tiktok: ChaosNetwork = {
  id: 'tiktok', kinds: ['video'], options: { privacyLevel }, agreedFor: (assetIds) => ({ agreed: tiktokAgreement({ privacyLevel }, assetIds) ?? '', agreedAt: '2026-11-22T17:00:00.000Z' }),
  canDouble: false, guard: 'the upload, which is one post whoever sends its last piece', readsBack: true,
  isCommit: isLastChunk,
  isUpload: ({ method, path }) => method === 'PUT' && path.startsWith('/video/'),
  limited: () => limitedUntil('x-rate-limit-reset', { data: {}, error: { code: 'rate_limit_exceeded', message: 'Too many requests', log_id: '1' } }),
  start: async () => {
    const server = await startTiktok(realClock);
    const proxy = await startFaultProxy(server.url);
    server.behave.outside = proxy.url;
    const connected = must(await logInAtTiktok(tiktokOn(realClock, server.url, server.url, null), server.oauth.app));
    return {
      developer: { url: proxy.url }, proxy, connected, loginMethod: 'oauth',
      posts: () => server.posts.map(({ id, info }) => ({ id, text: info.title, replyTo: null, media: 1 })),
      close: async () => { await proxy.close(); await server.close(); },
    };
  },
};
