import { z } from 'zod';

// What we read of X's answers. OpenAPI 2.167 has new names (repost_count, referenced_posts, note_post) for what the prose
// documentation and older servers call retweet_count, referenced_tweets and note_tweet: both are read.

const id = z.string().regex(/^\d{1,19}$/);
const count = z.int().min(0).nullish().catch(null);
const webAddress = z.url({ protocol: /^https?$/ }).max(2000).nullish().catch(null);
const text = z.string().max(1_000_000);

const urlEntities = z.array(z.object({
  url: z.string().max(2000),
  expanded_url: z.string().max(10_000).nullish().catch(null),
  media_key: z.string().nullish().catch(null),
})).max(500).nullish().catch(null);
const entities = z.object({ urls: urlEntities }).nullish().catch(null);
const note = z.object({ text, entities }).nullish().catch(null);
const references = z.array(z.object({ type: z.string(), id })).max(20).nullish().catch(null);

export const postAnswer = z.object({
  id,
  text,
  created_at: z.string().max(40).nullish().catch(null),
  author_id: id.nullish().catch(null),
  conversation_id: id.nullish().catch(null),
  in_reply_to_user_id: id.nullish().catch(null),
  attachments: z.object({ media_keys: z.array(z.string()).max(20).nullish().catch(null), poll_ids: z.array(z.string()).max(5).nullish().catch(null) }).nullish().catch(null),
  entities,
  note_post: note,
  note_tweet: note,
  referenced_posts: references,
  referenced_tweets: references,
  public_metrics: z.object({ like_count: count, repost_count: count, retweet_count: count, reply_count: count, quote_count: count, impression_count: count }).nullish().catch(null),
});
export type PostAnswer = z.infer<typeof postAnswer>;

const problem = z.object({ type: z.string().max(500).catch(''), title: z.string().max(1000).catch(''), detail: z.string().max(4000).catch(''), resource_id: z.string().max(100).nullish().catch(null), value: z.string().max(100).nullish().catch(null) });
const problems = z.array(problem).max(1000).nullish().catch(null);

export const createdAnswer = z.object({ data: z.object({ id }) });
export const deletedAnswer = z.object({ data: z.object({ deleted: z.boolean() }) });
/** A post that is not there is 200 with `errors` and no `data`. */
export const onePost = z.object({ data: postAnswer.nullish(), errors: problems }).refine(({ data, errors }) => (data ?? null) !== null || (errors?.length ?? 0) > 0);

/** One bad entry must not hide the others, and must not pass for "it is not there". */
const posts = z.array(z.unknown()).max(1000).transform((all) => {
  const good = all.flatMap((one) => postAnswer.safeParse(one).data ?? []);
  return { posts: good, whole: good.length === all.length };
});
const userBrief = z.object({ id, username: z.string().max(100).catch(''), name: z.string().max(1000).catch('') });

/** A timeline always says how many there are, so an empty one is told from an answer that is none. */
export const timeline = z.object({
  data: posts.nullish(),
  meta: z.object({ result_count: z.int().min(0), newest_id: id.nullish().catch(null), next_token: z.string().min(1).max(2000).nullish().catch(null) }),
  includes: z.object({ users: z.array(z.unknown()).max(1000).transform((all) => all.flatMap((one) => userBrief.safeParse(one).data ?? [])) }).nullish().catch(null),
});
export const postsById = z.object({ data: posts.nullish(), errors: problems }).refine(({ data, errors }) => (data ?? null) !== null || (errors?.length ?? 0) > 0);

export const meAnswer = z.object({
  data: z.object({
    id,
    username: z.string().min(1).max(100),
    name: z.string().max(1000).catch(''),
    profile_image_url: webAddress,
    public_metrics: z.object({ followers_count: count }).nullish().catch(null),
  }),
});
export type MeAnswer = z.infer<typeof meAnswer>['data'];

const processing = z.object({ state: z.string().max(50), check_after_secs: z.number().min(0).max(3600).nullish().catch(null) }).nullish();
/** Of the simple upload, finalize and the status. */
export const mediaAnswer = z.object({ data: z.object({ id, processing_info: processing }) });
export const startedUpload = z.object({ data: z.object({ id }) });

/** Problem JSON, the older `errors` list, and the OpenAPI's own `Error`. */
export const errorAnswer = z.object({
  title: z.string().max(1000).nullish().catch(null),
  detail: z.string().max(4000).nullish().catch(null),
  type: z.string().max(500).nullish().catch(null),
  message: z.string().max(4000).nullish().catch(null),
  errors: z.array(z.object({ message: z.string().max(4000).nullish().catch(null), detail: z.string().max(4000).nullish().catch(null) })).max(100).nullish().catch(null),
});

/** Twitter's epoch, from which the ids count (snowflake): milliseconds above 22 bits. */
const EPOCH = 1_288_834_974_657n;

/** UTC ms. X gives whole seconds; without them the id tells. */
export function timeOf(post: Pick<PostAnswer, 'id' | 'created_at'>): number {
  const said = Date.parse(post.created_at ?? '');
  return Number.isNaN(said) ? Number((BigInt(post.id) >> 22n) + EPOCH) : said;
}

export const repliedTo = (post: PostAnswer): string | null =>
  [...(post.referenced_posts ?? []), ...(post.referenced_tweets ?? [])].find(({ type }) => type === 'replied_to')?.id ?? null;

export const isRepost = (post: PostAnswer): boolean =>
  [...(post.referenced_posts ?? []), ...(post.referenced_tweets ?? [])].some(({ type }) => type === 'retweeted');
