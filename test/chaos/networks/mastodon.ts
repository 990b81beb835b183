import { startFaultProxy } from '#test/connectors/support/fault-proxy';
import { startMastodonDouble } from '#test/connectors/support/mastodon-double';
import { agreeing, login, mastodonOn, must } from '#test/connectors/support/mastodon-rigs';
import { realClock } from '#test/connectors/support/real-clock';
import type { ChaosNetwork } from './network';

/** The double keeps an Idempotency-Key for an hour, as Mastodon does, so that even an engine that never looks makes no second post. */
export const mastodon: ChaosNetwork = {
  id: 'mastodon', kinds: ['text', 'picture', 'thread', 'video', 'thread-picture'], options: { visibility: 'public' }, canDouble: false, guard: 'the Idempotency-Key', readsBack: true,
  isCommit: ({ method, path }) => method === 'POST' && path === '/api/v1/statuses',
  isUpload: ({ method, path }) => method === 'POST' && path === '/api/v2/media',
  limited: () => ({ kind: 'answer', status: 429, headers: { 'x-ratelimit-limit': '300', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': new Date(Date.now() + 2000).toISOString() }, body: '{"error":"Too many requests"}' }),
  start: async () => {
    const double = await startMastodonDouble(realClock);
    const proxy = await startFaultProxy(double.url);
    const connected = must(await login(mastodonOn(realClock), double.url, agreeing));
    return {
      developer: null, proxy, connected: { ...connected, serverUrl: proxy.url }, loginMethod: 'oauth',
      posts: () => double.posts.map(({ id, text, replyTo, media }) => ({ id, text, replyTo: replyTo?.id ?? null, media: media.length })),
      close: async () => { await proxy.close(); await double.close(); },
    };
  },
};
