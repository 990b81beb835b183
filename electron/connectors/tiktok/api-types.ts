import { z } from 'zod';

// What we read of TikTok's answers. Every answer of the API has `error`, with the code "ok" where all went well.

const words = z.string().max(4000).catch('');
/** There is no published schema: see the README. */
export const errorAnswer = z.object({ error: z.object({ code: z.string().min(1).max(200), message: words, log_id: z.string().max(200).catch('') }) });

const count = z.int().min(0).nullish().catch(null);
const webAddress = z.url({ protocol: /^https?$/ }).max(4000).nullish().catch(null);
/** Numbers of posts are larger than JSON's numbers may be, so they come as texts; a list of them is said to come as numbers too. */
const postId = z.union([z.string().regex(/^\d{1,25}$/), z.int().positive().transform(String)]);

export const userAnswer = z.object({
  user: z.object({
    open_id: z.string().min(1).max(200),
    display_name: z.string().max(1000).catch(''),
    avatar_url: webAddress,
    follower_count: count,
  }),
});
export type UserAnswer = z.infer<typeof userAnswer>['user'];

export const creatorAnswer = z.object({
  creator_username: z.string().max(100).catch(''),
  creator_nickname: z.string().max(1000).catch(''),
  creator_avatar_url: webAddress,
  privacy_level_options: z.array(z.string().max(100)).max(20),
  comment_disabled: z.boolean(),
  duet_disabled: z.boolean(),
  stitch_disabled: z.boolean(),
  max_video_post_duration_sec: z.number().positive().max(1e6).nullish().catch(null),
});
export type CreatorAnswer = z.infer<typeof creatorAnswer>;

const publishId = z.string().min(1).max(200);
export const startedAnswer = z.object({ publish_id: publishId, upload_url: z.string().min(1).max(4000) });

export const statusAnswer = z.object({
  status: z.string().min(1).max(100),
  fail_reason: z.string().max(500).nullish().catch(null),
  /** TikTok's own spelling. */
  publicaly_available_post_id: z.array(z.unknown()).max(100).nullish().catch(null).transform((all) => (all ?? []).flatMap((one) => postId.safeParse(one).data ?? [])),
  /** How much of the file has arrived. Not in the facts we have read, so nothing rests on its being there. */
  uploaded_bytes: count,
});

export const videoAnswer = z.object({
  id: postId,
  /** Seconds since 1970. */
  create_time: z.number().min(0),
  title: z.string().max(100_000).catch(''),
  video_description: z.string().max(100_000).catch(''),
  share_url: webAddress,
  view_count: count,
  like_count: count,
  comment_count: count,
  share_count: count,
});
export type VideoAnswer = z.infer<typeof videoAnswer>;

/** One bad entry must not hide the others, and must not pass for "it is not there". */
const videos = z.array(z.unknown()).max(1000).transform((all) => {
  const good = all.flatMap((one) => videoAnswer.safeParse(one).data ?? []);
  return { good, whole: good.length === all.length };
});
export const videoList = z.object({ videos, cursor: z.number().nullish().catch(null), has_more: z.boolean().catch(false) });
export const videosById = z.object({ videos });
