import { SECOND } from '#core/clock';
import { type InstagramOptions, instagramOptions, namesIn, networkFacts } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import { findHashtags, findMentions, fits } from '#core/text';
import type { ConnectorError } from '../ports/connector-error';
import type { Outgoing, OutgoingMedia, OutgoingPart } from '../ports/publish';

export interface Draft {
  readonly part: OutgoingPart;
  readonly options: InstagramOptions;
  readonly toStory: boolean;
}
type Fields = Readonly<Record<string, string>>;

/** Whether it is to be a Story; also where its pictures are not in reach, because something is only looked for. */
export const isStory = ({ options }: Pick<Outgoing, 'options'>): boolean => instagramOptions.safeParse(options).data?.postAs === 'story';

const refuse = (reason: 'too-long' | 'media-invalid' | 'invalid', detail: string): Result<never, ConnectorError> => err({ type: 'rejected', reason, detail });

/** What is to be posted, or why it can never be. */
export function readDraft({ parts, options: raw }: Pick<Outgoing, 'parts' | 'options'>): Result<Draft, ConnectorError> {
  const { limits, mostNames: most = { hashtags: Infinity, mentions: Infinity } } = networkFacts.instagram;
  const [part] = parts;
  if (part === undefined || parts.length > 1) return refuse('invalid', 'Instagram has no threads');
  const options = instagramOptions.safeParse(raw).data;
  if (options === undefined) return refuse('invalid', 'an option is not one of those Instagram takes');
  const toStory = options.postAs === 'story';
  if (part.media.length === 0) return refuse('media-invalid', 'Instagram takes no post without a picture or video');
  if (toStory && part.media.length > 1) return refuse('media-invalid', 'a Story is one picture or one video');
  const { maxImages = 0, mimeTypes = [] } = limits.media ?? {};
  if (part.media.length > maxImages) return refuse('media-invalid', `a post takes up to ${maxImages} pictures and videos`);
  for (const { kind, mime } of part.media) {
    if (!(kind === 'video' ? (limits.video?.mimeTypes ?? []) : mimeTypes).includes(mime)) return refuse('media-invalid', 'Instagram takes JPEG pictures, and videos as MP4 or MOV');
  }
  if (toStory) return ok({ part, options, toStory });
  if (!fits(part.text, limits)) return refuse('too-long', 'the caption is longer than Instagram takes');
  if (findHashtags(part.text).length > most.hashtags) return refuse('invalid', `Instagram takes at most ${most.hashtags} hashtags`);
  if (findMentions(part.text).length > most.mentions) return refuse('invalid', `Instagram takes at most ${most.mentions} mentions`);
  return ok({ part, options, toStory });
}

/** In a row near the lower edge: of a picture Instagram wants a place for each, and nobody has pointed at one. */
function tagsOf({ userTags }: InstagramOptions, kind: OutgoingMedia['kind']): Fields {
  const names = namesIn(userTags);
  if (names.length === 0) return {};
  const tags = names.map((username, i) => (kind === 'video' ? { username } : { username, x: Number(((i + 1) / (names.length + 1)).toFixed(2)), y: 0.85 }));
  return { user_tags: JSON.stringify(tags) };
}

/**
 * What one picture or video adds to its container. Alt text is for pictures of posts alone. A video's bytes are sent afterwards.
 * @param url where Instagram fetches it; null: a video
 */
export function mediaFields({ options, toStory, part }: Draft, { alt, kind }: Pick<OutgoingMedia, 'alt' | 'kind'>, m: number, url: string | null): Fields {
  const tags = m === 0 ? tagsOf(options, kind) : {};
  if (url !== null) return { image_url: url, ...(alt === '' || toStory ? {} : { alt_text: alt }), ...tags };
  if (part.media.length > 1) return { media_type: 'VIDEO', upload_type: 'resumable', ...tags };
  if (toStory) return { upload_type: 'resumable', ...tags };
  const cover = options.coverSecond === '' ? {} : { thumb_offset: String(Number(options.coverSecond) * SECOND) };
  return { media_type: 'REELS', upload_type: 'resumable', share_to_feed: String(options.shareToFeed), ...cover, ...tags };
}

/** What the whole post has beside its pictures. */
export function postFields({ part, options, toStory }: Draft): Fields {
  if (toStory) return { media_type: 'STORIES' };
  const collaborators = namesIn(options.collaborators);
  return {
    ...(part.text === '' ? {} : { caption: part.text }),
    ...(collaborators.length === 0 ? {} : { collaborators: JSON.stringify(collaborators) }),
    ...(options.location === '' ? {} : { location_id: options.location }),
  };
}
