import { z } from 'zod';
import { SECOND } from '#core/clock';
import { type NetworkFacts, noEdit } from './facts';
import { networkNames } from './names';
import { lonePollChoice } from './poll';

export const xReplySettings = ['everyone', 'following', 'mentionedUsers', 'verified', 'subscribers'] as const;
export const xPollLengths = ['1 hour', '6 hours', '1 day', '3 days', '7 days'] as const;

const choice = z.string().max(25).default('');

/** CreatePostsRequest of OpenAPI 2.167. Thread parts behind the first are replies to it and follow its settings. Checked 2026-11-22. */
export const xOptions = z.object({
  replySettings: z.enum(xReplySettings).default('everyone'),
  madeWithAi: z.boolean().default(false),
  paidPartnership: z.boolean().default(false),
  /** A poll has two to four choices of at most 25 characters; all empty is no poll. X takes a poll or pictures, never both. */
  pollChoice1: choice,
  pollChoice2: choice,
  pollChoice3: choice,
  pollChoice4: choice,
  pollLength: z.enum(xPollLengths).default('1 day'),
}).superRefine((options, context) => {
  const lone = lonePollChoice(options);
  if (lone !== null) context.addIssue({ code: 'custom', path: [lone], message: 'a poll has at least two choices' });
});
export type XOptions = z.infer<typeof xOptions>;

export const x = {
  id: 'x',
  name: networkNames.x,
  available: true,
  limits: {
    // X's counting page and twitter-text configuration 3. Longer texts are for Premium and not offered. Checked 2026-11-21.
    text: [{ unit: 'weighted', max: 280, urlLength: 23 }],
    // OpenAPI 2.167, CreateMediaMetadataMetadataAltText. Checked 2026-11-21.
    altText: { unit: 'characters', max: 1000 },
    media: {
      // Media best practices and OpenAPI 2.167, media_ids: four images of 5 MiB. A GIF may be 15 MiB and stands alone;
      // one byte limit holds for all here, so it is the smaller one. Checked 2026-11-21.
      maxImages: 4,
      mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
      maxBytes: 5_242_880,
      maxPixels: null,
      animated: 'moves',
      // The same page: 1280 by 1080, 350 frames, and 300 million pixels in all of them.
      moving: { maxFrames: 350, maxWidth: 1280, maxHeight: 1080, maxPixelsInAll: 300_000_000 },
    },
    // The same page, video: 512 MiB, 0.5 to 140 seconds (longer ones are for Premium), 32 by 32 to 1280 by 1024, one to three either way, at
    // most 60 pictures a second, H.264 and AAC, one in a post. WebM and MPEG-TS stand in OpenAPI 2.167 only, and are not offered. No alt
    // text: metadata is for pictures and GIFs. Upright videos of 720 by 1280 stand in the page's own list, so both sides may be 1280.
    // Checked 2026-11-22.
    video: {
      mimeTypes: ['video/mp4', 'video/quicktime'], videoCodecs: ['avc'], audioCodecs: ['aac'], maxBytes: 536_870_912, minMs: 500, maxMs: 140 * SECOND,
      ratio: { min: 1 / 3, max: 3 }, minWidth: 32, minHeight: 32, maxWidth: 1280, maxHeight: 1280, minFps: null, maxFps: 60, maxVideos: 1, withPictures: false, altText: false,
    },
    // CreatePostsPoll of OpenAPI 2.167; the options hold what it says of the length of a choice and of the poll. Checked 2026-11-22.
    poll: { maxChoices: 4, maxCharacters: null, minMs: null, maxMs: null },
  },
  supportsThreads: true,
  // X fetches the page and makes the card.
  supportsLinkCard: false,
  textOptionalWithMedia: true,
  // edit_options needs Premium and makes a post with another id. Checked 2026-11-21.
  edit: noEdit,
  // CreatePostsRequest of OpenAPI 2.167 has no time.
  nativeSchedule: null,
  // X's pricing page, pay-per-use, snapshot 2026-08-22. Checked 2026-11-21.
  price: { currency: 'USD', post: 0.015, postWithLink: 0.2, altText: 0.005 },
  options: xOptions,
} as const satisfies NetworkFacts;
