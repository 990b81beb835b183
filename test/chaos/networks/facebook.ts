import { startFaultProxy } from '#test/connectors/support/fault-proxy';
import { must } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import { agreeing, facebookOn, firstPage, tryLogin } from '#test/networks/facebook/rig';
import { startFacebook } from '#test/networks/facebook/server';
import { type ChaosNetwork, limitedByGraph } from './network';

export const facebook: ChaosNetwork = {
  id: 'facebook', kinds: ['text', 'picture', 'pictures'], options: {}, canDouble: true, readsBack: true,
  isCommit: ({ method, path }) => method === 'POST' && path.endsWith('/feed'),
  isUpload: ({ method, path }) => method === 'POST' && path.endsWith('/photos'),
  limited: () => limitedByGraph(32),
  start: async () => {
    const server = await startFacebook(realClock);
    const proxy = await startFaultProxy(server.url);
    const connected = must(await tryLogin(facebookOn(realClock, proxy.url, proxy.url), 'oauth', server.oauth.app, { browser: agreeing, choose: firstPage }));
    return {
      developer: { url: proxy.url }, proxy, connected, loginMethod: 'oauth',
      posts: () => server.posts.map(({ id, message, photos }) => ({ id, text: message, replyTo: null, media: photos.length })),
      close: async () => { await proxy.close(); await server.close(); },
    };
  },
};
