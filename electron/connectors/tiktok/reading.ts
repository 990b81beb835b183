import { err, ok, type Result } from '#core/result';
import type { Session } from '../ports/account';
import type { ConnectorError } from '../ports/connector-error';
import type { MetricsPort, PostMetrics } from '../ports/reading';
import { type VideoAnswer, videosById } from './api-types';
import type { TiktokClient } from './client';
import { readFate } from './status';

/** video/query takes twenty ids. */
const BATCH = 20;
/** Of posts whose number TikTok had not told when they went out; it takes thirty such questions a minute. */
const MOST_UPLOADS = 10;
export const VIDEO_FIELDS = ['id', 'create_time', 'share_url', 'title', 'video_description', 'view_count', 'like_count', 'comment_count', 'share_count'] as const;

/** The number of a post; anything else is the id of its upload. */
export const isVideoId = (id: string): boolean => /^\d{1,25}$/.test(id);

/** Those of these videos that TikTok shows. @param ids at most twenty */
export const readVideos = (client: TiktokClient, session: Session, ids: readonly string[], signal: AbortSignal): Promise<Result<{ readonly good: readonly VideoAnswer[]; readonly whole: boolean }, ConnectorError>> =>
  client.read(session, { path: '/video/query/', fields: VIDEO_FIELDS, json: { filters: { video_ids: ids } }, effect: 'reads', signal }, videosById.transform(({ videos }) => videos));

const NO_COUNTS: PostMetrics = { likes: null, reposts: null, replies: null, quotes: null, views: null };

export function createMetricsPort(client: TiktokClient): MetricsPort {
  return {
    posts: async (session, remoteIds, signal) => {
      const all = new Map<string, PostMetrics>(remoteIds.map((id) => [id, NO_COUNTS]));
      /** By the number of the post, what it is called here. */
      const called = new Map(remoteIds.filter(isVideoId).map((id) => [id, id]));
      for (const id of remoteIds.filter((one) => !isVideoId(one)).slice(0, MOST_UPLOADS)) {
        const fate = await readFate(client, session, id, signal);
        if (!fate.ok && (fate.error.type === 'reauth' || fate.error.type === 'aborted')) return err(fate.error);
        if (fate.ok && fate.value.type === 'out' && fate.value.id !== null) called.set(fate.value.id, id);
      }
      const asked = [...called.keys()];
      for (let at = 0; at < asked.length; at += BATCH) {
        const read = await readVideos(client, session, asked.slice(at, at + BATCH), signal);
        if (!read.ok) return err(read.error);
        // One that is not listed may be private by now, or looked over again: that is no word of its being gone.
        for (const video of read.value.good) all.set(called.get(video.id) ?? video.id, countsOf(video));
      }
      return ok(all);
    },
  };
}

const countsOf = (video: VideoAnswer): PostMetrics =>
  ({ likes: video.like_count ?? null, reposts: video.share_count ?? null, replies: video.comment_count ?? null, quotes: null, views: video.view_count ?? null });
