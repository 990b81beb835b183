import { z } from 'zod';
import type { JsonObject } from '#core/json';

/** What we keep of a login. A pasted token has no app beside it, and only apps of LinkedIn's partners get refresh tokens. */
export const linkedinSecret = z.object({
  accessToken: z.string().min(1),
  /** UTC ms. */
  expiresAt: z.number(),
  refreshToken: z.string().min(1).nullable(),
  app: z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1), /** Of the redirect that it has registered; null: not written down, or the usual one. */ port: z.number().nullable().default(null) }).nullable(),
});
export type LinkedinSecret = z.infer<typeof linkedinSecret>;

export function keptKeys(secret: JsonObject): Readonly<Record<string, string>> {
  const app = linkedinSecret.safeParse(secret).data?.app ?? null;
  return app === null ? {} : { clientId: app.clientId, clientSecret: app.clientSecret, port: app.port?.toString() ?? '' };
}
