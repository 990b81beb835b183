import { z } from 'zod';
import { instant, listOf } from '../meta-graph/answers';
import { containerStates } from '../meta-graph/container';

// What we read of the answers of graph.instagram.com and graph.facebook.com v25.0. Every answer is hostile until it fits.

const id = z.string().regex(/^\d{1,30}$/);
const words = z.string().max(100_000).nullish().transform((text) => text ?? '').catch('');
const webAddress = z.url({ protocol: /^https?$/ }).max(4000).nullish().catch(null);
const count = z.int().min(0).nullish().transform((value) => value ?? null).catch(null);
export const madeAnswer = z.object({ id });
export const permalinkAnswer = z.object({ id, permalink: webAddress });
export const doneAnswer = z.object({ success: z.literal(true) });

/** `status` says in words, with a number, why it went wrong. */
export const containerAnswer = z.object({ id, status_code: z.enum(containerStates), status: words });

/** With Instagram's own login the number of the account is `user_id`, and `id` one that only this app knows. */
export const meAnswer = z.object({ id, user_id: id.nullish().catch(null), username: z.string().min(1).max(100), name: words, profile_picture_url: webAddress, followers_count: count });

const postAnswer = z.object({ id, caption: words, timestamp: instant, permalink: webAddress, media_type: z.string().max(50).catch(''), media_product_type: z.string().max(50).catch('') });
export type PostAnswer = z.infer<typeof postAnswer>;

export const postList = listOf(postAnswer);

export const commentAnswer = z.object({ id, text: words, timestamp: instant, username: z.string().max(100).catch('') });
export type CommentAnswer = z.infer<typeof commentAnswer>;
export const commentedAnswer = z.object({ id, permalink: webAddress, comments: listOf(commentAnswer).nullish().catch(null) });
export const taggedAnswer = z.object({ id, caption: words, timestamp: instant, permalink: webAddress, username: z.string().max(100).catch('') });

/** Of the last 24 hours. */
export const quotaAnswer = z.object({ data: z.array(z.object({ quota_usage: z.int().min(0).nullish().catch(null), config: z.object({ quota_total: z.int().min(0) }).nullish().catch(null) })).min(1).max(10) });

export const countsAnswer = z.object({ id, like_count: count, comments_count: count });
const insight = z.object({ name: z.string(), values: z.array(z.object({ value: z.int().min(0) })).min(1).max(1000) });
export const insightsAnswer = z.object({ data: z.array(z.unknown()).max(100).transform((all) => new Map(all.flatMap((one) => {
  const read = insight.safeParse(one);
  return read.success ? [[read.data.name, read.data.values[0]?.value ?? null] as const] : [];
}))) });

/** A photo on a Page that nobody sees, in all its sizes. */
export const photoAnswer = z.object({ id, images: z.array(z.object({ source: z.url({ protocol: /^https?$/ }).max(4000), width: z.number().catch(0) })).min(1).max(100) });

const linked = z.object({ id, username: z.string().max(100).catch('') });
/** One of a person's Pages, and the Instagram account that belongs to it. */
export const pageAnswer = z.object({ id, name: z.string().min(1).max(500), access_token: z.string().min(1).max(20_000), instagram_business_account: linked.nullish().catch(null) });

const token = z.object({ access_token: z.string().min(1).max(20_000), expires_in: z.coerce.number().positive().max(1e10).nullish().catch(null), permissions: z.union([z.array(z.string().max(100)).max(100), z.string().max(4000)]).nullish().catch(null) });
/** Of every exchange. The first of Instagram's own stands in a list of one, or by itself. */
export const tokenAnswer = z.union([z.object({ data: z.tuple([token]) }).transform(({ data }) => data[0]), token]);

export const debugAnswer = z.object({
  data: z.object({
    /** Epoch seconds; 0: never. */
    expires_at: z.number().min(0).max(1e11).nullish().catch(null),
    /** When the person has to agree anew, epoch seconds; 0: never. */
    data_access_expires_at: z.number().min(0).max(1e11).nullish().catch(null),
    scopes: z.array(z.string().max(100)).max(100).nullish().catch(null),
  }),
});
