import * as z from 'zod';

export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

const log_id = '20261122170000ABCDEF0123456789';
export const said = (data: unknown): Answer => ({ status: 200, body: { data, error: { code: 'ok', message: '', log_id } } });
export const refused = (status: number, code: string, message = `Refused: ${code}`): Answer => ({ status, body: { data: {}, error: { code, message, log_id } } });

const source = z.strictObject({ source: z.literal('FILE_UPLOAD'), video_size: z.int().positive(), chunk_size: z.int().positive(), total_chunk_count: z.int().min(1).max(1000) });
const postInfo = z.strictObject({
  title: z.string(), privacy_level: z.enum(['PUBLIC_TO_EVERYONE', 'MUTUAL_FOLLOW_FRIENDS', 'FOLLOWER_OF_CREATOR', 'SELF_ONLY']),
  disable_comment: z.boolean(), disable_duet: z.boolean(), disable_stitch: z.boolean(), video_cover_timestamp_ms: z.int().min(0).optional(),
  brand_content_toggle: z.boolean(), brand_organic_toggle: z.boolean(), is_aigc: z.boolean(),
});
export type PostInfo = z.infer<typeof postInfo>;
export type Source = z.infer<typeof source>;

/** Every parameter that the facts name for a call we make, and none besides: there is no official schema to check against. */
export const bodies = {
  '/post/publish/creator_info/query/': z.strictObject({}),
  '/post/publish/video/init/': z.strictObject({ post_info: postInfo, source_info: source }),
  '/post/publish/inbox/video/init/': z.strictObject({ source_info: source }),
  '/post/publish/status/fetch/': z.strictObject({ publish_id: z.string() }),
  '/video/list/': z.strictObject({ max_count: z.int().min(1).max(20), cursor: z.number().optional() }),
  '/video/query/': z.strictObject({ filters: z.strictObject({ video_ids: z.array(z.string()).min(1).max(20) }) }),
} as const;

export const userFields = ['open_id', 'display_name', 'avatar_url', 'follower_count'];
export const videoFields = ['id', 'create_time', 'share_url', 'title', 'video_description', 'view_count', 'like_count', 'comment_count', 'share_count'];
