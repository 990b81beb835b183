import { startFaultProxy } from '#test/connectors/support/fault-proxy';
import { must } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import { agreeing, firstOne, instagramOn, tryLogin } from '#test/networks/instagram/rig';
import { startInstagram } from '#test/networks/instagram/server';
import { type ChaosNetwork, limitedByGraph } from './network';

/** By the account's Page, where its pictures lie until Instagram has them: no media host is needed. */
export const instagram: ChaosNetwork = {
  id: 'instagram', kinds: ['picture', 'pictures', 'video'], options: {}, canDouble: false, guard: 'its container, which the connector looks at before it publishes it again', readsBack: true,
  isCommit: ({ method, path }) => method === 'POST' && path.endsWith('/media_publish'),
  isUpload: ({ method, path }) => method === 'POST' && (path.startsWith('/ig-api-upload/') || path.endsWith('/photos')),
  limited: () => limitedByGraph(80_002),
  start: async () => {
    const server = await startInstagram(realClock);
    server.store.behave.quota = 1_000_000;
    const proxy = await startFaultProxy(server.url);
    const { clientId, clientSecret } = server.oauth.app;
    const connected = must(await tryLogin(instagramOn(realClock, proxy.url, proxy.url), 'oauth-page', { clientId, clientSecret }, { browser: agreeing, choose: firstOne }));
    return {
      developer: { url: proxy.url }, proxy, connected, loginMethod: 'oauth-page',
      posts: () => server.posts.map(({ id, caption, kind, children }) => ({ id, text: caption, replyTo: null, media: kind === 'CAROUSEL_ALBUM' ? children.length : 1 })),
      close: async () => { await proxy.close(); await server.close(); },
    };
  },
};
