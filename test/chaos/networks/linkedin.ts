import { startFaultProxy } from '#test/connectors/support/fault-proxy';
import { linkedinOn, logIn } from '#test/connectors/support/linkedin-rig';
import { must } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import { startLinkedin } from '#test/networks/linkedin/server';
import { type ChaosNetwork, limitedUntil } from './network';

/** Without LinkedIn's rule against the same words twice, of which only reports tell. Nobody may read a member's posts there. */
export const linkedin: ChaosNetwork = {
  id: 'linkedin', kinds: ['text', 'picture', 'pictures'], options: {}, canDouble: true, readsBack: false,
  isCommit: ({ method, path }) => method === 'POST' && path === '/rest/posts',
  isUpload: ({ method, path }) => method === 'PUT' && path.startsWith('/dms-uploads/'),
  limited: () => limitedUntil('x-li-retry', { status: 429, serviceErrorCode: 101, code: 'TOO_MANY_REQUESTS', message: 'Too many requests' }),
  start: async () => {
    const server = await startLinkedin(realClock);
    const proxy = await startFaultProxy(server.url);
    Object.assign(server.settings, { uploadHost: proxy.url, duplicates: false });
    const connected = must(await logIn(linkedinOn(realClock, proxy.url), server));
    return {
      developer: { api: proxy.url, web: proxy.url }, proxy, connected, loginMethod: 'oauth',
      posts: () => server.posts.map(({ urn, text, request: { content } }) => ({
        id: urn, text, replyTo: null, media: content === undefined || 'article' in content || 'poll' in content ? 0 : 'multiImage' in content ? content.multiImage.images.length : 1,
      })),
      close: async () => { await proxy.close(); await server.close(); },
    };
  },
};
