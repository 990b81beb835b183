import { startFaultProxy } from '#test/connectors/support/fault-proxy';
import { must } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import { agreeing, CALLBACK, logInAtX, xOn } from '#test/connectors/support/x-rigs';
import { startX } from '#test/networks/x/server';
import { type ChaosNetwork, limitedUntil } from './network';

/** Without X's rule against the same words twice, which nobody promises for how long it holds. */
export const x: ChaosNetwork = {
  id: 'x', kinds: ['text', 'thread', 'picture', 'video', 'thread-picture'], options: {}, canDouble: true, readsBack: true,
  isCommit: ({ method, path }) => method === 'POST' && path === '/2/tweets',
  isUpload: ({ method, path }) => method === 'POST' && path.startsWith('/2/media/upload'),
  pieceBytes: 1_048_576,
  limited: () => limitedUntil('x-rate-limit-reset', { title: 'Too Many Requests', detail: 'Too Many Requests', type: 'about:blank', status: 429 }),
  start: async () => {
    const server = await startX(realClock, [CALLBACK]);
    Object.assign(server.behave, { limit: 1_000_000, duplicates: false });
    const proxy = await startFaultProxy(server.url);
    const { clientId, clientSecret } = server.confidential;
    const connected = must(await logInAtX(xOn(realClock, proxy.url, proxy.url), server, { fields: { clientId, clientSecret }, browser: agreeing }));
    return {
      developer: { api: proxy.url, web: proxy.url }, proxy, connected, loginMethod: 'oauth',
      posts: () => server.posts.map(({ id, text, parent, mediaIds }) => ({ id, text, replyTo: parent?.id ?? null, media: mediaIds.length })),
      forget: () => { for (const one of server.media.all.values()) one.bytes.clear(); },
      close: async () => { await proxy.close(); await server.close(); },
    };
  },
};
