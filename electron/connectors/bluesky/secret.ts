import type { NodeSavedSession } from '@atproto/oauth-client-node';
import { z } from 'zod';
import type { JsonObject } from '#core/json';

/** App-password session. */
const passwordSecret = z.object({ kind: z.literal('password'), accessJwt: z.string(), refreshJwt: z.string() });
/** OAuth session. The redirect is part of a loopback client's id, so a refresh must use the one of the login. */
const oauthSecret = z.object({
  kind: z.literal('oauth'), redirectUri: z.string(),
  session: z.custom<NodeSavedSession>((v) => typeof v === 'object' && v !== null && 'dpopJwk' in v && 'tokenSet' in v),
});
export const blueskySecret = z.discriminatedUnion('kind', [passwordSecret, oauthSecret]);
export type BlueskySecret = z.infer<typeof blueskySecret>;
export type PasswordSecret = z.infer<typeof passwordSecret>;
export type OauthSecret = z.infer<typeof oauthSecret>;

/** As stored: plain JSON. */
export const toJson = (secret: BlueskySecret): JsonObject => JSON.parse(JSON.stringify(secret)) as JsonObject;

/** What must never be seen outside: tokens and the private part of the DPoP key. */
export function valuesOf(secret: JsonObject): readonly string[] {
  const read = blueskySecret.safeParse(secret);
  if (!read.success) return [];
  if (read.data.kind === 'password') return [read.data.accessJwt, read.data.refreshJwt];
  const { tokenSet, dpopJwk } = read.data.session;
  const privatePart = 'd' in dpopJwk && typeof dpopJwk.d === 'string' ? dpopJwk.d : '';
  return [tokenSet.access_token, tokenSet.refresh_token ?? '', privatePart].filter((value) => value !== '');
}
