import { startFaultProxy } from '#test/connectors/support/fault-proxy';
import { must } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import { logInAtYoutube, youtubeOn } from '#test/networks/youtube/rig';
import { startYoutube } from '#test/networks/youtube/server';
import { type ChaosNetwork, limitedUntil } from './network';

/** What is uploaded is private until the call that publishes it; only what is public counts. */
export const youtube: ChaosNetwork = {
  id: 'youtube', kinds: ['video'], options: { title: 'Opening the kiln', madeForKids: 'no' }, canDouble: false, guard: 'the video, which is uploaded before and made public by its id', readsBack: true,
  isCommit: ({ method, path }) => method === 'PUT' && path.startsWith('/youtube/v3/videos'),
  isUpload: ({ method, path }) => method === 'PUT' && path.startsWith('/upload/youtube/v3/videos'),
  pieceBytes: 8_388_608,
  limited: () => limitedUntil('x-rate-limit-reset', { error: { code: 429, message: 'Resource has been exhausted', errors: [{ domain: 'usageLimits', reason: 'rateLimitExceeded', message: 'Rate Limit Exceeded' }] } }),
  start: async () => {
    const server = await startYoutube(realClock);
    const proxy = await startFaultProxy(server.url);
    server.behave.outside = proxy.url;
    const { clientId, clientSecret } = server.app;
    // Google says in its answer who it is, and that is the address of the server itself.
    const connected = must(await logInAtYoutube(youtubeOn(realClock, server.url, server.url), { clientId, clientSecret }));
    return {
      developer: { url: proxy.url }, proxy, connected, loginMethod: 'oauth',
      posts: () => server.videos.filter(({ status }) => status['privacyStatus'] === 'public').map(({ id, snippet }) => ({ id, text: String(snippet['description']), replyTo: null, media: 1 })),
      forget: () => { for (const video of server.videos) Object.assign(video, { bytes: Buffer.alloc(1) }); },
      close: async () => { await proxy.close(); await server.close(); },
    };
  },
};
