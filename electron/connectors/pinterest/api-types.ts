import { z } from 'zod';

// What we read of Pinterest's answers (OpenAPI 5.23.0). Every answer is hostile until it fits.

const id = z.string().regex(/^\d{1,30}$/);
const words = z.string().max(10_000).nullish().transform((text) => text ?? '');
const count = z.int().min(0).nullish().transform((n) => n ?? null).catch(null);
/** Pinterest has been seen to leave out the zone; its times are UTC. */
const instant = z.string().max(60).transform((text, context) => {
  const at = Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  if (Number.isNaN(at)) context.addIssue('not a time');
  return at;
});

export const pinAnswer = z.object({ id });

export const pinListed = z.object({ id, title: words, description: words, link: words, created_at: instant });
export type PinListed = z.infer<typeof pinListed>;

/** A page of a list, and the mark of the next. */
export const pageOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), bookmark: z.string().max(5000).nullish().transform((mark) => (mark === '' ? null : (mark ?? null))) });

/** MediaUpload: where a video goes, and the fields of the form that goes with it. */
export const registeredMedia = z.object({ media_id: id, upload_url: z.url({ protocol: /^https?$/ }).max(4000), upload_parameters: z.record(z.string().max(200), z.string().max(20_000)).default({}) });
export const mediaState = z.object({ status: z.enum(['registered', 'processing', 'succeeded', 'failed']) });

export const placeAnswer = z.object({ id, name: z.string().max(500) });

export const accountAnswer = z.object({
  id: id.optional(),
  username: z.string().min(1).max(200),
  business_name: z.string().max(500).nullish().catch(null),
  profile_image: z.url({ protocol: /^https?$/ }).max(4000).nullish().catch(null),
  follower_count: count,
});

const counts = z.object({ impression: count, reaction: count, comment: count, save: count });
export const pinMetrics = z.object({ id, pin_metrics: z.object({ lifetime_metrics: counts.nullish().catch(null) }).nullish().catch(null) });

export const errorAnswer = z.object({ code: z.int(), message: z.string() });

/** What we keep of a login: the person's own app, so that it can be renewed, and its tokens. */
export const pinterestSecret = z.object({
  clientId: z.string(), clientSecret: z.string(), accessToken: z.string(), refreshToken: z.string().nullable(), expiresAt: z.number().nullable(),
  /** Of the redirect link that the app lists; null: not written down, or the usual one. */
  port: z.number().nullable().default(null),
});
export type PinterestSecret = z.infer<typeof pinterestSecret>;
