import { startFaultProxy } from '#test/connectors/support/fault-proxy';
import { must } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import { enterPinterest, pinterestOn } from '#test/networks/pinterest/rig';
import { startPinterest } from '#test/networks/pinterest/server';
import { type ChaosNetwork, limitedUntil } from './network';

export const pinterest: ChaosNetwork = {
  id: 'pinterest', kinds: ['picture', 'pictures'], options: { board: '700001', title: 'Ash glaze bowl' }, canDouble: true, readsBack: true,
  isCommit: ({ method, path }) => method === 'POST' && path === '/v5/pins',
  // The pictures are part of the call that makes the Pin.
  isUpload: ({ method, path }) => method === 'POST' && path === '/v5/pins',
  limited: () => limitedUntil('x-ratelimit-reset', { code: 8, message: 'You have exceeded your rate limit. Try again later.', status: 'failure' }),
  start: async () => {
    const server = await startPinterest(realClock);
    const proxy = await startFaultProxy(server.url);
    const connected = must(await enterPinterest(pinterestOn(proxy.url, realClock)));
    return {
      developer: { url: proxy.url }, proxy, connected, loginMethod: 'oauth',
      posts: () => server.pins.map(({ id, description, pictures }) => ({ id, text: description ?? '', replyTo: null, media: pictures })),
      forget: server.forget,
      close: async () => { await proxy.close(); await server.close(); },
    };
  },
};
