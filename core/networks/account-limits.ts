import { z } from 'zod';
import { SECOND } from '#core/clock';
import type { MediaLimits, NetworkLimits, PollLimits, TextLimit, VideoLimits } from './facts';

// A server may leave anything out, and may lie: a value that makes no sense counts as not said.
const said = z.number().int().positive().safe().nullable().catch(null);

/** What a server says of its own limits, as stored with the account. null: it does not say. */
export const accountLimitsSchema = z.object({
  maxCharacters: said,
  charactersPerUrl: said,
  maxMedia: said,
  mimeTypes: z.array(z.string().max(100)).max(200).nullable().catch(null),
  /** Bytes. */
  imageSizeLimit: said,
  /** Width times height. */
  imageMatrixLimit: said,
  /** Bytes, width times height, and frames in a second. Absent in what was stored before Linnet sent videos. */
  videoSizeLimit: said.optional(),
  videoMatrixLimit: said.optional(),
  videoFrameRateLimit: said.optional(),
  /** Seconds. Absent where the server says nothing of it. */
  videoSecondsLimit: said.optional(),
  /** Alt text. */
  descriptionLimit: said,
  /** True: pictures can lie with the account itself, and so need no media host of the person's own. */
  hostsPictures: z.boolean().nullable().catch(null),
  /** False: a server of another kind that would publish the words of a post without its poll. */
  takesPolls: z.boolean().nullable().catch(null),
  maxPollChoices: said,
  /** Of one choice. */
  maxPollCharacters: said,
  minPollSeconds: said,
  maxPollSeconds: said,
});
export type AccountLimits = Readonly<z.infer<typeof accountLimitsSchema>>;

/** Limits as they hold for one account: what its server said, over what the network usually allows. */
export function mergeLimits(usual: NetworkLimits, account: AccountLimits | null): NetworkLimits {
  if (account === null) return usual;
  const { maxCharacters, descriptionLimit } = account;
  return {
    text: usual.text.map((limit, index): TextLimit => (index === 0 ? mergeText(limit, maxCharacters, account.charactersPerUrl) : limit)),
    altText: usual.altText === null || descriptionLimit === null ? usual.altText : { ...usual.altText, max: descriptionLimit },
    media: usual.media === null ? null : mergeMedia(usual.media, account),
    ...(usual.video === undefined ? {} : { video: usual.video === null ? null : mergeVideo(usual.video, account) }),
    ...(account.hostsPictures === true ? { hostsPictures: true as const } : {}),
    ...(usual.poll === undefined || account.takesPolls === false ? {} : { poll: mergePoll(usual.poll, account) }),
  };
}

function mergePoll(usual: PollLimits, { maxPollChoices, maxPollCharacters, minPollSeconds, maxPollSeconds }: AccountLimits): PollLimits {
  return {
    maxChoices: maxPollChoices ?? usual.maxChoices,
    maxCharacters: maxPollCharacters ?? usual.maxCharacters,
    minMs: minPollSeconds === null ? usual.minMs : minPollSeconds * SECOND,
    maxMs: maxPollSeconds === null ? usual.maxMs : maxPollSeconds * SECOND,
  };
}

function mergeText(limit: TextLimit, max: number | null, urlLength: number | null): TextLimit {
  return {
    ...limit,
    ...(max === null ? {} : { max }),
    ...(urlLength === null || limit.urlLength === undefined ? {} : { urlLength }),
  };
}

function mergeMedia(usual: MediaLimits, account: AccountLimits): MediaLimits {
  const images = account.mimeTypes?.filter((type) => type.startsWith('image/')) ?? [];
  return {
    ...usual,
    maxImages: account.maxMedia ?? usual.maxImages,
    mimeTypes: images.length > 0 ? images : usual.mimeTypes,
    maxBytes: account.imageSizeLimit ?? usual.maxBytes,
    maxPixels: account.imageMatrixLimit ?? usual.maxPixels,
  };
}

function mergeVideo(usual: VideoLimits, { mimeTypes, videoSizeLimit, videoMatrixLimit, videoFrameRateLimit, videoSecondsLimit }: AccountLimits): VideoLimits {
  const videos = mimeTypes?.filter((type) => type.startsWith('video/')) ?? [];
  return {
    ...usual,
    mimeTypes: videos.length > 0 ? videos : usual.mimeTypes,
    maxBytes: videoSizeLimit ?? usual.maxBytes,
    ...(videoMatrixLimit === undefined || videoMatrixLimit === null ? {} : { maxPixels: videoMatrixLimit }),
    maxFps: videoFrameRateLimit ?? usual.maxFps,
    ...(videoSecondsLimit === undefined || videoSecondsLimit === null ? {} : { maxMs: videoSecondsLimit * SECOND }),
  };
}
