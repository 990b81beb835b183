import { err, ok } from '#core/result';
import type { MetricsPort, PostMetrics } from '../ports/reading';
import type { YoutubeClient } from './client';
import { readVideos } from './find-published';
import { followersOf, ownChannel } from './login';

/** videos.list takes fifty ids. */
const BATCH = 50;

export function createMetricsPort(client: YoutubeClient): MetricsPort {
  return {
    posts: async (session, remoteIds, signal) => {
      const all = new Map<string, PostMetrics>();
      const asked = remoteIds.filter((id) => /^[\w-]{1,64}$/.test(id));
      for (let at = 0; at < asked.length; at += BATCH) {
        const read = await readVideos(client, session, asked.slice(at, at + BATCH), 'statistics', signal);
        if (!read.ok) return read;
        // YouTube leaves out what is gone, and says so in no other way.
        for (const { id, statistics: counts } of read.value) all.set(id, { likes: counts?.likeCount ?? null, reposts: null, replies: counts?.commentCount ?? null, quotes: null, views: counts?.viewCount ?? null });
      }
      return ok(all);
    },
    account: async (session, signal) => {
      const me = await ownChannel(client, session, signal);
      if (!me.ok) return me;
      if (me.value === null) return err({ type: 'rejected', reason: 'not-found', detail: 'this Google account has no YouTube channel' });
      const { statistics } = me.value;
      return ok({ followers: followersOf(me.value), posts: statistics?.videoCount ?? null, views: statistics?.viewCount ?? null });
    },
  };
}
