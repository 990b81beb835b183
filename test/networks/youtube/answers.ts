/** What the local server says back. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
type Fields = Readonly<Record<string, unknown>>;

export interface StoredVideo {
  readonly id: string;
  readonly bytes: Buffer;
  readonly mime: string;
  readonly notify: boolean;
  readonly uploadedAt: number;
  publishedAt: number;
  snippet: Fields;
  status: Fields;
  /** Looks until it was worked on. */
  looksLeft: number;
  thumbnail: { readonly mime: string; readonly bytes: number } | null;
}
export interface StoredComment { readonly id: string; readonly videoId: string; readonly author: { readonly id: string; readonly name: string }; readonly text: string; readonly at: number; readonly replies: StoredComment[]; hidden?: boolean }
export interface Channel { readonly id: string; readonly title: string; readonly handle: string; readonly uploads: string }

/** As the Data API says it: the reason stands in the list. */
export const refused = (code: number, reason: string, message: string, domain = 'youtube.video'): Answer => ({ status: code, body: { error: { code, message, errors: [{ message, domain, reason }] } } });

export const list = (kind: string, items: readonly unknown[], next: string | null = null): Answer => ({
  status: 200, body: { kind, etag: 'e', ...(next === null ? {} : { nextPageToken: next }), pageInfo: { totalResults: items.length, resultsPerPage: 50 }, ...(items.length === 0 ? {} : { items }) },
});

const iso = (at: number): string => new Date(at).toISOString();

/** Only the parts that were asked for. */
export function videoShape(video: StoredVideo, part: string, channel: Channel): Fields {
  const parts = new Set(part.split(','));
  const working = video.looksLeft > 0 && video.status['uploadStatus'] === 'processed';
  return {
    kind: 'youtube#video', etag: 'e', id: video.id,
    ...(parts.has('snippet') ? { snippet: { ...video.snippet, publishedAt: iso(video.publishedAt), channelId: channel.id, channelTitle: channel.title } } : {}),
    ...(parts.has('status') ? { status: { ...video.status, uploadStatus: working ? 'uploaded' : video.status['uploadStatus'] } } : {}),
    ...(parts.has('statistics') ? { statistics: { viewCount: '120', likeCount: '7', favoriteCount: '0', commentCount: '2' } } : {}),
  };
}

export const channelShape = ({ id, title, handle, uploads }: Channel): Fields => ({
  kind: 'youtube#channel', etag: 'e', id,
  snippet: { title, description: '', customUrl: `@${handle}`, publishedAt: '2020-01-01T00:00:00Z', thumbnails: { default: { url: 'https://yt3.example/a.jpg', width: 88, height: 88 } } },
  contentDetails: { relatedPlaylists: { likes: '', uploads } },
  statistics: { viewCount: '5120', subscriberCount: '431', hiddenSubscriberCount: false, videoCount: '12' },
});

export const itemShape = (playlistId: string, video: StoredVideo): Fields => ({
  kind: 'youtube#playlistItem', etag: 'e', id: `item-${playlistId}-${video.id}`,
  snippet: { publishedAt: iso(video.uploadedAt), playlistId, title: String(video.snippet['title'] ?? ''), resourceId: { kind: 'youtube#video', videoId: video.id } },
});

export const commentShape = ({ id, videoId, author, text, at }: StoredComment): Fields => ({
  kind: 'youtube#comment', etag: 'e', id,
  snippet: { videoId, textDisplay: text, textOriginal: text, authorDisplayName: author.name, authorChannelId: { value: author.id }, likeCount: 0, publishedAt: iso(at), updatedAt: iso(at) },
});
export const threadShape = (comment: StoredComment, channel: Channel): Fields => ({
  kind: 'youtube#commentThread', etag: 'e', id: comment.id,
  snippet: { channelId: channel.id, videoId: comment.videoId, topLevelComment: commentShape(comment), canReply: true, totalReplyCount: comment.replies.length, isPublic: true },
  ...(comment.replies.length === 0 ? {} : { replies: { comments: comment.replies.filter(({ hidden }) => hidden !== true).map(commentShape) } }),
});
