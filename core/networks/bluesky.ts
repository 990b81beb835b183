import { z } from 'zod';
import { type NetworkFacts, noEdit } from './facts';
import { languageOption } from './languages';
import { networkNames } from './names';
import { quoteLink } from './quote-link';

/** The sets of app.bsky.feed.threadgate that Linnet offers: everyone is no gate, nobody an empty one. Lexicon, checked 2026-11-22. */
export const blueskyReplyControls = ['everyone', 'followers', 'following', 'mentioned', 'followers_mentioned', 'following_mentioned', 'nobody'] as const;
/** Labels that an account can put on its own post (com.atproto.label.defs#selfLabels). Checked 2026-11-22. */
export const blueskyAdultLabels = ['none', 'sexual', 'nudity', 'porn'] as const;

export const blueskyOptions = z.object({
  language: languageOption,
  /** Show the first link as a card when the post has no pictures. */
  linkCard: z.boolean().default(true),
  /** For the whole thread. */
  replyControl: z.enum(blueskyReplyControls).default('everyone'),
  allowQuotes: z.boolean().default(true),
  /** app.bsky.embed.record, with the first part. Checked 2026-11-22. */
  quotePost: quoteLink,
  adultContent: z.enum(blueskyAdultLabels).default('none'),
  graphicMedia: z.boolean().default(false),
});
export type BlueskyOptions = z.infer<typeof blueskyOptions>;

export const bluesky = {
  id: 'bluesky',
  name: networkNames.bluesky,
  available: true,
  limits: {
    // Lexicon app.bsky.feed.post: maxGraphemes 300 and maxLength 3000. Checked 2026-11-21.
    text: [
      { unit: 'graphemes', max: 300 },
      { unit: 'bytes', max: 3000 },
    ],
    // Lexicon app.bsky.embed.images gives alt no maximum. The whole record must stay small, and Bluesky's own
    // app stops at 2,000 graphemes, so that is the ceiling here. Checked 2026-11-21.
    altText: { unit: 'graphemes', max: 2000 },
    media: {
      // Lexicon app.bsky.embed.images: four images, image/*, 2,000,000 bytes. More go as app.bsky.embed.gallery: twenty by its schema, and
      // ten by its own words to clients. Checked 2026-11-22. The types are narrower than image/*: only those which every Bluesky client shows.
      maxImages: 10,
      mimeTypes: ['image/jpeg', 'image/png', 'image/webp', 'image/gif'],
      maxBytes: 2_000_000,
      maxPixels: null,
      animated: 'still',
    },
    // Lexicon app.bsky.embed.video: one MP4 of 300,000,000 bytes, "formerly 100mb". It goes to the account's own server as a blob, and what
    // that server takes is its own business, so the smaller number holds here. Length and codecs: no lexicon states them. Checked 2026-11-22.
    video: {
      mimeTypes: ['video/mp4'], videoCodecs: null, audioCodecs: null, maxBytes: 100_000_000, minMs: null, maxMs: null, ratio: null,
      minWidth: null, minHeight: null, maxWidth: null, maxHeight: null, minFps: null, maxFps: null, maxVideos: 1, withPictures: false, altText: true,
    },
  },
  supportsThreads: true,
  supportsLinkCard: true,
  textOptionalWithMedia: true,
  // The record can be rewritten, but clients keep showing what they first indexed. Checked 2026-11-21.
  edit: noEdit,
  nativeSchedule: null,
  options: blueskyOptions,
} as const satisfies NetworkFacts;
