import { startFaultProxy } from '#test/connectors/support/fault-proxy';
import { must } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import { enterThreads, threadsOn } from '#test/networks/threads/rig';
import { startThreads } from '#test/networks/threads/server';
import { type ChaosNetwork, limitedByGraph } from './network';

/** Words alone: Threads fetches pictures from a media host, which this run has not. */
export const threads: ChaosNetwork = {
  id: 'threads', kinds: ['text', 'thread'], options: {}, canDouble: false, guard: 'its container, which the connector looks at before it publishes it again', readsBack: true,
  isCommit: ({ method, path }) => method === 'POST' && path.startsWith('/v1.0/me/threads_publish'),
  isUpload: ({ method, path }) => method === 'POST' && path.startsWith('/v1.0/me/threads?'),
  limited: () => limitedByGraph(4),
  start: async () => {
    const server = await startThreads(realClock);
    Object.assign(server.store.behave, { quota: 1_000_000, replyQuota: 1_000_000 });
    const proxy = await startFaultProxy(server.url);
    const connected = must(await enterThreads(threadsOn(realClock, proxy.url, proxy.url), server));
    return {
      developer: { url: proxy.url }, proxy, connected, loginMethod: 'oauth',
      posts: () => server.posts.map(({ id, text, parent, kind, children }) => ({ id, text, replyTo: parent?.id ?? null, media: kind === 'IMAGE' ? 1 : children.length })),
      close: async () => { await proxy.close(); await server.close(); },
    };
  },
};
