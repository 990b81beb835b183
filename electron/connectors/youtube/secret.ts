import { z } from 'zod';
import type { JsonObject } from '#core/json';
import type { ClientAuth } from '../oauth/token';
import type { Session } from '../ports/account';

/** What one project of the person's has used of a day's quota, by Linnet's own count. */
const usedQuota = z.object({ /** UTC ms, when it begins anew. */ until: z.number(), uploads: z.number(), units: z.number() });
export type UsedQuota = z.infer<typeof usedQuota>;

/** What we keep of a login. The keys are the person's own app, and renewing needs them. */
const youtubeSecret = z.object({
  accessToken: z.string().min(1),
  /** null: Google gave none, so the login ends with its token. */
  refreshToken: z.string().min(1).nullable(),
  /** UTC ms; null: Google did not say. */
  expiresAt: z.number().nullable(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** Here because it must outlive a restart, and nothing else of a connector does. */
  used: usedQuota.nullable().default(null),
});
export type YoutubeSecret = z.infer<typeof youtubeSecret>;

export const secretOf = (session: Session): YoutubeSecret | null => youtubeSecret.safeParse(session.secret).data ?? null;

export function keptKeys(secret: JsonObject): Readonly<Record<string, string>> {
  const known = youtubeSecret.safeParse(secret).data;
  return known === undefined ? {} : { clientId: known.clientId, clientSecret: known.clientSecret };
}

/** A desktop app has a secret, which Google wants although nobody can keep it one. */
export const clientAuth = ({ clientId, clientSecret }: Pick<YoutubeSecret, 'clientId' | 'clientSecret'>): ClientAuth => ({ kind: 'post', clientId, clientSecret });
