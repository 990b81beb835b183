import { z } from 'zod';
import type { ClientAuth } from '../oauth/token';
import type { JsonObject } from '#core/json';
import type { Session } from '../ports/account';

/** What we keep of a login. The keys are the person's own app, and renewing needs them. */
const xSecret = z.object({
  accessToken: z.string().min(1),
  /** null: offline.access was not given, so the login ends with its token. */
  refreshToken: z.string().min(1).nullable(),
  /** UTC ms; null: X did not say. */
  expiresAt: z.number().nullable(),
  clientId: z.string().min(1),
  /** Empty for an app of the type "Native App". */
  clientSecret: z.string(),
  /** Of the redirect that the app lists; null: not written down, or the usual one. */
  port: z.number().nullable().default(null),
});
export type XSecret = z.infer<typeof xSecret>;

export function secretOf(session: Session): XSecret | null {
  const secret = xSecret.safeParse(session.secret);
  return secret.success ? secret.data : null;
}

export function keptKeys(secret: JsonObject): Readonly<Record<string, string>> {
  const known = xSecret.safeParse(secret).data;
  return known === undefined ? {} : { clientId: known.clientId, clientSecret: known.clientSecret, port: known.port?.toString() ?? '' };
}

/** A native app is told by its id alone; any other proves itself with its secret. */
export const clientAuth = ({ clientId, clientSecret }: Pick<XSecret, 'clientId' | 'clientSecret'>): ClientAuth =>
  clientSecret === '' ? { kind: 'none', clientId } : { kind: 'basic', clientId, clientSecret };
