import { z } from 'zod';
import { instant, listOf } from '../meta-graph/answers';
import { containerStates } from '../meta-graph/container';

// What we read of the answers of graph.threads.net (Meta's Postman collection, January 2026). Every answer is hostile until it fits.

const id = z.string().regex(/^\d{1,30}$/);
const words = z.string().max(20_000).nullish().transform((text) => text ?? '').catch('');
const webAddress = z.url({ protocol: /^https?$/ }).max(2000).nullish().catch(null);

export const madeAnswer = z.object({ id });
export const permalinkAnswer = z.object({ id, permalink: webAddress });
export const doneAnswer = z.object({ success: z.literal(true) });

export const containerAnswer = z.object({ id, status: z.enum(containerStates), error_message: words });

export const meAnswer = z.object({ id, username: z.string().min(1).max(100), name: words, threads_profile_picture_url: webAddress });
export type MeAnswer = z.infer<typeof meAnswer>;

const part = z.object({ id }).nullish().catch(null);
export const postAnswer = z.object({
  id, text: words, timestamp: instant, permalink: webAddress, media_type: z.string().max(50).catch(''), username: z.string().max(100).catch(''),
  replied_to: part, root_post: part, has_replies: z.boolean().catch(false), is_reply_owned_by_me: z.boolean().catch(false),
});
export type PostAnswer = z.infer<typeof postAnswer>;

export const postList = listOf(postAnswer);

const total = z.object({ quota_total: z.int().min(0) }).nullish().catch(null);
const used = z.int().min(0).nullish().catch(null);
export const quotaAnswer = z.object({ data: z.array(z.object({ quota_usage: used, config: total, reply_quota_usage: used, reply_config: total })).min(1).max(10) });

const insight = z.object({ name: z.string(), values: z.array(z.object({ value: z.int().min(0) })).min(1).max(1000) });
export const insightsAnswer = z.object({ data: z.array(z.unknown()).max(100).transform((all) => new Map(all.flatMap((one) => {
  const read = insight.safeParse(one);
  return read.success ? [[read.data.name, read.data.values[0]?.value ?? null] as const] : [];
}))) });

/** Of the exchange of a code, of the long-lived token and of its renewal. */
export const tokenAnswer = z.object({ access_token: z.string().min(1).max(20_000), expires_in: z.coerce.number().positive().max(1e10).nullish().catch(null) });

/** What we keep of a login. Renewing needs nothing but the token itself, so the app's secret is forgotten. */
export const threadsSecret = z.object({
  accessToken: z.string().min(1),
  /** UTC ms. */
  expiresAt: z.number(),
  /** From when on it is renewed along the way, UTC ms. */
  renewAt: z.number(),
  /** What names the person's app, for the next login; null: a pasted token, or one of before this was kept. */
  app: z.object({ clientId: z.string().min(1), redirect: z.string().min(1) }).nullable().default(null),
});
export type ThreadsSecret = z.infer<typeof threadsSecret>;
