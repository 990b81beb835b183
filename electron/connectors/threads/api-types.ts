import { z } from 'zod';

// What we read of the answers of graph.threads.net (Meta's Postman collection, January 2026). Every answer is hostile until it fits.

const id = z.string().regex(/^\d{1,30}$/);
const words = z.string().max(20_000).nullish().transform((text) => text ?? '').catch('');
const webAddress = z.url({ protocol: /^https?$/ }).max(2000).nullish().catch(null);
/** `2026-11-22T09:00:00+0000` */
const instant = z.string().max(40).transform((text, context) => {
  const at = Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  if (Number.isNaN(at)) context.addIssue('not a time');
  return at;
});

export const madeAnswer = z.object({ id });
export const permalinkAnswer = z.object({ id, permalink: webAddress });
export const doneAnswer = z.object({ success: z.literal(true) });

export const containerStates = ['IN_PROGRESS', 'FINISHED', 'PUBLISHED', 'ERROR', 'EXPIRED'] as const;
export type ContainerState = (typeof containerStates)[number];
export const containerAnswer = z.object({ id, status: z.enum(containerStates), error_message: words });

export const meAnswer = z.object({ id, username: z.string().min(1).max(100), name: words, threads_profile_picture_url: webAddress });
export type MeAnswer = z.infer<typeof meAnswer>;

const part = z.object({ id }).nullish().catch(null);
export const postAnswer = z.object({
  id, text: words, timestamp: instant, permalink: webAddress, media_type: z.string().max(50).catch(''), username: z.string().max(100).catch(''),
  replied_to: part, root_post: part, has_replies: z.boolean().catch(false), is_reply_owned_by_me: z.boolean().catch(false),
});
export type PostAnswer = z.infer<typeof postAnswer>;

/** One bad entry must not hide the others, and must not pass for "it is not there". */
export const listAnswer = z.object({
  data: z.array(z.unknown()).max(1000).transform((all) => {
    const posts = all.flatMap((one) => postAnswer.safeParse(one).data ?? []);
    return { posts, whole: posts.length === all.length };
  }),
  paging: z.object({ cursors: z.object({ after: z.string().min(1).max(2000).nullish().catch(null) }).nullish().catch(null), next: z.string().max(10_000).nullish().catch(null) }).nullish().catch(null),
});

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

export const errorAnswer = z.object({
  error: z.object({
    message: words, code: z.int().nullish().catch(null), error_subcode: z.int().nullish().catch(null), is_transient: z.boolean().catch(false), error_user_msg: words,
  }),
});
export type GraphError = z.infer<typeof errorAnswer>['error'];

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
