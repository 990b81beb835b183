import { z } from 'zod';
import type { JsonObject } from '#core/json';
import type { ClientAuth } from '../oauth/token';
import type { Session } from '../ports/account';

/** What we keep of a login. The keys are the person's own app, and renewing needs them. */
const tiktokSecret = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1).nullable(),
  /** UTC ms; null: TikTok did not say. */
  expiresAt: z.number().nullable(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  /** Of the redirect that the app lists; null: the usual one. */
  port: z.number().nullable(),
});
export type TiktokSecret = z.infer<typeof tiktokSecret>;

export function secretOf(session: Session): TiktokSecret | null {
  return tiktokSecret.safeParse(session.secret).data ?? null;
}

export function keptKeys(secret: JsonObject): Readonly<Record<string, string>> {
  const known = tiktokSecret.safeParse(secret).data;
  return known === undefined ? {} : { clientId: known.clientId, clientSecret: known.clientSecret, port: known.port?.toString() ?? '' };
}

/** TikTok calls the id of an app its key. */
export const ID_NAME = 'client_key';
export const clientAuth = ({ clientId, clientSecret }: Pick<TiktokSecret, 'clientId' | 'clientSecret'>): ClientAuth => ({ kind: 'post', clientId, clientSecret, idName: ID_NAME });
