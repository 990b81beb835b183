import { type FacebookOptions, facebookOptions, limitsWith, networkFacts } from '#core/networks';
import { err, ok, type Result } from '#core/result';
import { findLinks, fits } from '#core/text';
import type { ConnectorError } from '../ports/connector-error';
import type { Outgoing, OutgoingMedia, OutgoingPart, PublishContext } from '../ports/publish';
import { mediaIds } from '../publishing/saved-media';

export interface Draft {
  readonly part: OutgoingPart;
  /** Shown as a card, by Facebook. */
  readonly link: string | null;
  readonly options: FacebookOptions;
  /** The one video it is made of, or null. */
  readonly video: OutgoingMedia | null;
}

/** What it is to be, also where only a look is made. */
export const kindOf = ({ options }: Pick<Outgoing, 'options'>): FacebookOptions['kind'] => facebookOptions.safeParse(options).data?.kind ?? 'post';
/** Pictures and words go out by /feed; everything else has calls of its own. */
export const hasVideo = ({ parts }: Pick<Outgoing, 'parts'>): boolean => parts[0]?.media.some(({ kind }) => kind === 'video') ?? false;
export const isOwn = (outgoing: Pick<Outgoing, 'parts' | 'options'>): boolean => hasVideo(outgoing) || kindOf(outgoing) === 'story';
const NAMES = { post: 'a post', reel: 'a Reel', story: 'a Story' } as const;

const refuse = (reason: 'too-long' | 'media-invalid' | 'invalid', detail: string): Result<never, ConnectorError> => err({ type: 'rejected', reason, detail });

/** What is to be posted, or why it can never be. */
export function readDraft({ parts, options: raw }: Outgoing): Result<Draft, ConnectorError> {
  const [part] = parts;
  if (part === undefined || parts.length > 1) return refuse('invalid', 'Facebook has no threads');
  const options = facebookOptions.safeParse(raw).data;
  if (options === undefined) return refuse('invalid', 'an option is not one of those Facebook takes');
  if (part.text.trim() === '' && part.media.length === 0) return refuse('invalid', 'there is nothing to publish');
  const limits = limitsWith('facebook', networkFacts.facebook.limits, options);
  if (options.kind !== 'story' && !fits(part.text, limits)) return refuse('too-long', 'the text is longer than Facebook takes');
  const { maxImages = 0, mimeTypes = [] } = limits.media ?? {};
  const video = part.media.find(({ kind }) => kind === 'video') ?? null;
  if (options.kind === 'reel' && video === null) return refuse('media-invalid', 'a Reel is one video');
  if (options.kind === 'story' && part.media.length === 0) return refuse('media-invalid', 'a Story is one picture or one video');
  if (video !== null && part.media.length > 1) return refuse('media-invalid', `${NAMES[options.kind]} takes one video, and no pictures beside it`);
  if (video !== null && limits.video?.mimeTypes.includes(video.mime) !== true) return refuse('media-invalid', 'Facebook takes videos as MP4 or MOV');
  if (part.media.length > maxImages) return refuse('media-invalid', `${NAMES[options.kind]} takes up to ${maxImages} pictures`);
  if (video === null && part.media.some(({ mime }) => !mimeTypes.some((taken) => taken === mime))) return refuse('media-invalid', 'Facebook takes JPEG, PNG and GIF pictures');
  // A post shows pictures or a card.
  const link = options.linkCard && part.media.length === 0 ? (findLinks(part.text)[0]?.url ?? null) : null;
  return ok({ part, link: link !== null && URL.canParse(link) ? link : null, options, video });
}

/** The fields of POST /{page}/feed, or null while a picture is not uploaded. */
export function feedFields(context: PublishContext, { part, link }: Draft): Readonly<Record<string, string>> | null {
  const ids = mediaIds(context, part, 0);
  if (ids === null) return null;
  return {
    ...(part.text === '' ? {} : { message: part.text }),
    ...(link === null ? {} : { link }),
    ...Object.fromEntries(ids.map((id, m) => [`attached_media[${m}]`, JSON.stringify({ media_fbid: id })])),
  };
}
