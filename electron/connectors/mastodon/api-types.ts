import { z } from 'zod';

// What we read of a server's answers. Anybody can run a server, so every answer is hostile until it fits.

const id = z.string().min(1).max(200);
const webAddress = z.url({ protocol: /^https?$/ }).max(2000);
const instant = z.string().max(40).transform((text, context) => {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  context.addIssue({ code: 'custom', message: 'not a date' });
  return z.NEVER;
});
const count = z.int().min(0).nullish().catch(null);
const optionalAddress = webAddress.nullish().catch(null);

export const accountAnswer = z.object({
  id,
  acct: z.string().min(1).max(500),
  username: z.string().min(1).max(500),
  display_name: z.string().max(2000).catch(''),
  url: optionalAddress,
  avatar: optionalAddress,
  followers_count: count,
});
export type AccountAnswer = z.infer<typeof accountAnswer>;

export const statusAnswer = z.object({
  id,
  uri: z.string().max(2000).catch(''),
  url: optionalAddress,
  created_at: instant,
  content: z.string().max(1_000_000).catch(''),
  /** The text as it was typed: snac always gives it, Mastodon only on deleting. */
  text: z.string().max(1_000_000).nullish().catch(null),
  visibility: z.enum(['public', 'unlisted', 'private', 'direct']).nullish().catch(null),
  edited_at: z.string().max(40).nullish().catch(null),
  in_reply_to_id: id.nullish().catch(null),
  in_reply_to_account_id: id.nullish().catch(null),
  media_attachments: z.array(z.unknown()).max(100).catch([]),
  account: z.object({ id, acct: z.string().max(500).catch(''), display_name: z.string().max(2000).catch('') }).nullish().catch(null),
  reblog: z.unknown().optional(),
  poll: z.unknown().optional(),
  favourites_count: count,
  reblogs_count: count,
  replies_count: count,
  quotes_count: count,
});
export type StatusAnswer = z.infer<typeof statusAnswer>;
const comparable = z.object({ media_attachments: z.array(z.unknown()).nullish() }).and(z.union([z.object({ content: z.string() }), z.object({ text: z.string() })]));
/** One bad entry must not hide the others, and must not pass for "it is not there": `whole` says that each could be read and compared. */
export const statusList = z.array(z.unknown()).max(1000).transform((all) => {
  const statuses = all.flatMap((one) => statusAnswer.safeParse(one).data ?? []);
  return { statuses, whole: statuses.length === all.length && all.every((one) => comparable.safeParse(one).success) };
});

/** What a post said before it was edited, oldest first. */
export const historyAnswer = z.array(z.object({ content: z.string().max(1_000_000) })).max(1000);

export const scheduledAnswer = z.object({
  id,
  scheduled_at: instant,
  params: z.object({ idempotency: z.string().nullish().catch(null), text: z.string().nullish().catch(null), media_ids: z.array(z.unknown()).nullish().catch(null) })
    .catch({ idempotency: null, text: null, media_ids: null }),
});
export const scheduledList = z.array(scheduledAnswer).max(1000);

export const mediaAnswer = z.object({ id, url: z.string().nullish().catch(null) });

export const notificationList = z.array(z.unknown()).max(1000).transform((all) => all.flatMap((one) => {
  const parsed = z.object({ id, type: z.string(), status: statusAnswer.nullish() }).safeParse(one);
  return parsed.success ? [parsed.data] : [];
}));

export const appAnswer = z.object({ client_id: z.string().min(1).max(2000), client_secret: z.string().min(1).max(2000) });

export const metadataAnswer = z.object({
  issuer: z.string().max(2000),
  authorization_endpoint: webAddress,
  token_endpoint: webAddress,
  scopes_supported: z.array(z.string()).max(500).catch([]),
  code_challenge_methods_supported: z.array(z.string()).max(20).catch([]),
  authorization_response_iss_parameter_supported: z.boolean().catch(false),
});
export type MetadataAnswer = z.infer<typeof metadataAnswer>;

const configuration = z.object({
  statuses: z.object({ max_characters: z.unknown(), max_media_attachments: z.unknown(), characters_reserved_per_url: z.unknown() }).partial().catch({}),
  media_attachments: z
    .object({ supported_mime_types: z.unknown(), image_size_limit: z.unknown(), image_matrix_limit: z.unknown(), description_limit: z.unknown(), video_size_limit: z.unknown(), video_matrix_limit: z.unknown(), video_frame_rate_limit: z.unknown() })
    .partial()
    .catch({}),
  polls: z.object({ max_options: z.unknown(), max_characters_per_option: z.unknown(), min_expiration: z.unknown(), max_expiration: z.unknown() }).partial().catch({}),
}).partial().catch({});

/** The fields that /api/v2/instance and /api/v1/instance share, and the two names of the domain. */
export const instanceAnswer = z.object({
  version: z.string().min(1).max(300),
  domain: z.string().max(300).nullish().catch(null),
  uri: z.string().max(300).nullish().catch(null),
  configuration: configuration.nullish().catch(null),
  /** Older servers and Pleroma. */
  max_toot_chars: z.unknown().optional(),
});
export type InstanceAnswer = z.infer<typeof instanceAnswer>;

/** What we keep of a login. The tokens do not expire. */
export const mastodonSecret = z.object({
  accessToken: z.string().min(1),
  clientId: z.string(),
  clientSecret: z.string(),
  software: z.enum(['mastodon', 'other']),
  /** The part after the @ in this server's handles; it may differ from the host of its API. */
  domain: z.string(),
});
export type MastodonSecret = z.infer<typeof mastodonSecret>;
