import { z } from 'zod';
import { MINUTE, SECOND } from '#core/clock';
import { type MediaLimits, type NetworkFacts, noEdit, type VideoLimits } from './facts';
import { networkNames } from './names';

export const MOST_COLLABORATORS = 3;
export const MOST_TAGGED = 20;
/** Two or more names stand apart by spaces or commas, each with or without its sign. */
export const namesIn = (text: string): readonly string[] => text.split(/[\s,]+/).map((name) => name.replace(/^@/, '')).filter((name) => name !== '');
const isName = (name: string): boolean => /^[\w.]{1,30}$/.test(name);
const names = (most: number) => z.string().trim().max(1000).refine((text) => namesIn(text).length <= most && namesIn(text).every(isName), 'not so many names').default('');

/** The fields of POST /{ig-user}/media in Meta's list of parameters, v25.0. Checked 2026-11-21. */
export const instagramOptions = z.object({
  /** A video in the feed is a Reel. A Story is one picture or video for a day, and shows no text. */
  postAs: z.enum(['feed', 'story']).default('feed'),
  /** Up to three public accounts (IG User Media reference), who are asked whether they join. */
  collaborators: names(MOST_COLLABORATORS),
  /** People shown on the first picture or video. Twenty, as with mentions. */
  userTags: names(MOST_TAGGED),
  /** The number of a Facebook Page that is a place. */
  location: z.string().trim().regex(/^\d{0,30}$/).default(''),
  /** Written by the account itself under the post, at once. Its length is that of a caption; not confirmed. */
  firstComment: z.string().trim().max(2200).default(''),
  /** Of a Reel: beside the Reels of the profile it stands among its posts. */
  shareToFeed: z.boolean().default(true),
  /** Of a Reel: the second whose picture is its cover; empty: the first. */
  coverSecond: z.string().trim().regex(/^\d{0,3}$/).default(''),
}).superRefine(({ postAs, collaborators, location, firstComment }, context) => {
  if (postAs !== 'story') return;
  for (const [name, value] of Object.entries({ collaborators, location, firstComment })) if (value !== '') context.addIssue({ code: 'custom', path: [name], message: 'a Story does not have this' });
});
export type InstagramOptions = z.infer<typeof instagramOptions>;

// IG User Media reference v25.0: JPEG in sRGB, 8 MiB, 320 to 1440 pixels wide; ten in a carousel, 4:5 to 1.91:1. A Story has no shape. Checked 2026-11-21.
const story = { maxImages: 1, mimeTypes: ['image/jpeg'], maxBytes: 8_388_608, maxPixels: null, animated: 'refused', minWidth: 320, maxWidth: 1440 } as const satisfies MediaLimits;

// The same reference: MP4 or MOV, 23 to 60 pictures a second, 25 Mbit/s, at most 1920 wide, sound in AAC. A Reel has 3 seconds to 15 minutes and
// 300 MB (Meta's sample says a gigabyte), a Story a minute and 100 MB. Checked 2026-11-21.
const reel = {
  mimeTypes: ['video/mp4', 'video/quicktime'], videoCodecs: ['avc', 'hevc'], audioCodecs: ['aac'], maxBytes: 314_572_800, minMs: 3 * SECOND, maxMs: 15 * MINUTE, ratio: { min: 0.01, max: 10 },
  minWidth: null, minHeight: null, maxWidth: 1920, maxHeight: null, minFps: 23, maxFps: 60, maxBitrate: 25_000_000, maxVideos: 10, withPictures: true, altText: false,
} as const satisfies VideoLimits;
const storyVideo = { ...reel, maxBytes: 104_857_600, maxMs: MINUTE, maxVideos: 1, withPictures: false } as const satisfies VideoLimits;

/** Instagram's professional accounts. */
export const instagram = {
  id: 'instagram',
  name: networkNames.instagram,
  available: true,
  limits: {
    // The same reference: caption and alt text.
    text: [{ unit: 'characters', max: 2200 }],
    altText: { unit: 'characters', max: 1000 },
    media: { ...story, maxImages: 10, ratio: { min: 4 / 5, max: 1.91 } },
    video: reel,
  },
  mediaWhen: [{ option: 'postAs', value: 'story', media: story, video: storyVideo, altText: null, text: false, without: ['collaborators', 'location', 'firstComment', 'shareToFeed', 'coverSecond'] }],
  // The same reference. The site itself is said to take five hashtags since December 2025; the API's number stands here.
  mostNames: { hashtags: 30, mentions: 20 },
  supportsThreads: false,
  // Videos are sent.
  mediaByUrl: 'pictures',
  // Links in a caption lead nowhere.
  supportsLinkCard: false,
  textOptionalWithMedia: true,
  needs: { media: true },
  edit: noEdit,
  nativeSchedule: null,
  options: instagramOptions,
} as const satisfies NetworkFacts;
