import { z } from 'zod';

// What we read of the Data API v3 (discovery document of revision 20260427). Every answer is hostile until it fits.

const word = z.string().max(200).nullish().catch(null);
const words = z.string().max(100_000).nullish().transform((text) => text ?? '');
const flag = z.boolean().nullish().catch(null);
const webAddress = z.url({ protocol: /^https?$/ }).max(4000).nullish().catch(null);
/** Counts come as text (uint64). */
const count = z.string().regex(/^\d{1,15}$/).transform(Number).nullish().transform((n) => n ?? null).catch(null);
const instant = z.string().max(60).transform((text, context) => {
  const at = Date.parse(text);
  if (Number.isNaN(at)) context.addIssue('not a time');
  return at;
});
const maybeInstant = instant.nullish().catch(null);
const videoId = z.string().regex(/^[\w-]{1,64}$/);

/** One bad entry must not hide the others, and must not pass for "it is not there". Google leaves `items` out where there are none. */
const listOf = <T>(kind: string, shape: z.ZodType<T>) => z.object({
  kind: z.literal(kind),
  items: z.array(z.unknown()).max(1000).nullish().transform((all) => {
    const items = (all ?? []).flatMap((one) => {
      const read = shape.safeParse(one);
      return read.success ? [read.data] : [];
    });
    return { items, whole: items.length === (all ?? []).length };
  }),
  nextPageToken: z.string().min(1).max(2000).nullish().catch(null),
}).transform(({ items, nextPageToken }) => ({ ...items, next: nextPageToken ?? null }));

export const videoAnswer = z.object({
  kind: z.literal('youtube#video'),
  id: videoId,
  snippet: z.object({ title: words, description: words, publishedAt: maybeInstant, channelId: word }).nullish(),
  status: z.object({ uploadStatus: word, privacyStatus: word, failureReason: word, rejectionReason: word, publishAt: maybeInstant, selfDeclaredMadeForKids: flag, containsSyntheticMedia: flag, license: word, embeddable: flag, publicStatsViewable: flag }).nullish(),
  statistics: z.object({ viewCount: count, likeCount: count, commentCount: count }).nullish().catch(null),
});
export type VideoAnswer = z.infer<typeof videoAnswer>;
export const videoList = listOf('youtube#videoListResponse', videoAnswer);

export const channelList = listOf('youtube#channelListResponse', z.object({
  id: z.string().regex(/^[\w-]{1,100}$/),
  snippet: z.object({ title: words, customUrl: word, thumbnails: z.object({ default: z.object({ url: webAddress }).nullish().catch(null), medium: z.object({ url: webAddress }).nullish().catch(null) }).nullish().catch(null) }),
  statistics: z.object({ subscriberCount: count, hiddenSubscriberCount: z.boolean().nullish().catch(null), viewCount: count, videoCount: count }).nullish().catch(null),
  contentDetails: z.object({ relatedPlaylists: z.object({ uploads: z.string().regex(/^[\w-]{1,100}$/).nullish().catch(null) }).nullish().catch(null) }).nullish().catch(null),
}));
export type Channel = z.infer<typeof channelList>['items'][number];

/** `publishedAt` is when it came into the list, which for uploads is when it was uploaded. */
export const playlistItems = listOf('youtube#playlistItemListResponse', z.object({ snippet: z.object({ publishedAt: instant, resourceId: z.object({ videoId }) }) }));
export const playlistItem = z.object({ kind: z.literal('youtube#playlistItem'), id: z.string().min(1).max(500) });

export const playlist = z.object({ id: z.string().regex(/^[\w-]{1,100}$/), snippet: z.object({ title: words }) });
export const playlistList = listOf('youtube#playlistListResponse', playlist);

export const captionAnswer = z.object({ kind: z.literal('youtube#caption'), id: z.string().min(1).max(500) });
export const captionList = listOf('youtube#captionListResponse', z.object({ id: z.string().min(1).max(500), snippet: z.object({ language: word, trackKind: word }) }));
export const thumbnailAnswer = z.object({ kind: z.literal('youtube#thumbnailSetResponse') });

const comment = z.object({
  id: z.string().min(1).max(500),
  snippet: z.object({ textOriginal: words, textDisplay: words, authorDisplayName: words, authorChannelId: z.object({ value: word }).nullish().catch(null), publishedAt: instant, videoId: videoId.nullish().catch(null) }),
});
export const commentAnswer = z.object({ kind: z.literal('youtube#comment'), id: z.string().min(1).max(500) });
export type CommentAnswer = z.infer<typeof comment>;
export const threadList = listOf('youtube#commentThreadListResponse', z.object({
  snippet: z.object({ videoId: videoId.nullish().catch(null), topLevelComment: comment }),
  replies: z.object({ comments: z.array(z.unknown()).max(100).transform((all) => all.flatMap((one) => comment.safeParse(one).data ?? [])) }).nullish().catch(null),
}));

export const errorAnswer = z.object({
  error: z.object({
    message: z.string().max(20_000).catch(''),
    errors: z.array(z.object({ reason: z.string().max(200).catch(''), message: z.string().max(20_000).catch('') })).max(100).nullish().catch(null),
  }),
});
