import { z } from 'zod';
import { SECOND } from '#core/clock';
import { instant, listOf } from '../meta-graph/answers';
import { uploadingPhase } from '../meta-graph/resumable-upload';

// What we read of the answers of graph.facebook.com v25.0. Every answer is hostile until it fits.

const id = z.string().regex(/^\d{1,30}$/);
/** `PAGE_POST`; some are one number. */
const postId = z.string().regex(/^\d{1,30}(?:_\d{1,30})?$/);
const words = z.string().max(100_000).nullish().transform((text) => text ?? '').catch('');
const webAddress = z.url({ protocol: /^https?$/ }).max(2000).nullish().catch(null);
const count = z.int().min(0).nullish().transform((value) => value ?? null).catch(null);

export const idAnswer = z.object({ id });
export const madeAnswer = z.object({ id: postId });
export const permalinkAnswer = z.object({ id: postId, permalink_url: webAddress });
export const doneAnswer = z.object({ success: z.literal(true) });

const target = z.object({ id }).nullish().catch(null);
const attachment = z.object({ media_type: z.string().max(50).catch(''), target, subattachments: z.object({ data: z.array(z.unknown()).max(1000) }).nullish().catch(null) });
/** How many pictures hang on a post, or which video; a null count: its kind does not tell. A post of text alone has no attachments. */
const pictures = z.object({ data: z.array(attachment).max(100) }).nullish().catch(null).transform((attachments) => {
  const [first] = attachments?.data ?? [];
  switch (first?.media_type) {
    case undefined: case 'link': case 'share': return { count: 0, video: null, isVideo: false };
    case 'photo': return { count: 1, video: null, isVideo: false };
    case 'video': return { count: 1, video: first.target?.id ?? null, isVideo: true };
    case 'album': return { count: first.subattachments?.data.length ?? null, video: null, isVideo: false };
    default: return { count: null, video: null, isVideo: null };
  }
});

export const postAnswer = z.object({ id: postId, message: words, created_time: instant, permalink_url: webAddress, attachments: pictures });
export type PostAnswer = z.infer<typeof postAnswer>;

const epochSeconds = z.number().positive().max(1e11);
const number = z.union([postId, z.number().int().positive().transform(String)]);

/** Of the beginning of an upload: `video_id` names the video from here on. */
export const startAnswer = z.object({ video_id: number });
const offset = z.coerce.number().int().min(0).max(1e13);
/** The bytes that Facebook wants next; both the same: no more. */
export const windowAnswer = z.object({ start_offset: offset, end_offset: offset });
export const sessionAnswer = startAnswer.extend(windowAnswer.shape).extend({ upload_session_id: number });
/** Of the end of an upload, and of a Story. */
export const publishedAnswer = z.object({ success: z.literal(true), post_id: number.nullish().catch(null) });

const phase = z.object({ status: z.string().max(100).catch(''), publish_status: z.string().max(100).nullish().catch(null), errors: z.array(z.object({ message: words })).max(100).nullish().catch(null) }).nullish().catch(null);
/** Real times of Graph, or whole seconds. */
const dueTime = z.union([instant, epochSeconds.transform((seconds) => Math.round(seconds * SECOND))]).nullish().catch(null);
export const videoAnswer = z.object({
  id, published: z.boolean().nullish().catch(null), scheduled_publish_time: dueTime, post_id: number.nullish().catch(null),
  /** A path, of videos. */
  permalink_url: z.string().max(2000).nullish().catch(null),
  status: z.object({ video_status: z.string().max(100).catch(''), uploading_phase: uploadingPhase, processing_phase: phase, publishing_phase: phase }).nullish().catch(null),
});
export type VideoAnswer = z.infer<typeof videoAnswer>;

/** `creation_time` is in seconds, as text. */
const storyTime = z.coerce.number().positive().max(1e11).transform((seconds) => seconds * SECOND);
export const storyAnswer = z.object({ post_id: number, status: z.string().max(50).catch(''), creation_time: storyTime, media_type: z.string().max(50).catch(''), media_id: number.nullish().catch(null), url: webAddress });
export type StoryAnswer = z.infer<typeof storyAnswer>;
export const reelAnswer = z.object({ id, description: words, created_time: instant, permalink_url: z.string().max(2000).nullish().catch(null), post_id: number.nullish().catch(null) });
export const heldAnswer = z.object({ id: postId, message: words, scheduled_publish_time: epochSeconds.transform((seconds) => Math.round(seconds * SECOND)), attachments: pictures });
export const keptAnswer = z.object({ id: postId, is_published: z.boolean(), permalink_url: webAddress });

export const pageAnswer = z.object({
  id, name: z.string().min(1).max(500), username: words, link: webAddress, followers_count: count,
  picture: z.object({ data: z.object({ url: webAddress }) }).nullish().catch(null),
});
export const accountAnswer = z.object({ id, name: z.string().min(1).max(500), access_token: z.string().min(1).max(20_000), tasks: z.array(z.string().max(100)).max(100).nullish().catch(null) });

const summary = z.object({ summary: z.object({ total_count: count }) }).nullish().catch(null);
export const countsAnswer = z.object({ id: postId, reactions: summary, comments: summary, shares: z.object({ count }).nullish().catch(null) });
export const insightsAnswer = z.object({ data: z.array(z.object({ name: z.string(), values: z.array(z.object({ value: z.int().min(0) })).min(1).max(1000) })).max(100) });

const author = z.object({ id: z.string().max(100).catch(''), name: words }).nullish().catch(null);
export const commentAnswer = z.object({ id: postId, message: words, created_time: instant, permalink_url: webAddress, from: author });
export type CommentAnswer = z.infer<typeof commentAnswer>;
export const commentedAnswer = z.object({ id: postId, comments: listOf(commentAnswer).nullish().catch(null) });

/** Of the exchange of a code, and of a token for one that lasts. */
export const tokenAnswer = z.object({ access_token: z.string().min(1).max(20_000) });
export const debugAnswer = z.object({
  data: z.object({
    /** Epoch seconds; 0: never. */
    expires_at: z.number().min(0).max(1e11).nullish().catch(null),
    /** When the person has to agree anew, epoch seconds; 0: never. */
    data_access_expires_at: z.number().min(0).max(1e11).nullish().catch(null),
    scopes: z.array(z.string().max(100)).max(100).nullish().catch(null),
  }),
});

const app = z.object({
  clientId: z.string().min(1), clientSecret: z.string().min(1),
  /** As it was typed, for an app that is live; empty: none was. */
  redirect: z.string().default(''),
});
export type App = z.infer<typeof app>;
/** What we keep of a login: the Page's own token. It does not renew; the app signs its calls, where we know it. */
export const facebookSecret = z.object({ accessToken: z.string().min(1), app: app.nullable() });
export type FacebookSecret = z.infer<typeof facebookSecret>;
