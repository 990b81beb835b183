import { z } from 'zod';

// What we read of the server's answers. Every answer is hostile until it fits.

const id = z.string().min(1).max(40);
const webAddress = z.url({ protocol: /^https?$/ }).max(2000);
const instant = z.iso.datetime().transform((text) => Date.parse(text));
const count = z.int().min(0);

export const postAnswer = z.object({
  id,
  text: z.string(),
  url: webAddress,
  created_at: instant,
  reply_to: z.string().nullable(),
  media: z.array(z.object({ id })),
});
export type PostAnswer = z.infer<typeof postAnswer>;

export const postList = z.object({ posts: z.array(postAnswer), next: z.string().nullable() });
export const mediaAnswer = z.object({ id });
export const errorAnswer = z.object({ error: z.string(), message: z.string().default('') });

export const meAnswer = z.object({
  id,
  handle: z.string().min(1).max(60),
  name: z.string().max(200),
  url: webAddress,
  avatar: webAddress.nullable(),
  followers: count,
});

const counts = z.object({ views: count, likes: count, reposts: count, quotes: count, comments: count });
export const metricsAnswer = z.object({ posts: z.record(z.string(), counts) });

export const notificationsAnswer = z.object({
  items: z.array(
    z.object({
      id,
      kind: z.enum(['comment', 'mention']),
      post_id: z.string().nullable(),
      text: z.string(),
      created_at: instant,
      author: z.object({ handle: z.string(), name: z.string() }),
      url: webAddress,
    }),
  ),
  cursor: z.string().nullable(),
});

/** What we keep of a login. */
export const practiceSecret = z.object({ accessToken: z.string(), refreshToken: z.string(), expiresAt: z.number() });
export type PracticeSecret = z.infer<typeof practiceSecret>;
