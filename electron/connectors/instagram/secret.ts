import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { DAY, type Millis, SECOND } from '#core/clock';

const app = z.object({
  clientId: z.string().min(1), clientSecret: z.string().min(1),
  /** As it was typed, for an app that is live; empty: none was. */
  redirect: z.string().default(''),
});
export type App = z.infer<typeof app>;

const byInstagram = z.object({
  way: z.literal('instagram'),
  /** Its secret is used once and forgotten: renewing needs nothing but the token itself. Null: the token was pasted. */
  app: app.omit({ clientSecret: true }).nullable().default(null),
  accessToken: z.string().min(1),
  /** UTC ms. */
  expiresAt: z.number(),
  /** From when on it is renewed along the way, UTC ms. */
  renewAt: z.number(),
});
export type InstagramToken = z.infer<typeof byInstagram>;

const byPage = z.object({
  way: z.literal('page'),
  accessToken: z.string().min(1),
  /** Signs the calls, where we know it. */
  app: app.nullable(),
  pageId: z.string().min(1),
  /** UTC ms; null: it does not end by itself. It cannot be renewed. */
  expiresAt: z.number().nullable(),
});
export type PageToken = z.infer<typeof byPage>;

/** What we keep of a login: a token of Instagram's own, or that of the Page the account belongs to. */
export const instagramSecret = z.discriminatedUnion('way', [byInstagram, byPage]);
export type InstagramSecret = z.infer<typeof instagramSecret>;

export const TOKEN_LIFE: Millis = 60 * DAY;
/** A week leaves seven more weeks for a machine that is off. */
export const RENEW_AFTER: Millis = 7 * DAY;

/** @param seconds as the network says; null: it did not */
export const tokenFrom = (accessToken: string, seconds: number | null, now: Millis, known: InstagramToken['app']): InstagramToken =>
  ({ way: 'instagram', app: known, accessToken, expiresAt: now + (seconds === null ? TOKEN_LIFE : seconds * SECOND), renewAt: now + RENEW_AFTER });

/** The token, and the proof that the app itself uses it, which apps at Facebook may require. */
export function proofOf(secret: InstagramSecret): Readonly<Record<string, string>> {
  const { accessToken } = secret;
  return { access_token: accessToken, ...(secret.way === 'instagram' || secret.app === null ? {} : { appsecret_proof: createHmac('sha256', secret.app.clientSecret).update(accessToken).digest('hex') }) };
}
