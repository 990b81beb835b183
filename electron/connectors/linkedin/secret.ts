import { z } from 'zod';

/** What we keep of a login. A pasted token has no app beside it, and only apps of LinkedIn's partners get refresh tokens. */
export const linkedinSecret = z.object({
  accessToken: z.string().min(1),
  /** UTC ms. */
  expiresAt: z.number(),
  refreshToken: z.string().min(1).nullable(),
  app: z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1) }).nullable(),
});
export type LinkedinSecret = z.infer<typeof linkedinSecret>;
